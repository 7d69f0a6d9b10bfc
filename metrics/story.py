"""Reads the little plays in a measure's stories.

    1  day 1 09:00  resident A  asks: When is bin day?
    2  day 1 09:40  member      answers 1: Thursday.
       day 1 08:00  release: The library opens on Sundays.
       day 3 09:00  1 is removed
       day 5 00:00  away until day 8 00:00
       day 5 00:00  not seen until day 8 00:00
       day 1 00:00  second account not seen until day 8 00:00
       day 1 09:00  profile: Cllr for Mill Lane.
       day 1 09:00  profile on second: Gardener.
       day 9 09:00  now

The last line is the moment we look. Measures never ask the clock themselves.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from facts import DAY_US, HOUR_US, Kind, MarkKind, to_us

DAY_ONE_US = to_us(datetime(2026, 1, 1, tzinfo=UTC))  # a winter month: London is on UTC
CLOCK = r"day (?P<day{0}>\d+) (?P<hour{0}>\d\d):(?P<minute{0}>\d\d)"
WHEN = CLOCK.format("")
SAID = re.compile(
    rf"(?P<id>\d+)\s+{WHEN}\s+(?P<who>member on second|member|resident(?: \w+)?)\s+"
    r"(?P<verb>posts|polls|pictures|films|invites|quizzes|reports back|credits|corrects|says|asks|answers|shares"
    r"|quotes)"
    r"(?: (?P<thing>@?\w+))?: (?P<text>.+)"
)
RELEASED = re.compile(rf"{WHEN}\s+release: (?P<text>.+)")
REMOVED = re.compile(rf"{WHEN}\s+(?P<id>\d+) is removed")
MARKED = re.compile(
    rf"{WHEN}\s+(?P<id>\d+) is (?P<mark>answered elsewhere|set aside|not an ask|an ask|not a copy)"
)
STRETCH = re.compile(
    rf"{WHEN}\s+(?P<what>away|not seen|second account not seen) until {CLOCK.format('_end')}"
)
PROFILE = re.compile(rf"{WHEN}\s+profile(?P<second> on second)?:(?: (?P<text>.+))?")
NOW = re.compile(rf"{WHEN}\s+now")
KINDS = {"answers": Kind.REPLY, "shares": Kind.SHARE, "quotes": Kind.QUOTE}
FORMATS = {"polls": "poll", "pictures": "photo", "films": "video"}
LABELS = {
    "asks": {"ask": "ask"},
    "invites": {"invites": "yes", "seeks-views": "yes"},
    "quizzes": {"invites": "yes", "seeks-views": "quiz"},
    "reports back": {"reports-back": "yes"},
    "credits": {"credits": "yes"},
    "corrects": {"corrects": "yes"},
}
MARKS = {
    "answered elsewhere": MarkKind.ANSWERED_ELSEWHERE,
    "set aside": MarkKind.SET_ASIDE,
    "not an ask": MarkKind.NOT_AN_ASK,
    "an ask": MarkKind.IS_AN_ASK,
    "not a copy": MarkKind.NOT_A_COPY,
}


class NotAStory(ValueError):
    """A line of a story that can't be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a story."""

    id: str
    posted_us: int
    who: str
    labels: dict[str, str]  # what the text rules say of it: rule -> value
    kind: Kind
    text: str
    answers: str | None
    source: str | None
    format: str


@dataclass(slots=True)
class Told:
    """A story, read."""

    lines: list[Line] = field(default_factory=list)
    releases: list[tuple[int, str]] = field(default_factory=list)
    removed: list[tuple[str, int]] = field(default_factory=list)
    marks: list[tuple[str, MarkKind]] = field(default_factory=list)
    away: list[tuple[int, int]] = field(default_factory=list)
    unseen: list[tuple[int, int]] = field(default_factory=list)
    second_unseen: list[tuple[int, int]] = field(default_factory=list)  # there is a second account, less seen
    profiles: list[tuple[int, str]] = field(default_factory=list)  # what an account's said at a moment
    second_profiles: list[tuple[int, str]] = field(default_factory=list)
    now_us: int = 0


def read(story: str) -> Told:
    """Read a story. Raise NotAStory, saying which line and how to write it."""
    told = Told()
    for line in filter(None, map(str.strip, story.splitlines())):
        _read_line(line, told)
    if not told.now_us:
        raise NotAStory("A story ends with the moment we look, like: day 5 09:00  now")
    return told


def _read_line(line: str, told: Told) -> None:
    if found := SAID.fullmatch(line):
        told.lines.append(_said(found))
    elif found := RELEASED.fullmatch(line):
        told.releases.append((_moment(found), found["text"]))
    elif found := REMOVED.fullmatch(line):
        told.removed.append((found["id"], _moment(found)))
    elif found := MARKED.fullmatch(line):
        told.marks.append((found["id"], MARKS[found["mark"]]))
    elif found := STRETCH.fullmatch(line):
        _stretches(found["what"], told).append((_moment(found), _moment(found, "_end")))
    elif found := PROFILE.fullmatch(line):
        profiles = told.second_profiles if found["second"] else told.profiles
        profiles.append((_moment(found), found["text"] or ""))
    elif found := NOW.fullmatch(line):
        told.now_us = _moment(found)
    else:
        raise NotAStory(f"Can't read {line!r}. Write: 1  day 1 09:00  member  posts: Hello.")


def _stretches(what: str, told: Told) -> list[tuple[int, int]]:
    return {"away": told.away, "not seen": told.unseen}.get(what, told.second_unseen)


def _said(found: re.Match[str]) -> Line:
    verb, thing = found["verb"], found["thing"]
    return Line(
        id=found["id"],
        posted_us=_moment(found),
        who=found["who"],
        labels=LABELS.get(verb, {}),
        kind=KINDS.get(verb, Kind.POST),
        text=found["text"],
        answers=thing if verb == "answers" else None,
        source=thing if verb in ("shares", "quotes") else None,
        format=FORMATS.get(verb, "text"),
    )


def _moment(found: re.Match[str], end: str = "") -> int:
    day, hour, minute = (int(found[f"{part}{end}"]) for part in ("day", "hour", "minute"))
    return DAY_ONE_US + (day - 1) * DAY_US + hour * HOUR_US + minute * HOUR_US // 60

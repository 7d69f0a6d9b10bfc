"""Makes nasty histories: ties, boundaries, missing parents, odd handles, gaps in sight, accounts that join later or
are never seen, invitations, polls, removals and clock changes.

One maker serves both ways of trying: `random.Random(seed)` makes thousands quickly, and Hypothesis hands in a
random that it can shrink. Many histories share a frame (moment, files, settings), so that hundreds can be put
into one data folder and measured in one run; each keeps to names of its own that begin with its token.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.measures.copying import Copying
from tests.measures.twin.clock import DAY, HOUR, iso, local_day, midnight, moment
from tests.measures.twin.history import (
    PLAIN_ASKS,
    PLAIN_CORRECTIONS,
    PLAIN_CREDITS,
    PLAIN_INVITATIONS,
    PLAIN_PROFILES,
    PLAIN_QUIZZES,
    PLAIN_REMARKS,
    PLAIN_REPORTS_BACK,
    PLAIN_STATEMENTS,
    History,
    Import,
    Row,
)

MINUTE = HOUR // 60
COUNCIL = ["x:anytown", "bluesky:anytown.example"]
OWN_SITES = ["anytown.example", "cllr.example"]
STEPS = (0, 0, 1, MINUTE, 7 * MINUTE, HOUR, 5 * HOUR, 23 * HOUR)
JUMPS = (DAY - 1, DAY, DAY + 1, 2 * DAY, 5 * DAY, 5 * DAY + 1, 14 * DAY - 1, 14 * DAY, 14 * DAY + 1, 15 * DAY)
RESIDENTS = (
    ("jo", "@jo", "Jo", " JO "),
    ("Member", "@member"),
    ("sam.lee", "@Sam.Lee"),
    ("ŵyn", "Ŵyn"),
    ("kim",),
    ("pat 3",),
)
FORM_REPLIES = (  # none of which asks, whoever says it
    "Thanks @jo, I will look into case {n} today.",
    "Thanks @sam.lee , I will look into CASE {n}, today!",
    "It was reported at https://anytown.example/report/{n}",
    "{n}",
    "@jo",
    "",
)
LINKS = (
    "A good read: https://www.Museum.example/exhibits/{n}",
    "More at www.museum.example .",
    "See http://news.example:8080/a?b={n}#c",
    "Council news: https://www.anytown.example/news and https://museum.example/x",
    "From https://my.anytown.example/a",
    "From https://notanytown.example/a",
    "My own website is now at https://cllr.example",
)
SAID = (*LINKS, *PLAIN_REMARKS, *PLAIN_REMARKS, *PLAIN_INVITATIONS, *PLAIN_STATEMENTS)  # by members
SAYING = (  # by members: what the text rules read, alone or with a link or a hashtag behind it
    *PLAIN_INVITATIONS,
    *PLAIN_QUIZZES,
    *PLAIN_REPORTS_BACK,
    *PLAIN_REPORTS_BACK,
    *PLAIN_CREDITS,
    *PLAIN_CORRECTIONS,
)
DIGITS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BEHIND = (
    "",
    "",
    "#OldLibrary",
    "#oldlibrary #Trees",
    "#trees",
    "https://museum.example/views?x={n}",
    "www.museum.example/views/",
    "https://museum.example",
    "https://www.anytown.example/news#top",
    "@jo",
    "@Sam.Lee https://museum.example/views",
)
FORMATS = ("poll", "poll", "text", "photo", "link", "video", "live")
WEEKLY = [
    "Mon-Fri 18:00-20:30",
    "Sat 10:00-12:00",
    "Sun 00:00-24:00",
    "Mon-Sun 08:00-08:01",
    "Tue-Thu 01:00-03:00",
]
OF_MEMBERS = (
    "invites",
    "not-invites",
    "credits",
    "not-credits",
    "corrects",
    "not-corrects",
    "copy",
    "not-a-copy",
)
SOURCES = ("@Museum", "museum", "Rescue", "")


@dataclass(frozen=True)
class Frame:
    """What histories of one batch share."""

    as_of: int
    covers: tuple[str | None, ...]  # one a file
    zone: str = "Europe/London"


@dataclass
class _Cast:
    accounts: dict[str, list[str]] = field(default_factory=dict)  # member -> platform:handle
    register: list[Row] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)  # accounts without consent
    unseen: set[str] = field(default_factory=set)  # of which no file tells; they may speak in others' threads
    late: set[str] = field(default_factory=set)  # of which only the last file tells

    def live(self, member: str) -> list[str]:
        return [account for account in self.accounts[member] if account not in self.silent]

    def told_of(self, member: str) -> list[str]:
        return [account for account in self.live(member) if account not in self.unseen]


def frame(random: Random) -> Frame:
    """Return a moment, and the files to come with what `--covers` says of each."""
    as_of = random.choice(
        [
            "2026-11-06T09:00:00+00:00",
            "2026-10-25T01:00:00+00:00",
            "2026-10-31T23:59:59.999999+00:00",
            "2026-04-01T00:00:00+01:00",
            "2026-04-20T17:45:12.345678+01:00",
            "2026-07-15T12:00:00+01:00",
        ]
    )
    now = moment(as_of)
    return Frame(now, random.choice(FRAMES)(random, now))


def _wide(random: Random, now: int) -> tuple[str | None, ...]:
    return (f"{_day(now - 200 * DAY)}..{random.choice([_day(now), _day(now + 2 * DAY), iso(now)])}",)


def _bare(random: Random, now: int) -> tuple[str | None, ...]:
    return (None,) * random.randint(1, 3)


def _split(random: Random, now: int) -> tuple[str | None, ...]:
    middle = now - random.randint(5, 60) * DAY
    return (f"..{_day(middle)}", f"{_day(middle + DAY)}..{_day(now)}", None)


def _gap(random: Random, now: int) -> tuple[str | None, ...]:
    """Leave a gap of exactly an hour, a little more or less, or days."""
    middle = now - random.randint(1, 80) * DAY - random.randint(0, 24) * HOUR
    gap = random.choice([30 * MINUTE, HOUR, HOUR, HOUR + 1, 3 * HOUR, 2 * DAY, 9 * DAY])
    return (f"{_day(now - 150 * DAY)}..{iso(middle)}", f"{iso(middle + gap)}..{iso(now)}")


def _just_enough(random: Random, now: int) -> tuple[str | None, ...]:
    """Show exactly nine tenths of the last 90 days, or a microsecond less."""
    return (f"{iso(now - 81 * DAY + random.choice([0, 0, 1]))}..{iso(now)}",)


def _joined(random: Random, now: int) -> tuple[str | None, ...]:
    """Show a second file, that of accounts which joined later, only from some day or moment on."""
    since = now - random.randint(1, 80) * DAY - random.randint(0, 24) * HOUR
    start = random.choice([_day(since), iso(since), ""])
    return (
        f"{_day(now - 150 * DAY)}..{iso(now)}",
        f"{start}..{random.choice([iso(now), iso(now - 2 * DAY)])}",
    )


FRAMES = (_wide, _wide, _wide, _bare, _split, _gap, _gap, _just_enough, _joined, _joined)


def _day(us: int) -> str:
    return str(local_day(us, "Europe/London"))


def history(random: Random, shared: Frame, token: str) -> History:
    """Return one history within a frame. Every name in it that must be its own begins with the token."""
    cast = _cast(random, token, shared)
    play = _Play(random, shared, cast, token)
    rows = play.rows()
    releases = play.copies()
    return History(
        as_of=iso(shared.as_of),
        register=cast.register,
        imports=_files(random, rows, cast, shared),
        marks=_marks(random, rows, cast, shared),
        removed=_removed(random, rows, shared),
        profiles=_profiles(random, cast, shared),
        council_accounts=COUNCIL,
        own_sites=OWN_SITES,
        time_zone=shared.zone,
        hours=_hours(random, cast),
        releases=releases,
    )


def _hours(random: Random, cast: _Cast) -> list[dict[str, Any]]:
    """Return what some members state as their hours, from a day on; never what all would share."""
    hours: list[dict[str, Any]] = []
    for member in cast.accounts:
        if random.random() < 0.3:
            weekly = random.sample(WEEKLY, random.randint(0, 2))
            hours.append({"member": member, "weekly": weekly})
            if random.random() < 0.5:
                del hours[-1]["weekly"]
                hours[-1] |= {
                    "from": random.choice(["2026-03-29", "2026-09-15", "2026-10-25"]),
                    "weekly": weekly,
                }
    return hours


def _profiles(random: Random, cast: _Cast, shared: Frame) -> list[Row]:
    """Return readings of some profiles, out of order: on edges of months and terms, twice at once, after the look."""
    rows: list[Row] = []
    for account in [account for member in cast.accounts for account in cast.accounts[member]]:
        for _ in range(random.choice([0, 0, 1, 2, 5])):
            when = _read_at(random, cast, shared)
            rows.append({"account": account, "read_at": iso(when), "text": random.choice([*PLAIN_PROFILES])})
            if random.random() < 0.3:
                again = when + random.choice([0, 1, DAY, 40 * DAY])
                text = random.choice([rows[-1]["text"], *PLAIN_PROFILES])
                rows.append(
                    {"account": account, "read_at": iso(min(again, shared.as_of + DAY)), "text": text}
                )
    random.shuffle(rows)
    return rows


def _read_at(random: Random, cast: _Cast, shared: Frame) -> int:
    now, nudge = shared.as_of, random.choice([-1, 0, 0, 1])
    day = local_day(now - random.randint(0, 200) * DAY, shared.zone)
    ends = [
        row[name] for row in cast.register for name in ("in_office_from", "in_office_to") if row.get(name)
    ]
    if ends and random.random() < 0.3:
        day = date.fromisoformat(random.choice(ends)) + timedelta(days=random.choice([0, 1]))
        return min(midnight(day, shared.zone), now) + nudge
    at_random = now - random.randint(0, 200 * 24 * 60) * MINUTE
    edges = [now, now - 90 * DAY, midnight(day.replace(day=1), shared.zone)]
    return random.choice([at_random, *edges]) + nudge


def _terms(random: Random, shared: Frame) -> dict[str, str]:
    """Return when a member is in office: mostly always; sometimes from or to a day, now and then of some weeks only."""
    dice, now = random.random(), shared.as_of
    if dice < 0.8:
        return {}
    if dice < 0.88:
        return {"in_office_from": _day(now - random.randint(0, 100) * DAY)}
    if dice < 0.95:
        return {"in_office_to": _day(now - random.randint(-5, 70) * DAY)}
    first = now - random.randint(20, 120) * DAY
    return {"in_office_from": _day(first), "in_office_to": _day(first + random.randint(0, 40) * DAY)}


def _cast(random: Random, token: str, shared: Frame) -> _Cast:
    cast = _Cast()
    for number in range(random.choice([1, 1, 1, 2, 3, 4])):
        member = f"{token}m{number}"
        terms = _terms(random, shared)
        for place in range(random.choice([1, 1, 1, 2, 2, 3])):
            platform = random.choice(["x", "x", "bluesky"])
            handle = f"{token}{'abc'[place]}{number}" + (".example" if platform == "bluesky" else "")
            account = f"{platform}:{handle}"
            has_consent = place == 0 or random.random() < 0.9
            cast.accounts.setdefault(member, []).append(account)
            cast.silent |= set() if has_consent else {account}
            if place and random.random() < 0.5:
                random.choice([cast.unseen, cast.late, cast.late]).add(account)
            cast.register.append(_registered(member, platform, handle, has_consent) | terms)
    return cast


def _registered(member: str, platform: str, handle: str, has_consent: bool) -> Row:
    return {
        "member": member,
        "name": f"Cllr {member}",
        "ward": "Mill Lane",
        "email": "",
        "platform": platform,
        "handle": handle.upper() if "a1" in handle else handle,
        "consented_on": "2025-05-01" if has_consent else "",
        "consented_by": "paper form" if has_consent else "",
        "scope": "public posts" if has_consent else "",
    }


class _Play:
    """Writes the rows of one history, a thread at a time."""

    def __init__(self, random: Random, shared: Frame, cast: _Cast, token: str) -> None:
        self.random, self.shared, self.cast, self.token = random, shared, cast, token
        self.written: list[Row] = []
        self.times: dict[str, int] = {}
        stated = "..".join(covers or "" for covers in shared.covers).split("..")
        self.edges = [moment(edge) for edge in stated if "T" in edge]  # where sight begins and ends
        self.residents = random.sample(RESIDENTS, random.randint(1, 6))
        self.days = random.choice([12, 30, 75])
        self.is_busy = random.random() < 0.4  # many short threads with asks, so that figures are measured
        self.turns = [1, 2, 2, 2, 3] if self.is_busy else [1, 1, 2, 2, 3, 4, 8, 16]
        self.diligence = random.choice([0.4, 0.75, 1.0])

    def rows(self) -> list[Row]:
        size = self.random.choice([90, 150] if self.is_busy else [4, 12, 25, 60, 110])
        while len(self.written) < size:
            member = self.random.choice(list(self.cast.accounts)[: 1 if self.is_busy else None])
            account = self.random.choice(self.cast.told_of(member))
            if self.random.random() < (0.1 if self.is_busy else 0.35):
                self._said(account)
            else:
                self._thread(account)
        return self.written

    def copies(self) -> list[Row]:
        """Let members, and the council, copy from each other and from releases, which are returned."""
        accounts = [account for member in self.cast.accounts for account in self.cast.told_of(member)]
        return Copying(self.random, self.token, self._row).play(accounts, self._when)

    def _said(self, account: str) -> None:
        """Write originals, shares and quotes of a member, sometimes a run of them on one day."""
        when = self._when()
        runs_on = self.random.random() < 0.15  # many of one source in a day
        source = self.random.choice(SOURCES)
        for _ in range(8 if runs_on else self.random.choice([1, 1, 2, 3, 6])):
            kind = "share" if runs_on else self.random.choice(["post", "post", "share", "quote"])
            text = self.random.choice([*SAID, "", "@jo https://museum.example/y"])
            if self.random.random() < 0.5:
                text = self._says()
            if kind == "share" and self.random.random() < 0.6:
                text = ""
            row = self._row(account, "member", kind, when, text)
            if kind != "post":
                row["source"] = source or self.random.choice([*SOURCES, *self._own(account), "anytown"])
            if kind == "quote" and self.random.random() < 0.3 and self.written[:-1]:
                row["answers"] = self.random.choice(self.written[:-1][-8:])["id"]
            when += self.random.choice([*STEPS, 0, MINUTE])
            if self.random.random() < 0.15:
                self._goes_on(account, row, when)

    def _says(self) -> str:
        """Return what the text rules read, with a link, a hashtag or a handle behind it, or the link of a message."""
        behind = self.random.choice(BEHIND).replace("{n}", str(self.random.randint(1, 3)))
        linked = [row["url"] for row in self.written if row.get("url")]
        if linked and self.random.random() < 0.2:
            behind = self.random.choice(linked)
        elif self.random.random() < 0.1:
            own = [name for some in self.cast.accounts.values() for name in some]
            behind = f"@{self.random.choice(own).partition(':')[2]}"
        return f"{self.random.choice(SAYING)} {behind}".strip()

    def _goes_on(self, account: str, original: Row, when: int) -> None:
        """Write a member's reply to their own message, within the hour or just after it."""
        began = self.times[original["id"]]
        later = self.random.choice([0, MINUTE, HOUR - 1, HOUR, HOUR + 1, when - began])
        reply = self._row(account, "member", "reply", began + later, self._says())
        reply["answers"] = original["id"]

    def _own(self, account: str) -> list[str]:
        """Return own handles of the same platform, as somebody might write them."""
        platform, _, handle = account.partition(":")
        return [handle, "@" + handle.upper(), f"{platform}:{handle}"]

    def _thread(self, account: str) -> None:
        """Write a conversation between one resident, the member and others who chip in."""
        names = self.random.choice(self.residents)
        conversation = self._given_conversation()
        when, last = self._when(), None
        is_chatty = self.random.random() < 0.1  # more than six turns in an episode
        for turn in range(20 if is_chatty else self.random.choice(self.turns)):
            if turn:
                when += self.random.choice(STEPS[:-1]) if is_chatty else self._step()
            last = self._turn(account, names, when, last, conversation)

    def _turn(self, account: str, names: tuple[str, ...], when: int, last: Row | None, given: str) -> Row:
        author = self._author(account, names, last)
        is_resident = author in names or not self._is_own(author)
        text = self._text(author, is_resident)
        answers = self._answers(last)
        kind = "reply" if answers else self.random.choice(["post", "post", "post", "reply", "quote"])
        if self.random.random() < 0.06:
            kind = self.random.choice(["share", "quote", "quote", "post"])
        filed = account if self.random.random() < 0.93 else self._any_account()
        row = self._row(filed, author, kind, when, text)
        if answers:
            row["answers"] = answers
        if given and self.random.random() < 0.8:
            row["conversation"] = given
        return row

    def _is_own(self, author: str) -> bool:
        return author == "member" or self.token in author.lower()

    def _author(self, account: str, names: tuple[str, ...], last: Row | None) -> str:
        dice = self.random.random()
        if last is None:
            return self.random.choice(names) if dice < 0.75 else self._anybody(account)
        if dice < 0.10:
            return self._anybody(account)
        if last["author"] in names:
            return "member" if dice < self.diligence else self.random.choice(names)
        return self.random.choice(names) if dice < 0.7 else "member"

    def _anybody(self, account: str) -> str:
        """Return a third resident, a registered handle oddly written, the council, or the member."""
        handle = self.random.choice(
            [a.partition(":")[2] for a in self._speaking(account.partition(":")[0])] or ["member"]
        )
        council = "anytown" if account.startswith("x:") else "anytown.example"
        odd = [handle, "@" + handle, handle.upper(), account.partition(":")[0] + ":" + handle]
        other = self.random.choice(self.random.choice(self.residents))
        return self.random.choice([other, other, "member", *(odd if handle != "member" else []), council])

    def _speaking(self, platform: str) -> list[str]:
        return [
            account
            for member in self.cast.accounts
            for account in self.cast.live(member)
            if account.startswith(platform + ":")
        ]

    def _text(self, author: str, is_resident: bool) -> str:
        number = str(self.random.randint(1, 3))
        if is_resident:
            return self.random.choice(PLAIN_ASKS if self.random.random() < 0.7 else PLAIN_REMARKS)
        if author == "member" and self.random.random() < 0.12:  # a resident's would be an ask
            return self._says()
        if self.random.random() < 0.5:
            return self.random.choice(FORM_REPLIES).replace("{n}", number)
        return f"{self.random.choice(PLAIN_REMARKS)} {_word(len(self.written))}"

    def _answers(self, last: Row | None) -> str:
        dice = self.random.random()
        if last is None:
            return f"{self.token}-gone" if dice < 0.08 else ""
        if dice < 0.75:
            return last["id"]
        if dice < 0.92:
            return self.random.choice(self.written[-6:])["id"]
        return f"{self.token}-gone{self.random.randint(1, 2)}" if dice < 0.95 else ""

    def _given_conversation(self) -> str:
        return f"{self.token}-c{self.random.randint(1, 4)}" if self.random.random() < 0.3 else ""

    def _any_account(self) -> str:
        known = [a for accounts in self.cast.accounts.values() for a in accounts]
        return self.random.choice([account for account in known if account not in self.cast.unseen])

    def _row(self, account: str, author: str, kind: str, when: int, text: str) -> Row:
        number = self.random.randint(1, 10_000)
        while f"{self.token}-{number}" in self.times:
            number += 1
        row = {
            "id": f"{self.token}-{number}",
            "account": account,
            "author": author,
            "kind": kind,
            "posted_at": self._said_at(when),
            "text": text,
        }
        if self.random.random() < 0.2:
            row["platform"] = self.random.choice([str.lower, str.upper])(account.partition(":")[0])
        if self.random.random() < 0.15:
            row["format"] = self.random.choice(FORMATS)
        if self.random.random() < 0.3:
            row["url"] = f"https://www.museum.example/{self.token}/{number}"
        self.times[row["id"]] = when
        self.written.append(row)
        return row

    def _said_at(self, when: int) -> str:
        if self.random.random() < 0.3:
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=when)).isoformat()
        return iso(when)

    def _step(self) -> int:
        dice = self.random.random()
        if dice < 0.6:
            return self.random.choice(STEPS)
        if dice < 0.8:
            return self.random.choice(JUMPS)
        if dice < 0.83:
            return -self.random.choice(STEPS)
        return self.random.randint(0, 40 * HOUR)

    def _when(self) -> int:
        """Return a moment at random, or on an edge: of a month, a day, a clock change, the look itself."""
        now, dice = self.shared.as_of, self.random.random()
        nudge = self.random.choice([-1, 0, 0, 1])
        if dice < 0.7:
            return now - self.random.randint(0, self.days * 24 * 60) * MINUTE
        if dice < 0.74:
            return self.random.choice(self.edges or [now]) + nudge
        if dice < 0.79:
            return now - self.random.choice([0, 1, DAY, 2 * DAY, 5 * DAY, 14 * DAY, 90 * DAY]) + nudge
        if dice < 0.85:
            day = local_day(now - self.random.randint(0, 70) * DAY, self.shared.zone)
            return midnight(day, self.shared.zone) + nudge
        month = local_day(now, self.shared.zone).replace(day=1)
        edge = self.random.choice([month, (month - timedelta(days=1)).replace(day=1)])
        change = self.random.choice([date(2026, 3, 29), date(2026, 10, 25)])
        if dice < 0.93:
            return midnight(edge, self.shared.zone) + nudge
        return midnight(change, self.shared.zone) + self.random.choice([0, HOUR, 2 * HOUR, 25 * HOUR]) + nudge


def _word(number: int) -> str:
    """Return a number in words, so that two texts stay different when digits are taken out."""
    return " ".join(DIGITS[int(digit)] for digit in str(number))


def _files(random: Random, rows: list[Row], cast: _Cast, shared: Frame) -> list[Import]:
    """Return the rows in files: roughly by time, some out of turn, some twice, some bad."""
    files = [Import(covers=covers) for covers in shared.covers]
    cuts = sorted(shared.as_of - random.randint(0, 60) * DAY for _ in files[1:])
    for row in rows:
        place = sum(moment(row["posted_at"]) > cut for cut in cuts)
        if random.random() < 0.05:
            place = random.randrange(len(files))
        if row["account"] in cast.late:
            place = len(files) - 1
        files[place].rows.append(row)
        if random.random() < 0.03:
            random.choice(files).rows.append(row | {"text": "Said again, differently."})
    for file in files:
        random.shuffle(file.rows)
        file.rows += _bad(random, file.rows)
    return files


def _bad(random: Random, rows: list[Row]) -> list[Row]:
    """Return rows that may not come in, or only look odd; and sometimes close a loop in `answers`."""
    if not rows or random.random() < 0.7:
        return []
    row = random.choice(rows)
    if random.random() < 0.3 and row["id"] != rows[0]["id"]:
        row["answers"], rows[0]["answers"] = rows[0]["id"], row["id"]
        return []
    fault = random.choice(
        [
            {"posted_at": "2026-10-01T10:00:00"},
            {"posted_at": "soon"},
            {"posted_at": "2126-10-01T10:00:00Z"},  # good, and ahead
            {"author": ""},
            {"account": "x:nobody"},
            {"platform": "mastodon"},
        ]
    )
    return [row | {"id": row["id"] + "bad"} | fault]


def _marks(random: Random, rows: list[Row], cast: _Cast, shared: Frame) -> list[Row]:
    marks: list[Row] = []
    heard = [row for row in rows if row.get("kind") != "share" and row["text"] in PLAIN_ASKS + PLAIN_REMARKS]
    for _ in range(random.choice([0, 0, 1, 3, 6]) if heard else 0):
        post = random.choice(heard)["id"]
        kind = random.choice(["not-an-ask", "is-an-ask", "answered-elsewhere", "set-aside"])
        marks.append({"kind": kind, "post": post, "by": "officer", "why": "told so"})
    for member in cast.accounts:
        if random.random() < 0.25:
            first = shared.as_of - random.randint(-3, 60) * DAY
            last = first + random.choice([0, 1, 5, 20]) * DAY
            away = {"kind": "away", "member": member, "from": _day(first), "to": _day(last), "by": member}
            marks.append(away)
    return marks + _marks_of_members(random, rows)


def _marks_of_members(random: Random, rows: list[Row]) -> list[Row]:
    """Return marks of what members said, alone and in pairs; some contradict each other."""
    said = [row["id"] for row in rows if row["author"] == "member"]
    marks: list[Row] = []
    for _ in range(random.choice([0, 0, 2, 6]) if said else 0):
        kind = random.choice(OF_MEMBERS)
        marks.append({"kind": kind, "post": random.choice(said), "by": "officer", "why": ""})
    asked = [
        row["id"] for row in rows if row["author"] == "member" and row["text"].startswith(PLAIN_INVITATIONS)
    ]
    for _ in range(random.choice([0, 1, 3]) if asked and len(said) > 1 else 0):
        post = random.choice(asked)
        other = random.choice([one for one in said if one != post])
        marks.append(
            {"kind": random.choice(["pair", "not-a-pair"]), "post": post, "with": other, "by": "officer"}
        )
    return marks


def _removed(random: Random, rows: list[Row], shared: Frame) -> dict[str, str]:
    """Return when some messages were removed: at once, a day later to the microsecond, just now."""
    removed = {}
    for row in random.sample(rows, min(len(rows), random.choice([0, 0, 2, 8]))):
        posted = moment(row["posted_at"])
        when = posted + random.choice([0, HOUR, DAY - 1, DAY, DAY + 1, 3 * DAY, 20 * DAY, 200 * DAY])
        if posted <= shared.as_of:
            removed[row["id"]] = iso(min(when, shared.as_of))
    return removed


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Return histories that Hypothesis can shrink."""
    random = draw(st.randoms(use_true_random=False))
    return history(random, frame(random), "h0q")


def batch(seed: int, size: int) -> list[History]:
    """Return that many histories which share one frame."""
    random = Random(seed)
    shared = frame(random)
    return [history(random, shared, f"h{number}q") for number in range(size)]

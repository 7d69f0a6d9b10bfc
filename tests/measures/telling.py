"""Tells a measure's story to a real archive, and gives back what the measure makes of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from facts import Account, Label, MarkKind, Page, Post, Seen, Sight
from labels.form import form_hash
from labels.own_words import has_own_words
from metrics.measure import Figure, Measure, Tally
from metrics.story import DAY_ONE_US, Line, Told, read
from pipelines.keep.settings import Settings
from pipelines.measure import calendar
from pipelines.measure.decided import Decided
from pipelines.measure.measure import EMPTY_OCCASIONS, find_occasions
from pipelines.measure.profiles import load_profiles
from pipelines.measure.relate import relate
from store.archive import Archive
from store.marks import Mark
from store.profiles import keep_readings, reading
from store.releases import Release, keep_releases
from store.stretches import Stretch

MEMBER, SECOND = "tale:member", "tale:second"
ACCOUNTS = [
    Account(id=id_, member="jo", platform="tale", handle=id_.split(":")[1], has_consent=True)
    for id_ in (MEMBER, SECOND)
]
WRITERS = {"member": MEMBER, "member on second": SECOND}
WARD = "Mill Lane"
LINK = "https://www.example.org/damp"


def tell(measure: Measure, story: str) -> Tally:
    """Tell a story and return the tally of the last 90 days."""
    with told(read(story)) as archive:
        archive.make("all_occasions", EMPTY_OCCASIONS)
        tallies = find_occasions(archive, measure)
    return tallies.get(("jo", calendar.LAST_90_DAYS), Tally(0))


@contextmanager
def told(story: Told) -> Iterator[Archive]:
    """Open an archive to which a story was told, with every relation as of its last line."""
    windows = calendar.windows(story.now_us, DAY_ONE_US, Settings().zone)
    with Archive() as archive:
        _keep(archive, story)
        decided = _decided(story)
        relate(archive, decided, windows, story.now_us)
        load_profiles(archive, decided.accounts, {"jo": WARD})
        yield archive


def figure(measure: Measure, tally: Tally) -> Figure:
    """Return the figure of a tally, however few its occasions are: a story is short."""
    return measure.sum_up.figure(tally)


def _keep(archive: Archive, told: Told) -> None:
    posts = [_post(line) for line in told.lines]
    labels = [label for line, post in zip(told.lines, posts, strict=True) for label in _labels(line, post)]
    unseen = {account.id: told.unseen for account in _accounts(told)}
    unseen |= {SECOND: told.second_unseen} if told.second_unseen else {}
    seen = [
        Seen(account=account, sight=sight, from_us=start, to_us=end)
        for account, stretches in unseen.items()
        for sight in (Sight.POSTS, Sight.REPLIES)
        for start, end in _seen(stretches, told.now_us)
    ]
    archive.keep(Page(account=MEMBER, posts=posts, seen=seen), labels, owner=MEMBER, now_us=told.now_us)
    read = {MEMBER: told.profiles, SECOND: told.second_profiles}
    keep_readings(
        archive, [reading(account, us, text) for account, some in read.items() for us, text in some]
    )
    released = [
        Release(id=f"release {number}", source="file", published_us=at_us, title="", text=text)
        for number, (at_us, text) in enumerate(told.releases)
    ]
    keep_releases(archive, released)
    for id_, removed_us in told.removed:
        archive.keep(
            Page(account=MEMBER, gone=[id_], gone_us=removed_us), [], owner=MEMBER, now_us=removed_us
        )


def _post(line: Line) -> Post:
    author = WRITERS.get(line.who, line.who)
    return Post(
        id=line.id, platform="tale", account=author if author in WRITERS.values() else MEMBER, author=author,
        kind=line.kind, posted_us=line.posted_us, text=line.text, answers=line.answers,
        source=f"source {line.source}" if line.source else None,
        sites=("example.org",) if LINK in line.text else (), format=line.format,
        links=("example.org/damp",) if LINK in line.text else (),
    )  # fmt: skip


def _labels(line: Line, post: Post) -> list[Label]:
    own = "yes" if has_own_words(post.text) else "no"
    values = {"ask": "nothing", "form": form_hash(post.text), "own-words": own, "invites": "no"} | line.labels
    return [Label(post=post.id, rule=rule, version=1, value=value) for rule, value in values.items()]


def _seen(unseen: list[Stretch], now_us: int) -> list[Stretch]:
    starts = [DAY_ONE_US, *(end for _, end in unseen)]
    ends = [*(start for start, _ in unseen), now_us]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _accounts(told: Told) -> list[Account]:
    has_second = bool(told.second_unseen or told.second_profiles) or any(
        line.who.endswith("second") for line in told.lines
    )
    return [account for account in ACCOUNTS if account.id == MEMBER or has_second]


def _decided(told: Told) -> Decided:
    marks = [_mark(number, kind, post=post) for number, (post, kind) in enumerate(told.marks)]
    marks += [_mark(-number, MarkKind.AWAY, away=stretch) for number, stretch in enumerate(told.away)]
    accounts = _accounts(told)
    handles = [(a.id, f"source @{a.handle}", "tale", a.id) for a in accounts]
    return Decided(accounts=accounts, handles=handles, council=[], marks=marks, settings=Settings())


def _mark(number: int, kind: MarkKind, post: str | None = None, away: Stretch | None = None) -> Mark:
    from_us, to_us = away or (None, None)
    member = "jo" if away else None
    return Mark(
        id=number,
        kind=kind,
        post=post,
        member=member,
        from_us=from_us,
        to_us=to_us,
        by="a test",
        why="",
        made_us=0,
    )

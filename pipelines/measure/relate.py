"""Prepares the relations that measures read: loads what people decided, and builds the ground rules in order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import groupby

from facts import Account, Sight, Window
from labels import hashtags
from metrics import relations
from metrics.exchanges import Turn, cut
from pipelines.keep.settings import Settings
from pipelines.measure import copied
from pipelines.measure.calendar import FOREVER_US, clock
from pipelines.measure.decided import TEXT, WHOLE, Decided, load
from pipelines.measure.unseen import between
from store import references
from store.archive import Archive
from store.stretches import Stretch

MOST_DOUBLINGS = 64  # doubling reaches 2^64 messages; more means a loop got in


def relate(archive: Archive, decided: Decided, windows: Sequence[Window], as_of_us: int) -> None:
    """Build every relation as of a moment."""
    archive.load("moment", {"as_of_us": WHOLE}, [(as_of_us,)])
    load(archive, decided, windows, as_of_us)
    _load_sight(archive, decided.accounts, as_of_us)
    _load_calendar(archive, decided.settings, as_of_us)
    _load_references(archive)
    _load_ties(archive)
    _build(archive, relations.IN_ORDER)
    _follow(archive)
    _build(archive, relations.THREADED)
    _cut_exchanges(archive)
    _build(archive, relations.AFTER_EXCHANGES)
    copied.load(archive, decided.settings, as_of_us)


def _build(archive: Archive, names: Iterable[str]) -> None:
    for name in names:
        archive.make(name, relations.sql(name))


def _load_sight(archive: Archive, accounts: Sequence[Account], as_of_us: int) -> None:
    stretches = archive.stretches()
    live = [account for account in accounts if account.has_consent]
    posts = {account.id: clipped(stretches.get((account.id, Sight.POSTS), []), as_of_us) for account in live}
    span = {"account": TEXT, "from_us": WHOLE, "to_us": WHOLE}
    archive.load("seen", span, [(account, *one) for account, seen in posts.items() for one in seen])
    archive.load(
        "unseen",
        span,
        [
            (account, *one)
            for account, seen in posts.items()
            for one in between(seen, -FOREVER_US, FOREVER_US)
        ],
    )
    named = {
        account.id: clipped(stretches.get((account.id, Sight.MENTIONS), []), as_of_us) for account in live
    }
    archive.load("mentions_seen", span, [(account, *one) for account, seen in named.items() for one in seen])


def clipped(stretches: Sequence[Stretch], as_of_us: int) -> list[Stretch]:
    """Return what had been seen by a moment."""
    return [(start, min(end, as_of_us)) for start, end in stretches if start <= as_of_us]


def _load_calendar(archive: Archive, settings: Settings, as_of_us: int) -> None:
    [(earliest_us,)] = archive.rows("select coalesce(min(posted_us), 0) from posts")
    columns = {"from_us": WHOLE, "to_us": WHOLE, "offset_us": WHOLE}
    archive.load("clock", columns, clock(earliest_us, as_of_us, settings.zone))
    archive.load("own_sites", {"site": TEXT}, [(site,) for site in settings.own_sites])


def _load_references(archive: Archive) -> None:
    """Load what messages point to; of residents' nothing but the sites they link to is kept (facts.Post)."""
    references.make(archive)
    tags = [(id_, tag) for id_, text in references.tagged(archive) for tag in hashtags(text)]
    archive.load("hashtags", {"id": TEXT, "tag": TEXT}, tags)


def _load_ties(archive: Archive) -> None:
    rows = archive.rows(relations.sql(relations.TIED))
    ranked = []
    for _, group in groupby(rows, key=lambda row: row[1]):
        answers = {id_: parent for id_, _, parent in group}
        ranked += [(id_, rank) for rank, id_ in enumerate(_parents_first(answers), start=1)]
    archive.load("tie_breaks", {"id": TEXT, "rank": WHOLE}, ranked)


def _parents_first(answers: dict[str, str | None]) -> Iterator[str]:
    """Yield the ids of one microsecond by id, but each after the message it answers."""
    ready = [id_ for id_, parent in answers.items() if parent not in answers]
    children = defaultdict(list)
    for id_, parent in answers.items():
        if parent in answers:
            children[parent].append(id_)
    heapify(ready)
    while ready:
        yield (id_ := heappop(ready))
        for child in children[id_]:
            heappush(ready, child)


def _follow(archive: Archive) -> None:
    for _ in range(MOST_DOUBLINGS):
        archive.make("further", relations.sql(relations.FOLLOW))
        [(moved,)] = archive.rows(
            """
            select count(*) from ancestors join further on further.place = ancestors.place
            where further.talk <> ancestors.talk or further.speech <> ancestors.speech
            """
        )
        if not moved:
            return
        archive.make("ancestors", "select place, talk, speech from further")
    raise RuntimeError("Messages answer each other in a loop, which an import should have refused.")


def _cut_exchanges(archive: Archive) -> None:
    """Cut every exchange into episodes; keep turns and asks as relations."""
    asks: list[tuple[str, int, int, int | None]] = []
    columns = {"member": TEXT, "place": WHOLE, "episode": WHOLE}
    archive.load("turns", {**columns, "reply": WHOLE}, _turns(archive, asks))
    archive.load("found_asks", {**columns, "answer": WHOLE}, asks)


def _turns(
    archive: Archive, asks: list[tuple[str, int, int, int | None]]
) -> Iterator[tuple[str, int, int, int | None]]:
    for (member, _, _), exchange in _exchanges(archive):
        placed, found = cut(exchange)
        asks += [(member, one.place, one.episode, one.answer) for one in found]
        for one in placed:
            yield member, one.place, one.episode, one.reply


def _exchanges(archive: Archive) -> Iterator[tuple[tuple[str, str, str], list[Turn]]]:
    rows = (
        row
        for batch in archive.stream(
            "select member, person, conversation, place, posted_us, by_member, is_answer, is_ask, is_removed "
            "from exchanges order by member, person, conversation, place"
        )
        for row in batch
    )
    for key, group in groupby(rows, key=lambda row: row[:3]):
        yield key, [Turn._make(row[3:]) for row in group]

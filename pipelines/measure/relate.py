"""Prepares the relations that measures read: loads what people decided, and builds the ground rules in order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import groupby

from facts import Account, MarkKind, Sight, Who, Window
from metrics import relations
from metrics.exchanges import Turn, cut
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import FOREVER_US, clock
from store.archive import Archive
from store.marks import Mark
from store.stretches import Stretch, join

TEXT, WHOLE = "string", "int64"
MOST_DOUBLINGS = 64  # doubling reaches 2^64 messages; more means a loop got in


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the desk and the settings say at a run."""

    accounts: Sequence[Account]
    handles: Sequence[tuple[str, str, str, str | None]]  # author, source, platform, account
    council: Sequence[tuple[str, str, str]]  # author, source, platform
    marks: Sequence[Mark]
    settings: Settings


def relate(archive: Archive, decided: Decided, windows: Sequence[Window], as_of_us: int) -> None:
    """Build every relation as of a moment."""
    archive.load("moment", {"as_of_us": WHOLE}, [(as_of_us,)])
    spans = [(w.label, w.kind, w.from_us, w.to_us) for w in windows]
    archive.load("windows", {"label": TEXT, "kind": TEXT, "from_us": WHOLE, "to_us": WHOLE}, spans)
    _load_people(archive, decided)
    _load_marks(archive, decided.marks)
    _load_sight(archive, decided.accounts, as_of_us)
    _load_calendar(archive, decided.settings, as_of_us)
    _load_ties(archive)
    _build(archive, relations.IN_ORDER)
    _follow(archive)
    _build(archive, relations.THREADED)
    _cut_exchanges(archive)
    _build(archive, relations.AFTER_EXCHANGES)


def _build(archive: Archive, names: Iterable[str]) -> None:
    for name in names:
        archive.make(name, relations.sql(name))


def _load_people(archive: Archive, decided: Decided) -> None:
    members = {account.id: account.member for account in decided.accounts}
    live = {account.id for account in decided.accounts if account.has_consent}
    rows: dict[str, tuple[str | None, ...]] = {
        author: (author, source, platform, Who.COUNCIL.value, None, None, None)
        for author, source, platform in decided.council
    }
    for author, source, platform, account in decided.handles:
        member = members.get(account or "")
        is_live = account in live
        who = Who.MEMBER if is_live else Who.FORMER
        said_from = account if is_live else None
        rows[author] = (author, source, platform, who.value, member if is_live else None, member, said_from)
    names = ("author", "source", "platform", "who", "member", "belongs_to", "account")
    archive.load("handles", dict.fromkeys(names, TEXT), rows.values())
    known = [(a.id, a.member, a.platform) for a in decided.accounts if a.has_consent]
    archive.load("accounts", dict.fromkeys(("account", "member", "platform"), TEXT), known)


def _load_marks(archive: Archive, marks: Sequence[Mark]) -> None:
    # Of two that contradict each other the later stands.
    asks = {m.post: m.kind.value for m in marks if m.kind in (MarkKind.IS_AN_ASK, MarkKind.NOT_AN_ASK)}
    invites = {m.post: m.kind.value for m in marks if m.kind in (MarkKind.INVITES, MarkKind.NOT_INVITES)}
    episodes = {
        (m.post, m.kind.value) for m in marks if m.kind in (MarkKind.ANSWERED_ELSEWHERE, MarkKind.SET_ASIDE)
    }
    archive.load("marked", {"post": TEXT, "kind": TEXT}, [*asks.items(), *invites.items(), *sorted(episodes)])
    away: dict[str, list[Stretch]] = defaultdict(list)
    for mark in marks:
        if mark.kind is MarkKind.AWAY and mark.member and mark.from_us is not None and mark.to_us is not None:
            away[mark.member].append((mark.from_us, mark.to_us))
    rows = [(member, *stretch) for member, stretches in away.items() for stretch in join(stretches)]
    archive.load("away", {"member": TEXT, "from_us": WHOLE, "to_us": WHOLE}, rows)


def _load_sight(archive: Archive, accounts: Sequence[Account], as_of_us: int) -> None:
    stretches = archive.stretches()
    live = [account for account in accounts if account.has_consent]
    posts = {account.id: clipped(stretches.get((account.id, Sight.POSTS), []), as_of_us) for account in live}
    span = {"account": TEXT, "from_us": WHOLE, "to_us": WHOLE}
    archive.load("seen", span, [(account, *one) for account, seen in posts.items() for one in seen])
    archive.load(
        "unseen", span, [(account, *one) for account, seen in posts.items() for one in _between(seen)]
    )
    named = {
        account.id: clipped(stretches.get((account.id, Sight.MENTIONS), []), as_of_us) for account in live
    }
    archive.load("mentions_seen", span, [(account, *one) for account, seen in named.items() for one in seen])


def clipped(stretches: Sequence[Stretch], as_of_us: int) -> list[Stretch]:
    """Return what had been seen by a moment."""
    return [(start, min(end, as_of_us)) for start, end in stretches if start <= as_of_us]


def _between(seen: Sequence[Stretch]) -> Iterator[Stretch]:
    ends = [-FOREVER_US, *(end for _, end in seen)]
    starts = [*(start for start, _ in seen), FOREVER_US]
    yield from zip(ends, starts, strict=True)


def _load_calendar(archive: Archive, settings: Settings, as_of_us: int) -> None:
    [(earliest_us,)] = archive.rows("select coalesce(min(posted_us), 0) from posts")
    columns = {"from_us": WHOLE, "to_us": WHOLE, "offset_us": WHOLE}
    archive.load("clock", columns, clock(earliest_us, as_of_us, settings.zone))
    archive.load("own_sites", {"site": TEXT}, [(site,) for site in settings.own_sites])
    archive.make(
        "links",
        """
        select id, unnest(string_split(sites, ' ')) as site, generate_subscripts(string_split(sites, ' '), 1) as nth
        from posts
        where sites <> ''
        """,
    )


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

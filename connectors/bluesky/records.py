"""The member's own messages, listed from the server that holds them, newest key first.

The listing is the truth: it holds backdated messages, changed ones come with another version (cid), removed
ones are missing from it. Each visit lists down to the newest key of the last one; once a week to the end.
"""

from collections.abc import Iterator

import msgspec

from connectors.bluesky.read import POSTS, REPOSTS, written_us
from connectors.bluesky.shapes import Kept, Place, place_of
from connectors.bluesky.visit import MOST_PAGES, Visit
from connectors.clocks import is_due
from connectors.connector import Cursors, PlatformTrouble
from connectors.items import Unreadable, take
from connectors.servers import NEXT_RUN
from facts import DAY_US, Page, Post, Seen, Sight, Trouble

PAGE_SIZE = 100  # the most that Bluesky gives
WHOLE_US = 7 * DAY_US  # older edits and removals are found within a week
MOST_REMOVED = 100  # a page; each is confirmed with two calls
STREAMS = {REPOSTS: "shares", POSTS: "posts"}  # in this order: sight of posts is claimed when both are done


class Listing(msgspec.Struct):
    """A page of listRecords."""

    records: list[msgspec.Raw]
    cursor: str | None = None


class Pass(msgspec.Struct):
    """One way down the listing, as far as it has come."""

    begun_us: int
    floor: str  # the key to stop at; empty: go to the end
    next: str | None = None
    above: str | None = None  # last key of the page before
    newest: str = ""
    top: dict[str, str] = {}  # key -> version, of its first page


class State(msgspec.Struct):
    """What is remembered of a listing."""

    newest: str = ""
    top: dict[str, str] = {}
    done_us: int = 0  # when the last finished pass began: what was written before was listed
    whole_us: int = 0  # the same of the last one that went to the end
    first_us: int = 0  # the earliest message, by the clock that can't be chosen where there is one
    seen_us: int = 0  # sight has been claimed up to here
    under_way: Pass | None = None


def own_messages(visit: Visit) -> Iterator[Page]:
    """Yield the member's shares, then posts, that are new, changed or gone. Raise PlatformTrouble."""
    states = {}
    for collection, stream in STREAMS.items():
        states[collection] = msgspec.json.decode(visit.cursors.get(stream, "{}"), type=State)
    for collection, state in states.items():
        yield from Sweep(visit, collection, state, states[REPOSTS]).pages()


def to_be_read_whole(cursors: Cursors) -> dict[str, str]:
    """Return the cursors with which the next visit reads everything again, words that were taken included."""
    anew = {}
    for stream in STREAMS.values():
        state = msgspec.json.decode(cursors.get(stream, "{}"), type=State)
        state.whole_us = 0
        anew[stream] = msgspec.json.encode(state).decode()
    return anew


class Sweep:
    """Goes down one collection of the member's."""

    def __init__(self, visit: Visit, collection: str, state: State, shares: State) -> None:
        self.visit, self.collection, self.state, self.shares = visit, collection, state, shares

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began, then look for what is new."""
        if self.state.under_way:
            yield from self._go_down(self.state.under_way)
        now_us = self.visit.now_us
        if self.state.done_us == now_us:  # this visit has been here before and broke off later
            return
        is_whole = is_due(self.state.whole_us, now_us, WHOLE_US)
        self.state.under_way = Pass(begun_us=now_us, floor="" if is_whole else self.state.newest)
        yield from self._go_down(self.state.under_way)

    def _go_down(self, way: Pass) -> Iterator[Page]:
        for _ in range(MOST_PAGES):
            listing = self.visit.ask_pds(
                "com.atproto.repo.listRecords",
                Listing,
                repo=self.visit.person.did,
                collection=self.collection,
                limit=PAGE_SIZE,
                cursor=way.next,
            )
            troubles: list[Trouble] = []
            rows = self._rows(listing, troubles)
            timed = [place.key for place in rows if self._is_timed(place)]
            is_last = not listing.cursor or any(key <= way.floor for key in timed)
            self._insist_on_progress(listing, rows, way)
            posts = self._read(self._fresh(rows, way), troubles)
            gone = self._gone(rows, way, is_end=not listing.cursor)
            seen = self._move_on(rows, posts, way, None if is_last else listing.cursor)
            yield self.visit.page(
                posts=posts,
                gone=gone,
                gone_us=self.visit.now_us,
                seen=seen,
                cursors={STREAMS[self.collection]: msgspec.json.encode(self.state).decode()},
                troubles=troubles,
            )
            if is_last:
                return
        raise PlatformTrouble("The list of messages has no end.", self.visit.account.id, NEXT_RUN)

    def _insist_on_progress(self, listing: Listing, rows: dict[Place, Kept], way: Pass) -> None:
        is_same = listing.cursor is not None and listing.cursor == way.next
        is_above = bool(rows) and way.above is not None and min(place.key for place in rows) >= way.above
        if is_same or is_above:
            raise PlatformTrouble("The list of messages repeats itself.", self.visit.account.id, NEXT_RUN)

    def _rows(self, listing: Listing, troubles: list[Trouble]) -> dict[Place, Kept]:
        rows = {}
        for raw in listing.records:
            try:
                row = take(raw, Kept)
                rows[place_of(row.uri)] = row
            except Unreadable as why:
                troubles.append(self.visit.trouble(why))
        if troubles and not rows:
            raise self.visit.unreadable("list of messages")
        return rows

    def _fresh(self, rows: dict[Place, Kept], way: Pass) -> list[Kept]:
        """Return the rows we have no reason to think we hold: all of them once a week."""
        return [
            row
            for place, row in rows.items()
            if not way.floor
            or (self.state.top.get(place.key) != row.cid and (place.key > way.floor or way.above is None))
        ]

    def _read(self, rows: list[Kept], troubles: list[Trouble]) -> list[Post]:
        posts = []
        for row in rows:
            try:
                posts.append(self.visit.own(row))
            except Unreadable as why:
                troubles.append(self.visit.trouble(why))
        return posts

    def _gone(self, rows: dict[Place, Kept], way: Pass, *, is_end: bool) -> list[str]:
        """Return the ids we hold that this part of the listing should show and doesn't, each confirmed."""
        keys = {place.key for place in rows}
        if not keys and not is_end:
            return []
        lowest = "" if is_end else min(keys)
        missing = []
        for uri in self.visit.known_ids:
            place = place_of(uri)
            is_here = place.did == self.visit.person.did and place.collection == self.collection
            is_in_reach = lowest <= place.key and (way.above is None or place.key < way.above)
            if is_here and is_in_reach and place.key not in keys:
                missing.append(uri)
        return [uri for uri in sorted(missing)[:MOST_REMOVED] if self.visit.is_gone(uri)]

    def _move_on(
        self, rows: dict[Place, Kept], posts: list[Post], way: Pass, next_: str | None
    ) -> list[Seen]:
        """Bring the state up to this page; on the last page of a pass return what has now been seen."""
        state, timed = self.state, [place.key for place in rows if self._is_timed(place)]
        if way.above is None:
            way.newest = max(timed, default=state.newest)
            way.top = {place.key: row.cid for place, row in rows.items()}
        moments = [post.posted_us if post.written_us is None else post.written_us for post in posts]
        state.first_us = min([state.first_us or way.begun_us, *moments])
        way.above = min((place.key for place in rows), default=way.above)
        way.next = next_
        if next_:
            return []
        state.newest, state.top, state.done_us = way.newest, way.top, way.begun_us
        state.whole_us = state.whole_us if way.floor else way.begun_us
        state.under_way = None
        return self._seen() if self.collection == POSTS else []

    def _seen(self) -> list[Seen]:
        """Return the stretch that both listings together now show."""
        state = self.state
        born_us = self.visit.person.born_us
        firsts = [first for first in (state.first_us, self.shares.first_us, born_us) if first]
        state.seen_us = min(
            state.seen_us, self.visit.until(self.visit.now_us, self.visit.person.pds)
        )  # never ahead
        from_us = state.seen_us or min(firsts)
        to_us = self.visit.until(min(state.done_us, self.shares.done_us), self.visit.person.pds)
        if from_us >= to_us:
            return []
        state.seen_us = to_us
        account = self.visit.account.id
        return [Seen(account=account, sight=Sight.POSTS, from_us=from_us, to_us=to_us)]

    def _is_timed(self, place: Place) -> bool:
        """A key chosen by hand may stand anywhere in the order and says nothing about what is below it."""
        us = written_us(place.key, self.visit.now_us)
        return us is not None and us <= self.visit.now_us

"""The member's own messages, listed newest first, with how many replies each has.

Each visit goes down 30 days, once a week 90, the first time to the end: so edits are found, and every message
that was answered since its conversation was read is put down to be read.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.mastodon.along import came_along
from connectors.mastodon.read import LOCAL_ID
from connectors.mastodon.shapes import Status
from connectors.mastodon.visit import Held, Visit, Waiting
from connectors.servers import NEXT_RUN
from facts import DAY_US, Page, Post, Seen, Sight, Trouble

PAGE_SIZE = 40  # the most that Mastodon gives
MOST_PAGES = 1_000  # forty thousand messages in one go; more is a server going round in circles
RECENT_US = 30 * DAY_US
LONG_AGO_US = 90 * DAY_US  # an answer so late is rare, and counts for nothing after 14 days
WEEK_US = 7 * DAY_US
NEXT = re.compile(r'<([^<>]{1,2000})>;\s*rel="?next"?')


class Pass(msgspec.Struct):
    """One way down the listing, as far as it has come."""

    begun_us: int
    since_us: int
    next: str | None = None
    last: str | None = None  # the last id of the page before


class State(msgspec.Struct):
    """What is remembered of the listing."""

    done_us: int = 0  # when the last finished pass began: what was written before was listed
    deep_us: int = 0  # the same of the last that went back 90 days
    first_us: int = 0  # the earliest message
    seen_us: int = 0  # sight has been claimed up to here
    under_way: Pass | None = None


class Listing:
    """Goes down the member's own messages."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state: State = visit.remembered("posts", State)

    @property
    def begins_us(self) -> int:
        """From when on we saw everything: the account's first moment."""
        return min(us for us in (self.state.first_us, self.visit.person.born_us) if us)

    @property
    def comes_first(self) -> bool:
        """Say whether to go down before anything: an earlier visit broke off there, or its clock ran ahead."""
        return self.state.under_way is not None or self.state.done_us > self.visit.now_us

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began or, if nothing, look for what is new. Raise PlatformTrouble.

        One of the two: on a server that often fails, every call that succeeds then brings us further.
        """
        now_us, state = self.visit.now_us, self.state
        if state.under_way and state.under_way.begun_us <= now_us:  # else our clock ran ahead: from the top
            yield from self._go_down(state.under_way)
            return
        if state.done_us == now_us:  # another try of a visit that came this far
            return
        reach_us = LONG_AGO_US if is_due(state.deep_us, now_us, WEEK_US) else RECENT_US
        until = self.visit.until
        since_us = min(until(state.done_us) - DAY_US, until(now_us) - reach_us) if state.done_us else 0
        state.under_way = Pass(begun_us=now_us, since_us=since_us)
        yield from self._go_down(state.under_way)

    def _go_down(self, way: Pass) -> Iterator[Page]:
        path = f"v1/accounts/{self.visit.person.id}/statuses"
        for _ in range(MOST_PAGES):
            raws, headers = self.visit.home.hear(
                path, list[msgspec.Raw], called="statuses", limit=PAGE_SIZE, max_id=way.next
            )
            troubles: list[Trouble] = []
            rows = self.visit.take(raws, troubles, is_first=way.next is None)
            next_ = next_of(headers, [status.id for status in rows])
            self._insist_on_progress(rows, next_, way)
            posts = self._read(rows, way, troubles)
            seen = self._move_on(rows, way, None if self._is_past(rows, way) else next_)
            yield self.visit.page({"posts": self.state}, posts=posts, seen=seen, troubles=troubles)
            if not self.state.under_way:
                return
        raise PlatformTrouble("The list of messages has no end.", self.visit.account.id, NEXT_RUN)

    def _insist_on_progress(self, rows: list[Status], next_: str | None, way: Pass) -> None:
        is_same = next_ is not None and next_ == way.next
        if is_same or (rows and rows[-1].id == way.last):
            raise PlatformTrouble("The list of messages repeats itself.", self.visit.account.id, NEXT_RUN)

    def _is_past(self, rows: list[Status], way: Pass) -> bool:
        """Say whether a page reaches below what is to be looked at; other software may list out of order."""
        moments = [status.posted_us for status in rows]
        lowest_us = (min if self.visit.person.has_clock else max)(moments, default=way.since_us)
        return lowest_us < way.since_us

    def _read(self, rows: list[Status], way: Pass, troubles: list[Trouble]) -> list[Post]:
        """Return what is new or was edited, and put down the conversations to be read."""
        own = [status for status in rows if status.is_open and self.visit.is_own(status)]
        own = [status for status in own if not self._is_done_with(status, way)]
        fresh = [status for status in own if self._is_fresh(status)]
        # On a pass that goes deep also what an older Two-Way didn't keep, or was shown to nobody then.
        answered = self.visit.resolve(own if self._is_deep(way) else fresh, troubles, to_keep=True)
        posts = self.visit.read_all(fresh, troubles)
        read = {post.id for post in posts}
        held = [one for one in own if one not in fresh or self.visit.reader.id_of(one) in read]
        for status in held:
            self._hold(status, way)
        passing_on = [one for one in held if one in fresh or self._is_deep(way)]
        return [*came_along(self.visit, passing_on, answered, troubles), *posts]

    def _is_done_with(self, status: Status, way: Pass) -> bool:
        """A page reaches below what is to be looked at; what was kept long ago isn't read anew each time."""
        is_old = status.id not in self.visit.held and status.posted_us < way.since_us
        return is_old and self.visit.reader.id_of(status) in self.visit.known_ids

    def _is_fresh(self, status: Status) -> bool:
        held = self.visit.held.get(status.id)
        return held is None or held.edited_at != status.edited_at

    def _hold(self, status: Status, way: Pass) -> None:
        """Remember a message, if it is to be looked at again, and what is to be read around it."""
        held = self.visit.held.get(status.id)
        replies = held.replies if held else None if status.replies_count else status.replies_count
        quotes = held.quotes if held and status.quotes_count else None
        if status.posted_us >= self._forgotten_us(way):
            self.visit.held.put(
                status.id, Held(status.posted_us, status.edited_at, replies, quotes), status.posted_us
            )
        if status.reblog is not None:
            return
        if status.replies_count is None or status.replies_count != replies:
            waiting = Waiting(status.posted_us, status.replies_count)
            self.visit.waiting.put(status.id, waiting, status.posted_us)
        if status.quotes_count and status.quotes_count != quotes and self.visit.home.opens("quotes"):
            self.visit.quoted.put(status.id, status.quotes_count, status.posted_us)

    def _move_on(self, rows: list[Status], way: Pass, next_: str | None) -> list[Seen]:
        """Bring the state up to this page; on the last page of a pass return what has now been seen."""
        state, begun_us = self.state, self.visit.until(way.begun_us)
        state.first_us = min([state.first_us or begun_us, begun_us, *(status.posted_us for status in rows)])
        way.next, way.last = next_, rows[-1].id if rows else way.last
        if next_:
            return []
        state.done_us, state.under_way = way.begun_us, None
        if self._is_deep(way):
            state.deep_us = way.begun_us
            self._forget(self._forgotten_us(way))
        return self._seen()

    def _forget(self, before_us: int) -> None:
        held = self.visit.held
        for local in held:
            if held[local].posted_us < before_us:
                held.drop(local)

    def _seen(self) -> list[Seen]:
        state = self.state
        to_us = self.visit.until(state.done_us)
        state.seen_us = min(state.seen_us, to_us)  # where our clock ran ahead, sight goes on from now
        from_us = state.seen_us or self.begins_us
        if from_us >= to_us or not self.visit.may_claim:
            return []
        state.seen_us = to_us
        return [Seen(account=self.visit.account.id, sight=Sight.POSTS, from_us=from_us, to_us=to_us)]

    def _is_deep(self, way: Pass) -> bool:
        return way.since_us <= self.visit.until(way.begun_us) - LONG_AGO_US

    def _forgotten_us(self, way: Pass) -> int:
        return self.visit.until(way.begun_us) - LONG_AGO_US - DAY_US


def next_of(headers: httpx.Headers, ids: list[str]) -> str | None:
    """Return where a listing goes on after these ids, None at its end."""
    link = headers.get("Link")
    if link is None:
        return ids[-1] if len(ids) >= PAGE_SIZE else None
    found = NEXT.search(link)
    given = parse_qs(urlsplit(found[1]).query).get("max_id", [""])[0] if found else ""
    return given if LOCAL_ID.fullmatch(given) else None

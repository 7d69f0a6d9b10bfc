"""What people said back: replies in the member's conversations, and posts that quote the member.

The author's feed shows how many replies and quotes each of the member's messages has. Where that changed since
the last look, the conversation is read again. Each visit looks at the last 30 days, once a week at 90. What can't
be read whole isn't claimed as seen (`unread`).
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from connectors.bluesky.along import shown_with
from connectors.bluesky.read import sorted_us, written_us
from connectors.bluesky.shapes import Row, View, place_of
from connectors.bluesky.threads import SIGHTS, Threads, quotes_of
from connectors.bluesky.unread import MOST_TRIES, Odd, Unread
from connectors.bluesky.visit import MOST_PAGES, Visit
from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.heard import Heard
from connectors.items import Unreadable, inside, take
from connectors.servers import NEXT_RUN
from facts import DAY_US, Page, Post, Seen, Sight, Trouble, Unseen

PAGE_SIZE = 100
RECENT_US = 30 * DAY_US  # a hundred messages, mostly: one call
LONG_AGO_US = 90 * DAY_US  # an answer so late is rare, and counts for nothing after 14 days
WEEK_US = 7 * DAY_US
MANY_ODD = 3  # and not one that isn't: then it isn't the item that is odd


class Feed(msgspec.Struct):
    """A page of getAuthorFeed."""

    feed: list[msgspec.Raw]
    cursor: str | None = None


class Look(msgspec.Struct):
    """One way down the feed, as far as it has come."""

    begun_us: int
    since_us: int
    next: str | None = None


class State(msgspec.Struct):
    """What is remembered of the feed."""

    done_us: int = 0  # when the last finished look began
    deep_us: int = 0  # the same of the last that went back 90 days
    first_us: int = 0  # the earliest message met
    seen_us: int = 0  # sight has been claimed, or given up, to here
    unread: Unread = msgspec.field(default_factory=Unread)
    under_way: Look | None = None


Counts = dict[str, tuple[int, int]]  # record key -> replies and quotes when last read


class Replies:
    """Looks down the feed of one account for messages that were answered or quoted."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state = msgspec.json.decode(visit.cursors.get("replies", "{}"), type=State)
        self.counts = msgspec.json.decode(visit.cursors.get("counts", "{}"), type=Counts)
        self.threads = Threads(visit)

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began, then look for what is new. Raise PlatformTrouble."""
        if self.state.under_way:
            yield from self._go_down(self.state.under_way)
        now_us, state = self.visit.now_us, self.state
        if state.done_us == now_us:  # this visit has been here before and broke off later
            return
        is_deep, waits_us = is_due(state.deep_us, now_us, WEEK_US), state.unread.waits_from_us()
        since_us = now_us - (LONG_AGO_US if is_deep else RECENT_US)
        since_us = min(since_us, waits_us or since_us) if state.done_us else 0
        state.under_way = Look(begun_us=now_us, since_us=since_us)
        yield from self._go_down(state.under_way)

    def _go_down(self, look: Look) -> Iterator[Page]:
        for _ in range(MOST_PAGES):
            feed = self.visit.ask_appview(
                "app.bsky.feed.getAuthorFeed",
                Feed,
                actor=self.visit.person.did,
                limit=PAGE_SIZE,
                cursor=look.next,
            )
            if feed.cursor and feed.cursor == look.next:
                raise PlatformTrouble("The feed repeats itself.", self.visit.account.id, NEXT_RUN)
            troubles: list[Trouble] = []
            rows = self._rows(feed, look, troubles)
            for view in rows:
                yield from self._answers_to(view, look)
            page = self._page_done(rows, look, feed.cursor, troubles)
            page.posts = self._along(feed, page.troubles)
            yield page
            if not self.state.under_way:
                return
        raise PlatformTrouble("The feed has no end.", self.visit.account.id, NEXT_RUN)

    def _rows(self, feed: Feed, look: Look, troubles: list[Trouble]) -> list[View]:
        """Return the member's own messages in a page; reposts are others' words and have others' counts."""
        views, odd = [], []
        for raw in feed.feed:
            try:
                row = take(raw, Row)
                if row.reason is not None:
                    continue
                view = take(row.post, View)
                place_of(view.uri), sorted_us(view)  # both are needed below
                if view.author.did == self.visit.person.did:
                    views.append(view)
            except Unreadable as why:
                odd.append(raw)
                troubles.append(self.visit.trouble(why, SIGHTS))
        if len(odd) >= MANY_ODD and not views:
            raise self.visit.unreadable("feed")
        for raw in odd:
            self._note(*self._trace_of(raw, look), look, troubles)
        return views

    def _along(self, feed: Feed, troubles: list[Trouble]) -> list[Post]:
        """Return what the member answered, quoted or shared and isn't kept yet."""
        views: list[View] = []
        for raw in feed.feed:
            try:
                views += shown_with(raw)
            except Unreadable as why:
                troubles.append(self.visit.trouble(why))
        fresh = [view for view in views if view.uri not in self.visit.known_ids]
        return self.visit.others(fresh, troubles, heard=Heard.ALONG)

    def _trace_of(self, raw: msgspec.Raw, look: Look) -> tuple[str, int, int]:
        """Return by what to remember a row that can't be read, that it is one, and since when it hides replies."""
        try:
            key = place_of(inside(take(raw, dict[str, Any]), "post", "uri")).key
        except Unreadable:
            return "?", 1, look.since_us
        return key, 1, written_us(key, look.begun_us) or look.since_us

    def _answers_to(self, view: View, look: Look) -> Iterator[Page]:
        key, now = place_of(view.uri).key, (view.replyCount, view.quoteCount)
        before = self.counts.get(key, (0, 0))
        is_old = sorted_us(view) < look.begun_us - LONG_AGO_US
        if now == before or (is_old and look.since_us):  # old ones are read on the first visit only
            return
        troubles: list[Trouble] = []
        views = []
        self.threads.began_us = None
        if now[0] != before[0]:
            views += self.threads.around(view.uri, inside(view.record.reply, "root", "uri"), troubles)
        if now[1] != before[1]:
            views += quotes_of(self.visit, view.uri, troubles)
        posts = self.visit.others(views, troubles, SIGHTS)
        is_done = self._is_done_with(key, view, look, troubles)
        if is_done and not is_old:
            self.counts[key] = now
        yield self.visit.page(posts=posts, cursors=self._cursors("replies", "counts"), troubles=troubles)

    def _is_done_with(self, key: str, view: View, look: Look, troubles: list[Trouble]) -> bool:
        """Remember what couldn't be read around a message. Say whether it needn't be tried again."""
        posted_us = sorted_us(view)
        since_us = min(posted_us, self.threads.began_us or posted_us)
        is_late = posted_us < look.begun_us - LONG_AGO_US
        if any(trouble.why is Unseen.CAP for trouble in troubles):
            # Later replies than these are not looked for anyway.
            hole = (since_us, min(look.begun_us, posted_us + LONG_AGO_US))
            self.state.unread.holes.append(hole)
        odd = sum(trouble.why is Unseen.DRIFT for trouble in troubles)
        if odd and not is_late:
            return self._note(key, odd, since_us, look, troubles)
        self.state.unread.odd.pop(key, None)
        return True

    def _note(self, key: str, odd: int, since_us: int, look: Look, troubles: list[Trouble]) -> bool:
        """Remember items that can't be read. Say whether they are set aside by now, and report that."""
        noted = Odd(odd, since_us, look.begun_us)
        is_aside = self.state.unread.note(key, noted)
        if noted.tries == MOST_TRIES:
            what = f"{odd} messages could not be read in {MOST_TRIES} visits: replies may be missing."
            todo = "Bluesky may have changed its answers: report this."
            where = self.visit.account.id
            troubles.append(Trouble(what=what, where=where, todo=todo, why=Unseen.DRIFT, sights=SIGHTS))
        return is_aside

    def _page_done(self, rows: list[View], look: Look, cursor: str | None, troubles: list[Trouble]) -> Page:
        state, moments = self.state, [sorted_us(view) for view in rows]
        state.first_us = min([state.first_us or look.begun_us, *moments])
        look.next = cursor
        seen = []
        if not cursor or min(moments, default=look.since_us) < look.since_us:
            state.unread.forget(look.begun_us)
            seen = self._seen(look)
            state.done_us, state.under_way = look.begun_us, None
            if look.since_us <= look.begun_us - LONG_AGO_US:
                state.deep_us = look.begun_us
                self._forget_old(look.begun_us - LONG_AGO_US - DAY_US)
        return self.visit.page(seen=seen, cursors=self._cursors("replies", "counts"), troubles=troubles)

    def _forget_old(self, before_us: int) -> None:
        times = {key: written_us(key, self.visit.now_us) for key in self.counts}
        for key, time_us in times.items():
            if time_us is not None and time_us < before_us:
                del self.counts[key]

    def _cursors(self, *streams: str) -> dict[str, str]:
        values = {"replies": self.state, "counts": self.counts}
        return {stream: msgspec.json.encode(values[stream]).decode() for stream in streams}

    def _seen(self, look: Look) -> list[Seen]:
        state, born_us = self.state, self.visit.person.born_us
        from_us = state.seen_us or state.done_us or min(state.first_us, born_us or state.first_us)
        appview = self.visit.identity.appview
        from_us = min(from_us, self.visit.until(self.visit.now_us, appview))  # never ahead
        to_us = self.visit.until(look.begun_us, appview)
        stretches, state.seen_us = state.unread.claim(from_us, to_us)
        account = self.visit.account.id
        return [
            Seen(account=account, sight=Sight.REPLIES, from_us=begin_us, to_us=end_us)
            for begin_us, end_us in stretches
        ]

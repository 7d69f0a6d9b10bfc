"""What people said back: replies in the member's conversations, and posts that quote the member.

The author's feed shows how many replies and quotes each of the member's messages has. Where that changed since
the last look, the conversation is read again. Each visit looks at the last 30 days, once a week at 90.
"""

from collections.abc import Iterator

import msgspec

from connectors.bluesky.read import moment, written_us
from connectors.bluesky.shapes import Shown, View, place_of
from connectors.bluesky.threads import Threads, quotes_of
from connectors.bluesky.visit import MOST_PAGES, Visit
from connectors.connector import PlatformTrouble
from connectors.items import Unreadable, inside, take
from connectors.servers import NEXT_RUN
from facts import DAY_US, Page, Seen, Sight, Trouble

PAGE_SIZE = 100
RECENT_US = 30 * DAY_US  # a hundred messages, mostly: one call
LONG_AGO_US = 90 * DAY_US  # an answer so late is rare, and counts for nothing after 14 days
WEEK_US = 7 * DAY_US


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
        is_deep = now_us - state.deep_us >= WEEK_US
        since_us = 0 if not state.done_us else now_us - (LONG_AGO_US if is_deep else RECENT_US)
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
            rows = self._rows(feed, troubles)
            for view in rows:
                yield from self._answers_to(view, look)
            yield self._page_done(rows, look, feed.cursor, troubles)
            if not self.state.under_way:
                return
        raise PlatformTrouble("The feed has no end.", self.visit.account.id, NEXT_RUN)

    def _rows(self, feed: Feed, troubles: list[Trouble]) -> list[View]:
        """Return the member's own messages in a page; reposts are others' words and have others' counts."""
        views = []
        for raw in feed.feed:
            try:
                row = take(raw, Shown)
                place_of(row.post.uri), sorted_us(row.post)  # both are needed below
                if row.reason is None and row.post.author.did == self.visit.person.did:
                    views.append(row.post)
            except Unreadable as why:
                troubles.append(self.visit.trouble(why))
        if troubles and len(troubles) == len(feed.feed):
            raise self.visit.unreadable("feed")
        return views

    def _answers_to(self, view: View, look: Look) -> Iterator[Page]:
        key, now = place_of(view.uri).key, (view.replyCount, view.quoteCount)
        before = self.counts.get(key, (0, 0))
        is_old = sorted_us(view) < look.begun_us - LONG_AGO_US
        if now == before or (is_old and look.since_us):  # old ones are read on the first visit only
            return
        troubles: list[Trouble] = []
        views = []
        if now[0] != before[0]:
            views += self.threads.around(view.uri, inside(view.record.reply, "root", "uri"), troubles)
        if now[1] != before[1]:
            views += quotes_of(self.visit, view.uri, troubles)
        posts = self.visit.others(views, troubles)
        if not troubles and not is_old:
            self.counts[key] = now
        yield self.visit.page(posts=posts, cursors=self._cursors("counts"), troubles=troubles)

    def _page_done(self, rows: list[View], look: Look, cursor: str | None, troubles: list[Trouble]) -> Page:
        state, moments = self.state, [sorted_us(view) for view in rows]
        state.first_us = min([state.first_us or look.begun_us, *moments])
        look.next = cursor
        seen = []
        if not cursor or min(moments, default=look.since_us) < look.since_us:
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
        first_us, born_us = self.state.first_us, self.visit.person.born_us
        from_us = self.state.done_us or min(first_us, born_us or first_us)
        if from_us >= look.begun_us:
            return []
        account = self.visit.account.id
        return [Seen(account=account, sight=Sight.REPLIES, from_us=from_us, to_us=look.begun_us)]


def sorted_us(view: View) -> int:
    """Return where a post stands in its author's feed: the earlier of its claim and its arrival.

    Raise Unreadable.
    """
    try:
        return moment(view.indexedAt)
    except Unreadable:
        return moment(view.record.createdAt)

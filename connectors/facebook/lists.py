"""The Page's posts, and visitors' posts on it, newest first.

Each visit lists the last 30 days, which shows edits, removals and how many comments each post has now; once a
week the last 90; the first goes to the beginning. How far a pass has come is kept with the rows it brought, so
the next visit goes on where this one broke off.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.facebook.comments import Comments
from connectors.facebook.errors import NEXT_RUN, Refused, Sort
from connectors.facebook.read import moment
from connectors.facebook.shapes import has_more, next_cursor
from connectors.facebook.visit import MOST_PAGES, Visit, as_json
from connectors.items import Unreadable, inside
from facts import DAY_US, HOUR_US, SECOND_US, Page, Post, Trouble

PAGE_SIZE = 100  # the most that Facebook gives
EDGES = {"posts": "published_posts", "visitors": "visitor_posts"}
# Never names, addresses or pictures of people: an id is all we need of anybody.
FIELDS = (
    "id,created_time,message,message_tags{id,name},from{id},parent_id,"
    "attachments{media_type,type,url,unshimmed_url},comments.filter(stream).limit(0).summary(true)"
)
RECENT_US = 30 * DAY_US
LONG_AGO_US = 90 * DAY_US  # an answer so late is rare, and counts for nothing after 14 days
WEEK_US = 7 * DAY_US
LATE_US = HOUR_US  # a post may show in lists a little after its time
YEAR_US = 365 * DAY_US
MOST_IN_A_YEAR = 600  # posts of a Page that Facebook lists; of more it leaves some out


class Way(msgspec.Struct):
    """One way down a list, as far as it has come."""

    begun_us: int
    since_us: int
    after: str | None = None
    until_us: int = 0  # go on from here in time, where there is no cursor to go on from
    oldest_us: int = 0
    years: dict[int, int] = {}  # years back -> posts listed


class State(msgspec.Struct):
    """What is remembered of a list."""

    done_us: int = 0  # when the last finished pass began: what was posted before was listed
    deep_us: int = 0  # the same of the last that went back 90 days
    under_way: Way | None = None


class Sweep:
    """Goes down one list of the Page's."""

    def __init__(self, visit: Visit, stream: str, comments: Comments) -> None:
        self.visit, self.stream, self.comments = visit, stream, comments
        self.state = msgspec.json.decode(visit.cursors.get(stream, "{}"), type=State)
        self._last: tuple[str, ...] = ()  # ids of the page before

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began, then look for what is new. Raise PlatformTrouble."""
        now_us, state = self.visit.now_us, self.state
        if state.under_way and state.under_way.begun_us <= now_us:  # else our clock ran ahead: from the top
            yield from self._go_down(state.under_way)
        if state.done_us == now_us:  # another try of a visit that came this far
            return
        since_us = now_us - (LONG_AGO_US if is_due(state.deep_us, now_us, WEEK_US) else RECENT_US)
        last_us = min(
            state.done_us, self.visit.days.seen_us or state.done_us
        )  # sight is claimed from there on
        since_us = min(since_us, last_us - LATE_US) if state.done_us else 0
        state.under_way = Way(begun_us=now_us, since_us=since_us, years={})
        yield from self._go_down(state.under_way)

    def _go_down(self, way: Way) -> Iterator[Page]:
        self._last = ()
        is_from_the_top = way.after is None and not way.until_us
        for _ in range(MOST_PAGES):
            try:
                told = self._ask(way)
            except Refused as refused:
                if refused.sort is not Sort.QUESTION or not way.after:
                    raise
                way.after, way.until_us = None, way.oldest_us  # the cursor has grown old: go on by time
                continue
            yield self._page(told, way)
            yield from self.comments.pages()
            if not self.state.under_way:
                self.visit.swept |= {self.stream} if is_from_the_top else set()
                return
        raise PlatformTrouble("The list of posts has no end.", self.visit.account.id, NEXT_RUN)

    def _ask(self, way: Way) -> dict[str, Any]:
        return self.visit.line.page(
            self.visit.page_id,
            EDGES[self.stream],
            limit=PAGE_SIZE,
            fields=FIELDS,
            since=way.since_us // SECOND_US or None,
            until=-(-way.until_us // SECOND_US) or None,  # rounded up: twice is better than never
            after=way.after,
        )

    def _page(self, told: dict[str, Any], way: Way) -> Page:
        listed = self.visit.listed(told)
        self._insist_on_progress(listed.data, next_cursor(listed.paging), way)
        troubles: list[Trouble] = []
        rows = self._with_author(listed.data)
        posts = self.visit.read(rows, self.visit.reader.post, troubles)
        self._note(posts, way)
        for row in listed.data:
            self._have_comments_read(row, way)
        self._move_on(listed.paging, posts, way)
        cursors = {self.stream: as_json(self.state), **self.comments.cursors()}
        return self.visit.page(posts=posts, cursors=cursors, troubles=troubles)

    def _insist_on_progress(self, rows: list[Any], cursor: str | None, way: Way) -> None:
        ids = tuple(str(inside(row, "id")) for row in rows)
        if (cursor is not None and cursor == way.after) or (ids and ids == self._last):
            raise PlatformTrouble("The list of posts repeats itself.", self.visit.account.id, NEXT_RUN)
        self._last = ids

    def _with_author(self, rows: list[Any]) -> list[Any]:
        """What the Page published is the Page's, also where Facebook leaves that out."""
        if self.stream != "posts":
            return rows
        page = {"id": self.visit.page_id}
        return [
            {**row, "from": page} if isinstance(row, dict) and not inside(row, "from", "id") else row
            for row in rows
        ]

    def _note(self, posts: list[Post], way: Way) -> None:
        days = self.visit.days
        for post in posts:
            days.first_us = min(days.first_us or post.posted_us, post.posted_us)
            way.oldest_us = min(way.oldest_us or post.posted_us, post.posted_us)
            year = (way.begun_us - post.posted_us) // YEAR_US
            way.years[year] = way.years.get(year, 0) + 1
            if way.years[year] >= MOST_IN_A_YEAR and way.since_us == 0 and self.stream == "posts":
                days.crowded_us = max(days.crowded_us, way.begun_us - year * YEAR_US)

    def _have_comments_read(self, row: Any, way: Way) -> None:
        """Ask for the comments of a post that is in the list, also of one whose own words we can't read."""
        id_, count = inside(row, "id"), inside(row, "comments", "summary", "total_count")
        try:
            posted_us = moment(str(inside(row, "created_time")))
        except Unreadable:
            posted_us = way.begun_us
        is_first = way.since_us == 0
        if is_first or posted_us >= self.visit.until(way.begun_us) - LONG_AGO_US:
            self.comments.consider(id_, posted_us, count if isinstance(count, int) else None)

    def _move_on(self, paging: Any, posts: list[Post], way: Way) -> None:
        way.after, more = next_cursor(paging), has_more(paging)
        if more and way.after is None:  # a list in order of time, without cursors
            if way.until_us and way.oldest_us >= way.until_us:
                raise PlatformTrouble("The list of posts repeats itself.", self.visit.account.id, NEXT_RUN)
            way.until_us = way.oldest_us
        is_past = bool(posts) and max(post.posted_us for post in posts) < way.since_us
        if more and not is_past:
            return
        state = self.state
        state.done_us, state.under_way = way.begun_us, None
        if way.since_us <= way.begun_us - LONG_AGO_US:
            state.deep_us = way.begun_us

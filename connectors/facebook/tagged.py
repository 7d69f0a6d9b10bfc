"""Posts elsewhere on Facebook that tag the Page, listed once a day, and what the Page says below them.

Facebook names only Pages there, never people (its reference of the edge says so): what comes without an author is
counted, and its day isn't claimed. A post is kept only where the comments below it show, too: an answer of the
Page's that we couldn't see would make its question look unanswered. Of those comments the Page's own are kept alone.

A post is known by its own number, without its author's, which Facebook puts before it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.facebook.elsewhere import SIGHTS, Below, State, Way
from connectors.facebook.errors import NEXT_RUN, Refused, Sort
from connectors.facebook.read import kept_id, page_of
from connectors.facebook.shapes import Listed, has_more, next_cursor
from connectors.facebook.sight import day_of, without
from connectors.facebook.visit import MOST_PAGES, Visit, as_json
from connectors.heard import Heard
from connectors.items import Unreadable, inside
from facts import DAY_US, HOUR_US, SECOND_US, Page, Post, Seen, Sight, Trouble, Unseen

PAGE_SIZE = 25  # few, because the comments of each are asked for
FIELDS = (
    "id,created_time,message,message_tags{id,name},from{id},parent_id,"
    "attachments{media_type,type,url,unshimmed_url}"
)
EVERY_US = DAY_US
RECENT_US, LONG_AGO_US, WEEK_US = 30 * DAY_US, 90 * DAY_US, 7 * DAY_US  # as of the Page's own posts
LATE_US = HOUR_US
CLOSED = (Sort.PERMISSION, Sort.GONE, Sort.QUESTION)  # to this one list: nothing else is wrong
UNSEEN = "Posts elsewhere that tag the Page stay unseen."


class Tagged:
    """Goes down the list of posts that tag the Page."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state = msgspec.json.decode(visit.cursors.get("tagged", "{}"), type=State)
        self.below = Below(visit, self.state)
        visit.elsewhere = self.state.posts.keys()

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began, or begin once a day. Raise PlatformTrouble."""
        now_us, state = self.visit.now_us, self.state
        if state.under_way is None or state.under_way.begun_us > now_us:  # our clock ran ahead: from the top
            if not all(is_due(last_us, now_us, EVERY_US) for last_us in (state.done_us, state.refused_us)):
                return
            since_us = now_us - (LONG_AGO_US if is_due(state.deep_us, now_us, WEEK_US) else RECENT_US)
            state.under_way = Way(begun_us=now_us, since_us=min(since_us, state.done_us or since_us))
        try:
            yield from self._go_down(state.under_way)
        except Refused as refused:
            if refused.sort not in CLOSED:
                raise
            state.under_way, state.refused_us = None, now_us
            why = Unseen.DRIFT if refused.sort is Sort.QUESTION else Unseen.PERMISSION
            trouble = self.visit.trouble(f"{UNSEEN} {refused.what}", refused.todo, why=why, sights=SIGHTS)
            yield self.visit.page(cursors=self._cursor(), troubles=[trouble])

    def _go_down(self, way: Way) -> Iterator[Page]:
        last: list[str] = []
        for _ in range(MOST_PAGES):
            try:
                listed = self.visit.listed(self._ask(way))
            except Refused as refused:
                if refused.sort is not Sort.QUESTION or not way.after:
                    raise
                way.after, way.until_us = None, way.oldest_us  # the cursor has grown old: go on by time
                continue
            ids = [str(inside(row, "id")) for row in listed.data]
            if ids and ids == last:
                raise PlatformTrouble(
                    "The list of posts elsewhere repeats itself.", self.visit.account.id, NEXT_RUN
                )
            last, troubles = ids, list[Trouble]()
            found = self._read(listed.data, way, troubles)
            for id_, post in found:
                yield from self.below.look(id_, post, troubles, self._cursor)
            open_ = [post for _, post in found if self.state.posts[number_of(post.id)].is_open]
            yield self._page(listed, open_, way, troubles)
            if self.state.under_way is None:
                return
        raise PlatformTrouble("The list of posts elsewhere has no end.", self.visit.account.id, NEXT_RUN)

    def _ask(self, way: Way) -> dict[str, Any]:
        return self.visit.line.page(
            self.visit.page_id,
            "tagged",
            limit=PAGE_SIZE,
            fields=FIELDS,
            since=(way.since_us - LATE_US) // SECOND_US,
            until=-(-way.until_us // SECOND_US) or None,
            after=way.after,
        )

    def _read(self, rows: list[Any], way: Way, troubles: list[Trouble]) -> list[tuple[str, Post]]:
        """Return the posts of others elsewhere, each with Facebook's whole id of it."""
        found, nameless = [], 0
        for row in rows:
            id_ = str(inside(row, "id"))
            if self._is_ours(id_, row):
                continue
            way.met.append(number_of(id_))
            try:
                post = self.visit.one(row, self.visit.reader.post, self.state.days)
            except LookupError as moment_us:
                nameless += moment_us.args[0] > self.state.done_us
                way.oldest_us = min(way.oldest_us or moment_us.args[0], moment_us.args[0])
            except Unreadable as why:
                way.is_odd = True
                troubles.append(
                    self.visit.trouble(f"A message was set aside: {why}.", why=Unseen.DRIFT, sights=SIGHTS)
                )
            else:
                number = number_of(id_)
                way.oldest_us = min(way.oldest_us or post.posted_us, post.posted_us)
                named = replace(post, id=kept_id(number), url=page_of(number), heard=Heard.NAMED)
                found.append((id_, named))
        if nameless:
            what = (
                f"{nameless} posts elsewhere tag the Page, and Facebook doesn't say whose they are: not kept."
            )
            if nameless == 1:
                what = "A post elsewhere tags the Page, and Facebook doesn't say whose it is: not kept."
            troubles.append(
                self.visit.trouble(what, "Facebook names only Pages there.", why=Unseen.CAP, sights=SIGHTS)
            )
        return found

    def _is_ours(self, id_: str, row: Any) -> bool:
        """Say whether a post comes through the Page's own lists: its own, and visitors' on it."""
        page, number = self.visit.page_id, number_of(id_)
        is_here = number in self.visit.known_posts or kept_id(f"{page}_{number}") in self.visit.met
        return is_here or id_.startswith(f"{page}_") or inside(row, "from", "id") == page

    def _page(self, listed: Listed, posts: list[Post], way: Way, troubles: list[Trouble]) -> Page:
        before = way.until_us
        way.after = next_cursor(listed.paging)
        more = has_more(listed.paging)
        if more and way.after is None:
            way.until_us = way.oldest_us
            if way.until_us == before:
                raise PlatformTrouble(
                    "The list of posts elsewhere repeats itself.", self.visit.account.id, NEXT_RUN
                )
        seen, gone = ([], []) if more else self._finish(way)
        return self.visit.page(
            posts=posts,
            seen=seen,
            gone=gone,
            gone_us=self.visit.now_us,
            cursors=self._cursor(),
            troubles=troubles,
        )

    def _finish(self, way: Way) -> tuple[list[Seen], list[str]]:
        """Bring the state to the end of a pass. Return what has now been seen, and what is no longer there."""
        state, from_us, to_us = self.state, self.state.done_us or way.since_us, self.visit.until(way.begun_us)
        holes = [(day * DAY_US, (day + 1) * DAY_US) for day in sorted(state.days.nameless)]
        stretches = [] if way.is_odd else without(holes, from_us, to_us)
        gone = self.below.gone(way)
        state.done_us, state.under_way = to_us, None
        state.deep_us = to_us if way.since_us <= to_us - LONG_AGO_US else state.deep_us
        state.days.named.clear()
        state.days.nameless = {day for day in state.days.nameless if day >= day_of(to_us)}
        account = self.visit.account.id
        return [
            Seen(account=account, sight=Sight.MENTIONS, from_us=start_us, to_us=end_us)
            for start_us, end_us in stretches
        ], gone

    def _cursor(self) -> dict[str, str]:
        return {"tagged": as_json(self.state)}


def number_of(id_: str) -> str:
    """Return a post's own number, without its author's before it."""
    return id_.removeprefix(kept_id("")).rpartition("_")[2]

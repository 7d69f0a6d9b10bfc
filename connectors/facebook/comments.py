"""Comments on posts, replies to them included: a queue of posts, read one after the other, resumable in between."""

from collections.abc import Iterator
from typing import Any

import msgspec

from connectors.connector import PlatformTrouble
from connectors.facebook.errors import NEXT_RUN, Refused, Sort
from connectors.facebook.polls import Due, State, floor, is_below
from connectors.facebook.read import kept_id
from connectors.facebook.removals import gone_among
from connectors.facebook.shapes import ID, Listed, has_more, next_cursor
from connectors.facebook.sight import day_of
from connectors.facebook.visit import GRANT_PEOPLE, MOST_PAGES, Visit, as_json
from facts import Page, Sight, Trouble, Unseen

PAGE_SIZE = 100  # the most that Facebook gives
FIELDS = "id,created_time,message,message_tags{id,name},from{id},parent{id},attachment{type,url},is_hidden"
MOST_FAULTS = 3  # a visit: then it isn't the posts that are odd
MOST_TRIES = 5  # visits in which one post failed and all else went well; it is then left alone for a day


class Comments:
    """The posts whose comments are to be read, and how far each has come."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state = msgspec.json.decode(visit.cursors.get("comments", "{}"), type=State)
        self._read_of: dict[str, int] = {}  # post -> comments read, from the first one on, in this visit
        self._failed: dict[str, Refused] = {}

    def cursors(self) -> dict[str, str]:
        """Return the state, and that of the sight it gives."""
        return {"comments": as_json(self.state), "sight": as_json(self.visit.days)}

    def consider(self, post: Any, posted_us: int, count: int | None) -> None:
        """Put a post in the queue if its comments should be read."""
        if not isinstance(post, str) or not ID.fullmatch(post):
            return
        if any(due.post == post for due in self.state.queue):
            return
        before, now_us = self.state.polled.get(post), self.visit.now_us
        floor_us = floor(before, count, now_us)
        if floor_us is not None:
            self.state.queue.append(Due(post=post, posted_us=posted_us, count=count, floor_us=floor_us))
        elif before is None:
            self.state.note(Due(post=post, posted_us=posted_us, count=count), now_us)

    def pages(self) -> Iterator[Page]:
        """Read what is in the queue. A post that fails stays in it and stops no other. Raise PlatformTrouble."""
        while len(self._failed) < MOST_FAULTS:
            due = next((one for one in self.state.queue if one.post not in self._failed), None)
            if due is None:
                return
            try:
                yield from self._read(due)
            except Refused as refused:
                if refused.sort is Sort.FAULT:
                    self._failed[due.post] = refused
                elif refused.sort is Sort.GONE and gone_among(self.visit, [kept_id(due.post)]):
                    self.state.queue.remove(due)  # removed meanwhile; its own list shows that next time
                else:
                    raise

    def insist(self) -> Iterator[Page]:
        """When all else went well: let go of a post that failed too often, raise what another one's trouble was."""
        troubles = []
        now_us = self.visit.now_us
        for due in [one for one in self.state.queue if one.post in self._failed and one.tried_us != now_us]:
            due.tries, due.tried_us = due.tries + 1, now_us  # one visit, also where it is tried again
            if due.tries >= MOST_TRIES:
                self.state.let_go(due, now_us)
                what = f"The comments of facebook:{due.post} can't be read."
                todo = "They are asked for again tomorrow."
                troubles.append(
                    self.visit.trouble(what, todo, why=Unseen.FAULT, sights=(Sight.POSTS, Sight.REPLIES))
                )
        if self._failed:
            yield self.visit.page(cursors=self.cursors(), troubles=troubles)
        if self.state.queue:
            raise next(iter(self._failed.values()))

    def _read(self, due: Due) -> Iterator[Page]:
        if due.after is None:
            self._read_of[due.post] = 0
        for _ in range(MOST_PAGES):
            try:
                told = self._ask(due)
            except Refused as refused:
                if refused.sort is not Sort.QUESTION or not due.after:
                    raise
                due.after, self._read_of[due.post] = None, 0  # the cursor has grown old
                continue
            yield self._page(self.visit.listed(told), due)
            if due not in self.state.queue:
                return
        raise PlatformTrouble("A list of comments has no end.", self.visit.account.id, NEXT_RUN)

    def _ask(self, due: Due) -> dict[str, Any]:
        return self.visit.line.page(
            due.post,
            "comments",
            limit=PAGE_SIZE,
            filter="stream",
            order="reverse_chronological",
            fields=FIELDS,
            after=due.after,
        )

    def _page(self, listed: Listed, due: Due) -> Page:
        cursor = next_cursor(listed.paging)
        if has_more(listed.paging) and (cursor is None or cursor == due.after):
            raise PlatformTrouble("A list of comments repeats itself.", self.visit.account.id, NEXT_RUN)
        troubles: list[Trouble] = []
        reader, people = self.visit.reader, self.visit.people
        posts = self.visit.read(listed.data, lambda item: reader.comment(item, due.post), troubles)
        if due.post in self._read_of:
            self._read_of[due.post] += len(listed.data)
        due.newest_us = max([due.newest_us, *(post.posted_us for post in posts)])
        due.people += self.visit.people - people
        due.new += sum(post.posted_us > due.floor_us for post in posts)
        due.after = cursor
        is_done = cursor is None or is_below(posts, due.floor_us)
        return self.visit.page(
            posts=posts,
            gone=self._done(due, troubles) if is_done else [],
            gone_us=self.visit.now_us,
            cursors=self.cursors(),
            troubles=troubles,
        )

    def _done(self, due: Due, troubles: list[Trouble]) -> list[str]:
        """Take a post off the queue. Return which of its comments are gone."""
        gone = self._gone(due)
        if self._is_kept_from_us(due):
            self.visit.days.nameless.add(day_of(max(due.posted_us, self.visit.days.seen_us)))
            many = "a comment" if due.count == 1 else f"{due.count} comments"
            what = f"Facebook counts {many} on a post and shows nobody's."
            troubles.append(
                self.visit.trouble(what, GRANT_PEOPLE, why=Unseen.PERMISSION, sights=(Sight.REPLIES,))
            )
        self.state.queue.remove(due)
        self.state.note(due, self.visit.now_us)
        return gone

    def _is_kept_from_us(self, due: Due) -> bool:
        """Say whether a list that was read to its end is short of people's comments, all of them."""
        read = self._read_of.get(due.post, due.count)
        return not due.floor_us and not due.people and (read or 0) < (due.count or 0)

    def _gone(self, due: Due) -> list[str]:
        """Return the comments we hold that a whole list should show and doesn't, each confirmed.

        A list shorter than its own count keeps some back from us, so its silence says nothing; an empty one may
        do so too.
        """
        is_whole = not due.floor_us and self._read_of.get(due.post, -1) >= (due.count or 0)
        known = self.visit.known_comments.get(due.post.partition("_")[2], set()) if is_whole else set()
        missing = known - self.visit.met
        if not self._read_of.get(due.post):
            self.visit.suspects |= missing
            return []
        return gone_among(self.visit, sorted(missing))

"""When to read a post's comments again, and how far down. Pure.

When their number has changed since the last look, and anyway each time the post's age has doubled: after an hour,
two, four ... so at most a dozen times in 90 days. Where there are more than before, only the new ones are read;
else all of them, which shows edits and removals too.
"""

from itertools import pairwise

import msgspec

from connectors.clocks import is_due
from facts import DAY_US, HOUR_US, Post

FORGET_US = 91 * DAY_US  # a day more than posts are looked at


class Polled(msgspec.Struct):
    """The last look at one post's comments."""

    count: int | None  # as Facebook counted them; None: read them all again
    looked_us: int
    posted_us: int
    newest_us: int = 0
    rests_us: int = 0  # not to be looked at before


class Due(msgspec.Struct):
    """A post whose comments are to be read, and how far that has come."""

    post: str
    posted_us: int
    count: int | None
    floor_us: int = 0  # read down to here; 0: read all
    after: str | None = None
    newest_us: int = 0
    people: int = 0  # of those read, how many others than the Page wrote
    new: int = 0  # of those read, how many lie above the floor
    tries: int = 0  # visits in which it alone could not be read
    tried_us: int = 0  # the last of them


class State(msgspec.Struct):
    """What is remembered of the comments of a Page."""

    queue: list[Due] = []
    polled: dict[str, Polled] = {}
    left_out: bool = False  # some could not be read since sight was last claimed

    def note(self, due: Due, now_us: int) -> None:
        """Remember that a post's comments were read."""
        if due.posted_us < now_us - FORGET_US:
            self.polled.pop(due.post, None)
            return
        before = self.polled.get(due.post)
        newest_us = max(due.newest_us, before.newest_us if before else 0)
        count = due.count
        if due.floor_us and before and count is not None and due.new < count - (before.count or 0):
            count = None  # some of the new ones lie among the old: read all next time
        self.polled[due.post] = Polled(count, now_us, due.posted_us, newest_us)

    def let_go(self, due: Due, now_us: int) -> None:
        """Leave a post alone for a day, and remember that something was left out."""
        self.queue.remove(due)
        self.left_out = True
        self.polled[due.post] = Polled(None, now_us, due.posted_us, rests_us=now_us + DAY_US)

    def forget_old(self, now_us: int) -> None:
        """Drop what is remembered of posts that are no longer looked at."""
        self.polled = {
            post: polled for post, polled in self.polled.items() if polled.posted_us >= now_us - FORGET_US
        }


def floor(before: Polled | None, count: int | None, now_us: int) -> int | None:
    """Return down to which moment a post's comments should be read now: 0 for all of them, None for not at all."""
    if before is None:
        return None if count == 0 else 0
    if not is_due(before.rests_us - DAY_US, now_us, DAY_US):
        return None
    age_us = max(before.looked_us - before.posted_us, HOUR_US)
    if is_due(before.looked_us, now_us, age_us):
        return None if count == 0 == before.count else 0
    if count == before.count:
        return None
    is_more = count is not None and before.count is not None and count > before.count
    return before.newest_us if is_more else 0


def is_below(posts: list[Post], floor_us: int) -> bool:
    """Say whether a page, newest first, reaches below what was read before."""
    moments = [post.posted_us for post in posts]
    is_in_order = all(one >= other for one, other in pairwise(moments))
    return bool(moments) and floor_us > 0 and is_in_order and moments[-1] < floor_us

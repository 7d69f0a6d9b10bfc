"""What people said back: the conversations around the member's messages that have replies we haven't read.

A server shows at most 60 messages below another, 20 deep, to people without an account there, and doesn't say
when it left some out. A message with more replies than are shown tells: it is looked at by itself. Where that
doesn't help either, we say so, and don't claim to have seen the replies from there on.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from connectors.mastodon.home import NotOpened
from connectors.mastodon.shapes import Context, Status
from connectors.mastodon.visit import Visit, Waiting
from connectors.servers import Refused
from facts import Page, Seen, Sight, Trouble, Unseen

MOST_SHOWN = 60
MOST_SHOWN_TO_MEMBERS = 4_096
FULL = 2 / 3  # of the most: private messages count towards it and are then left out
MOST_LOOKS = 100  # into one conversation


class State(msgspec.Struct):
    """What is remembered of the conversations."""

    seen_us: int = 0  # sight has been claimed up to here, less what was cut
    cut_us: int = 0  # from here on replies may be missing; 0: nowhere


class Conversations:
    """Reads the conversations that are waiting, oldest first: a first message shows its later ones too."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state: State = visit.remembered("replies", State)

    def pages(self, done_us: int, begins_us: int) -> Iterator[Page]:
        """Yield a page for each conversation, then what has been seen. Raise PlatformTrouble."""
        there_us, waiting = self.visit.until(self.visit.now_us), self.visit.waiting
        if self.state.seen_us > there_us:  # our clock ran ahead: sight goes on from now
            self.state.seen_us = there_us
            yield self.visit.page({"replies": self.state})
        for local in sorted(waiting, key=lambda local: (waiting[local].posted_us, local)):
            if local in waiting:  # not read as a part of another meanwhile
                yield self._page(local, waiting[local])
        done_us = self.visit.until(done_us)
        seen = self._seen(done_us, begins_us)
        if seen or self.state.cut_us:
            self.state = State(seen_us=done_us)
            yield self.visit.page({"replies": self.state}, seen=seen)

    def _page(self, local: str, of: Waiting) -> Page:
        troubles: list[Trouble] = []
        walk = Walk(self.visit, local, of)
        walk.go(troubles)
        for status in walk.found.values():
            self.visit.note(status)
        others = [status for status in walk.found.values() if not self.visit.is_own(status)]
        posts = self.visit.read_all(others, troubles)
        self._strike_off(walk, is_odd=bool(troubles))
        if walk.cut_us:
            self.state.cut_us = min(self.state.cut_us or walk.cut_us, walk.cut_us)
            troubles.append(self._cut())
        return self.visit.page({"replies": self.state}, posts=posts, troubles=troubles)

    def _strike_off(self, walk: "Walk", *, is_odd: bool) -> None:
        """Take what was read off the list; where an item was odd, the next visit reads it again."""
        waiting, held = self.visit.waiting, self.visit.held
        waiting.drop(walk.root)
        if is_odd or walk.is_gone:
            return
        read = {walk.root: walk.of.replies}
        if not walk.cut_us:
            own = (status for status in walk.found.values() if self.visit.is_own(status))
            read |= {status.id: status.replies_count for status in own}
        for local, replies in read.items():
            waiting.drop(local)
            if one := held.get(local):
                held.put(local, msgspec.structs.replace(one, replies=replies), one.posted_us)

    def _cut(self) -> Trouble:
        todo = "The others can't be counted."
        if not self.visit.home.opens("context"):
            todo = "Ask the member to grant access (a token, with read:statuses): then all are shown."
        return Trouble(
            what="A conversation has more replies than its server shows.",
            where=self.visit.account.id,
            todo=todo,
            why=Unseen.CAP,
            sights=(Sight.REPLIES,),
        )

    def _seen(self, done_us: int, begins_us: int) -> list[Seen]:
        from_us = self.state.seen_us or begins_us
        to_us = min(done_us, self.state.cut_us or done_us)
        if from_us >= to_us or not self.visit.may_claim:
            return []
        return [Seen(account=self.visit.account.id, sight=Sight.REPLIES, from_us=from_us, to_us=to_us)]


class Walk:
    """The way through one conversation."""

    def __init__(self, visit: Visit, root: str, of: Waiting) -> None:
        self.visit, self.root, self.of = visit, root, of
        self.found: dict[str, Status] = {}
        self.cut_us = 0  # from here on replies may be missing; 0: none are
        self.is_gone = False

    def go(self, troubles: list[Trouble]) -> None:
        """Read all that is shown below a message. Raise PlatformTrouble."""
        anchors, asked = [self.root], {self.root}
        while anchors:
            anchor = anchors.pop()
            if len(asked) > MOST_LOOKS:
                for left in (anchor, *anchors):
                    self._cut_at(left)
                return
            is_full = self._look_below(anchor, troubles)
            if is_full and anchor in self._lacking():
                is_full = self._look_as_member(anchor, troubles)
            lacking = self._lacking()
            if is_full and anchor in lacking:
                self._cut_at(anchor)
            deeper = [local for local in lacking if local not in asked]
            anchors += deeper
            asked |= set(deeper)

    def _look_below(self, anchor: str, troubles: list[Trouble]) -> bool:
        """Note what is shown below one message. Say whether that is as much as is ever shown."""
        home = self.visit.home
        try:
            context = home.ask(f"v1/statuses/{anchor}/context", Context, called="context")
        except Refused:
            if self.visit.fetch_one(anchor) is not None:
                raise
            self.is_gone = self.is_gone or anchor == self.root
            return False  # it was removed meanwhile
        return self._find(context, MOST_SHOWN_TO_MEMBERS if home.is_closed else MOST_SHOWN, troubles)

    def _look_as_member(self, anchor: str, troubles: list[Trouble]) -> bool:
        """Note what else the member is shown below one message. Say whether something may still be missing."""
        home = self.visit.home
        if home.is_closed or not home.opens("context"):
            return True
        try:
            path = f"v1/statuses/{anchor}/context"
            context, _ = home.hear_as_member(path, Context, called="context")
        except NotOpened:
            return True
        return self._find(context, MOST_SHOWN_TO_MEMBERS, troubles)

    def _find(self, context: Context, most: int, troubles: list[Trouble]) -> bool:
        statuses = self.visit.take(context.descendants, troubles)
        self.found |= {status.id: status for status in statuses if status.is_open}
        return len(context.descendants) >= FULL * most

    def _lacking(self) -> list[str]:
        """Return the messages that have more replies than were shown."""
        shown = Counter(status.in_reply_to_id for status in self.found.values())
        counts = {local: status.replies_count or 0 for local, status in self.found.items()}
        counts[self.root] = self.of.replies or 0
        return [local for local, count in counts.items() if count > shown[local]]

    def _cut_at(self, anchor: str) -> None:
        """What is missing came after the last reply that is shown: they are shown in the order of coming."""
        below = [status.posted_us for status in self.found.values() if status.in_reply_to_id == anchor]
        began_us = self.found[anchor].posted_us if anchor in self.found else self.of.posted_us
        from_us = max(below, default=began_us)
        self.cut_us = min(self.cut_us or from_us, from_us)

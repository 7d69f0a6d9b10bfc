"""Reads whole conversations, however deep, and everybody who quoted a post."""

from typing import Any

import msgspec

from connectors.bluesky.read import sorted_us
from connectors.bluesky.shapes import View, place_of
from connectors.bluesky.visit import Visit
from connectors.items import Unreadable, take
from connectors.servers import Refused
from facts import Sight, Trouble, Unseen

DEEPEST = 10  # levels that the public AppView gives at most, whatever is asked
SIGHTS = (Sight.REPLIES,)
NEVER = "What is beyond isn't counted."
MOST_ANCHORS = 200  # looks into one conversation: a chain of 2,000 replies, or a very bushy one
MOST_QUOTE_PAGES = 50  # 5,000 quotes of one post


class Thread(msgspec.Struct):
    """The answer of getPostThread."""

    thread: msgspec.Raw


class Node(msgspec.Struct):
    """A message in a conversation; without `post` it is blocked or no longer there.

    Where an answer ends, a message has no `replies`; where nobody replied, it has none in its list.
    """

    post: msgspec.Raw = msgspec.Raw()
    replies: list[msgspec.Raw] | None = None
    kind: Any = msgspec.field(name="$type", default=None)


class Quotes(msgspec.Struct):
    """A page of getQuotes."""

    posts: list[msgspec.Raw]
    cursor: str | None = None


class Threads:
    """The conversations read in one visit, each once."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._walked: set[str] = set()  # the member's own messages met in conversations
        self.began_us: int | None = None  # the earliest message from which was read since this was cleared

    def around(self, uri: str, root: Any, troubles: list[Trouble]) -> list[View]:
        """Return the messages in a message's conversation that were not read before in this visit.

        If the member began it, it is read from its beginning: that shows the other branches too. A branch
        below a message that is gone shows only from within.
        """
        views: list[View] = []
        is_own = isinstance(root, str) and root.startswith(f"at://{self.visit.person.did}/")
        for anchor in ([root] if is_own else []) + [uri]:
            if uri not in self._walked and anchor not in self._walked:
                views += self._walk(anchor, troubles)
        return views

    def _walk(self, uri: str, troubles: list[Trouble]) -> list[View]:
        views, anchors, asked = [], [uri], 0
        while anchors:
            if asked == MOST_ANCHORS:
                what = "A conversation is too large to read to its end."
                where = self.visit.account.id
                troubles.append(Trouble(what=what, where=where, todo=NEVER, why=Unseen.CAP, sights=SIGHTS))
                break
            found, deeper = self._look_from(anchors.pop(), troubles)
            views += found
            anchors += deeper
            asked += 1
        return views

    def _look_from(self, uri: str, troubles: list[Trouble]) -> tuple[list[View], list[str]]:
        """Return the messages below one message, and those from which to look deeper."""
        self._walked.add(uri)
        try:
            answer = self.visit.ask_appview(
                "app.bsky.feed.getPostThread", Thread, uri=uri, depth=DEEPEST, parentHeight=0
            )
        except Refused as refused:
            if refused.error != "NotFound":
                raise
            return [], []  # it was removed meanwhile
        views, deeper, nodes = [], [], [(answer.thread, 0)]
        while nodes:
            raw, level = nodes.pop()
            try:
                node = take(raw, Node)
                nodes += [(below, level + 1) for below in node.replies or []]
                if not node.post:
                    continue  # blocked or not found: what we hold of it stays
                view = take(node.post, View)
                place_of(view.uri)
                if level == 0:
                    self.began_us = min(self.began_us or sorted_us(view), sorted_us(view))
            except Unreadable as why:
                if level == 0:  # then it isn't the item that is odd
                    raise self.visit.unreadable("conversation") from why
                troubles.append(self.visit.trouble(why, SIGHTS))
                continue
            if view.author.did == self.visit.person.did:
                self._walked.add(view.uri)
            else:
                views.append(view)
            if level > 0 and view.replyCount and node.replies is None:
                deeper.append(view.uri)
        return views, deeper


def quotes_of(visit: Visit, uri: str, troubles: list[Trouble]) -> list[View]:
    """Return everybody's posts that quote a post."""
    views: list[View] = []
    cursor: str | None = None
    for _ in range(MOST_QUOTE_PAGES):
        answer = visit.ask_appview("app.bsky.feed.getQuotes", Quotes, uri=uri, limit=100, cursor=cursor)
        for raw in answer.posts:
            try:
                views.append(take(raw, View))
            except Unreadable as why:
                troubles.append(visit.trouble(why, SIGHTS))
        if not answer.cursor or answer.cursor == cursor:
            return views
        cursor = answer.cursor
    what = "A post has more quotes than can be read."
    troubles.append(Trouble(what=what, where=visit.account.id, todo=NEVER, why=Unseen.CAP, sights=SIGHTS))
    return views

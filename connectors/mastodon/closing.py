"""An account that isn't shown any more: its member's words go, as the platform took them from everybody.

They still count (a suspension must not reopen what was answered), and come back when the account does. That an
account is missing is believed after a day; that it is suspended, or was deleted, at once.
"""

from collections.abc import Callable, Iterable

import msgspec

from connectors.connector import Cursors
from connectors.mastodon.conversations import State as Replies
from connectors.mastodon.drawers import Drawers
from connectors.mastodon.mentions import State as Mentions
from connectors.mastodon.person import Closed
from connectors.mastodon.statuses import State as Posts
from facts import DAY_US, Page

By = Callable[[str], Iterable[str]]  # author -> ids of theirs that are kept and not gone


class Door(msgspec.Struct):
    """What is remembered of an account that isn't shown."""

    found_us: int = 0  # when it was first found so; 0: it is open
    is_shut: bool = False  # and its words were taken


def shut(closed: Closed, own: Iterable[str], cursors: Cursors, now_us: int) -> Page:
    """Return the page that takes the words of an account's own messages, once it is sure that it may not keep them."""
    door = _door(cursors)
    door.found_us = min(door.found_us or now_us, now_us)  # never ahead
    is_sure = closed.is_certain or now_us - door.found_us >= DAY_US
    ids = sorted(own) if is_sure and not door.is_shut else []
    door.is_shut = door.is_shut or is_sure
    cursors = {"closed": _text(door)}
    return Page(account=closed.account, closed=ids, is_about_closed=is_sure, cursors=cursors)


def opened(cursors: Cursors, now_us: int) -> dict[str, str]:
    """Return the cursors of an account that is shown again, empty for one that always was.

    All of it is read anew, so that its words come back; the time it was away isn't claimed as seen.
    """
    door = _door(cursors)
    if not door.found_us:
        return {}
    fresh = {"closed": _text(Door())}
    if not door.is_shut:
        return fresh
    held: Drawers[object] = Drawers("held", dict[str, object], cursors)
    for local in held:
        held.drop(local)
    posts = msgspec.json.decode(cursors.get("posts") or "{}", type=Posts)
    mentions = msgspec.json.decode(cursors.get("mentions") or "{}", type=Mentions)
    return {
        **fresh,
        **held.opened(),
        "posts": _text(Posts(first_us=posts.first_us, seen_us=now_us)),
        "replies": _text(Replies(seen_us=now_us)),
        "mentions": _text(Mentions(since=mentions.since, done_us=now_us if mentions.since else 0)),
    }


def _door(cursors: Cursors) -> Door:
    return msgspec.json.decode(cursors.get("closed") or "{}", type=Door)


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()

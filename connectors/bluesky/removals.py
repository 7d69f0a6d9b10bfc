"""Looks again at what people said back: were words changed, hidden or removed?

Daily for the last week, weekly for all that is held. A message that the AppView no longer shows is asked for at
its author's own server: only what is gone there is gone. Of whom deactivated their account, or was taken down, the
words go and the message still counts; when the account is open again it is shown again, and read again.
"""

from collections.abc import Iterator

import msgspec

from connectors.bluesky.shapes import View, place_of
from connectors.bluesky.visit import Fate, Visit
from connectors.clocks import is_due
from connectors.heard import Heard
from connectors.items import Unreadable, take
from facts import DAY_US, Page, Trouble

PAGE_SIZE = 25  # the most that getPosts takes
WEEK_US = 7 * DAY_US
MOST_CONFIRMED = 50  # a visit; each takes three calls, and the rest is found on the next


class Posts(msgspec.Struct):
    """The answer of getPosts: what isn't there is left out silently."""

    posts: list[msgspec.Raw]


class State(msgspec.Struct):
    """When we last looked again."""

    day_us: int = 0
    week_us: int = 0


def changed_replies(visit: Visit) -> Iterator[Page]:
    """Yield other people's messages as they are now, and those that are gone. Raise PlatformTrouble."""
    state = msgspec.json.decode(visit.cursors.get("checked", "{}"), type=State)
    now_us = visit.now_us
    if visit.known is None or not is_due(state.day_us, now_us, DAY_US):
        return
    is_weekly = is_due(state.week_us, now_us, WEEK_US)
    ids = visit.known_ids if is_weekly else visit.known_since(now_us - WEEK_US)
    theirs = sorted(uri for uri in ids if place_of(uri).did != visit.person.did)
    confirmed = 0
    for start in range(0, len(theirs), PAGE_SIZE):
        batch = theirs[start : start + PAGE_SIZE]
        troubles: list[Trouble] = []
        views = _look_at(visit, batch, troubles)
        missing = sorted(set(batch) - {view.uri for view in views})[: MOST_CONFIRMED - confirmed]
        confirmed += len(missing)
        fates = {uri: visit.fate_of(uri) for uri in missing}
        yield visit.page(
            posts=visit.others(views, troubles, heard=Heard.AS_KEPT),
            gone=[uri for uri, fate in fates.items() if fate is Fate.GONE],
            gone_us=now_us,
            closed=[uri for uri, fate in fates.items() if fate is Fate.CLOSED],
            troubles=troubles,
        )
    state = State(day_us=now_us, week_us=now_us if is_weekly else state.week_us)
    yield visit.page(cursors={"checked": msgspec.json.encode(state).decode()})


def _look_at(visit: Visit, uris: list[str], troubles: list[Trouble]) -> list[View]:
    views = []
    for raw in visit.ask_appview("app.bsky.feed.getPosts", Posts, uris=uris).posts:
        try:
            views.append(take(raw, View))
        except Unreadable as why:
            troubles.append(visit.trouble(why))
    return views

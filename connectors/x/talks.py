"""What people say under the member's own messages, or when they quote them, without naming the member.

The mentions show everything that names the member, as replies to them do; searching for the rest only keeps each
message read once. X searches the last seven days. Whether a message was quoted at all is not asked first: its
figures would cost a read at each look, a search that finds nothing costs none.
"""

from collections.abc import Iterator

import msgspec

from connectors.connector import PlatformTrouble
from connectors.x.answers import Said, ids_of, next_token
from connectors.x.fetch import NEXT_RUN
from connectors.x.people import HANDLE
from connectors.x.read import PLATFORM
from connectors.x.snowflake import id_at, is_id
from connectors.x.streams import MOST_PAGES
from connectors.x.visit import Visit
from facts import DAY_US, HOUR_US, Page, Sight, Trouble

REACH_US = 7 * DAY_US - HOUR_US  # X refuses an id that is older than its week
LONGEST_QUERY = 512  # characters, on every plan
SIGHTS = (Sight.REPLIES,)  # of a search that can't be read


class State(msgspec.Struct):
    """What is remembered of the conversations."""

    since: str = ""
    upto: str = ""  # the pass under way looks at what is older than this; empty: none is under way
    left: list[str] = []  # messages this pass has still to look below
    until: str = ""  # how far down it has come in the first of them


class Talks:
    """Looks into what the member wrote in the last seven days: the talk below it, and who quotes it."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state = msgspec.json.decode(visit.cursors.get("talks", "{}"), type=State)
        self._week_ago = id_at(visit.now_us - REACH_US)

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began, then look for what is new. Raise PlatformTrouble."""
        if not HANDLE.fullmatch(self.visit.person.handle):
            return
        if self.visit.is_ahead(self.state.since) or self.visit.is_ahead(self.state.upto):
            self.state = State()  # our clock ran ahead: it would hide what comes until then
        if self.state.upto:
            yield from self._go_on()
        now = id_at(self.visit.until(self.visit.now_us))
        if self.state.since == now:
            return  # a visit that failed later on is tried again at the same moment
        self.state.upto, self.state.until = now, ""
        self.state.left = self._own()
        yield from self._go_on()

    def _own(self) -> list[str]:
        own = self.visit.reader.masks.author(PLATFORM, self.visit.person.id)
        ids = (id_.removeprefix(f"{PLATFORM}:") for id_ in self.visit.memory.by(own))
        return sorted((id_ for id_ in ids if is_id(id_) and int(id_) > int(self._week_ago)), key=int)

    def _go_on(self) -> Iterator[Page]:
        state = self.state
        while state.left:
            query, asked = query_for(state.left, self.visit.person.handle)
            yield from self._go_down(query, asked)
        state.since, state.upto = state.upto, ""
        yield self.visit.page(cursors=self._cursor())

    def _go_down(self, query: str, asked: int) -> Iterator[Page]:
        since, token = max(self.state.since or "0", self._week_ago, key=int), None
        for _ in range(MOST_PAGES):
            until = self.state.until or self.state.upto
            said = self._ask(query, since, until, token)
            troubles: list[Trouble] = []
            posts = self.visit.read(said, troubles)
            self.visit.alarm(said, troubles, SIGHTS)
            ids, next_ = ids_of(said), next_token(said)
            fresh = [id_ for id_ in ids if int(id_) < int(until)]
            self.state.until = min([until, *fresh], key=int) if next_ else ""
            if not next_:
                self.state.left = self.state.left[asked:]
            yield self.visit.page(posts=posts, cursors=self._cursor(), troubles=troubles)
            if not next_:
                return
            if not fresh and (ids or next_ == token):
                raise PlatformTrouble("The search repeats itself.", self.visit.account.id, NEXT_RUN)
            token = None if fresh else next_
        raise PlatformTrouble("The search has no end.", self.visit.account.id, NEXT_RUN)

    def _ask(self, query: str, since: str, until: str, token: str | None) -> Said:
        """Return a page; nothing where the week has passed over what was left to look at."""
        if int(until) <= int(since) + 1:
            return {"data": []}
        asking, account = self.visit.asking, self.visit.account.id
        return asking.search(account, query, since_id=since, until_id=until, next_token=token)

    def _cursor(self) -> dict[str, str]:
        return {"talks": msgspec.json.encode(self.state).decode()}


def query_for(messages: list[str], handle: str) -> tuple[str, int]:
    """Return a query for what is said below, or in quotes of, as many messages as fit, and how many those are.

    Without a word of their own there is nothing said, so shares are left out: each would be billed.
    """
    rest = f" -from:{handle} -@{handle} -is:retweet"
    parts: list[str] = []
    for id_ in messages:
        longer = [*parts, f"conversation_id:{id_}", f"quotes_of_tweet_id:{id_}"]
        if len(" OR ".join(longer)) + len(rest) + 2 > LONGEST_QUERY:
            break
        parts = longer
    return f"({' OR '.join(parts)}){rest}", len(parts) // 2

"""What the member posted and what was said to them: two lists, newest first, read down to where we left off.

A pass remembers three ids: what was seen before (`since`), the newest it met (`newest`), and how far down it has
come (`until`). All three are kept with the rows of each page, so a pass that broke off is finished by the next
visit, and only then does the newest become what was seen before. Nothing is lost, and nothing is read twice.
"""

from collections.abc import Callable, Iterator

import msgspec

from connectors.connector import PlatformTrouble
from connectors.heard import Heard
from connectors.x.answers import Said, ids_of, listed, next_token
from connectors.x.fetch import NEXT_RUN
from connectors.x.people import problem_of
from connectors.x.read import PLATFORM
from connectors.x.snowflake import id_at, written_us
from connectors.x.visit import Visit
from facts import DAY_US, Page, Post, Seen, Sight, Trouble, Unseen

FIRST_LOOK_US = (
    90 * DAY_US
)  # what the last 90 days need; older messages come free with the member's own archive
MOST_PAGES = 200  # X shows at most 3,200 messages: more pages are a server going round in circles
NEARLY = 0.9  # of what X shows at most: it counts removed ones too


class Shut(PlatformTrouble):
    """X doesn't let us see this list: the account may have closed."""


class State(msgspec.Struct):
    """What is remembered of one list."""

    since: str = ""
    newest: str = ""
    until: str = ""
    begun_us: int = 0  # when the pass under way began; 0: none is
    seen_us: int = 0  # sight has been claimed up to here
    count: int = 0  # messages met in this pass
    is_odd: bool = False  # it met replies that weren't called so


class Stream:
    """One of the two lists of an account."""

    def __init__(
        self, visit: Visit, name: str, ask: Callable[..., Said], sights: tuple[Sight, ...], reach: int
    ) -> None:
        self.visit, self.name, self._ask, self._sights, self._reach = visit, name, ask, sights, reach
        self.state = msgspec.json.decode(visit.cursors.get(name, "{}"), type=State)

    def pages(self) -> Iterator[Page]:
        """Finish what an earlier visit began, then look for what is new. Raise PlatformTrouble."""
        if self.state.begun_us:
            yield from self._go_down()
        if self.state.seen_us == self.visit.until(self.visit.now_us):
            return  # a visit that failed later on is tried again at the same moment
        self._begin()
        yield from self._go_down()

    def _begin(self) -> None:
        state, now_us = self.state, self.visit.now_us
        if not state.since or self.visit.is_ahead(state.since):
            since_us = self.visit.until(now_us) - FIRST_LOOK_US
            state.seen_us = max(since_us, self.visit.person.born_us)
            state.since = id_at(since_us)
        state.begun_us, state.newest, state.until, state.count, state.is_odd = now_us, "", "", 0, False

    def _go_down(self) -> Iterator[Page]:
        token = None
        for _ in range(MOST_PAGES):
            said = self._ask(
                self.visit.account.id,
                self.visit.person.id,
                since_id=self.state.since,
                until_id=self.state.until,
                pagination_token=token,
            )
            self._insist_on_sight(said)
            troubles: list[Trouble] = []
            ids = ids_of(said)
            fresh = self._fresh(ids)
            next_ = next_token(said)
            posts = self._read(said, troubles)
            self.state.is_odd |= self.visit.alarm(said, troubles, self._sights)
            self._move_on(fresh)
            seen = [] if next_ else self._finish(troubles)
            cursors = {self.name: msgspec.json.encode(self.state).decode()}
            yield self.visit.page(posts=posts, seen=seen, cursors=cursors, troubles=troubles)
            if not next_:
                return
            if not fresh and (ids or next_ == token):
                raise PlatformTrouble(
                    f"The list of {self.name} repeats itself.", self.visit.account.id, NEXT_RUN
                )
            token = None if fresh else next_  # an empty page with more behind it
        raise PlatformTrouble(f"The list of {self.name} has no end.", self.visit.account.id, NEXT_RUN)

    def _insist_on_sight(self, said: Said) -> None:
        """An account that closed is answered with errors and no data, which isn't the same as nothing new."""
        errors = [one for one in listed(said.get("errors")) if isinstance(one, dict)]
        if said.get("data") is None and any(one.get("resource_type") == "user" for one in errors):
            problem, _ = problem_of(errors[0])
            what = f"X doesn't show its {self.name} ({problem or 'no reason given'})."
            raise Shut(what, self.visit.account.id, NEXT_RUN, why=Unseen.PROTECTED)

    def _fresh(self, ids: list[str]) -> list[str]:
        until = int(self.state.until or 0)
        return [id_ for id_ in ids if not until or int(id_) < until]

    def _read(self, said: Said, troubles: list[Trouble]) -> list[Post]:
        """Return what a page is for: the member's own words come from their own list, where they are complete."""
        own = self.visit.reader.masks.author(PLATFORM, self.visit.person.id)
        if self.name == "posts":
            posts = [post for post in self.visit.read(said, troubles) if post.author == own]
            return [*self.visit.along(said, troubles), *posts]
        return [post for post in self.visit.read(said, troubles, Heard.NAMED) if post.author != own]

    def _move_on(self, ids: list[str]) -> None:
        state = self.state
        if ids:
            state.newest = max(state.newest or "0", *ids, key=int)
            state.until = min(ids, key=int)
            state.count += len(ids)

    def _finish(self, troubles: list[Trouble]) -> list[Seen]:
        """Bring the state to the end of a pass, and return what has now been seen without a gap."""
        state, from_us = self.state, self.state.seen_us
        if state.count >= NEARLY * self._reach:
            oldest_us = written_us(state.until, self.visit.now_us)
            from_us = max(from_us, oldest_us or state.begun_us)
            what = f"More {self.name} than X shows ({self._reach:,}): older ones may be missing."
            todo = "Collect more often, or import the member's own archive."
            troubles.append(self.visit.trouble(what, todo, why=Unseen.CAP, sights=self._sights))
        # A pass begun on a clock that ran ahead may have begun at any time: nothing is claimed of it.
        to_us = from_us if state.begun_us > self.visit.now_us else self.visit.until(state.begun_us)
        is_odd = state.is_odd
        state.since = max(state.since, state.newest or "0", key=int)
        state.newest, state.until, state.begun_us, state.count, state.is_odd = "", "", 0, 0, False
        state.seen_us = to_us
        if is_odd or from_us >= to_us:
            return []
        account = self.visit.account.id
        return [Seen(account=account, sight=sight, from_us=from_us, to_us=to_us) for sight in self._sights]


def timeline(visit: Visit) -> Stream:
    """Return the list of what the member posted."""
    return Stream(visit, "posts", visit.asking.timeline, (Sight.POSTS,), 3_200)


def mentions(visit: Visit) -> Stream:
    """Return the list of what was said to the member: replies, and mentions elsewhere."""
    return Stream(visit, "mentions", visit.asking.mentions, (Sight.REPLIES, Sight.MENTIONS), 800)

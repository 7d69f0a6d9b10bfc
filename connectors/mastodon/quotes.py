"""Who passed the member's messages on with words of their own: quotes, which servers show to the member only.

Since Mastodon 4.5 (2025) a message says how many quotes it has. Those are read where that number changed.
"""

from collections.abc import Iterator

import msgspec

from connectors.clocks import is_due
from connectors.mastodon.home import NotOpened
from connectors.mastodon.statuses import PAGE_SIZE, next_of
from connectors.mastodon.visit import Visit
from connectors.servers import Refused
from facts import DAY_US, Page, Sight, Trouble, Unseen

MOST_PAGES = 25  # of one message: a thousand quotes
ASK_AGAIN_US = DAY_US  # a server that doesn't show them may have become a newer one, a token a wider one


class State(msgspec.Struct):
    """What is remembered of the quotes."""

    refused_us: int = 0  # when the server last refused to show any; 0: it shows them


class Quotes:
    """Reads the quotes of the messages whose number of quotes changed."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.state: State = visit.remembered("quotes", State)

    def pages(self) -> Iterator[Page]:
        """Yield the quotes of each message. Raise PlatformTrouble."""
        if not is_due(self.state.refused_us, self.visit.now_us, ASK_AGAIN_US):
            return
        for local in self.visit.quoted:
            try:
                yield from self._of(local)
            except NotOpened:
                is_revoked = self.visit.home.token is None  # of which the next visit knows by itself
                yield self.visit.page() if is_revoked else self._refuse(self.visit.home.told())
                return
            except Refused as refused:
                if self.visit.fetch_one(local) is not None:  # it is there, so the server knows no quotes
                    yield self._refuse([self._not_shown(refused)])
                    return
                self.visit.quoted.drop(local)
                yield self.visit.page()

    def _of(self, local: str) -> Iterator[Page]:
        next_: str | None = None
        for _ in range(MOST_PAGES):
            raws, headers = self.visit.home.hear_as_member(
                f"v1/statuses/{local}/quotes",
                list[msgspec.Raw],
                called="quotes",
                limit=PAGE_SIZE,
                max_id=next_,
            )
            troubles: list[Trouble] = []
            statuses = [one for one in self.visit.take(raws, troubles) if one.is_open]
            others = [one for one in statuses if not self.visit.is_own(one)]
            self.visit.resolve(others, troubles)
            posts = self.visit.read_all(others, troubles)
            before, next_ = next_, next_of(headers, [])
            if next_ is None or next_ == before:
                self._strike_off(local)
                next_ = None
            self.state.refused_us = 0
            yield self.visit.page({"quotes": self.state}, posts=posts, troubles=troubles)
            if next_ is None:
                return
        self._strike_off(local)
        yield self.visit.page()

    def _strike_off(self, local: str) -> None:
        count = self.visit.quoted[local]
        self.visit.quoted.drop(local)
        if held := self.visit.held.get(local):
            self.visit.held.put(local, msgspec.structs.replace(held, quotes=count), held.posted_us)

    def _refuse(self, troubles: list[Trouble]) -> Page:
        """Leave them alone for a day; it is said once."""
        is_new, self.state.refused_us = not self.state.refused_us, self.visit.now_us
        return self.visit.page({"quotes": self.state}, troubles=troubles if is_new else [])

    def _not_shown(self, refused: Refused) -> Trouble:
        what = f"{self.visit.home.host} doesn't show who quotes the member ({refused.status})."
        todo = "A newer version of its software does."
        where, sights = self.visit.account.id, (Sight.MENTIONS,)
        return Trouble(what=what, where=where, todo=todo, why=Unseen.CAP, sights=sights)

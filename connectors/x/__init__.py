"""X.

Source: X's API through tweepy, with the council's own token (TWOWAY_X_TOKEN). What the member posted, and says of
themselves (once a week); what was said to them (replies and mentions); what people say to each other below, and who
quotes them; which messages still stand. What the member answered, quoted or shared comes along, and is billed, with
their own: of that only who and when.

Limits: paid by the post read, so each message is read once, and again only to learn whether it still stands: at 2, 7,
30 and 180 days. X shows the newest 3,200 messages of an account and the newest 800 that name it; the first look goes
back 90 days. Talk below a message and quotes of it that don't name the member are found for seven days. A council may
need a plan of its own for this use: see docs/platforms/x.md. Nothing is read beyond the month's budget.

Can't see: protected accounts; replies of people who block the member or are blocked; what was removed before our
first look; of what the member answered, quoted or shared, what is protected or gone. Replies that X itself hides are
shown by its API like others.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import msgspec

from connectors.about import about
from connectors.connector import Cursors, Masks
from connectors.platform import Allowance, Lent, Platform
from connectors.x.budget import Budget
from connectors.x.cost import forecast
from connectors.x.fetch import Asking
from connectors.x.people import Closed, People, Person, insist_on_a_day, remembered
from connectors.x.profile import description
from connectors.x.read import PLATFORM, Reader
from connectors.x.removals import changed
from connectors.x.settings import STREAM, TOKEN, left, read_settings, token, used_up, why_not
from connectors.x.streams import Shut, mentions, timeline
from connectors.x.talks import Talks
from connectors.x.transport import TIMEOUT_S
from connectors.x.visit import Memory, Visit
from facts import Account, Page, Sight

API = "https://api.x.com"


class X:
    """Looks at accounts on X. `memory` is what the archive knows; without it removals go unnoticed."""

    platform = PLATFORM
    sees = frozenset({Sight.POSTS, Sight.REPLIES, Sight.MENTIONS, Sight.PROFILE})

    def __init__(
        self,
        masks: Masks,
        budget: Budget,
        token: str,
        api: str = API,
        *,
        memory: Memory | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self.asking = Asking(api, token, budget, timeout_s=timeout_s)
        self.people, self._server = People(self.asking), urlsplit(api).netloc
        self.masks, self.budget, self.memory = masks, budget, memory or Memory()

    @property
    def calls(self) -> int:
        """How many calls were made so far; `asking.calls` has them by kind."""
        return self.asking.calls.total()

    @property
    def clock_off_s(self) -> float:
        """How many seconds this machine's clock is ahead of X's."""
        return self.asking.clock.off_s

    def server_of(self, account: Account) -> str:
        """Return the server that is asked for an account: one for all."""
        return self._server

    def close(self) -> None:
        """Let go of the connections."""
        self.asking.close()

    def lasting_id(self, handle: str) -> str:
        """Return the numeric id behind a handle, such as the council's. Raise PlatformTrouble."""
        return self.people.lasting_id(handle, f"{self.platform}:{handle}")

    def forecast(self, accounts: Sequence[Account], now_us: int) -> str:
        """Return in one line what collecting these will cost, before it is spent."""
        return forecast(accounts, self.memory, self.budget, now_us)

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        """Yield what is new, each page complete in itself. Raise PlatformTrouble."""
        try:
            insist_on_a_day(cursors.get("closed"), account.id, now_us)
            person = self.people.find(account, cursors.get("who"), now_us)
            yield self._met(account, person, now_us)
            yield from self._look(account, person, cursors, now_us)
        except Closed as closed:
            yield self._close(account, closed, now_us)
            raise

    def _met(self, account: Account, person: Person, now_us: int) -> Page:
        is_new = (person.id, person.handle) != (account.platform_id, account.handle)
        page = Page(
            account=account.id,
            profile={"platform_id": person.id, "handle": person.handle} if is_new else None,
        )
        if person.looked_us == now_us:
            page.cursors = {"who": msgspec.json.encode(person).decode(), "closed": ""}
            page.about = about(description(self.people.users.get(person.id)), PLATFORM, self.masks)
            page.about_is_link_only = True
        return page

    def _look(self, account: Account, person: Person, cursors: Cursors, now_us: int) -> Iterator[Page]:
        visit = Visit(
            account=account,
            person=person,
            asking=self.asking,
            reader=Reader(self.masks, account.id, now_us),
            cursors=cursors,
            memory=self.memory,
            now_us=now_us,
        )
        try:
            yield from timeline(visit).pages()
            yield from mentions(visit).pages()
            yield from Talks(visit).pages()
            yield from changed(visit)
        except Shut:
            self.people.look_up(account, person.id, now_us)  # says why, if the account has closed
            raise

    def _close(self, account: Account, closed: Closed, now_us: int) -> Page:
        """Return the page that takes the words of an account that isn't open to everybody any more."""
        own = self.masks.author(self.platform, closed.id) if closed.id else ""
        ids = sorted(self.memory.by(own)) if own else []
        cursors = {"who": "", **remembered(closed, now_us)}
        return Page(account=account.id, closed=ids, is_about_closed=True, cursors=cursors)


def _connect(lent: Lent) -> X:
    spent = lent.cursors(PLATFORM).get(STREAM, "")
    budget = Budget(lent.chosen.settings.reads_a_month, spent, lambda spent: lent.keep_cursor(STREAM, spent))
    memory = Memory(since=lent.ids_since, by=lent.ids_by, along=lent.ids_along, cursors=lent.cursors)
    return X(lent.masks, budget, token(lent.chosen), lent.chosen.hosts["x_api"], memory=memory)


DESCRIPTOR = Platform(
    id=PLATFORM,
    order=40,
    name="X",
    sees=X.sees,
    knows_people_by="the number of their account, as in x:1234567890",
    sites=("twitter",),
    hosts={"x_api": API},
    environment=(TOKEN,),
    read_settings=read_settings,
    why_not=why_not,
    allowance=Allowance(stream=STREAM, left=left, used_up=used_up),
    connect=_connect,
)

"""Mastodon, and servers that speak as it does.

Source: the account's own home server and no other, because replies that mention the member are delivered there.
Anonymous, or with the member's token. A visit takes two calls, one more for each conversation that changed, and
once a day one for each twenty messages of the last week.

Limits: 300 calls in five minutes and server; headers say when to come back, and we do. A conversation shows its
first 60 messages, 20 deep, without a token (4,096 with one); what is cut is said, and not claimed as seen.
Replies to messages of the last 30 days are found on each visit, of the last 90 within a week, later ones not.
Some servers show nothing without a token. On Mastodon itself a message's id is a second clock.

Can't see: mentions that don't reply, and posts that quote the member; what is not public (never kept, though a
token would show it); what was removed before our first look; replies that never reached the home server.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from connectors.connector import Cursors, Masks, PlatformTrouble
from connectors.mastodon.changes import changes
from connectors.mastodon.conversations import Conversations
from connectors.mastodon.home import Home, TokenOf, iso_time, where_to
from connectors.mastodon.read import PLATFORM, Reader
from connectors.mastodon.statuses import Listing
from connectors.mastodon.visit import Known, Visit
from connectors.pauses import Limits
from connectors.servers import TIMEOUT_S, Servers
from facts import Account, Page, Sight, Unseen, account_id

LIMITS = Limits("X-RateLimit-Remaining", "X-RateLimit-Reset", iso_time)
MOST_CALLS = 250  # of one server in five minutes; it takes 300 from one address


class Mastodon:
    """Looks at Mastodon accounts.

    `token_of` gives the token a member granted for an account, None without one. `known` gives the ids of an
    account's messages that are kept and not gone, posted since a moment; without it removals go unnoticed.
    `host` is asked in place of every home server, for tests and private networks.
    """

    platform = PLATFORM
    sees = frozenset({Sight.POSTS, Sight.REPLIES})

    def __init__(
        self,
        masks: Masks,
        token_of: TokenOf,
        *,
        host: str | None = None,
        known: Known | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self.servers = Servers(LIMITS, most=MOST_CALLS, timeout_s=timeout_s)
        self.masks, self.token_of, self.host, self.known = masks, token_of, host, known

    @property
    def calls(self) -> int:
        """How many calls were made so far; `servers.calls` has them by kind."""
        return self.servers.calls.total()

    @property
    def clock_off_s(self) -> float:
        """How many seconds this machine's clock is ahead of the servers'."""
        return self.servers.clock_off_s

    def server_of(self, account: Account) -> str:
        """Return the server that is asked for an account: its own."""
        return urlsplit(self.host).netloc if self.host else account.id.partition("@")[2]

    def close(self) -> None:
        """Let go of the connections."""
        self.servers.close()

    def lasting_id(self, handle: str) -> str:
        """Return name@server as its server writes it: nobody is ever renamed. Raise PlatformTrouble."""
        return self._home(account_id(PLATFORM, handle)).find(None, 0)[0].name

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        """Yield what is new, each page complete in itself. Raise PlatformTrouble."""
        home = self._home(account.id)
        person, profile = home.find(cursors.get("who"), now_us)
        is_new = (person.name, person.name) != (account.platform_id, account.handle)
        if is_new or person.looked_us == now_us:
            yield Page(
                account=account.id,
                cursors={"who": msgspec.json.encode(person).decode()},
                profile={"platform_id": person.name, "handle": person.name} if is_new else None,
            )
        moved = where_to(profile)
        visit = Visit(
            account=account,
            person=person,
            home=home,
            reader=Reader(self.masks, account.id, home.host, person.domain, person.has_clock, now_us),
            cursors=cursors,
            now_us=now_us,
            known=self.known,
            may_claim=not moved,
        )
        yield from _streams(visit)
        if moved:
            todo = "Register the new account, with the member's consent."
            raise PlatformTrouble(moved, account.id, todo, why=Unseen.MOVED)

    def _home(self, account: str) -> Home:
        return Home(self.servers, account, instead=self.host, token_of=self.token_of)


def _streams(visit: Visit) -> Iterator[Page]:
    listing, conversations = Listing(visit), Conversations(visit)
    if visit.waiting and not listing.is_under_way:  # an earlier visit broke off among them
        yield from conversations.pages(listing.state.done_us, listing.begins_us)
    yield from listing.pages()
    yield from conversations.pages(listing.state.done_us, listing.begins_us)
    yield from changes(visit)

"""Mastodon, and servers that speak as it does.

Source: the account's own home server and no other, because replies that mention the member are delivered there;
where a handle names another, WebFinger says which it is. As anybody sees it, with what the account says of itself; with
the member's token (read:notifications, read:statuses) also what the member alone is shown: mentions, quotes, long
conversations, and all of a server that shows outsiders nothing. A visit takes two calls, one more for each
conversation that changed, and once a day one for each twenty messages of the last week; with a token one more for the
mentions, and one for each message with new quotes.

Limits: 300 calls in five minutes and server; headers say when to come back, and we do. A conversation shows its
first 60 messages, 20 deep, without a token (4,096 with one); what is cut is said, and not claimed as seen.
Replies to messages of the last 30 days are found on each visit, of the last 90 within a week, later ones not; so are
quotes (Mastodon 4.5 and later), of which no sight is claimed. Mentions come from the member's notifications, which
the member may clear: they count as seen from the oldest public one the list shows at first, and from visit to visit
while it still holds one we had met. Where it doesn't, the time between is a gap, and said so; an empty list claims
nothing. A token that is taken no more, or opens too little, is said, and what anybody sees is still read.
Some servers show nothing without a token. On Mastodon itself a message's id is a second clock. What the member
answered elsewhere is looked up, what they quoted or shared stands in their own message.

Can't see: whether somebody else's message is gone or their whole account (a server answers alike); without a token,
mentions that don't reply and posts that quote the member; mentions by people whom the member blocked or muted, and
single notifications the member dismissed; what is not public (never kept or counted, though a token would show it);
what was removed before our first look; replies that never reached the home server.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from connectors.about import about
from connectors.connector import Cursors, Masks, PlatformTrouble
from connectors.mastodon.changes import changes
from connectors.mastodon.closing import By, opened, shut
from connectors.mastodon.conversations import Conversations
from connectors.mastodon.home import Home, TokenOf
from connectors.mastodon.mentions import Mentions
from connectors.mastodon.person import Closed, Person, find, iso_time, where_to
from connectors.mastodon.profile import profile_text
from connectors.mastodon.quotes import Quotes
from connectors.mastodon.read import PLATFORM, Reader
from connectors.mastodon.shapes import Profile
from connectors.mastodon.statuses import Listing
from connectors.mastodon.visit import Known, Visit
from connectors.pauses import Limits
from connectors.platform import Lent, Platform
from connectors.servers import TIMEOUT_S, Servers
from facts import Account, Page, Sight, Trouble, Unseen
from handles import account_id

LIMITS = Limits("X-RateLimit-Remaining", "X-RateLimit-Reset", iso_time)
MOST_CALLS = 250  # of one server in five minutes; it takes 300 from one address


class Mastodon:
    """Looks at Mastodon accounts.

    `token_of` gives the token a member granted for an account, None without one. `known` gives the ids of an
    account's messages that are kept and not gone, posted since a moment; without it removals go unnoticed. `by`
    gives those of one author; without it the words of a suspended account stay. `host` is asked in place of every
    home server, for tests and private networks.
    """

    platform = PLATFORM
    # mentions to the member's own token
    sees = frozenset({Sight.POSTS, Sight.REPLIES, Sight.MENTIONS, Sight.PROFILE})

    def __init__(
        self,
        masks: Masks,
        token_of: TokenOf,
        *,
        host: str | None = None,
        known: Known | None = None,
        by: By = lambda author: (),
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self.servers = Servers(LIMITS, most=MOST_CALLS, timeout_s=timeout_s)
        self.masks, self.token_of, self.host, self.known, self.by = masks, token_of, host, known, by
        self._lives_at: dict[str, str] = {}  # a handle's domain -> the server that was found behind it

    @property
    def calls(self) -> int:
        """How many calls were made so far; `servers.calls` has them by kind."""
        return self.servers.calls.total()

    @property
    def clock_off_s(self) -> float:
        """How many seconds this machine's clock is ahead of the servers'."""
        return self.servers.clock_off_s

    def server_of(self, account: Account) -> str:
        """Return the server that is asked for an account: its own, as soon as it was found in this run."""
        domain = account.id.partition("@")[2]
        return self._lives_at.get(domain) or (urlsplit(self.host).netloc if self.host else domain)

    def close(self) -> None:
        """Let go of the connections."""
        self.servers.close()

    def lasting_id(self, handle: str) -> str:
        """Return name@server as its server writes it: nobody is ever renamed. Raise PlatformTrouble."""
        return find(self._home(account_id(PLATFORM, handle)), None, 0)[0].name

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        """Yield what is new, each page complete in itself. Raise PlatformTrouble."""
        home = self._home(account.id)
        try:
            person, profile = find(home, cursors.get("who"), now_us)
        except Closed as closed:
            own = self.masks.author(PLATFORM, msgspec.json.decode(cursors["who"], type=Person).name)
            yield shut(closed, self.by(own), cursors, now_us)
            raise
        finally:
            if home.base != home.door:
                self._lives_at[home.domain] = home.host
        again = opened(cursors, now_us)
        page = _met(account, person, profile, again, now_us)
        page.about = about(profile_text(profile), PLATFORM, self.masks)
        if page != Page(account=account.id):
            yield page
        moved = where_to(profile)
        visit = Visit(
            account=account,
            person=person,
            home=home,
            reader=Reader(self.masks, account.id, home.host, person.domain, person.has_clock, now_us),
            cursors={**cursors, **again},
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


def _met(account: Account, person: Person, profile: Profile, again: Cursors, now_us: int) -> Page:
    """Return what is to be kept of who the account is, if anything."""
    is_new = (person.name, person.name) != (account.platform_id, account.handle)
    if not is_new and person.looked_us != now_us and not again:
        return Page(account=account.id)
    page = Page(
        account=account.id,
        cursors={"who": msgspec.json.encode(person).decode(), **again},
        profile={"platform_id": person.name, "handle": person.name} if is_new else None,
    )
    if profile.limited and person.looked_us == now_us:
        what = "Its server has limited the account: few people come across what it says."
        todo = "Nothing is missing here; the member can ask the server's moderators why."
        page.troubles.append(Trouble(what=what, where=account.id, todo=todo, kind="account-limited"))
    return page


def _streams(visit: Visit) -> Iterator[Page]:
    listing, conversations = Listing(visit), Conversations(visit)
    if len(visit.waiting) and not listing.comes_first:  # an earlier visit broke off among them
        yield from conversations.pages(listing.state.done_us, listing.begins_us)
    yield from listing.pages()
    yield from conversations.pages(listing.state.done_us, listing.begins_us)
    if visit.home.opens("mentions"):
        yield from Mentions(visit).pages()
    if visit.home.opens("quotes"):
        yield from Quotes(visit).pages()
    yield from changes(visit)
    if untold := visit.home.told():
        yield visit.page(troubles=untold)


def _connect(lent: Lent) -> Mastodon:
    host = lent.chosen.hosts["mastodon"] or None
    return Mastodon(lent.masks, lent.token_of, host=host, known=lent.ids_since, by=lent.ids_by)


DESCRIPTOR = Platform(
    id=PLATFORM,
    order=20,
    name="Mastodon",
    sees=Mastodon.sees,
    knows_people_by="name and server, as in mastodon:name@server.example",
    has_many_servers=True,
    hosts={"mastodon": ""},  # without one, each account's home server
    connect=_connect,
)

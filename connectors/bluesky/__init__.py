"""Bluesky.

Source: the member's own server (PDS) for what the member said; Bluesky's public AppView for what was said back and,
once a day, what the profile says; the public directory for who is where. No key and no login; about ten calls a
member and day.

Limits: 3,000 calls in five minutes and server, of which we make 2,500; headers say when to come back, and we do.
Replies to messages of the last 30 days are found on each visit, of the last 90 within a week, later ones not. A
conversation is read in at most 200 looks; beyond, and where an item can't be read, less is claimed as seen. The time
on a message is its author's claim; the record key is a second clock, and so is when the AppView indexed it. What the
member answered, quoted or shared elsewhere comes with their feed, of the last 90 days within a week.

Can't see: mentions that neither reply nor quote (asking for them needs a login); what was removed before our
first look; what the member answered, quoted or shared that is blocked or detached; replies of people who block the
member, unless we saw them before the block. Who asks not to be shown to logged-out readers is marked so: such words
are for a rule to read once, never to be kept or shown. Of whom is deactivated or taken down no words are kept, until
the account is open again.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from connectors.about import about
from connectors.bluesky.identity import Closed, Identity
from connectors.bluesky.read import Reader
from connectors.bluesky.records import own_messages, to_be_read_whole
from connectors.bluesky.removals import changed_replies
from connectors.bluesky.replies import Replies
from connectors.bluesky.visit import Known, Visit
from connectors.connector import Cursors, Masks, PlatformTrouble
from connectors.pauses import Limits, unix_time
from connectors.platform import Lent, Platform
from connectors.servers import NEXT_RUN, TIMEOUT_S, Refused, Servers
from facts import Account, Page, Sight

APPVIEW = "https://public.api.bsky.app"
DIRECTORY = "https://plc.directory"
LIMITS = Limits("RateLimit-Remaining", "RateLimit-Reset", unix_time)
MOST_CALLS = 2_500  # of one server in five minutes; it takes 3,000 from one address


class Bluesky:
    """Looks at Bluesky accounts.

    `known` gives the ids of an account's messages that are kept and not gone (its own and other people's),
    posted since a moment; without it removals go unnoticed.
    """

    platform = "bluesky"
    sees = frozenset({Sight.POSTS, Sight.REPLIES, Sight.PROFILE})

    def __init__(
        self,
        masks: Masks,
        appview: str = APPVIEW,
        directory: str = DIRECTORY,
        *,
        known: Known | None = None,
        timeout_s: float = TIMEOUT_S,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.servers = Servers(LIMITS, most=MOST_CALLS, timeout_s=timeout_s, headers=headers)
        self.identity = Identity(self.servers, appview, directory)
        self.masks, self.known = masks, known

    @property
    def calls(self) -> int:
        """How many calls were made so far; `servers.calls` has them by kind."""
        return self.servers.calls.total()

    @property
    def clock_off_s(self) -> float:
        """How many seconds this machine's clock is ahead of Bluesky's."""
        return self.servers.clock_off_s

    def server_of(self, account: Account) -> str:
        """Return the server that is asked for an account: without the AppView nobody's replies are seen."""
        return urlsplit(self.identity.appview).netloc

    def close(self) -> None:
        """Let go of the connections."""
        self.servers.close()

    def lasting_id(self, handle: str) -> str:
        """Return the DID behind a handle, such as the council's. Raise PlatformTrouble."""
        return self.identity.did_of(handle, f"{self.platform}:{handle}")

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        """Yield what is new, each page complete in itself. Raise PlatformTrouble."""
        try:
            yield from self._look(account, cursors, now_us)
        except Closed as closed:
            yield self._close(account, closed.did, cursors)
            raise

    def _look(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        person, told = self.identity.find(account, cursors.get("who"), now_us)
        if person.looked_us == now_us:
            is_new = (person.did, person.handle) != (account.platform_id, account.handle)
            yield Page(
                account=account.id,
                cursors={"who": msgspec.json.encode(person).decode()},
                profile={"platform_id": person.did, "handle": person.handle} if is_new else None,
                about=None if person.is_hidden else about(told, self.platform, self.masks),
                is_about_closed=person.is_hidden,
            )
        visit = Visit(
            account=account,
            person=person,
            identity=self.identity,
            reader=Reader(self.masks, account.id, now_us),
            cursors=cursors,
            now_us=now_us,
            known=self.known,
        )
        try:
            yield from own_messages(visit)
            yield from Replies(visit).pages()
            yield from changed_replies(visit)
        except Refused as refused:
            yield Page(
                account=account.id, cursors={"who": ""}
            )  # it may have moved: look it up again next time
            pds = self.identity.pds_of(person.did, account.id)
            if pds != person.pds:  # an account that moves is left behind deactivated
                what = "The account has moved to another server."
                raise PlatformTrouble(what, account.id, NEXT_RUN) from refused
            raise self.identity.why_unseen(person.did, pds, account.id, refused) from refused

    def _close(self, account: Account, did: str, cursors: Cursors) -> Page:
        """Return the page that takes the words of an account that isn't open to the public any more.

        When it is open again all of it is read again.
        """
        known = self.known(account.id, 0) if self.known else set()
        return Page(
            account=account.id,
            closed=sorted(id_ for id_ in known if id_.startswith(f"at://{did}/")),
            is_about_closed=True,
            cursors={"who": "", **to_be_read_whole(cursors)},
        )


def _connect(lent: Lent) -> Bluesky:
    hosts = lent.chosen.hosts
    return Bluesky(lent.masks, hosts["bluesky_appview"], hosts["bluesky_directory"], known=lent.ids_since)


DESCRIPTOR = Platform(
    id=Bluesky.platform,
    order=10,
    name="Bluesky",
    sees=Bluesky.sees,
    knows_people_by=(
        "their lasting id, as in bluesky:did:plc:...: it stands in the address of their profile's posts"
    ),
    sites=("bsky",),
    hosts={"bluesky_appview": APPVIEW, "bluesky_directory": DIRECTORY},
    connect=_connect,
)

"""Who an account is: its lasting id (DID), today's handle, and the server that holds its messages (PDS)."""

import re
from typing import Any
from urllib.parse import unquote

import msgspec

from connectors.bluesky.read import NO_HANDLE, is_for_members_only, moment
from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.items import Unreadable, inside
from connectors.servers import Refused, Servers, is_loopback, is_public, is_safe
from connectors.tidy import tidy_text
from facts import DAY_US, Account, Unseen

DID = re.compile(r"did:(plc:[a-z2-7]{24}|web:[A-Za-z0-9.%_-]{1,200})")
LOOK_AGAIN_US = DAY_US  # handles and servers change a few times in a life
AGAIN = "It is looked at again on each run."
STATES = {
    "deactivated": ("is deactivated by its owner.", AGAIN, Unseen.PROTECTED),
    "takendown": ("was taken down by Bluesky.", AGAIN, Unseen.SUSPENDED),
    "suspended": ("is suspended by Bluesky.", AGAIN, Unseen.SUSPENDED),
    "deleted": ("was deleted.", "Withdraw it, or correct it in the register.", Unseen.GONE),
}


CLOSED = frozenset({"deactivated", "takendown", "suspended"})  # there, and not open to the public now


class Closed(PlatformTrouble):
    """An account isn't open to the public: its owner's words may not be kept. `did` is its lasting id."""

    def __init__(self, what: str, account: str, todo: str, why: Unseen, *, did: str) -> None:
        super().__init__(what, account, todo, why=why)
        self.did = did


class Person(msgspec.Struct, frozen=True):
    """What we know of an account's owner."""

    did: str
    handle: str
    pds: str
    is_hidden: bool  # asks not to be shown to logged-out readers
    looked_us: int
    born_us: int = 0  # when the id was made: before then there was nothing to see; 0 if nobody says


class Named(msgspec.Struct):
    """The answer of resolveHandle."""

    did: str


class Profile(msgspec.Struct):
    """The part of getProfile we read."""

    did: str
    handle: str
    labels: Any = None
    description: Any = ""  # left out where there is none


class Change(msgspec.Struct):
    """One line of the directory's log of an id."""

    createdAt: str  # noqa: N815 - the platform's name


class RepoStatus(msgspec.Struct):
    """The answer of getRepoStatus."""

    active: bool
    status: str = ""


class Identity:
    """Finds people through the AppView and the directory of lasting ids."""

    def __init__(self, servers: Servers, appview: str, directory: str) -> None:
        for address in (appview, directory):
            if not is_safe(address):
                raise ValueError(f"{address} is not an https address, nor on this machine.")
        self.servers, self.appview, self.directory = servers, appview, directory

    def find(self, account: Account, remembered: str | None, now_us: int) -> tuple[Person, Any]:
        """Return who an account is, asking at most once a day, and what its profile says; None where it wasn't asked.

        Raise PlatformTrouble.
        """
        known = msgspec.json.decode(remembered, type=Person) if remembered else None
        if (
            known
            and known.did == (account.platform_id or known.did)
            and not is_due(known.looked_us, now_us, LOOK_AGAIN_US)
        ):
            return known, None
        did = account.platform_id or (known.did if known else "") or self.did_of(account.handle, account.id)
        pds = self.pds_of(did, account.id)
        params = {"actor": did}
        try:
            profile = self.servers.ask(
                account.id, self.appview, "/xrpc/app.bsky.actor.getProfile", Profile, params
            )
        except Refused as refused:
            raise self.why_unseen(did, pds, account.id, refused) from refused
        person = Person(
            did=did,
            handle=account.handle if profile.handle == NO_HANDLE else profile.handle.lower(),
            pds=pds,
            is_hidden=is_for_members_only(profile.labels),
            looked_us=now_us,
            born_us=known.born_us if known else self._born_us(did, account.id),
        )
        return person, profile.description

    def did_of(self, handle: str, account: str) -> str:
        """Return the lasting id behind a handle. Raise PlatformTrouble."""
        path = "/xrpc/com.atproto.identity.resolveHandle"
        try:
            did = self.servers.ask(account, self.appview, path, Named, {"handle": handle}).did
        except Refused as refused:
            if refused.status != 400:
                raise
            todo = "Check the handle in the register."
            what = "Bluesky knows no account with this handle."
            raise PlatformTrouble(what, account, todo, why=Unseen.GONE) from refused
        if not DID.fullmatch(did):
            what = "Bluesky gave an id we don't know how to read."
            raise PlatformTrouble(what, account, "Report this.", why=Unseen.DRIFT)
        return did

    def pds_of(self, did: str, account: str) -> str:
        """Return the address of the server that holds somebody's messages. Raise PlatformTrouble."""
        document = self.servers.ask(account, *self._document_of(did, account), dict)
        address = next(
            (
                inside(service, "serviceEndpoint")
                for service in document.get("service") or ()
                if str(inside(service, "id")).endswith("#atproto_pds")
            ),
            None,
        )
        if document.get("id") != did or not isinstance(address, str) or not self._may_ask(address):
            what = "The directory names no server for this account."
            raise PlatformTrouble(what, account, AGAIN, why=Unseen.GONE)
        return address.rstrip("/")

    def why_unseen(self, did: str, pds: str, account: str, refused: Refused) -> PlatformTrouble:
        """Return why we were refused what everybody may see: the account's own state, if it is that."""
        try:
            status = self.status_of(did, pds, account)
        except Refused:
            return refused
        if status == "active" and refused.error == "AccountTakedown":  # by the AppView alone
            status = "takendown"
        if status == "active":
            return refused
        if status not in STATES:
            what = f"The account is {tidy_text(status)[:40]}."
            return PlatformTrouble(what, account, AGAIN, why=Unseen.SUSPENDED)
        what, todo, why = STATES[status]
        return Closed(f"The account {what}", account, todo, why, did=did)

    def status_of(self, did: str, pds: str, account: str) -> str:
        """Return "active", or the server's word for why not. Raise PlatformTrouble."""
        path = "/xrpc/com.atproto.sync.getRepoStatus"
        try:
            status = self.servers.ask(account, pds, path, RepoStatus, {"did": did})
        except Refused as refused:
            if refused.error == "RepoNotFound":
                return "deleted"
            raise
        return "active" if status.active else status.status or "deactivated"

    def _born_us(self, did: str, account: str) -> int:
        """Return when an id was made; 0 where no directory keeps a log of it."""
        if not did.startswith("did:plc:"):
            return 0
        try:
            log = self.servers.ask(account, self.directory, f"/{did}/log/audit", list[Change])
            return min((moment(change.createdAt) for change in log), default=0)
        except (Refused, Unreadable):
            return 0

    def _document_of(self, did: str, account: str) -> tuple[str, str]:
        """Return the server and path of a DID document."""
        if did.startswith("did:plc:"):
            return self.directory, f"/{did}"
        host = unquote(did.removeprefix("did:web:"))
        base = f"http://{host}" if is_loopback(f"http://{host}") else f"https://{host}"
        if not self._may_ask(base):
            what = "The account's lasting id leads nowhere."
            raise PlatformTrouble(what, account, "Check the account.", why=Unseen.SET_UP)
        return base, "/.well-known/did.json"

    def _may_ask(self, address: str) -> bool:
        """Only a network that is itself on this machine may point us to this machine."""
        return is_public(address) or (is_loopback(self.directory) and is_loopback(address))

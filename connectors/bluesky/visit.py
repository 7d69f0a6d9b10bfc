"""One look at one account: who it is, what we know of it already, and how its items are read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Any, TypeVar

from connectors.bluesky.identity import CLOSED, Identity, Person
from connectors.bluesky.read import Reader
from connectors.bluesky.shapes import URI, Kept, View, place_of
from connectors.connector import Cursors, PlatformTrouble
from connectors.heard import Heard
from connectors.items import Unreadable
from connectors.servers import Refused
from facts import Account, Page, Post, Sight, Trouble, Unseen

Shape = TypeVar("Shape")
Known = Callable[[str, int], set[str]]  # account, since when -> ids kept and not gone

MOST_PAGES = 1_000  # a hundred thousand messages in one go; more is a server going round in circles


class Fate(Enum):
    """What became of a message that isn't shown."""

    GONE = auto()  # removed by its author
    CLOSED = auto()  # its author's account isn't open to the public now: it may come back
    UNKNOWN = auto()


@dataclass(slots=False)
class Visit:
    """What the streams of one look at one account share."""

    account: Account
    person: Person
    identity: Identity
    reader: Reader
    cursors: Cursors
    now_us: int
    known: Known | None
    _servers: dict[str, str] = field(default_factory=dict)  # did -> where its messages are
    _in_trouble: set[str] = field(default_factory=set)

    def ask_appview(self, method: str, shape: type[Shape], **params: Any) -> Shape:
        """Return what the AppView says. Raise PlatformTrouble."""
        path = f"/xrpc/{method}"
        return self.identity.servers.ask(self.account.id, self.identity.appview, path, shape, _given(params))

    def ask_pds(self, method: str, shape: type[Shape], **params: Any) -> Shape:
        """Return what the member's own server says. Raise PlatformTrouble."""
        return self.identity.servers.ask(
            self.account.id, self.person.pds, f"/xrpc/{method}", shape, _given(params)
        )

    def until(self, us: int, server: str) -> int:
        """Return up to when sight may be claimed after a look at `us`: never beyond the server's own now."""
        return self.identity.servers.clock_of(server).no_later(min(us, self.now_us))

    def page(self, **parts: Any) -> Page:
        """Return a page of this account."""
        return Page(account=self.account.id, **parts)

    @cached_property
    def known_ids(self) -> set[str]:
        """The messages of this account that were kept before this visit and are not gone."""
        return self.known_since(0)

    def known_since(self, since_us: int) -> set[str]:
        """Return those posted since a moment."""
        ids = self.known(self.account.id, since_us) if self.known else set()
        return {id_ for id_ in ids if URI.fullmatch(id_)}  # a file may have brought others

    def is_gone(self, uri: str) -> bool:
        """Say whether a message was removed by its author."""
        return self.fate_of(uri) is Fate.GONE

    def fate_of(self, uri: str) -> Fate:
        """Return what became of a message that isn't shown: never guessed from a silence or a block."""
        place = place_of(uri)
        try:
            pds = self._server_of(place.did)
            if pds in self._in_trouble:
                return Fate.UNKNOWN  # a stranger's server that failed us is asked again on the next visit
            status = self.identity.status_of(place.did, pds, self.account.id)
            if status == "deleted":
                return Fate.GONE  # an account deleted takes its messages with it
            if status != "active":
                return Fate.CLOSED if status in CLOSED else Fate.UNKNOWN
            params = {"repo": place.did, "collection": place.collection, "rkey": place.key}
            path = "/xrpc/com.atproto.repo.getRecord"
            self.identity.servers.ask(self.account.id, pds, path, dict, params)
        except Refused as refused:
            return Fate.GONE if refused.error == "RecordNotFound" else Fate.UNKNOWN
        except PlatformTrouble:
            if place.did == self.person.did:
                raise
            self._in_trouble.add(self._servers.get(place.did, place.did))
        return Fate.UNKNOWN

    def own(self, row: Kept) -> Post:
        """Return a message of the member's own. Raise Unreadable."""
        return self.reader.own(row, is_hidden=self.person.is_hidden)

    def others(
        self,
        views: list[View],
        troubles: list[Trouble],
        sights: tuple[Sight, ...] = (),
        *,
        heard: Heard = Heard.ADDRESSED,
    ) -> list[Post]:
        """Return the messages of other people, each once; one that can't be read becomes a trouble."""
        posts = {}
        for view in views:
            try:
                if view.author.did != self.person.did:
                    posts[view.uri] = self.reader.other(view, heard)
            except Unreadable as why:
                troubles.append(self.trouble(why, sights))
        return list(posts.values())

    def trouble(self, why: Unreadable, sights: tuple[Sight, ...] = ()) -> Trouble:
        """Return what is reported of an item that can't be read; a stretch of `sights` waits for it."""
        what = f"A message was set aside: {why}."
        return Trouble(what=what, where=self.account.id, why=Unseen.DRIFT, sights=sights)

    def unreadable(self, what: str) -> PlatformTrouble:
        """Return what is raised when not one item of an answer can be read: then it isn't the item that is odd."""
        todo = "Bluesky may have changed its answers: report this."
        said = f"Nothing in a {what} could be read."
        return PlatformTrouble(said, self.account.id, todo, why=Unseen.DRIFT)

    def _server_of(self, did: str) -> str:
        if did == self.person.did:
            return self.person.pds
        if did not in self._servers:
            self._servers[did] = self.identity.pds_of(did, self.account.id)
        return self._servers[did]


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}

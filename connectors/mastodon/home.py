"""An account's home server, and how we ask it: as anybody, and as the member for what nobody else is shown.

Only the home server is asked: replies that mention the member are delivered there, and nowhere else for sure.
A member isn't shown what people write whom they blocked or muted, and is shown what isn't public: so the token
serves for what it alone opens.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from connectors.connector import PlatformTrouble
from connectors.mastodon.read import ACCT, PLATFORM
from connectors.servers import Servers, ShutOut, is_loopback, is_public, is_safe
from facts import Sight, Trouble, Unseen
from handles import plain_handle

Shape = TypeVar("Shape")
TokenOf = Callable[[str], str | None]  # account id -> the member's token, where they granted one

TOKEN = re.compile(r"[\x21-\x7e]{1,1000}")
SERVER = re.compile(r"[\w.-]{1,253}")
GRANT = "Ask the member to grant access anew, with read:notifications and read:statuses."
# What a token must open for each sort of call that is made as the member.
SCOPES = {"mentions": "read:notifications", "quotes": "read:statuses", "context": "read:statuses"}
# What stays unseen where it doesn't.
SIGHTS: dict[str, tuple[Sight, ...]] = {
    "mentions": (Sight.MENTIONS,),
    "quotes": (Sight.MENTIONS,),
    "context": (Sight.REPLIES,),
}


class NotOpened(Exception):
    """The member's token isn't taken, or doesn't open this. What was said of it is told with the next page."""


class Home:
    """The server of one account."""

    def __init__(self, servers: Servers, account: str, *, instead: str | None, token_of: TokenOf) -> None:
        """Take the account's id; `instead` is an address to ask in place of the account's own server."""
        self.servers, self.account, self._instead = servers, account, instead
        self.name, _, self.domain = plain_handle(account.removeprefix(f"{PLATFORM}:")).partition("@")
        self.host = self.domain  # until we are told that it lives elsewhere
        self.door = self.base = instead or f"https://{self.domain}"
        self.token = token_of(account)
        self.is_closed = False  # the server shows nothing to outsiders
        self._refused = 0  # how the token was refused, if it was
        self._shut: set[str] = set()  # the sorts of calls it doesn't open
        self._untold: list[Trouble] = []
        self._insist_on_sense()

    @property
    def stays_here(self) -> bool:
        """Say whether the servers that are asked are on this machine, as in tests."""
        return self._instead is not None and is_loopback(self._instead)

    def go_to(self, address: str) -> None:
        """Ask this server from now on."""
        self.base, self.host = address, urlsplit(address).netloc

    def opens(self, called: str) -> bool:
        """Say whether a sort of call can be made as the member, so far as we know."""
        return self.token is not None and called not in self._shut

    def told(self) -> list[Trouble]:
        """Return what is to be said of the token, once."""
        told, self._untold = self._untold, []
        return told

    def ask(self, path: str, shape: type[Shape], *, called: str, **params: Any) -> Shape:
        """Return what the server says. Raise PlatformTrouble, Refused if it said no."""
        return self.hear(path, shape, called=called, **params)[0]

    def hear(
        self, path: str, shape: type[Shape], *, called: str, **params: Any
    ) -> tuple[Shape, httpx.Headers]:
        """Return what the server says, with its headers: to anybody or, if it says nothing to them, to the member.

        Raise PlatformTrouble, Refused if it said no.
        """
        try:
            if not self.is_closed:
                return self.hear_as_anybody(path, shape, called=called, **params)
        except ShutOut as shut:
            if not self.opens(called):
                raise self.shut_out(shut.status) from None
            self.is_closed = True
        try:
            return self.hear_as_member(path, shape, called=called, **params)
        except NotOpened:
            raise self.shut_out(self._refused) from None

    def hear_as_member(
        self, path: str, shape: type[Shape], *, called: str, **params: Any
    ) -> tuple[Shape, httpx.Headers]:
        """Return what only the member is shown. Raise NotOpened, PlatformTrouble, Refused if it said no."""
        try:
            return self._hear(path, shape, called, params, self.token)
        except ShutOut as shut:
            self._refused = shut.status
            self._note(shut.status, called)
            raise NotOpened from None

    def hear_as_anybody(
        self, path: str, shape: type[Shape], *, called: str, **params: Any
    ) -> tuple[Shape, httpx.Headers]:
        """Return what is shown to all. Raise PlatformTrouble, ShutOut, Refused if it said no."""
        return self._hear(path, shape, called, params, None)

    def shut_out(self, status: int) -> PlatformTrouble:
        """Return what is raised where neither the token nor its lack lets us in."""
        if self._refused == 401:
            what = f"{self.host} no longer accepts the member's token (401)."
            todo = "Ask the member to grant access anew. Nothing is lost meanwhile."
            return PlatformTrouble(what, self.account, todo, why=Unseen.TOKEN)
        if self._refused:
            what = f"The member's token doesn't open what {self.host} shows to nobody else ({self._refused})."
            todo = GRANT.replace("with ", "with read:accounts, ")
            return PlatformTrouble(what, self.account, todo, why=Unseen.PERMISSION)
        what = f"{self.host} shows nothing to people without an account there ({status})."
        feed = f"blog:https://{self.host}/@{self.name}.rss"
        todo = f"Ask the member to grant access (a token), or register the feed of their posts as {feed}."
        return PlatformTrouble(what, self.account, todo, why=Unseen.TOKEN)

    def _hear(
        self, path: str, shape: type[Shape], called: str, params: dict[str, Any], token: str | None
    ) -> tuple[Shape, httpx.Headers]:
        url = f"{self.base.rstrip('/')}/api/{path}"
        given = {name: value for name, value in params.items() if value is not None}
        return self.servers.hear(self.account, url, shape, called=called, params=given, token=token)

    def _note(self, status: int, called: str) -> None:
        """Remember what the token doesn't open, and what is to be said of it."""
        if status == 401:
            self.token = None
            what = f"{self.host} no longer accepts the member's token: only what anybody sees was read (401)."
            why, scope, sights = Unseen.TOKEN, "all", SIGHTS["mentions"]
        else:
            # of what else it doesn't open, what is raised tells
            scope, sights = SCOPES.get(called, ""), SIGHTS.get(called, ())
            what, why = f"The member's token doesn't open {scope} (403).", Unseen.PERMISSION
        if scope and not any(SCOPES.get(shut) == scope for shut in self._shut):
            self._untold.append(Trouble(what=what, where=self.account, todo=GRANT, why=why, sights=sights))
        self._shut.add(called)

    def _insist_on_sense(self) -> None:
        is_open = is_safe(self.base) if self._instead else is_public(self.base)
        if not is_open or not ACCT.fullmatch(self.name) or not SERVER.fullmatch(self.domain):
            todo = "Write it as name@server in the register."
            raise PlatformTrouble(
                "The handle doesn't name a server we can ask.", self.account, todo, why=Unseen.SET_UP
            )
        if self.token and not TOKEN.fullmatch(self.token):
            todo = "Ask the member to grant access anew."
            raise PlatformTrouble("The member's token can't be used.", self.account, todo, why=Unseen.TOKEN)

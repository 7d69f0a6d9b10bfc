"""An account's home server: whether it lets us in, who the account is there, and what sort of server it is.

Only the home server is asked: replies that mention the member are delivered there, and nowhere else for sure.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx
import msgspec

from connectors.connector import PlatformTrouble
from connectors.items import Unreadable, inside
from connectors.mastodon.read import ACCT, LOCAL_ID, PLATFORM
from connectors.mastodon.shapes import Instance, Profile, moment
from connectors.servers import Refused, Servers, ShutOut, is_public, is_safe
from facts import DAY_US, Unseen, plain_handle

Shape = TypeVar("Shape")
TokenOf = Callable[[str], str | None]  # account id -> the member's token, where they granted one

LOOK_AGAIN_US = DAY_US  # a server's software changes a few times a year
TOKEN = re.compile(r"[\x21-\x7e]{1,1000}")
SERVER = re.compile(r"[\w.-]{1,253}")
RELEASE = re.compile(r"[1-9]\d*\.\d+\.\d+")


class Person(msgspec.Struct, frozen=True):
    """What we know of an account and of its server."""

    id: str  # on its own server
    name: str  # name@server, as people write it
    domain: str
    has_clock: bool  # the server is Mastodon itself, whose ids tell the time
    looked_us: int
    born_us: int = 0  # before then there was nothing to see; 0 if nobody says


class Home:
    """The server of one account."""

    def __init__(self, servers: Servers, account: str, *, instead: str | None, token_of: TokenOf) -> None:
        """Take the account's id; `instead` is an address to ask in place of the account's own server."""
        self.servers, self.account = servers, account
        self.name, _, self.host = plain_handle(account.removeprefix(f"{PLATFORM}:")).partition("@")
        self.base = instead or f"https://{self.host}"
        self.token = token_of(account)
        self._insist_on_sense(instead)

    def ask(self, path: str, shape: type[Shape], *, called: str, **params: Any) -> Shape:
        """Return what the server says. Raise PlatformTrouble, Refused if it said no."""
        return self.hear(path, shape, called=called, **params)[0]

    def hear(
        self, path: str, shape: type[Shape], *, called: str, **params: Any
    ) -> tuple[Shape, httpx.Headers]:
        """Return what the server says, with its headers. Raise PlatformTrouble, Refused if it said no."""
        url = f"{self.base.rstrip('/')}/api/{path}"
        given = {name: value for name, value in params.items() if value is not None}
        try:
            return self.servers.hear(self.account, url, shape, called=called, params=given, token=self.token)
        except ShutOut as shut:
            raise self._shut_out(shut) from None

    def find(self, remembered: str | None, now_us: int) -> tuple[Person, Profile]:
        """Return who the account is. Raise PlatformTrouble where it can't be seen."""
        known = msgspec.json.decode(remembered, type=Person) if remembered else None
        profile = self._profile(known)
        name = profile.username.lower()
        if known and now_us - known.looked_us < LOOK_AGAIN_US and known.name.startswith(f"{name}@"):
            return known, profile
        instance = self._instance()
        domain = instance.domain or instance.uri.removeprefix("https://").strip("/") or self.host
        return Person(
            id=profile.id,
            name=f"{name}@{domain.lower()}",
            domain=domain.lower(),
            has_clock=_is_mastodon(instance) and profile.id.isdecimal(),
            looked_us=now_us,
            born_us=_born_us(profile),
        ), profile

    def _profile(self, known: Person | None) -> Profile:
        try:
            if known:
                profile = self.ask(f"v1/accounts/{known.id}", Profile, called="account")
            else:
                profile = self.ask("v1/accounts/lookup", Profile, called="lookup", acct=self.name)
        except Refused as refused:
            raise self._not_found(refused, is_known=known is not None) from refused
        if not LOCAL_ID.fullmatch(profile.id) or not ACCT.fullmatch(profile.username):
            what = f"{self.host} gave an id we can't read."
            raise PlatformTrouble(what, self.account, "Report this.", why=Unseen.DRIFT)
        if profile.suspended:
            todo = "It is looked at again on each run."
            what = f"The account is suspended by {self.host}."
            raise PlatformTrouble(what, self.account, todo, why=Unseen.SUSPENDED)
        return profile

    def _instance(self) -> Instance:
        try:
            return self.ask("v2/instance", Instance, called="instance")
        except Refused:
            return self.ask("v1/instance", Instance, called="instance")  # servers older than 2022

    def _not_found(self, refused: Refused, *, is_known: bool) -> PlatformTrouble:
        todo = "Check the handle in the register: name@server, with the server's own address."
        if is_known or refused.status == 410:
            what, todo = "The account was deleted.", "Withdraw it, or correct it in the register."
        else:
            what = f"{self.host} knows no account with this handle ({refused.status})."
        return PlatformTrouble(what, self.account, todo, why=Unseen.GONE)

    def _shut_out(self, shut: ShutOut) -> PlatformTrouble:
        if self.token:
            what = f"{self.host} no longer accepts the member's token ({shut.status})."
            todo = "Ask the member to grant access anew. Nothing is lost meanwhile."
        else:
            what = f"{self.host} shows nothing to people without an account there ({shut.status})."
            todo = "Ask the member to grant access (a token), or to name the RSS feed of their posts."
        return PlatformTrouble(what, self.account, todo, why=Unseen.TOKEN)

    def _insist_on_sense(self, instead: str | None) -> None:
        is_open = is_safe(self.base) if instead else is_public(self.base)
        if not is_open or not ACCT.fullmatch(self.name) or not SERVER.fullmatch(self.host):
            todo = "Write it as name@server in the register."
            raise PlatformTrouble(
                "The handle doesn't name a server we can ask.", self.account, todo, why=Unseen.SET_UP
            )
        if self.token and not TOKEN.fullmatch(self.token):
            todo = "Ask the member to grant access anew."
            raise PlatformTrouble("The member's token can't be used.", self.account, todo, why=Unseen.TOKEN)


def where_to(profile: Profile) -> str:
    """Return what to say of an account that has moved, empty for one that hasn't."""
    if profile.moved is None:
        return ""
    acct = str(inside(profile.moved, "acct") or "")
    return f"The account has moved{f' to {acct}' if ACCT.fullmatch(acct) else ''}."


def iso_time(text: str) -> datetime | None:
    """Return a moment as Mastodon writes it in its headers."""
    try:
        return datetime.fromtimestamp(moment(text) / 1_000_000, UTC)
    except Unreadable:
        return None


def _is_mastodon(instance: Instance) -> bool:
    """Other software says "compatible" in its version, or is younger than 1.0 (GoToSocial)."""
    return bool(RELEASE.match(instance.version)) and "compatible" not in instance.version


def _born_us(profile: Profile) -> int:
    try:
        return moment(profile.created_at)
    except Unreadable:
        return 0

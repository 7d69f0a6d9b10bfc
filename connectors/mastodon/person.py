"""Who an account is: where it lives, whether everybody may see it, and what sort of server it is on."""

import re
from datetime import UTC, datetime

import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.items import Unreadable, inside
from connectors.mastodon.home import Home
from connectors.mastodon.read import ACCT, LOCAL_ID
from connectors.mastodon.shapes import Instance, Profile, moment
from connectors.mastodon.webfinger import server_of
from connectors.servers import Elsewhere, NotData, Refused, ShutOut
from facts import DAY_US, Unseen

LOOK_AGAIN_US = DAY_US  # a server's software changes a few times a year
RELEASE = re.compile(r"[1-9]\d*\.\d+\.\d+")
NO_API = (Refused, ShutOut, NotData, Elsewhere)  # what the website of a domain says where no Mastodon is


class Person(msgspec.Struct, frozen=True):
    """What we know of an account and of its server."""

    id: str  # on its own server
    name: str  # name@server, as people write it
    domain: str
    has_clock: bool  # the server is Mastodon itself, whose ids tell the time
    looked_us: int
    born_us: int = 0  # before then there was nothing to see; 0 if nobody says
    server: str = ""  # the address it lives at, where its handle names another


class Closed(PlatformTrouble):
    """An account that was open isn't any more. `is_certain`: the server says so, and not only that it has none."""

    def __init__(self, what: str, account: str, todo: str, *, why: Unseen, is_certain: bool) -> None:
        super().__init__(what, account, todo, why=why)
        self.is_certain = is_certain


def find(home: Home, remembered: str | None, now_us: int) -> tuple[Person, Profile]:
    """Return who an account is, `home` being its server then. Raise PlatformTrouble, Closed."""
    known = msgspec.json.decode(remembered, type=Person) if remembered else None
    is_fresh = known is not None and not is_due(known.looked_us, now_us, LOOK_AGAIN_US)
    if known and known.server:
        home.go_to(known.server)
        now_at = None if is_fresh else _server(home)
        if now_at and now_at != known.server:  # the whole server moved, and numbers its people anew
            known = None
            home.go_to(now_at)
    profile = _look_again(home, known) if known else _meet(home)
    _insist_on_sense(home, profile, is_known=known is not None)
    name = profile.username.lower()
    if known and is_fresh and known.name.startswith(f"{name}@"):
        return known, profile
    instance = _instance(home)
    domain = instance.domain or instance.uri.removeprefix("https://").strip("/") or home.host
    return Person(
        id=profile.id,
        name=f"{name}@{domain.lower()}",
        domain=domain.lower(),
        has_clock=_is_mastodon(instance) and profile.id.isdecimal(),
        looked_us=now_us,
        born_us=_born_us(profile),
        server="" if home.base == home.door else home.base,
    ), profile


def _meet(home: Home) -> Profile:
    """Look for a name, at the handle's domain or at the server that says is its home."""
    if home.base != home.door:
        return _looked_up(home)
    try:  # without the token: who doesn't know the account has no business with it
        return home.hear_as_anybody("v1/accounts/lookup", Profile, called="lookup", acct=home.name)[0]
    except NO_API as trouble:
        found = _server(home)
        if found and found != home.door:
            home.go_to(found)
        elif isinstance(trouble, Refused):
            raise _not_there(home, trouble) from trouble
        elif not isinstance(trouble, ShutOut):
            raise
        elif not home.token:
            raise home.shut_out(trouble.status) from None
    return _looked_up(home)


def _looked_up(home: Home) -> Profile:
    try:
        return home.ask("v1/accounts/lookup", Profile, called="lookup", acct=home.name)
    except Refused as refused:
        raise _not_there(home, refused) from refused


def _look_again(home: Home, known: Person) -> Profile:
    try:
        return home.ask(f"v1/accounts/{known.id}", Profile, called="account")
    except Refused as refused:
        todo = "Withdraw it, or correct it in the register."
        raise Closed(
            "The account was deleted.",
            home.account,
            todo,
            why=Unseen.GONE,
            is_certain=refused.status == 410,
        ) from refused


def _not_there(home: Home, refused: Refused) -> PlatformTrouble:
    if refused.status == 410:
        what, todo = "The account was deleted.", "Withdraw it, or correct it in the register."
    else:
        what = f"{home.host} knows no account with this handle ({refused.status})."
        todo = "Check the handle in the register: name@server, as the member writes it."
    return PlatformTrouble(what, home.account, todo, why=Unseen.GONE)


def _insist_on_sense(home: Home, profile: Profile, *, is_known: bool) -> None:
    if not LOCAL_ID.fullmatch(profile.id) or not ACCT.fullmatch(profile.username):
        what = f"{home.host} gave an id we can't read."
        raise PlatformTrouble(what, home.account, "Report this.", why=Unseen.DRIFT)
    if profile.suspended:
        what, todo = f"The account is suspended by {home.host}.", "It is looked at again on each run."
        if is_known:
            raise Closed(what, home.account, todo, why=Unseen.SUSPENDED, is_certain=True)
        raise PlatformTrouble(what, home.account, todo, why=Unseen.SUSPENDED)


def _server(home: Home) -> str | None:
    name = f"{home.name}@{home.domain}"
    return server_of(home.servers, home.account, home.door, name, stays_here=home.stays_here)


def _instance(home: Home) -> Instance:
    try:
        return home.ask("v2/instance", Instance, called="instance")
    except Refused:
        return home.ask("v1/instance", Instance, called="instance")  # servers older than 2022


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

"""Who an account is: its lasting id, today's handle, and whether everybody may see it."""

import re
from datetime import datetime
from typing import Any

import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.x.answers import Said, listed
from connectors.x.fetch import Asking
from connectors.x.snowflake import is_id
from facts import DAY_US, Account, Unseen, to_us

HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
LOOK_AGAIN_US = 7 * DAY_US  # a look costs as much as two posts; an account that closes shows itself earlier
AGAIN = "It is looked at again every day."
PROBLEM = re.compile(r"[a-z-]{1,60}")


class Person(msgspec.Struct, frozen=True):
    """What we know of an account's owner."""

    id: str
    handle: str
    looked_us: int
    born_us: int = 0  # when the account was made: before then there was nothing to see


class Closed(PlatformTrouble):
    """An account isn't open to everybody. `id` is its owner's, where known: their words may not be kept."""

    def __init__(
        self, what: str, account: str, todo: str, why: Unseen, *, id_: str, looked_us: int = 0
    ) -> None:
        super().__init__(what, account, todo, why=why)
        self.id, self.looked_us = id_, looked_us  # when it was found so; 0: just now


class Door(msgspec.Struct):
    """When an account was found closed, and what was said."""

    looked_us: int
    what: str
    todo: str
    id: str
    why: Unseen = Unseen.PROTECTED


def remembered(closed: Closed, now_us: int) -> dict[str, str]:
    """Return the cursor that remembers a closed account."""
    looked_us = closed.looked_us or now_us
    return {
        "closed": msgspec.json.encode(
            Door(looked_us, closed.what, closed.todo, closed.id, closed.why)
        ).decode()
    }


def insist_on_a_day(remembered: str | None, account: str, now_us: int) -> None:
    """Leave a closed account alone for a day: a look costs money. Raise Closed."""
    door = msgspec.json.decode(remembered, type=Door) if remembered else None
    if door and not is_due(door.looked_us, now_us, DAY_US):
        raise Closed(door.what, account, door.todo, door.why, id_=door.id, looked_us=door.looked_us)


class People:
    """Looks users up, each once a run."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._met: dict[str, Said] = {}
        self.users: dict[str, Any] = {}  # by id, as X gave them in this run

    def find(self, account: Account, remembered: str | None, now_us: int) -> Person:
        """Return who an account is, from memory where that is fresh. Raise PlatformTrouble, Closed."""
        known = msgspec.json.decode(remembered, type=Person) if remembered else None
        if known and not is_due(known.looked_us, now_us, LOOK_AGAIN_US):
            return known
        return self.look_up(account, account.platform_id or (known.id if known else ""), now_us)

    def look_up(self, account: Account, id_: str, now_us: int) -> Person:
        """Return who an account is today. Raise PlatformTrouble, Closed."""
        said = self._look(account.id, id_, account.handle)
        user = next((one for one in listed(said.get("data")) if isinstance(one, dict)), None)
        if user is None:
            raise why_closed(said, account.id, id_)
        found, handle = user.get("id"), user.get("username")
        if not isinstance(found, str) or not is_id(found) or not isinstance(handle, str):
            todo = "X may have changed its answers: report this."
            what = "X's answer about this account can't be read."
            raise PlatformTrouble(what, account.id, todo, why=Unseen.DRIFT)
        if user.get("protected") is True:
            what = "The account is protected: only followers see it."
            raise Closed(what, account.id, AGAIN, Unseen.PROTECTED, id_=found)
        self.users[found] = user
        return Person(found, handle.lower(), now_us, born_us(user.get("created_at")))

    def lasting_id(self, handle: str, account: str) -> str:
        """Return the id behind a handle. Raise PlatformTrouble."""
        return self.look_up(Account(id=account, member="", platform="x", handle=handle), "", 0).id

    def _look(self, account: str, id_: str, handle: str) -> Said:
        if not id_ and not HANDLE.fullmatch(handle):
            what, todo = "The handle is none of X's.", "Correct it in the register."
            raise PlatformTrouble(what, account, todo, why=Unseen.SET_UP)
        key = id_ or handle.lower()
        if key not in self._met:
            self._met[key] = self._asking.user(account, id_=id_, handle=handle)
        return self._met[key]


def why_closed(said: Said, account: str, id_: str) -> PlatformTrouble:
    """Return what is raised of an account X doesn't give."""
    problem, is_suspended = problem_of(next(iter(listed(said.get("errors"))), None))
    if is_suspended:
        return Closed("The account is suspended by X.", account, AGAIN, Unseen.SUSPENDED, id_=id_)
    if problem == "resource-not-found":
        todo = "Withdraw it, or correct it in the register."
        return Closed("The account was deleted, deactivated or renamed.", account, todo, Unseen.GONE, id_=id_)
    if problem == "not-authorized-for-resource":
        return Closed("The account isn't open to everybody.", account, AGAIN, Unseen.PROTECTED, id_=id_)
    return PlatformTrouble("X says nothing of this account.", account, AGAIN, why=Unseen.DRIFT)


def problem_of(error: Any) -> tuple[str, bool]:
    """Return X's word for what is wrong with one thing, and whether that is a suspension."""
    if not isinstance(error, dict):
        return "", False
    name = str(error.get("type", "")).rsplit("/", 1)[-1]
    is_suspended = error.get("title") == "Forbidden" or "suspended" in str(error.get("detail", "")).lower()
    return (name if PROBLEM.fullmatch(name) else ""), is_suspended


def born_us(created_at: Any) -> int:
    """Return when an account was made; 0 where X doesn't say."""
    try:
        return to_us(datetime.fromisoformat(created_at))
    except (TypeError, ValueError, OverflowError):
        return 0

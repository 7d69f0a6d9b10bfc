"""What Facebook's error codes mean, and what to do about each. Pure.

Facebook's own message is never passed on: it may hold a token or a stranger's words. Of it only the name of a
permission is read.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from connectors.connector import PlatformTrouble
from facts import Unseen

NEXT_RUN = "Nothing is lost: the next run goes on from here."
GRANT = "Ask the member to grant access to their Page once more."
NOT_THE_PAGE = "Ask the member to grant access to the Page in the register, or correct its handle there."
READ_PAGE, READ_PEOPLE = "pages_read_engagement", "pages_read_user_content"
PERMISSION = re.compile(r"\b(pages_[a-z_]{3,40}|MODERATE)\b")

TOKEN_CODES = frozenset({102, 190})
LIMIT_CODES = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_015)})
FAULT_CODES = frozenset({1, 2})
OLD_CODES = frozenset({12, 2635})
NO_SUCH_CODES = frozenset({21, 803})
NOT_SHOWN_SUBCODE = 33
TOKEN_WHYS = {
    458: "the member took the app's access back",
    459: "Facebook wants the member to log in there first",
    460: "the member's password was changed",
    463: "its time has run out",
    464: "Facebook wants the member to log in there first",
    467: "it was made invalid",
    492: "the member no longer looks after the Page",
}


class Sort(StrEnum):
    """What sort of no it was."""

    TOKEN = "token"  # noqa: S105 - the name of an error, not a token
    PERMISSION = "permission"
    LIMIT = "limit"
    GONE = "gone"  # no such thing, or not for us: alone it never proves a removal
    BLOCKED = "blocked"
    TOO_MUCH = "too much"
    FAULT = "fault"
    QUESTION = "question"  # our question was wrong


WHY = {
    Sort.TOKEN: Unseen.TOKEN,
    Sort.PERMISSION: Unseen.PERMISSION,
    Sort.LIMIT: Unseen.LIMIT,
    Sort.GONE: Unseen.GONE,
    Sort.BLOCKED: Unseen.PERMISSION,
    Sort.TOO_MUCH: Unseen.FAULT,
    Sort.FAULT: Unseen.FAULT,
    Sort.QUESTION: Unseen.DRIFT,
}


class Refused(PlatformTrouble):
    """Facebook understood, or failed, and said so with a code."""

    def __init__(
        self,
        sort: Sort,
        what: str,
        *,
        account: str,
        todo: str = NEXT_RUN,
        again_at: datetime | None = None,
        code: int = 0,
    ) -> None:
        super().__init__(what, account, todo, again_at, why=WHY[sort])
        self.sort, self.code = sort, code


def sort_of(error: dict[str, Any]) -> Sort:
    """Return what sort of no an error is."""
    code, subcode, message = _code(error, "code"), _code(error, "error_subcode"), str(error.get("message"))
    if code in TOKEN_CODES:
        return Sort.TOKEN
    if code in LIMIT_CODES:
        return Sort.LIMIT
    if code == 10 or 200 <= code <= 299 or (code == 100 and PERMISSION.search(message)):
        return Sort.PERMISSION
    if code in NO_SUCH_CODES or (code == 100 and subcode == NOT_SHOWN_SUBCODE):
        return Sort.GONE
    if code == 368:
        return Sort.BLOCKED
    if code == 1 and "reduce the amount of data" in message:
        return Sort.TOO_MUCH
    return Sort.FAULT if code in FAULT_CODES or error.get("is_transient") is True else Sort.QUESTION


def refusal(
    error: dict[str, Any], *, account: str, needs: str, now: datetime, limit_ends: datetime
) -> Refused:
    """Return an error as trouble. `needs` is the permission that what we asked for takes."""
    sort, code, subcode = sort_of(error), _code(error, "code"), _code(error, "error_subcode")
    said = f"{code}, {subcode}" if subcode else str(code)
    what, todo = _words(sort, code, str(error.get("message")), TOKEN_WHYS.get(subcode), needs)
    again = {Sort.LIMIT: limit_ends, Sort.BLOCKED: now + timedelta(days=1)}.get(sort)
    return Refused(sort, f"{what} ({said}).", account=account, todo=todo, again_at=again, code=code)


def _words(sort: Sort, code: int, message: str, why: str | None, needs: str) -> tuple[str, str]:
    if sort is Sort.TOKEN:
        return f"Facebook no longer takes the Page's token{f': {why}' if why else ''}", GRANT
    if sort is Sort.PERMISSION:
        named = PERMISSION.search(message)
        todo = f"{GRANT} It must include this permission, and the app must be reviewed for it."
        return f"Facebook refuses this without the permission {named[1] if named else needs}", todo
    if sort is Sort.LIMIT:
        return "Facebook asks us to slow down", NEXT_RUN
    if sort is Sort.GONE:
        return "Facebook has no such thing, or doesn't show it to us", "Check the Page and its token."
    if sort is Sort.BLOCKED:
        return "Facebook blocks the app for now", "An administrator must look at the app's page at Meta."
    if sort is Sort.QUESTION:
        return _question(code, message)
    return "Facebook has a fault", NEXT_RUN


def _question(code: int, message: str) -> tuple[str, str]:
    if code in OLD_CODES:
        return "Facebook no longer serves the version we ask for", "Get a newer Two-Way."
    if "appsecret_proof" in message or "app secret proof" in message:
        return "Facebook doesn't take our proof of the app's secret", "Check the app's secret."
    return "Facebook doesn't understand our question", "Facebook may have changed: report this."


def _code(error: dict[str, Any], name: str) -> int:
    value = error.get(name)
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0

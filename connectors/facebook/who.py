"""Which Page an account is: its lasting id, and today's handle. The token says which Page it opens."""

from typing import Any

import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.facebook.errors import GRANT, NOT_THE_PAGE, Refused, Sort
from connectors.facebook.graph import Line
from connectors.facebook.profile import FIELDS as PROFILE_FIELDS
from connectors.facebook.profile import page_text
from connectors.facebook.shapes import ID, take
from connectors.items import Unreadable
from facts import DAY_US, Account, Unseen

FIELDS = "id,username,is_published"
LOOK_AGAIN_US = DAY_US  # a Page is renamed a few times in its life


class Who(msgspec.Struct, frozen=True):
    """What we know of the Page."""

    page: str
    handle: str
    looked_us: int


class Page(msgspec.Struct):
    """The answer to "whose token is this"."""

    id: str
    username: str | None = None
    is_published: Any = None


def find(line: Line, account: Account, remembered: str | None, now_us: int) -> tuple[Who, str | None]:
    """Return which Page an account is, asking at most once a day, and what it says of itself; None if it wasn't read.

    Raise PlatformTrouble.
    """
    known = msgspec.json.decode(remembered, type=Who) if remembered else None
    if known and known.page == account.platform_id and not is_due(known.looked_us, now_us, LOOK_AGAIN_US):
        return known, None
    page, text = _ask(line, account.id)
    handle = (page.username or "").lower()
    if not _is_it(page, account):
        what = "The token opens another Page."
        raise PlatformTrouble(what, account.id, NOT_THE_PAGE, why=Unseen.TOKEN)
    if page.is_published is False:
        todo = "It is looked at again on each run."
        raise PlatformTrouble("The Page is not published.", account.id, todo, why=Unseen.PROTECTED)
    return Who(page=page.id, handle=handle or page.id, looked_us=now_us), text


def _is_it(page: Page, account: Account) -> bool:
    """Say whether a Page is the account's: by its lasting id, once known. Dots in a handle mean nothing there."""
    if account.platform_id:
        return page.id == account.platform_id
    handle = (page.username or "").lower().replace(".", "")
    return account.handle.lower().replace(".", "") in {page.id, handle} - {""}


def _ask(line: Line, account: str) -> tuple[Page, str | None]:
    try:
        told, text = _told(line)
        page = take(told, Page)
    except Refused as refused:
        if refused.sort is Sort.QUESTION and refused.code == 100:  # a person has no such fields
            what = "The token is a person's, not a Page's."
            raise PlatformTrouble(what, account, GRANT, why=Unseen.TOKEN) from refused
        if refused.sort is Sort.GONE:
            todo = "Withdraw it, or correct it in the register."
            what = "The Page is gone, or closed to us."
            raise PlatformTrouble(what, account, todo, why=Unseen.GONE) from refused
        raise
    except Unreadable as why:
        what = "Facebook's word on the Page can't be read."
        raise PlatformTrouble(what, account, "Report this.", why=Unseen.DRIFT) from why
    if not ID.fullmatch(page.id):
        what = "Facebook gave an id we can't read."
        raise PlatformTrouble(what, account, "Report this.", why=Unseen.DRIFT)
    return page, text


def _told(line: Line) -> tuple[dict[str, Any], str | None]:
    """Return what the Page is called, and what it says of itself; without that where Facebook doesn't open it.

    Raise PlatformTrouble.
    """
    try:
        told = line.one("me", fields=f"{FIELDS},{PROFILE_FIELDS}")
        return told, page_text(told)
    except Refused as refused:
        if refused.sort not in (Sort.PERMISSION, Sort.QUESTION):
            raise
    return line.one("me", fields=FIELDS), None  # a profile we may not read is no reason to miss the posts

"""One row of a register: what it may hold, and what is wrong with one that can't be taken."""

from collections.abc import Mapping
from datetime import date, datetime

from handles import account_id
from store.typed import UNSEEN

COLUMNS = (
    "member", "name", "ward", "email", "platform", "handle", "consented_on", "consented_by", "scope",
    "area", "in_office_from", "in_office_to",
)  # fmt: skip
NEEDED = ("member", "name")
LONGEST_CELL = 2_000  # a blog's address, which is its handle, may be long


def check_row(row: Mapping[str, str]) -> None:
    """Check every cell of a row. Raise ValueError, which says what is wrong, in none of its words."""
    for name, cell in row.items():
        if any("\udc80" <= sign <= "\udcff" for sign in cell):
            raise ValueError(f"{name} isn't UTF-8.")
        unseen = UNSEEN.search(cell)
        if unseen:
            raise ValueError(f"{name} holds a sign that nobody sees (U+{ord(unseen[0]):04X}).")
        if len(cell) > LONGEST_CELL:
            raise ValueError(f"{name} is longer than {LONGEST_CELL:,} characters.")
    missing = [name for name in NEEDED if not any(sign.isalnum() for sign in row[name])]
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing.")
    if bool(row["platform"]) != bool(row["handle"]):
        raise ValueError("platform and handle go together; one of them is missing.")
    if row["platform"]:
        _check_account(row["platform"], row["handle"])


def _check_account(platform: str, handle: str) -> None:
    if ":" in platform or any(sign.isspace() for sign in platform):
        raise ValueError("platform must be one word, such as bluesky.")
    if not any(sign.isalnum() for sign in account_id(platform, handle).partition(":")[2]):
        raise ValueError("handle names nobody: write what stands after the @.")


def day_in(row: Mapping[str, str], name: str) -> date | None:
    """Return the day that a cell holds; None where it is empty. Raise ValueError."""
    try:
        return datetime.fromisoformat(row[name]).date() if row[name] else None  # a day, or a moment of it
    except ValueError as error:
        raise ValueError(f"{name} must be a day such as 2026-03-31.") from error


def term_in(row: Mapping[str, str]) -> tuple[date | None, date | None] | None:
    """Return from when until when a row says that its member is in office; None where it says nothing.

    Raise ValueError.
    """
    first, last = day_in(row, "in_office_from"), day_in(row, "in_office_to")
    if first and last and last < first:
        raise ValueError("in_office_to is before in_office_from.")
    return (first, last) if first or last else None

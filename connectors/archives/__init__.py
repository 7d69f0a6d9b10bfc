"""Archives: what a member downloaded of their own account ("download your data"), as the platform's zip.

Source: the member. Nothing is unpacked to disk; only files on a short list are opened, one at a time, by name:
never messages, contacts, advertising or searches.
Limits: the sizes in `zipped`.
Can't see: what anybody else wrote, so whether people were answered isn't visible; what the member removed.
"""

from typing import Protocol

from connectors.archives import facebook, x
from connectors.archives.brought import Brought, Owner
from connectors.archives.zipped import NotAnArchive, Zipped, opened
from connectors.connector import Masks
from facts import Account


class Kind(Protocol):
    """One platform's archives: each is a file here with these names in it."""

    PLATFORM: str

    def is_one(self, zipped: Zipped) -> bool:
        """Say whether a zip holds this platform's files."""
        ...

    def owner(self, zipped: Zipped) -> Owner | None:
        """Return whose archive it says it is, if it says so. Raise NotAnArchive."""
        ...

    def read(self, zipped: Zipped, account: Account, masks: Masks, now_us: int) -> Brought:
        """Return the member's messages. Raise NotAnArchive."""
        ...


def kind_of(zipped: Zipped) -> Kind:
    """Return which platform's archive a zip is. Raise NotAnArchive."""
    kinds: list[Kind] = [x, facebook]
    for kind in kinds:
        if kind.is_one(zipped):
            return kind
    raise NotAnArchive(
        "it is neither an X archive nor a Facebook archive in JSON: none of their post files is in it."
    )


__all__ = ["Brought", "Kind", "NotAnArchive", "Owner", "Zipped", "kind_of", "opened"]

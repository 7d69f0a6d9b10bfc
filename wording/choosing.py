"""The words of the pickers, and what tells members of one name apart."""

from collections.abc import Sequence

from wording import nouns, times
from wording.language import gettext as _
from wording.nouns import Names
from wording.reading import Reading
from wording.reasons import capitalised


def time() -> str:
    """Return the label of the picker of windows."""
    return _("Time")


def member() -> str:
    """Return the label of the picker of members."""
    return _("Member")


def a_member() -> str:
    """Return what stands in the picker of members while none is chosen."""
    return _("Choose a member")


def show() -> str:
    """Return the label of a choice of what a list holds."""
    return _("Show")


def window(label: str, to_us: int, reading: Reading) -> str:
    """Return what a window is called, as the beginning of a line."""
    return capitalised(times.months(label, to_us=to_us, as_of_us=reading.as_of_us, zone=reading.zone))


def name_and_ward(name: str, ward: str) -> str:
    """Return a member with their ward: 'Cllr Anwen Bowen, Harbour'."""
    return _("{name}, {ward}", name=name, ward=ward) if name and ward else name or ward


def handles(accounts: Sequence[tuple[str, str]], names: Names) -> str:
    """Return accounts, each (handle, platform), as people tell them apart: 'anwen on Bluesky and bowen on X'."""
    return nouns.listed(
        [
            _("{handle} on {platform}", handle=handle, platform=nouns.platform(platform, names))
            for handle, platform in accounts
        ]
    )


def told_apart(called: str, by: str) -> str:
    """Return what somebody is called, and what tells them from others of that name."""
    return _("{name} ({apart})", name=called, apart=by)

"""The words of the list of members: its heads, and what stands in a cell without a figure."""

from wording.language import gettext as _
from wording.language import ngettext


def member() -> str:
    """Return the head of the members' names."""
    return _("Member")


def waiting() -> str:
    """Return the head of how many wait."""
    return _("Waiting")


def accounts() -> str:
    """Return the head of what was seen of their accounts."""
    return _("Accounts")


def caption(number: int) -> str:
    """Return what the table is, and what it isn't."""
    return ngettext(
        "{n} member, by surname: this is not a league table.",
        "{n} members, by surname: this is not a league table.",
        number,
    )


def when_last_seen(number: int) -> str:
    """Return how many more waited when their account was last seen."""
    return ngettext("{n} when last seen", "{n} when last seen", number)


def at_least(number: int) -> str:
    """Return how many wait at least, where not all was seen."""
    return _("at least {number}", number=f"{number:,}")


def not_measured() -> str:
    """Return what stands where there is no result."""
    return _("Not measured")

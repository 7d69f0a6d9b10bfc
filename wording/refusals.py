"""What somebody is told who asks for what isn't theirs to see, or isn't there."""

from collections.abc import Sequence

from wording import nouns
from wording.language import gettext as _


def names_nobody() -> str:
    """Return what an address is told that names no viewer."""
    return _("The address of this page doesn't say who is looking, or names nobody who is shown here.")


def no_such_member() -> str:
    """Return that there is nobody whose posts may be shown."""
    return _("There is no such member with a consent that is live now.")


def page_is_for(roles: Sequence[str]) -> str:
    """Return whom a page is for, by their roles."""
    names = {
        "comms": _("the communications team"),
        "member": _("members"),
        "leadership": _("leadership"),
    }
    return _("This page is for {people}.", people=nouns.listed([names[role] for role in roles]))


def own_scorecard_only() -> str:
    """Return what a member is told who asks for another's."""
    return _("A member sees their own scorecard and nobody else's.")


def not_their_post() -> str:
    """Return what is said of a post that isn't to or of a member."""
    return _("This post is not part of this member's conversations.")


def this_computer_only() -> str:
    """Return what is said to whom comes from another computer, and to whom would let others in."""
    return _(
        "Sign-in isn't configured, so Two-Way serves this computer only. Start it with --server.address 127.0.0.1"
    )


def another_address() -> str:
    """Return what is said to whom comes by another address than the public one."""
    return _("Two-Way isn't served at this address. Open it at its own.")


def not_any_more() -> str:
    """Return what is said to whom asks for what they could see, and no longer may."""
    return _("You may not see this any more.")


def another_site() -> str:
    """Return what is said to a page of another site."""
    return _("This was asked by a page of another site. Open Two-Way at its own address.")


def nothing_here() -> str:
    """Return what is said of an address that leads nowhere."""
    return _("There is nothing here.")


def no_such_file() -> str:
    """Return what is said of a file that was never there, or may be handed out no more."""
    return _("There is no such file, or no longer.")

"""The words of signing in: what stands before it, why somebody isn't let in and whom to ask, who looked."""

from collections.abc import Mapping
from datetime import date

from wording import nouns, times
from wording.language import gettext as _
from wording.language import ngettext, template


def title() -> str:
    """Return the head of the page before signing in."""
    return _("Sign in to Two-Way")


def what_it_is() -> str:
    """Return what the page before signing in is told about."""
    return _(
        "How councillors' public posts live up to the council's own guidance on social media, with the evidence. "
        "Each member sees their own scorecard."
    )


def sign_in() -> str:
    """Return the words of the button that begins to sign in."""
    return _("Sign in with your council account")


def sign_in_again() -> str:
    """Return the words of the button that begins anew."""
    return _("Sign in again")


def sign_out() -> str:
    """Return the words of the button that signs out."""
    return _("Sign out")


def signed_in_as() -> str:
    """Return what stands before the name of whoever is signed in."""
    return _("Signed in as")


def looking_as() -> str:
    """Return the label of the choice among one's own roles."""
    return _("Looking as")


def role(name: str) -> str:
    """Return what a role is called where one chooses among one's own."""
    return {
        "comms": _("Communications team"),
        "leadership": _("Leadership"),
        "member": _("Member"),
        "administrator": _("Administrator"),
    }[name]


def not_let_in(why: str) -> str:
    """Return the head of the page of somebody who isn't let in."""
    if why in ("sign-in-too-old", "signed-out", "let-in-since"):
        return _("Please sign in again")
    if why in ("sign-in-failed", "sign-in-cancelled", "provider-unreachable"):
        return _("You aren't signed in")
    return _("You can't come in yet")


def reason(why: str, hours: int) -> str:
    """Return why somebody isn't let in; a sign-in is good for so many hours."""
    return {
        "sign-in-failed": _("Signing in didn't work: the answer of the sign-in service can't be relied on."),
        "sign-in-cancelled": _("Signing in was broken off, here or by the sign-in service."),
        "provider-unreachable": _(
            "The council's sign-in service can't be reached just now. Try again in a minute."
        ),
        "sign-in-too-old": ngettext(
            "A sign-in is good for {n} hour, and yours is older.",
            "A sign-in is good for {n} hours, and yours is older.",
            hours,
        ),
        "signed-out": _("You signed out."),
        "let-in-since": _("You were let in after you signed in. Sign in once more."),
        "email-not-verified": _("The sign-in service doesn't vouch for your e-mail address."),
        "email-changed": _("Your e-mail address is another than when you first signed in."),
        "pinned-elsewhere": _("Somebody with your e-mail address has signed in before with another account."),
        "no-role": _("Your account is in order, but nobody has given you a role in Two-Way."),
    }[why]


def not_just_now() -> str:
    """Return the head of the page that can't be drawn just now."""
    return _("This can't be shown just now")


def nothing_is_lost() -> str:
    """Return that nothing is lost where a page can't be drawn."""
    return _("Nothing is lost. Try again in a minute.")


def your_account() -> str:
    """Return what stands before the e-mail address of whoever signed in and isn't let in."""
    return _("You signed in as")


def whom_to_ask() -> str:
    """Return a template of {ask} and {code}: whom to ask, and which code to name."""
    return template("Ask {ask}, and name this code: {code}")


def administrator_here() -> str:
    """Return what an administrator is told: their work is done elsewhere so far."""
    return _("What an administrator does is done on the command line so far.")


def who_looked() -> str:
    """Return the head of the list of who else looked at a member's scorecard."""
    return _("Who else looked at your scorecard")


def looks(days: Mapping[str, list[date]]) -> list[str]:
    """Return, a line a role, on which days somebody in it looked; or that nobody did."""
    if not days:
        return [_("Nobody else has looked.")]
    return [
        _("{role}: on {days}.", role=role(name), days=nouns.listed([times.dated(day) for day in some]))
        for name, some in days.items()
    ]


def looks_not_kept() -> str:
    """Return that it isn't kept who looked."""
    return _("This council doesn't keep who looked.")


def looks_kept(days: int) -> str:
    """Return for how long it is kept who looked, and that it is no person's name."""
    return ngettext(
        "Kept by role and day, for {n} day. No name is kept.",
        "Kept by role and day, for {n} days. No name is kept.",
        days,
    )

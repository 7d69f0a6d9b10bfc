"""The right of reply in words: what can be said of a question, what is asked, and what came of it."""

from facts import MarkKind
from wording import nouns
from wording.language import gettext as _


def choice(kind: MarkKind) -> str:
    """Return what somebody can say of a message."""
    return {
        MarkKind.ANSWERED_ELSEWHERE: _("It was answered elsewhere: phone, surgery, e-mail"),
        MarkKind.NOT_AN_ASK: _("It isn't a question or request"),
        MarkKind.IS_AN_ASK: _("It is a question or request"),
        MarkKind.SET_ASIDE: _("Set it aside, for the reason below"),
        MarkKind.INVITES: _("It invites residents to respond"),
        MarkKind.NOT_INVITES: _("It invites nobody"),
        MarkKind.CREDITS: _("It says whose work it passes on"),
        MarkKind.NOT_CREDITS: _("It doesn't say whose work it passes on"),
        MarkKind.CORRECTS: _("It openly corrects something, or owns up"),
        MarkKind.NOT_CORRECTS: _("It corrects nothing"),
        MarkKind.COPY: _("It copies somebody else's text"),
        MarkKind.NOT_A_COPY: _("It is in the member's own words"),
    }[kind]


def begin() -> str:
    """Return the words of the button that begins a correction."""
    return _("Correct this")


def begin_undoing() -> str:
    """Return the words of the button that begins to undo one."""
    return _("Undo the correction")


def what_counts() -> str:
    """Return what a correction is asked first."""
    return _("What should count instead?")


def why() -> str:
    """Return the label of the reason."""
    return _("Why")


def why_hint() -> str:
    """Return what becomes of the reason."""
    return _("Kept and shown with the correction.")


def your_name() -> str:
    """Return the label of the name of whoever corrects."""
    return _("Your name")


def signed_by() -> str:
    """Return what stands before the name of whoever is signed in, and corrects."""
    return _("This is logged and shown as said by")


def save() -> str:
    """Return the words of the button that saves a correction."""
    return _("Save the correction")


def undo() -> str:
    """Return the words of the button that undoes one."""
    return _("Undo it")


def leave() -> str:
    """Return the words of the button that changes nothing."""
    return _("Leave it as it is")


def undoing(kind: MarkKind) -> str:
    """Return what undoing a correction does."""
    return _("Undo “{mark}”: the log keeps both, and the next measure counts anew.", mark=nouns.mark(kind))


def undone() -> str:
    """Return that a correction was undone."""
    return _("Undone. It takes effect at the next measure.")


def saved(kind: MarkKind) -> str:
    """Return that a correction was saved."""
    return _("Saved as {mark}. It takes effect at the next measure.", mark=nouns.mark(kind))


def nothing_chosen() -> str:
    """Return why nothing was saved: nothing was chosen."""
    return _("What should count instead? Please choose one: nothing was saved.")


def no_name() -> str:
    """Return why nothing was saved: nobody is named."""
    return _("Who says so? Please fill in your name: corrections are logged with it.")


def no_reason() -> str:
    """Return why nothing was saved: what is set aside needs a reason."""
    return _("Please say why it should be set aside: the reason is shown beside the figure.")


def holds_unseen_sign(sign: str) -> str:
    """Return that a correction wasn't saved: what was typed holds a sign that nobody sees, by its number."""
    return _(
        "Not saved: what you typed holds a sign that nobody sees ({sign}). Please type it anew.", sign=sign
    )


def desk_is_busy() -> str:
    """Return that a correction wasn't saved, and that it can be at once."""
    return _("Not saved: somebody else was saving. What you typed is still here: press it again.")


def not_saved_yet(code: str) -> str:
    """Return that a correction can't be saved just now, with the code of why for whoever looks after Two-Way."""
    return _(
        "Not saved: nothing can be kept just now. What you typed is still here. Please tell whoever looks after "
        "Two-Way ({code}), and press it again then.",
        code=code,
    )

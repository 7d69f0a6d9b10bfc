"""What this is, what it refuses and how to read its numbers, in words."""

from collections.abc import Mapping

from wording.language import gettext as _


def title() -> str:
    """Return the title of the page about Two-Way."""
    return _("About Two-Way")


def what_it_is() -> str:
    """Return what Two-Way is for."""
    return _(
        "Two-Way shows councillors, and the officers who support them, how their public social media lives up to the "
        "guidance their own council adopted. The guidance says that social media is a two-way channel: what members "
        "say, and what they hear from residents."
    )


def parts() -> Mapping[str, tuple[str, ...]]:
    """Return what it refuses and how to read its numbers, sentence by sentence, under their heads."""
    return {_("What it refuses"): _refuses(), _("How to read a number"): _numbers()}


def _refuses() -> tuple[str, ...]:
    return (
        _("No ranks, no overall score, no league table, no traffic lights."),
        _("No guesses at party, mood, tone or character."),
        _("No private messages, no private accounts, no groups."),
        _("No profile, search or list of residents. Their words are shown where they speak to a member."),
        _("Nobody is measured by what they delete: taking a question down can't improve a figure."),
        _("It never posts, likes or hides anything, and never asks for a platform's password."),
    )


def _numbers() -> tuple[str, ...]:
    return (
        _("Unknown is never zero: what was not collected is shown as unknown, with since when and why."),
        _(
            "A share needs ten occasions. Below that you see the counts; from ten on, a share and its 95% range."
        ),
        _("Questions nobody answered stay in the figure."),
        _("Every figure opens the very list it was worked out from."),
        _(
            "A member can say that a question was answered elsewhere, or wasn't one. It takes effect at the next "
            "measure."
        ),
    )


def worked_out() -> str:
    """Return the head above how each figure is worked out."""
    return _("How each figure is worked out")


def made_from() -> str:
    """Return the head above what the page was made from."""
    return _("What this page was made from")


def facts(
    *, as_of: str, newest: str, published: str, run: str, guidance: str, definitions: str
) -> dict[str, str]:
    """Return what a page was made from, under what each fact is called."""
    return {
        _("As of"): as_of,
        _("Newest message kept"): newest,
        _("Published"): published,
        _("Run"): run,
        _("Guidance"): guidance,
        _("Definitions"): definitions,
    }

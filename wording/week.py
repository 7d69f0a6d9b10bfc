"""The words of the week's page: who waits, what went well, who might like a hand."""

from wording.language import gettext as _
from wording.language import ngettext, ntemplate, template
from wording.reading import Reading


def waiting(number: int, reading: Reading) -> str:
    """Return a template of {questions} and {members}: how many questions wait, put to how many."""
    if reading.is_now:
        return ntemplate(
            "{questions} is waiting for an answer, put to {members}",
            "{questions} are waiting for an answer, put to {members}",
            number,
        )
    return ntemplate(
        "{questions} was waiting for an answer when we last looked, put to {members}",
        "{questions} were waiting for an answer when we last looked, put to {members}",
        number,
    )


def new(number: int, reading: Reading) -> str:
    """Return a template of {questions}: how many are new."""
    if reading.is_now:
        return ntemplate("{questions} is new", "{questions} are new", number)
    return ntemplate("{questions} was new", "{questions} were new", number)


def more(number: int) -> str:
    """Return '3 more', where it is said before what of."""
    return ngettext("{n} more", "{n} more", number)


def more_questions(number: int) -> str:
    """Return '3 more questions'."""
    return ngettext("{n} more question", "{n} more questions", number)


def both() -> str:
    """Return a template of {waiting} and {new}, one sentence."""
    return template("{waiting}, and {new}.")


def lost(number: int) -> str:
    """Return a template of {questions}: how many were waiting when their accounts were last seen."""
    return ntemplate(
        "{questions} was waiting when we last saw the account.",
        "{questions} were waiting when we last saw the account.",
        number,
    )


def silent(number: int, reading: Reading) -> str:
    """Return a template of {members}: how many have been silent."""
    if reading.is_now:
        return ntemplate(
            "{members} has not posted for unusually long.",
            "{members} have not posted for unusually long.",
            number,
        )
    return ntemplate(
        "{members} had not posted for unusually long.", "{members} had not posted for unusually long.", number
    )


def find() -> str:
    """Return the words of the way to the list of members."""
    return _("Find a member")


def heads() -> tuple[str, str, str]:
    """Return the heads of the cards: who waits longest, what is worth celebrating, who might like a hand."""
    return _("Waiting longest for an answer"), _("Worth celebrating"), _("Might like a hand")


def all_waiting(number: int) -> str:
    """Return the words of the way to everybody who waits."""
    return ngettext("All {n} waiting", "All {n} waiting", number)


def and_more(number: int) -> str:
    """Return the words under which the rest of a list is folded."""
    return ngettext("And {n} more", "And {n} more", number)


def and_more_below(number: int) -> str:
    """Return the words of the way to the rest of a list, further down."""
    return ngettext("And {n} more below", "And {n} more below", number)


def nothing_to_celebrate() -> str:
    """Return what stands where nothing is held up."""
    return _("Nobody answered ten or more questions all within a day, or came back after a long silence.")


def nobody_silent() -> str:
    """Return what stands where nobody is silent."""
    return _("No account has been silent for unusually long.")


def members(reading: Reading) -> tuple[str, str]:
    """Return the head of the list of members, and what its figures are of."""
    day = reading.day(reading.as_of_us)
    return _("Members"), _(
        "Figures are of the last 90 days, to {day}. Each one opens the posts behind it.", day=day
    )


def search() -> tuple[str, str, str]:
    """Return the label and the hint of the search, and the label of the filter."""
    return _("Find a member or ward"), _("Name or ward"), _("Show only")


def filters() -> dict[str, str]:
    """Return what the list can be cut down to, with its words."""
    return {
        "waiting": _("Residents waiting"),
        "silent": _("No posts lately"),
        "unsure": _("Too few or unknown"),
    }


def nobody_fits() -> str:
    """Return what stands where no member is left."""
    return _("No member fits that. Clear the search or the filter to see everybody.")

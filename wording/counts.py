"""What stands beside a figure: how many were asked, left out, answered elsewhere, and what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.measure import Measure
from wording import nouns
from wording.language import gettext as _
from wording.language import ngettext

Row = Mapping[str, Any]


def words(name: str) -> str:
    """Return what one of the counts beside a figure counts. Raise KeyError for another name."""
    return all_words()[name]


def all_words() -> dict[str, str]:
    """Return what each count beside a figure counts, in the order in which they are read."""
    return {
        "asks": _("asked in this window"),
        "distinct_askers": _("different residents asked"),
        "same_person": _("left out: one resident counts for at most a third"),
        "answered_elsewhere": _("answered elsewhere (phone, surgery, e-mail)"),
        "set_aside": _("set aside, each with its reason"),
        "removed": _("removed by whoever wrote them"),
        "backdated": _("with a doubtful date"),
        "younger_than_a_day": _("less than a day old when measured, not counted yet"),
        "first_day_unseen": _("left out: their first day wasn't seen whole"),
        "within_2_days": _("answered within 2 days"),
        "within_5_days": _("answered within 5 days"),
    }


def also(measure: Measure, name: str) -> str:
    """Return what one of the counts of a measure's own counts."""
    return _(measure.also[name].words)


def kind(measure: Measure, key: str) -> str:
    """Return what one kind of a measure's occasions is called."""
    return _(measure.reasons[key])


def kinds(measure: Measure, keys: Sequence[str]) -> str:
    """Return what some kinds of a measure's occasions are called."""
    return nouns.listed([kind(measure, key) for key in keys])


def said(measure: Measure, name: str, counted: object) -> str:
    """Return one of the counts of a measure's own as a clause: '2 reported back', or nothing where there is none.

    A count by kind reads '3 words alone, 2 a poll'; a list 'a film: not used in the 13 weeks before'.
    """
    if isinstance(counted, Mapping):
        return nouns.listed([f"{number:,} {kind(measure, key)}" for key, number in by_size(counted)])
    if isinstance(counted, list):
        words = also(measure, name)
        return _("{kinds}: {words}", kinds=kinds(measure, counted), words=words) if counted else ""
    return f"{counted:,} {also(measure, name)}" if isinstance(counted, int) and counted else ""


def by_size(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return what was counted by kind, the most first."""
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def on_card(measure: Measure, counts: Mapping[str, Any]) -> list[str]:
    """Return those of a measure's own counts that stand on its card, as clauses."""
    told = (said(measure, name, counts.get(name)) for name, also in measure.also.items() if also.is_on_card)
    return [clause for clause in told if clause]


def share(met: int, of: int) -> str:
    """Return '3 of 4'."""
    return _("{met} of {n}", met=f"{met:,}", n=f"{of:,}")


def otherwise(name: str, number: int, *, only_unanswered: bool) -> str:
    """Return what became of those in a count that the list behind the figure doesn't hold for this reason.

    A question may be in two counts, but has one reason: else they would add up to more than were asked. A list of
    what has no answer (`only_unanswered`) doesn't hold those that were answered here too.
    """
    if number <= 0:
        return words(name)
    if only_unanswered:
        return ngettext(
            "{words}; {n} of them answered here too, or listed under another reason",
            "{words}; {n} of them answered here too, or listed under another reason",
            number,
            words=words(name),
        )
    if name == "removed":  # one that had gone a day without an answer counts (24)
        return ngettext(
            "{words}; {n} of them counted, or listed under another reason",
            "{words}; {n} of them counted, or listed under another reason",
            number,
            words=words(name),
        )
    return ngettext(
        "{words}; {n} of them listed under another reason",
        "{words}; {n} of them listed under another reason",
        number,
        words=words(name),
    )

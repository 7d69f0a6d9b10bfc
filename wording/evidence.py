"""The words of a figure's evidence: what each occasion was, whether it counts, and what the list holds."""

from facts import Kind, MarkKind, Unit
from metrics.measure import Measure
from wording import nouns, numbers, times
from wording.language import gettext as _
from wording.language import ngettext
from wording.reading import Reading
from wording.reasons import Reason, capitalised, occasion
from wording.waiting import Group, state


def what(
    measure: Measure, reason: Reason, value: float | None, *, open_as: str | None, is_answered: bool
) -> str:
    """Return what was seen of an occasion, and how long it took.

    `open_as`: the group of a question without an answer; `value`: hours, or days of a measure in days.
    """
    told = state(Group(open_as)) if open_as else capitalised(occasion(measure, reason))
    if value is None:
        return told
    if measure.unit is Unit.DAYS:
        return _("{what}: {length}", what=told, length=numbers.hours(value * 24))
    after = numbers.hours(value)
    if is_answered:
        if reason["code"].startswith("answered"):
            return _("{what}, after {wait}", what=told, wait=after)
        return _("{what}. Answered after {wait}", what=told, wait=after)
    if reason["code"] == "no-answer-in-14-days":
        return told
    if reason["code"] == "waiting":
        return _("{what}: {wait} as far as we saw", what=told, wait=after)
    return _("{what}: {wait}", what=told, wait=after)


def not_counted() -> str:
    """Return what follows an occasion where there is no figure for it to be in."""
    return _(". Seen, but not counted")


def left_out() -> str:
    """Return what follows an occasion that isn't in the figure."""
    return _(". Listed beside the figure, not in it")


def met(*, is_met: bool) -> str:
    """Return what follows an occasion of a share."""
    return _(". Counts as met") if is_met else _(". Counts as not met")


def first_seen(moment: str) -> str:
    """Return where a silence began that began before anything was posted."""
    return _("From {moment}, when the account was first seen.", moment=moment)


def read(moment: str) -> str:
    """Return when what a profile says was first read."""
    return _("Read on {moment}.", moment=moment)


def later() -> str:
    """Return when an answer was that isn't kept."""
    return _("later")


def did(kind: Kind, *, is_own: bool) -> str:
    """Return a template of {name}: who did what with a message."""
    if not is_own:
        return _("{name} wrote", name="{name}")
    return {
        Kind.POST: _("{name} posted", name="{name}"),
        Kind.REPLY: _("{name} replied", name="{name}"),
        Kind.SHARE: _("{name} shared", name="{name}"),
        Kind.QUOTE: _("{name} quoted", name="{name}"),
    }[kind]


def answered() -> str:
    """Return a template of {name}: who answered."""
    return _("{name} answered", name="{name}")


def somebody(who: str | None) -> str:
    """Return what somebody is called who isn't named."""
    names = {"resident": _("A resident"), "council": _("The council"), "former": _("A former member")}
    return names[who] if who else _("Somebody")


def left_out_head() -> str:
    """Return the head of what was left out."""
    return _("Left out of the figure")


def heading(measure: Measure, counted: int, left_out_of_it: int) -> str:
    """Return what the list holds: as many as the figure rests on, and what was left out of it."""
    some = nouns.occasions(measure, counted)
    if not left_out_of_it:
        return _("The list behind it: {occasions}", occasions=some)
    return ngettext(
        "The list behind it: {occasions}, and {n} left out",
        "The list behind it: {occasions}, and {n} left out",
        left_out_of_it,
        occasions=some,
    )


def heading_without_figure(number: int) -> str:
    """Return what the list holds where there is no figure."""
    return _("What was seen, none of it counted: {n}", n=f"{number:,}")


def kinds() -> dict[str, str]:
    """Return the kinds of occasions to choose from, with their words."""
    return {"all": _("All"), "met": _("Met"), "not-met": _("Not met"), "left-out": _("Left out")}


def as_of(reading: Reading) -> str:
    """Return as of when a figure is."""
    return _("As of {moment}.", moment=times.full(reading.as_of_us, reading.zone))


def labels() -> dict[str, str]:
    """Return the words of the page's controls and heads, by what they are."""
    return {
        "show": _("Show"),
        "download": _("Download as CSV"),
        "how": _("How it is worked out"),
        "seen": _("How much was seen"),
    }


def back(name: str) -> str:
    """Return the words of the way back to a member."""
    return _("Back to {name}", name=name)


def nothing_published() -> str:
    """Return what stands where the window has no result."""
    return _("Nothing was published for this window.")


def nothing_here() -> str:
    """Return what stands where the list is empty."""
    return _("Nothing here.")


def one_of_them() -> str:
    """Return a template of {all}: that one occasion stands alone."""
    return _("One of them, by itself. {all}", all="{all}")


def see_all(number: int) -> str:
    """Return the words of the way to the whole list."""
    return ngettext("See all {n}", "See all {n}", number)


def names_no_figure() -> str:
    """Return what to say of an address that names no figure."""
    return _("This address names no figure. Open one from a scorecard.")


def definition(measure: Measure, version: str) -> str:
    """Return by which definition the figure is worked out."""
    return _(
        "Definition {measure}, {version}; past months are counted by it too.",
        measure=measure.id,
        version=version,
    )


def marked(kind: MarkKind, why: str) -> str:
    """Return a template of {by}, and of {why} where a reason was given: what somebody said of a message."""
    if why:
        return _("Marked as {mark} by {by}: “{why}”.", mark=nouns.mark(kind), by="{by}", why="{why}")
    return _("Marked as {mark} by {by}.", mark=nouns.mark(kind), by="{by}")


def undone(kind: MarkKind, why: str) -> str:
    """Return a template of {undone_by}, {by} and {why}: what somebody said of a message and somebody took back."""
    parts = {"undone_by": "{undone_by}", "mark": nouns.mark(kind), "by": "{by}"}
    if why:
        return _("Undone by {undone_by}: marked as {mark} by {by}: “{why}”.", **parts, why="{why}")
    return _("Undone by {undone_by}: marked as {mark} by {by}.", **parts)


def pending() -> tuple[str, str]:
    """Return what stands before and after a correction that no figure rests on yet."""
    return _("Pending."), _("Takes effect at the next measure.")

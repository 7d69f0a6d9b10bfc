"""The last 13 months of a figure as words: what the picture shows, read aloud and in print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isinf

from facts import Outcome, Unit
from metrics.statistics.middle import middle
from wording import numbers, times
from wording.language import gettext as _
from wording.language import ngettext
from wording.withholding import WITHHELD

Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a trend."""

    label: str
    value: float | None
    outcome: str
    runs: bool = False  # the month wasn't over when it was measured
    low: float | None = None
    high: float | None = None
    n: int | None = None

    @property
    def is_measured(self) -> bool:
        """Say whether there is a figure, or under half were answered, which is one too."""
        return self.value is not None or self.is_under_half

    @property
    def is_under_half(self) -> bool:
        """Say whether it was measured and has no value, because fewer than half were answered (definition 34)."""
        return self.value is None and self.outcome == Outcome.MEASURED


def usual_of(history: Sequence[Month]) -> Band | None:
    """Return the range most finished months fell in, or None when there are too few to say.

    An end is infinite where it lies among months in which under half were answered: longer than could be named.
    """
    return middle(
        [
            inf if month.value is None else month.value
            for month in history
            if not month.runs and month.is_measured
        ]
    )


def usual(low: float, high: float, unit: Unit) -> str:
    """Return a usual range in words; an infinite end lies among months in which under half were answered."""
    if isinf(low):
        return _("under half answered")
    if isinf(high):
        return _("{low} to under half answered", low=numbers.said(low, unit))
    return numbers.span(low, high, unit)


def earlier_months(low: float, high: float, unit: Unit) -> str:
    """Return what most earlier months were."""
    return _("Most earlier months: {range}.", range=usual(low, high, unit))


def too_short(needed: int, seen: int) -> str:
    """Return why there is no usual range yet."""
    return _(
        "A usual range needs {needed} earlier months with a figure; {there_are}.",
        needed=needed,
        there_are=ngettext("there is {n}", "there are {n}", seen),
    )


def said(month: Month, unit: Unit) -> str:
    """Return one month's figure with what it is of, or why it has none."""
    told = _figure(month, unit)
    if month.n and (month.value is not None or month.is_under_half) and unit in (Unit.SHARE, Unit.HOURS):
        return _("{figure} (of {n})", figure=told, n=f"{month.n:,}")
    return told


def _figure(month: Month, unit: Unit) -> str:
    if month.value is not None:
        return numbers.said(month.value, unit)
    if month.is_under_half:
        return _("under half answered")
    reasons = {Outcome.TOO_FEW: _("too few"), Outcome.UNKNOWN: _("not seen"), WITHHELD: _("withheld")}
    return reasons.get(month.outcome) or _("can't be seen")


def spoken(history: Sequence[Month], unit: Unit, title: str, *, usual_range: str, note: str) -> str:
    """Return a picture in words: the title, each month, the usual range where there is one, and a note."""
    told = [_month(month, unit) for month in history]
    parts = [
        _("{title}, month by month: {months}.", title=title, months=", ".join(told)),
        _("Usual range {range}.", range=usual_range) if usual_range else "",
        note,
    ]
    return " ".join(part for part in parts if part)


def _month(month: Month, unit: Unit) -> str:
    name, told = times.short_month(month.label), said(month, unit)
    if month.runs:
        return _("{month} (part of the month) {figure}", month=name, figure=told)
    return _("{month} {figure}", month=name, figure=told)


def part_of(label: str) -> str:
    """Return 'part of Oct 26', for a month that wasn't over."""
    return _("part of {month}", month=times.short_month(label))


def version(number: int, since: date) -> str:
    """Return 'version 2, since 27 November 2026'."""
    return _("version {number}, since {day}", number=number, day=times.dated(since))


def definition(number: int, since: date) -> str:
    """Return by which definition a figure is worked out, as a sentence."""
    return _("Definition {version}.", version=version(number, since))


def definition_changed(number: int, since: date) -> str:
    """Return what to say of a definition that changed within the months shown."""
    return _(
        "Definition {version} (the dashed line): every month shown is counted by it, also those before.",
        version=version(number, since),
    )


def key() -> dict[str, str]:
    """Return what the signs of the pictures mean, by sign."""
    return {
        "dot": _("a month"),
        "runs": _("part of a month"),
        "over": _("under half answered: longer than any wait that could be named"),
        "few": _("too few to show"),
        "unseen": _("not seen"),
        "band": _("most of the member's own earlier months"),
    }


def end(value: float, unit: Unit) -> str:
    """Return an end of a scale, short."""
    if unit is Unit.SHARE:
        return numbers.per_cent(value)
    number = f"{value:g}"
    return {Unit.HOURS: _("{n} h", n=number), Unit.DAYS: _("{n} d", n=number)}.get(unit, number)

"""The last 13 months of a figure as facts and words; trend.py draws them.

A month in which under half of the questions were answered was measured: its typical wait is longer than any that
could be named, so it stands above every other month, in the picture and in the usual range.
"""

import calendar
import math
from dataclasses import dataclass

from dashboard.nouns import WITHHELD, Definition
from dashboard.ui.times import MONTHS
from facts import Outcome, Unit
from metrics import numbers
from store.published import Row

MONTHS_SHOWN = 13  # a year and the same month before it
ENOUGH_MONTHS = 6  # fewer earlier months don't tell what is usual
USUAL = (0.1, 0.9)  # the middle eight tenths of earlier months
UNDER_HALF = "under half answered"

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
        """Say whether it was measured and has no value, because fewer than half were answered (3b, 34)."""
        return self.value is None and self.outcome == Outcome.MEASURED


def months(rows: list[Row], as_of_us: int) -> list[Month]:
    """Return the months of a series or of the council's rows, oldest first; `from_us` and `to_us` are theirs."""
    return [
        Month(
            row["label"],
            row["value"],
            row["outcome"],
            runs=row["to_us"] > as_of_us,
            low=row.get("low"),
            high=row.get("high"),
            n=row.get("n"),
        )
        for row in sorted(rows, key=lambda row: row["from_us"])[-MONTHS_SHOWN:]
    ]


def usual(history: list[Month]) -> Band | None:
    """Return the range most finished months fell in, or None when there are too few to say.

    An end is infinite where it lies among months in which under half were answered.
    """
    values = sorted(
        math.inf if month.value is None else month.value
        for month in history
        if not month.runs and month.is_measured
    )
    if len(values) < ENOUGH_MONTHS:
        return None
    return _quantile(values, USUAL[0]), _quantile(values, USUAL[1])


def _quantile(values: list[float], share: float) -> float:
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    if place == below or values[below] == values[above]:
        return values[below]
    return values[below] + (values[above] - values[below]) * (place - below)


def usual_said(band: Band, unit: Unit) -> str:
    """Return a usual range in words."""
    low, high = band
    if math.isinf(low):
        return UNDER_HALF
    if math.isinf(high):
        return f"{numbers.said(low, unit)} to {UNDER_HALF}"
    return numbers.span(low, high, unit)


def said(month: Month, unit: Unit) -> str:
    """Return one month's figure with what it is of, or why it has none."""
    of = f" (of {month.n:,})" if month.n and unit in (Unit.SHARE, Unit.HOURS) else ""
    if month.value is not None:
        return f"{numbers.said(month.value, unit)}{of}"
    if month.is_under_half:
        return f"{UNDER_HALF}{of}"
    reasons = {Outcome.TOO_FEW: "too few", Outcome.UNKNOWN: "not seen", WITHHELD: "withheld"}
    return reasons.get(month.outcome, "can't be seen")


def spoken(
    history: list[Month],
    unit: Unit,
    title: str,
    *,
    band: Band | None = None,
    definition: Definition | None = None,
) -> str:
    """Return the picture in words."""
    told = [
        f"{short(month.label)}{' (part of the month)' if month.runs else ''} {said(month, unit)}"
        for month in history
    ]
    shade = f" Usual range {usual_said(band, unit)}." if band else ""
    note = definition_said(history, definition)
    return f"{title}, month by month: {', '.join(told)}.{shade}{f' {note}' if note else ''}"


def changed_in(history: list[Month], definition: Definition | None) -> float | None:
    """Return how far along these months the definition changed, in months from the left, if it did within them."""
    if definition is None or definition.version == 1:
        return None
    since = definition.since
    labels = [month.label for month in history]
    if f"{since:%Y-%m}" not in labels:
        return None
    return labels.index(f"{since:%Y-%m}") + (since.day - 1) / calendar.monthrange(since.year, since.month)[1]


def definition_said(history: list[Month], definition: Definition | None) -> str:
    """Return what to say of a definition that changed within these months."""
    if definition is None or changed_in(history, definition) is None:
        return ""
    return (
        f"Definition {version_said(definition)} (the dashed line): every month shown is counted by it, "
        "also those before."
    )


def version_said(definition: Definition) -> str:
    """Return 'version 2, since 27 November 2026'."""
    since = definition.since
    return f"version {definition.version}, since {since.day} {MONTHS[since.month - 1]} {since.year}"


def short(label: str) -> str:
    """Return '2026-10' as 'Oct 26'."""
    year, _, number = label.partition("-")
    return f"{MONTHS[int(number) - 1][:3]} {year[2:]}"

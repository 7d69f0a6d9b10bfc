"""The last 13 months of a figure as facts; wording/months.py says them, and trend.py draws them.

A month in which under half of the questions were answered was measured: its typical wait is longer than any that
could be named, so it stands above every other month, in the picture and in the usual range.
"""

import calendar
import math

from dashboard.nouns import Definition
from facts import Unit
from store.published import Row
from wording import months as months_
from wording.months import Month

MONTHS_SHOWN = 13  # a year and the same month before it
ENOUGH_MONTHS = 6  # fewer earlier months don't tell what is usual
USUAL = (0.1, 0.9)  # the middle eight tenths of earlier months

Band = tuple[float, float]


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


def spoken(
    history: list[Month],
    unit: Unit,
    title: str,
    *,
    band: Band | None = None,
    definition: Definition | None = None,
) -> str:
    """Return the picture in words."""
    usual_range = months_.usual(*band, unit) if band else ""
    note = definition_said(history, definition)
    return months_.spoken(history, unit, title, usual_range=usual_range, note=note)


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
    return months_.definition_changed(definition.version, definition.since)

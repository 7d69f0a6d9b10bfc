"""The last 13 months of a figure as facts; wording/months.py says them, and trend.py draws them.

A month in which under half of the questions were answered was measured: its typical wait is longer than any that
could be named, so it stands above every other month, in the picture and in the usual range.
"""

import calendar

from dashboard.nouns import Definition
from facts import Unit
from metrics.statistics.middle import ENOUGH
from store.published import Row
from wording import months as months_
from wording.months import Band, Month, usual_of

__all__ = ["ENOUGH_MONTHS", "MONTHS_SHOWN", "Band", "months", "spoken", "usual_of"]

MONTHS_SHOWN = 13  # a year and the same month before it
ENOUGH_MONTHS = ENOUGH


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

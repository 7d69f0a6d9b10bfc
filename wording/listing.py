"""Results as lines of the command line: ids and codes as they are published, figures as people read them."""

from collections.abc import Mapping
from typing import Any

from facts import Outcome, Unit
from wording import numbers
from wording.language import gettext as _


def head(member: str, label: str, as_of: str) -> str:
    """Return whose results follow, of which window and as of when."""
    return _("{member}, {window}, as of {moment}", member=member, window=label, moment=as_of)


def result(row: Mapping[str, Any]) -> str:
    """Return a result (as `show --json` gives it) in one line: the figure and what it is of, or why there is none."""
    if row["outcome"] != Outcome.MEASURED:
        return f"{row['outcome']}: {row['why']}"
    if row["value"] is None:
        return _("{figure} (n {n})", figure=row["why"], n=row["n"])
    unit = Unit(row["unit"])
    told, ends = numbers.said(row["value"], unit), numbers.ranged(row["low"], row["high"], unit)
    if ends:
        return _("{figure} (n {n}, {range})", figure=told, n=row["n"], range=ends)
    return _("{figure} (n {n})", figure=told, n=row["n"])

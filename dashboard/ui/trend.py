"""The last 13 months as dots on a person's own usual range: plain HTML, no script, readable aloud and in print.

A month that was not seen is hatched, one with too few occasions is a tick on the floor, and one in which under half
were answered is a wedge at the top: none of them is a zero.
"""

import math
from urllib.parse import quote

from dashboard.nouns import Definition
from dashboard.ui.markup import Html, el, join
from dashboard.ui.monthly import Band, changed_in, definition_said, spoken
from facts import Outcome, Unit
from summaries.charts import Axis
from wording import months, times
from wording.months import Month
from wording.withholding import WITHHELD

SCALES = (1, 2, 4, 6, 8, 12, 18, 24, 36, 48)  # upper ends that people read easily


def plot(
    history: list[Month],
    unit: Unit,
    title: str,
    *,
    band: Band | None = None,
    definition: Definition | None = None,
    axis: Axis | None = None,
) -> Html:
    """Return the picture. `band` is the usual range to shade; months with a range show it as an upright line.

    A definition that changed within these months is a dashed upright, with words below. The axis begins at zero unless
    another is given; both its ends are told beside it.
    """
    axis = axis or Axis(0.0, _top(history, unit, band))
    marks = [_mark(index, len(history), month, axis) for index, month in enumerate(history)]
    changed = changed_in(history, definition)
    drawn = el(
        "div",
        el(
            "div",
            _band(band, axis) if band else None,
            el("i", class_="changed", style=f"left:{100 * changed / len(history):.1f}%")
            if changed is not None
            else None,
            _line(history, axis),
            *marks,
            class_="plot",
        ),
        *(_ends(axis, unit) if any(month.value is not None for month in history) else ()),
        el("span", times.short_month(history[0].label), class_="x-from"),
        el("span", _last(history[-1]), class_="x-to"),
        class_="trend",
        role="img",
        aria_label=spoken(history, unit, title, band=band, definition=definition),
    )
    # What the picture's own label says already isn't read aloud a second time.
    note = definition_said(history, definition)
    return join(drawn, el("p", note, class_="small", aria_hidden="true") if note else None)


def bars(history: list[Month], unit: Unit, title: str, *, definition: Definition | None = None) -> Html:
    """Return the months as small bars beside a figure, tallest for the most; a month without a figure leaves a gap."""
    most = max((month.value for month in history if month.value is not None), default=0) or 1.0
    return el(
        "span",
        *(_bar(month, most) for month in history),
        class_="bars",
        role="img",
        aria_label=spoken(history, unit, title, definition=definition),
    )


def _bar(month: Month, most: float) -> Html:
    runs = " runs" if month.runs else ""
    if month.is_under_half:
        return el("i", class_=f"over{runs}")
    if month.value is None:
        return el("i", class_="gap")
    return el("i", style=f"height:{100 * month.value / most:.0f}%", class_=runs.strip() or None)


def _top(history: list[Month], unit: Unit, band: Band | None) -> float:
    if unit is Unit.SHARE:
        return 1.0
    values = [v for month in history for v in (month.value, month.high) if v is not None]
    finite = [v for v in (*values, *(band or ())) if math.isfinite(v)]
    most = max([*finite, 1.0]) if finite else SCALES[-3]
    for step in SCALES:
        if most <= step:
            return float(step)
    step = 24 if unit is Unit.HOURS else 10
    return float(-(-most // step) * step)


def _mark(index: int, of: int, month: Month, axis: Axis) -> Html:
    x = f"left:{100 * (index + 0.5) / of:.1f}%"
    kind = f"{' now' if index == of - 1 else ''}{' runs' if month.runs else ''}"
    if month.is_under_half:
        return join(_range(month, axis, x), el("i", class_=f"over{kind}", style=x))
    if month.value is None:
        few = month.outcome in (Outcome.TOO_FEW, WITHHELD)
        return el("i", class_="few" if few else "unseen", style=x if few else f"{x};width:{100 / of:.1f}%")
    dot = el("i", class_=f"dot{kind}", style=f"{x};bottom:{100 * axis.up(month.value):.1f}%")
    return join(_range(month, axis, x), dot)


def _range(month: Month, axis: Axis, x: str) -> Html | None:
    """Return a month's range as an upright; an end that the data can't give reaches to the edge."""
    if month.low is None and month.high is None:
        return None
    low = 100 * axis.up(axis.low if month.low is None else month.low)
    height = 100 * axis.up(axis.high if month.high is None else month.high) - low
    return el("i", class_="range", style=f"{x};bottom:{low:.1f}%;height:{height:.1f}%")


def _band(band: Band, axis: Axis) -> Html:
    """Return the usual range; what lies among months under half answered is the edge at the top."""
    low, high = (100 * axis.up(end) for end in band)
    height = max(high - low, 1.5)
    return el("i", class_="band", style=f"bottom:{min(low, 100 - height):.1f}%;height:{height:.1f}%")


def _line(history: list[Month], axis: Axis) -> Html:
    """Return the thin line through neighbouring months: an SVG used as a mask, so that it takes the page's colour."""
    width = len(history)
    runs: list[list[str]] = []
    run: list[str] = []
    for index, month in enumerate(history):
        if month.value is None:
            runs, run = [*runs, run], []
        else:
            run.append(f"{index + 0.5:.2f},{100 - 100 * axis.up(month.value):.1f}")
    lines = "".join(f"<polyline points='{' '.join(run)}'/>" for run in [*runs, run] if len(run) > 1)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 100' preserveAspectRatio='none'>"
        f"<g fill='none' stroke='#000' stroke-width='1.5' vector-effect='non-scaling-stroke'>{lines}</g></svg>"
    ).replace("<polyline ", "<polyline vector-effect='non-scaling-stroke' ")
    mask = f'url("data:image/svg+xml,{quote(svg)}")'
    return el("i", class_="line", style=f"-webkit-mask-image:{mask};mask-image:{mask}")


def _ends(axis: Axis, unit: Unit) -> tuple[Html, Html]:
    """Return the ends of the scale, short: the card names the unit in full."""
    upper, lower = months.end(axis.high, unit), months.end(axis.low, unit) if axis.low else "0"
    return el("span", upper, class_="y-top"), el("span", lower, class_="y-zero")


def _last(month: Month) -> str:
    return months.part_of(month.label) if month.runs else times.short_month(month.label)

"""The last 13 months as dots on a person's own usual range: plain HTML, no script, readable aloud and in print.

A month that was not seen is hatched and one with too few occasions is a tick on the floor: neither is a zero.
"""

from dataclasses import dataclass
from urllib.parse import quote

from dashboard.ui.markup import Html, el, join
from dashboard.ui.times import MONTHS
from facts import Outcome, Unit
from metrics import numbers
from store.published import Row

MONTHS_SHOWN = 13  # a year and the same month before it
ENOUGH_MONTHS = 6  # fewer earlier months don't tell what is usual
USUAL = (0.1, 0.9)  # the middle eight tenths of earlier months


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a trend."""

    label: str
    value: float | None
    outcome: str
    runs: bool = False  # the month isn't over
    low: float | None = None
    high: float | None = None


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
        )
        for row in sorted(rows, key=lambda row: row["from_us"])[-MONTHS_SHOWN:]
    ]


def usual(history: list[Month]) -> tuple[float, float] | None:
    """Return the range most finished months fell in, or None when there are too few to say."""
    values = sorted(month.value for month in history if month.value is not None and not month.runs)
    if len(values) < ENOUGH_MONTHS:
        return None
    return _quantile(values, USUAL[0]), _quantile(values, USUAL[1])


def _quantile(values: list[float], share: float) -> float:
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def plot(history: list[Month], unit: Unit, title: str, *, band: tuple[float, float] | None = None) -> Html:
    """Return the picture. `band` is the usual range to shade; months with a range show it as an upright line."""
    top = _top(history, unit, band)
    marks = [_mark(index, len(history), month, top) for index, month in enumerate(history)]
    shade = _band(band, top) if band else None
    return el(
        "div",
        el("div", shade, _line(history, top), *marks, class_="plot"),
        el("span", _scale(top, unit), class_="y-top"),
        el("span", "0", class_="y-zero"),
        el("span", _short(history[0].label), class_="x-from"),
        el("span", _short(history[-1].label) + (" so far" if history[-1].runs else ""), class_="x-to"),
        class_="trend",
        role="img",
        aria_label=spoken(history, unit, title, band),
    )


def bars(history: list[Month], unit: Unit, title: str) -> Html:
    """Return the months as small bars beside a figure, tallest for the most; a month without a figure leaves a gap."""
    most = max((month.value for month in history if month.value is not None), default=0) or 1.0
    drawn = [
        el("i", style=f"height:{100 * month.value / most:.0f}%", class_="runs" if month.runs else None)
        if month.value is not None
        else el("i", class_="gap")
        for month in history
    ]
    return el("span", *drawn, class_="bars", role="img", aria_label=spoken(history, unit, title, None))


def spoken(history: list[Month], unit: Unit, title: str, band: tuple[float, float] | None) -> str:
    """Return the picture in words."""
    told = [f"{_short(month.label)} {said(month, unit)}" for month in history]
    shade = f" Usual range {numbers.span(*band, unit)}." if band else ""
    return f"{title}, month by month: {', '.join(told)}.{shade}"


def said(month: Month, unit: Unit) -> str:
    """Return one month's figure, or why it has none."""
    if month.value is not None:
        return numbers.said(month.value, unit)
    if month.outcome == Outcome.MEASURED:
        return "under half answered"
    return {Outcome.TOO_FEW: "too few", Outcome.UNKNOWN: "not seen"}.get(
        Outcome(month.outcome), "can't be seen"
    )


def _top(history: list[Month], unit: Unit, band: tuple[float, float] | None) -> float:
    if unit is Unit.SHARE:
        return 1.0
    values = [v for month in history for v in (month.value, month.high) if v is not None]
    most = max([*values, *(band or ()), 1.0])
    for step in (1, 2, 4, 6, 8, 12, 18, 24, 36, 48):
        if most <= step:
            return float(step)
    step = 24 if unit is Unit.HOURS else 10
    return float(-(-most // step) * step)


def _mark(index: int, of: int, month: Month, top: float) -> Html:
    x = f"left:{100 * (index + 0.5) / of:.1f}%"
    if month.value is None:
        kind = "few" if month.outcome in (Outcome.TOO_FEW, Outcome.MEASURED) else "unseen"
        return el("i", class_=kind, style=f"{x};width:{100 / of:.1f}%" if kind == "unseen" else x)
    range_ = None
    if month.low is not None and month.high is not None:
        low, high = 100 * month.low / top, 100 * min(month.high, top) / top
        range_ = el("i", class_="range", style=f"{x};bottom:{low:.1f}%;height:{max(high - low, 0):.1f}%")
    kind = "dot now" if index == of - 1 else "dot"
    dot = el(
        "i", class_=f"{kind} runs" if month.runs else kind, style=f"{x};bottom:{100 * month.value / top:.1f}%"
    )
    return join(range_, dot)


def _band(band: tuple[float, float], top: float) -> Html:
    low, high = 100 * band[0] / top, 100 * band[1] / top
    return el("i", class_="band", style=f"bottom:{low:.1f}%;height:{max(high - low, 1.5):.1f}%")


def _line(history: list[Month], top: float) -> Html:
    """Return the thin line through neighbouring months: an SVG used as a mask, so that it takes the page's colour."""
    width = len(history)
    runs: list[list[str]] = []
    run: list[str] = []
    for index, month in enumerate(history):
        if month.value is None:
            runs, run = [*runs, run], []
        else:
            run.append(f"{index + 0.5:.2f},{100 - 100 * month.value / top:.1f}")
    lines = "".join(f"<polyline points='{' '.join(run)}'/>" for run in [*runs, run] if len(run) > 1)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 100' preserveAspectRatio='none'>"
        f"<g fill='none' stroke='#000' stroke-width='1.5' vector-effect='non-scaling-stroke'>{lines}</g></svg>"
    ).replace("<polyline ", "<polyline vector-effect='non-scaling-stroke' ")
    mask = f'url("data:image/svg+xml,{quote(svg)}")'
    return el("i", class_="line", style=f"-webkit-mask-image:{mask};mask-image:{mask}")


def _scale(top: float, unit: Unit) -> str:
    """Return the upper end of the scale, short: the card names the unit in full."""
    ends = {Unit.SHARE: "100%", Unit.HOURS: f"{top:.0f} h", Unit.DAYS: f"{top:.0f} d"}
    return ends.get(unit, f"{top:.0f}")


def _short(label: str) -> str:
    year, _, number = label.partition("-")
    return f"{MONTHS[int(number) - 1][:3]} {year[2:]}"

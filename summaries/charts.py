"""A series of months as a small picture: SVG without words, whose ends and whose meaning are told as text beside it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facts import Unit
from wording.months import Month

WIDTH, HEIGHT, EDGE = 192.0, 96.0, 8.0
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
FEWEST_STEPS = 2  # between the ends of an axis: fewer, and everything lies on one line

LEAST_REACH = (
    0.1  # of the scale of changes: ten points to either side at least, so that small ones look small
)

Band = Mapping[str, float]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Axis:
    """The ends of a picture's scale, fitted to what it shows."""

    low: float
    high: float

    def up(self, value: float) -> float:
        """Return where a value lies, as a share of the height; what lies beyond an end lies on it."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def months_of(figure: Facts) -> list[Month]:
    """Return the months of a figure of the facts document."""
    return [
        Month(
            one["label"],
            one.get("value"),
            one["outcome"],
            low=one.get("low"),
            high=one.get("high"),
            n=one.get("n"),
        )
        for one in figure["months"]
    ]


def compared(facts: Facts) -> list[Facts]:
    """Return the figures that have a verdict, in order."""
    return [figure for figure in (*facts["figures"], *facts["beside"]) if figure["change"]]


def reach(facts: Facts) -> float:
    """Return how far to either side the one scale goes on which all changes are drawn."""
    found = [figure["change"].get("difference") for figure in compared(facts)]
    ends: list[float] = [abs(one[end]) for one in found if one for end in ("low", "high")]
    return max([LEAST_REACH, *ends])


def axis(months: Sequence[Month], band: Band | None, unit: Unit) -> Axis:
    """Return an axis that values, ranges and the band fill, with ends that people read easily."""
    ends = [end for month in months for end in (month.value, month.low, month.high)]
    shown = [end for end in ends if end is not None] + list((band or {}).values())
    if not shown:
        return Axis(0.0, 1.0)
    low, high = min(shown), max(shown)
    step = next((one for one in STEPS if (high - low) / one <= 6), STEPS[-1])
    bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
    while (top - bottom) / step < FEWEST_STEPS:
        bottom, top = max(0.0, bottom - step), top + step
    return Axis(round(bottom, 6), round(min(top, 1.0) if unit is Unit.SHARE else top, 6))


def series(months: Sequence[Month], band: Band | None, unit: Unit, *, ink: str, shade: str) -> str:
    """Return the picture of a series: the band, each month with its range, and a line through neighbours."""
    scale = axis(months, band, unit)
    places = [EDGE + (WIDTH - 2 * EDGE) * place / max(len(months) - 1, 1) for place in range(len(months))]

    def y(value: float) -> float:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * scale.up(value)

    drawn = [_band(band, y, shade)] if band else []
    drawn += [_range(x, month, y, ink) for x, month in zip(places, months, strict=True)]
    drawn += list(_lines(list(zip(places, months, strict=True)), y, ink))
    drawn += [
        f'<circle cx="{x:.1f}" cy="{y(month.value):.1f}" r="{4.5 if month is months[-1] else 2}" fill="{ink}"/>'
        for x, month in zip(places, months, strict=True)
        if month.value is not None
    ]
    return _svg(WIDTH, HEIGHT, drawn)


def _band(band: Band, y: Any, shade: str) -> str:
    top, bottom = y(band["high"]), y(band["low"])
    height = max(bottom - top, 1.5)
    return f'<rect x="0" y="{top:.1f}" width="{WIDTH:.0f}" height="{height:.1f}" fill="{shade}"/>'


def _range(x: float, month: Month, y: Any, ink: str) -> str:
    if month.low is None or month.high is None:
        return ""
    top, bottom = y(month.high), y(month.low)
    return (
        f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{ink}" stroke-opacity=".45" stroke-width="1.2"/>'
    )


def _lines(points: Sequence[tuple[float, Month]], y: Any, ink: str) -> Iterator[str]:
    """Yield a line through each run of months that have a figure: across a gap there is none."""
    run: list[str] = []
    for x, month in [*points, (0.0, None)]:
        if month is not None and month.value is not None:
            run.append(f"{x:.1f},{y(month.value):.1f}")
            continue
        if len(run) > 1:
            yield f'<polyline points="{" ".join(run)}" fill="none" stroke="{ink}" stroke-width="1.4"/>'
        run = []


def change(low: float, value: float, high: float, reach: float, *, ink: str, is_clear: bool) -> str:
    """Return the picture of a change: its range on a scale from `reach` down to `reach` up, zero in the middle."""
    wide, tall = 200.0, 20.0

    def x(by: float) -> float:
        return EDGE + (wide - 2 * EDGE) * (min(max(by / reach, -1.0), 1.0) + 1) / 2

    dashes = "" if is_clear else ' stroke-dasharray="5 3"'
    dot = f'fill="{ink}"' if is_clear else f'fill="#fff" stroke="{ink}" stroke-width="2"'
    return _svg(
        wide,
        tall,
        [
            f'<path d="M0 10H{wide:.0f}" stroke="{ink}" stroke-opacity=".25"/>',
            f'<path d="M{x(0):.1f} 1V19" stroke="{ink}" stroke-width="1.5"/>',
            f'<path d="M{x(low):.1f} 10H{x(high):.1f}" stroke="{ink}" stroke-width="5"{dashes}/>',
            f'<circle cx="{x(value):.1f}" cy="10" r="5" {dot}/>',
        ],
    )


def bar(value: float, low: float, high: float, band: Sequence[float] | None, *, ink: str, shade: str) -> str:
    """Return the picture of a share on a scale of 0 to 100 %: its range, and the band of earlier months behind it."""
    wide, tall, at = 100.0, 14.0, 7.0

    def x(share: float) -> float:
        return 5 + (wide - 10) * min(max(share, 0.0), 1.0)

    left, right = (x(end) for end in band) if band else (0.0, 0.0)
    usual = f'<rect x="{left:.1f}" y="1" width="{max(right - left, 1.5):.1f}" height="12" fill="{shade}"/>'
    return _svg(
        wide,
        tall,
        [
            f'<path d="M{x(0):.1f} {at}H{x(1):.1f}" stroke="{ink}" stroke-opacity=".3" stroke-width="1"/>',
            *(f'<path d="M{x(end):.1f} 4V10" stroke="{ink}" stroke-opacity=".3"/>' for end in (0, 1)),
            usual if band else "",
            f'<path d="M{x(low):.1f} {at}H{x(high):.1f}" stroke="{ink}" stroke-width="3"/>',
            f'<circle cx="{x(value):.1f}" cy="{at}" r="4" fill="{ink}" stroke="#fff" stroke-width="1"/>',
        ],
    )


def _svg(width: float, height: float, drawn: Sequence[str]) -> str:
    inside = "".join(drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">{inside}</svg>'

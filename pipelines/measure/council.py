"""The whole council's figures: members' occasions taken together, with a range clustered by member.

The range treats the member as the unit (metrics/statistics/: shares ratios.py, the typical wait waits_of_many.py).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from facts import Outcome, Result, Window
from metrics.measure import Measure, Tally
from metrics.statistics.ratios import FEWEST_CLUSTERS, clustered_range
from metrics.statistics.waits_of_many import median_wait_of_many
from metrics.sums import COUNT, ENOUGH_FOR_A_SHARE, LONGEST


class CouncilFigure(NamedTuple):
    """A row of the published `council` (store/published.sql)."""

    measure: str
    label: str
    outcome: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    met: int | None
    members: int
    members_unknown: int
    unit: str


def council_figures(
    measure: Measure,
    results: Sequence[Result],
    tallies: Mapping[tuple[str, str], Tally],
    windows: Sequence[Window],
) -> Iterator[CouncilFigure]:
    """Yield a measure's figure of each month and of the 90 days."""
    by_label: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_label[result.window].append(result)
    for window in windows:
        if window.kind == "week":
            continue
        found = by_label[window.label]
        seen = [r for r in found if r.outcome in (Outcome.MEASURED, Outcome.TOO_FEW)]
        parts = [tallies.get((r.member, window.label), Tally(0)) for r in seen]
        yield CouncilFigure(
            measure.id,
            window.label,
            *_together(measure, parts),
            members=sum(part.n > 0 for part in parts),  # whoever had no occasion is no part of the figure
            members_unknown=len(found) - len(seen),
            unit=measure.unit.value,
        )


def _together(
    measure: Measure, parts: Sequence[Tally]
) -> tuple[str, float | None, float | None, float | None, int, int | None]:
    """Return outcome, value, low, high, n and met of members' tallies taken together."""
    if not parts:
        return Outcome.UNKNOWN.value, None, None, None, 0, None
    n, met = sum(part.n for part in parts), sum(part.met for part in parts)
    if measure.sum_up is COUNT:
        return Outcome.MEASURED.value, float(n), None, None, n, None
    if measure.sum_up is LONGEST:
        longest = [part.longest for part in parts if part.longest is not None]
        if not longest:
            return Outcome.TOO_FEW.value, None, None, None, n, None
        return Outcome.MEASURED.value, median(longest), None, None, n, None
    if n < ENOUGH_FOR_A_SHARE:
        return Outcome.TOO_FEW.value, None, None, None, n, met if measure.sum_up.is_share else None
    if measure.sum_up.needs_groups:
        together = Tally(n, groups=tuple(size for part in parts for size in part.groups))
        return Outcome.MEASURED.value, measure.sum_up.figure(together).value, None, None, n, None
    if measure.sum_up.is_share:
        low, high = clustered_range([(part.met, part.n) for part in parts])
        return Outcome.MEASURED.value, met / n, low, high, n, met
    waits = [part.waits for part in parts if part.waits]
    figure = median_wait_of_many(waits)
    low, high = (figure.low, figure.high) if len(waits) >= FEWEST_CLUSTERS else (None, None)
    return Outcome.MEASURED.value, figure.value, low, high, n, None

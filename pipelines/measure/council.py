"""The whole council's figures: members' occasions taken together, with a range clustered by member.

Members differ and each one's posts hang together, so a range that took every post as independent would be far
too narrow: the range treats the member as the unit (shares: linearised ratio, Student's t; the typical wait:
metrics/council_wait.py).
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from facts import Outcome, Result, Window
from metrics.council_wait import median_wait_of_many
from metrics.measure import Measure, Tally
from metrics.sums import COUNT, ENOUGH_FOR_A_SHARE, LONGEST, Z, wilson

FEWEST_MEMBERS = 5  # for a range: fewer clusters say too little about how members differ
Row = tuple[object, ...]


def council_rows(
    measure: Measure,
    results: Sequence[Result],
    tallies: Mapping[tuple[str, str], Tally],
    windows: Sequence[Window],
) -> Iterator[Row]:
    """Yield a row of the published `council` for each month and for the 90 days."""
    by_label: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_label[result.window].append(result)
    for window in windows:
        if window.kind == "week":
            continue
        found = by_label[window.label]
        seen = [r for r in found if r.outcome in (Outcome.MEASURED, Outcome.TOO_FEW)]
        parts = [tallies.get((r.member, window.label), Tally(0)) for r in seen]
        yield (
            measure.id,
            window.label,
            *_together(measure, parts),
            sum(part.n > 0 for part in parts),  # whoever had no occasion is no part of the figure
            len(found) - len(seen),
            measure.unit.value,
        )


def _together(measure: Measure, parts: Sequence[Tally]) -> Row:
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
    low, high = (figure.low, figure.high) if len(waits) >= FEWEST_MEMBERS else (None, None)
    return Outcome.MEASURED.value, figure.value, low, high, n, None


def clustered_range(parts: Sequence[tuple[int, int]]) -> tuple[float | None, float | None]:
    """Return the 95 % range of a ratio of sums whose clusters are members; none for fewer than five of them."""
    clusters = [(met, n) for met, n in parts if n]
    if len(clusters) < FEWEST_MEMBERS:
        return None, None
    total = sum(n for _, n in clusters)
    ratio = sum(met for met, _ in clusters) / total
    squares = sum(((met - ratio * n) / total) ** 2 for met, n in clusters)
    reach = t_point(len(clusters) - 1) * math.sqrt(squares * len(clusters) / (len(clusters) - 1))
    # Members who all did alike would give a range of nothing: it is never narrower than that of one pooled share.
    low, high = wilson(sum(met for met, _ in clusters), total)
    return max(0.0, min(low, ratio - reach)), min(1.0, max(high, ratio + reach))


def t_point(freedom: int) -> float:
    """Return the 97.5 % point of Student's t, by the Cornish-Fisher expansion (within 0.002 from 4 degrees on)."""
    z = Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(z + sum(term / freedom**power for power, term in enumerate(terms, start=1)))

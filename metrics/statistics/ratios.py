"""Ratios of sums whose clusters are members: the range of one, and the range of a change of the same members.

Members differ and each one's posts hang together, so a range that took every post as independent would be far too
narrow: it calls a change of a council where nothing changed in 15 months of 100, this one in 1 or 2. The variance is
that of a linearised ratio with the cluster as the unit (Cochran 1977, 6.3; Woodruff 1971), the point Student's t's.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from metrics.statistics.points import student
from metrics.statistics.rates import wilson

FEWEST_CLUSTERS = 5  # fewer say too little about how clusters differ
Part = tuple[int, int]  # of one cluster (met, n)


def total(parts: Sequence[Part]) -> Part:
    """Return met and n of all clusters together."""
    return sum(met for met, _ in parts), sum(n for _, n in parts)


class Difference(NamedTuple):
    """How far a ratio moved, and the range of it."""

    value: float
    low: float
    high: float


def clustered_range(parts: Sequence[Part]) -> tuple[float | None, float | None]:
    """Return the 95 % range of met / n over all clusters; none for fewer than five that have any."""
    clusters = [(met, n) for met, n in parts if n]
    if len(clusters) < FEWEST_CLUSTERS:
        return None, None
    met, n = total(clusters)
    reach = student(0.95, len(clusters) - 1) * _error(_moved(clusters))
    # Clusters that all did alike would give a range of nothing: it is never narrower than that of one pooled share.
    low, high = wilson(met, n)
    return max(0.0, min(low, met / n - reach)), min(1.0, max(high, met / n + reach))


def clustered_change(
    before: Sequence[Part], now: Sequence[Part], confidence: float, *, least_error: float = 0.0
) -> Difference | None:
    """Return the change of met / n with its range; None where fewer than five clusters have any at either time.

    Both are of the same clusters, in the same order: whoever has many one month and few the next weighs in both.
    Clusters that all did alike would give a range of nothing: `least_error` is the standard error it has at least.
    """
    pairs = [(then, since) for then, since in zip(before, now, strict=True) if then[1] or since[1]]
    earlier, later = [then for then, _ in pairs], [since for _, since in pairs]
    if min(sum(n > 0 for _, n in side) for side in (earlier, later)) < FEWEST_CLUSTERS:
        return None
    (met_before, n_before), (met_now, n_now) = total(earlier), total(later)
    moved = [last - first for first, last in zip(_moved(earlier), _moved(later), strict=True)]
    value = met_now / n_now - met_before / n_before
    reach = student(confidence, len(pairs) - 1) * max(_error(moved), least_error)
    return Difference(value, value - reach, value + reach)


def _moved(parts: Sequence[Part]) -> list[float]:
    """Return how far each cluster moves the ratio away from what the others make it."""
    met, n = total(parts)
    return [(own_met - met / n * own_n) / n for own_met, own_n in parts]


def _error(moved: Sequence[float]) -> float:
    clusters = len(moved)
    return math.sqrt(clusters / (clusters - 1) * math.fsum(one * one for one in moved))

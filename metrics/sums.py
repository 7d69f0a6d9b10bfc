"""The sum-ups: from occasions to a figure with its range. Plain arithmetic, no database."""

import math
from collections.abc import Sequence
from itertools import groupby

from metrics.measure import Figure, SumUp, Tally

Z = 1.959963984540054  # the 97.5 % point of the normal distribution
ENOUGH_FOR_A_SHARE = 10
TOLERANCE = 1e-9  # for "has the curve reached one half": sums of fractions are not exact


def share(tally: Tally) -> Figure:
    """Return met / n with its Wilson 95 % range, without continuity correction (3b, 61)."""
    low, high = wilson(tally.met, tally.n)
    return Figure(tally.met / tally.n, low, high)


def wilson(met: int, n: int) -> tuple[float, float]:
    """Return the Wilson score interval; exactly 0 at none met, exactly 1 at all met."""
    p = met / n
    middle = p + Z * Z / (2 * n)
    reach = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    low = 0.0 if met == 0 else (middle - reach) / scale
    high = 1.0 if met == n else (middle + reach) / scale
    return low, high


def count(tally: Tally) -> Figure:
    """Return how many there were."""
    return Figure(float(tally.n))


def longest(tally: Tally) -> Figure:
    """Return the largest value."""
    return Figure(tally.longest)


def median_wait(tally: Tally) -> Figure:
    """Return the Kaplan-Meier median with its log-log 95 % range (3b, 32 to 35).

    Those still waiting are censored, so they count for as long as they were seen to wait.
    """
    middle = low = high = None
    for wait, survival, variance in _steps(tally.waits):
        if middle is None and survival <= 0.5 + TOLERANCE:
            middle = wait
        lower, upper = _band(survival, variance)
        if low is None and lower is not None and lower <= 0.5 + TOLERANCE:
            low = wait
        if high is None and upper is not None and upper <= 0.5 + TOLERANCE:
            high = wait
    if middle is None:
        return Figure(None, low, high, "under half answered")
    return Figure(middle, low, high)


def _steps(waits: Sequence[tuple[float, bool]]) -> list[tuple[float, float, float | None]]:
    """Return (wait, survival, Greenwood's sum) at each answered wait; at equal times answers come first."""
    at_risk, survival, greenwood = len(waits), 1.0, 0.0
    steps: list[tuple[float, float, float | None]] = []
    for wait, group in groupby(sorted(waits), key=lambda pair: pair[0]):
        ended = [answered for _, answered in group]
        answers = sum(ended)
        if answers:
            survival *= 1 - answers / at_risk
            left = at_risk - answers
            greenwood += answers / (at_risk * left) if left else 0.0
            steps.append((wait, survival if left else 0.0, greenwood if left else None))
        at_risk -= len(ended)
    return steps


def _band(survival: float, greenwood: float | None) -> tuple[float | None, float | None]:
    """Return the lower and upper band of one step; a step at which the curve is 0 has none."""
    if greenwood is None or not 0 < survival < 1:
        return None, None
    reach = Z * math.sqrt(greenwood) / abs(math.log(survival))
    return survival ** math.exp(reach), survival ** math.exp(-reach)


SHARE = SumUp(share, enough=ENOUGH_FOR_A_SHARE, is_share=True)
COUNT = SumUp(count, enough=0)
LONGEST = SumUp(longest, enough=1)
MEDIAN_WAIT = SumUp(median_wait, enough=ENOUGH_FOR_A_SHARE, needs_waits=True)

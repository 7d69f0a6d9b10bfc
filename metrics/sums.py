"""The sum-ups: from occasions to a figure with its range. Plain arithmetic, no database."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from metrics.measure import Figure, SumUp, Tally

Z = 1.959963984540054  # the 97.5 % point of the normal distribution
ENOUGH_FOR_A_SHARE = 10
Waits = Sequence[tuple[float, bool]]  # (hours seen, ended by an answer)
UNDER_HALF = "under-half-answered"  # fewer than half have an answer, so there is no median (definition 34)
TOLERANCE = 1e-9  # for "has the curve reached one half": sums of fractions are not exact


def share(tally: Tally) -> Figure:
    """Return met / n with its Wilson 95 % range, without continuity correction (definition 61)."""
    low, high = wilson(tally.met, tally.n)
    return Figure(tally.met / tally.n, low, high)


def proportion(tally: Tally) -> Figure:
    """Return met / n without a range, where one occasion leads to the next."""
    return Figure(tally.met / tally.n)


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


def variety(tally: Tally) -> Figure:
    """Return the effective number of groups: exp of Shannon's entropy of their shares (definition 79)."""
    shares = [size / tally.n for size in sorted(tally.groups)]
    return Figure(math.exp(-math.fsum(share * math.log(share) for share in shares)))


class Step(NamedTuple):
    """A step of the curve of those still waiting; one that reaches 0 has no variance."""

    wait: float
    survival: float
    variance: float | None  # of the survival's logarithm


def median_wait(tally: Tally) -> Figure:
    """Return the Kaplan-Meier median with its log-log 95 % range by Greenwood's variance (definitions 32 to 35).

    Those still waiting are censored, so they count for as long as they were seen to wait.
    """
    return read_at_one_half(_steps(tally.waits))


def read_at_one_half(steps: Iterable[Step]) -> Figure:
    """Return the first waits at which the curve, and its lower and its upper band, have come down to one half."""
    middle = low = high = None
    for step in steps:
        if middle is None and step.survival <= 0.5 + TOLERANCE:
            middle = step.wait
        lower, upper = band(step)
        if low is None and lower is not None and lower <= 0.5 + TOLERANCE:
            low = step.wait
        if high is None and upper is not None and upper <= 0.5 + TOLERANCE:
            high = step.wait
    return Figure(middle, low, high, None if middle is not None else UNDER_HALF)


def _steps(waits: Waits) -> Iterator[Step]:
    """Yield the step at each answered wait, with Greenwood's sum; at equal times answers come first."""
    at_risk, survival, greenwood = len(waits), 1.0, 0.0
    for wait, group in groupby(sorted(waits), key=lambda pair: pair[0]):
        ended = [answered for _, answered in group]
        answers = sum(ended)
        if answers:
            survival *= 1 - answers / at_risk
            left = at_risk - answers
            greenwood += answers / (at_risk * left) if left else 0.0
            yield Step(wait, survival, greenwood) if left else Step(wait, 0.0, None)
        at_risk -= len(ended)


def band(step: Step) -> tuple[float | None, float | None]:
    """Return the lower and upper log-log band of one step; a step at which the curve is 0 has none."""
    if step.variance is None or not 0 < step.survival < 1:
        return None, None
    reach = Z * math.sqrt(step.variance) / abs(math.log(step.survival))
    return step.survival ** math.exp(reach), step.survival ** math.exp(-reach)


SHARE = SumUp(share, enough=ENOUGH_FOR_A_SHARE, is_share=True)
PROPORTION = SumUp(proportion, enough=ENOUGH_FOR_A_SHARE, is_share=True)
COUNT = SumUp(count, enough=0)
LONGEST = SumUp(longest, enough=1)
VARIETY = SumUp(variety, enough=ENOUGH_FOR_A_SHARE, needs_groups=True)
MEDIAN_WAIT = SumUp(median_wait, enough=ENOUGH_FOR_A_SHARE, needs_waits=True)

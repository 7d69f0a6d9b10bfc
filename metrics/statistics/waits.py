"""How long people wait, of whom some still wait: the Kaplan-Meier curve and its log-log band (definitions 32 to 35)."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from metrics.statistics.rates import Z

Waits = Sequence[tuple[float, bool]]  # (hours seen, ended by an answer)
TOLERANCE = 1e-9  # for "has the curve reached one half": sums of fractions are not exact


class Step(NamedTuple):
    """A step of the curve of those still waiting; one that reaches 0 has no variance."""

    wait: float
    survival: float
    variance: float | None  # of the survival's logarithm


class Median(NamedTuple):
    """The wait at which one half was answered, with its 95 % range; None where the curve doesn't come down so far."""

    value: float | None
    low: float | None
    high: float | None


def read_at_one_half(steps: Iterable[Step]) -> Median:
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
    return Median(middle, low, high)


def steps(waits: Waits) -> Iterator[Step]:
    """Yield the step at each answered wait, with Greenwood's sum; at equal times answers come first.

    Those still waiting are censored, so they count for as long as they were seen to wait.
    """
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

"""The sum-ups: from occasions to a figure with its range. Plain arithmetic, no database."""

import math

from metrics.measure import Figure, SumUp, Tally
from metrics.statistics.rates import wilson
from metrics.statistics.waits import read_at_one_half, steps

ENOUGH_FOR_A_SHARE = 10
UNDER_HALF = "under-half-answered"  # fewer than half have an answer, so there is no median (definition 34)


def share(tally: Tally) -> Figure:
    """Return met / n with its Wilson 95 % range, without continuity correction (definition 61)."""
    low, high = wilson(tally.met, tally.n)
    return Figure(tally.met / tally.n, low, high)


def proportion(tally: Tally) -> Figure:
    """Return met / n without a range, where one occasion leads to the next."""
    return Figure(tally.met / tally.n)


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


def median_wait(tally: Tally) -> Figure:
    """Return the Kaplan-Meier median with its log-log 95 % range by Greenwood's variance (definitions 32 to 35)."""
    found = read_at_one_half(steps(tally.waits))
    return Figure(*found, reason=UNDER_HALF if found.value is None else None)


SHARE = SumUp(share, enough=ENOUGH_FOR_A_SHARE, is_share=True)
PROPORTION = SumUp(proportion, enough=ENOUGH_FOR_A_SHARE, is_share=True)
COUNT = SumUp(count, enough=0)
LONGEST = SumUp(longest, enough=1)
VARIETY = SumUp(variety, enough=ENOUGH_FOR_A_SHARE, needs_groups=True)
MEDIAN_WAIT = SumUp(median_wait, enough=ENOUGH_FOR_A_SHARE, needs_waits=True)

"""Whether a figure changed: the one rule by which anything is called better or worse.

A change is called only when its 99 % range leaves out zero and it is big enough to matter. Two figures without a range
differ by as much in most months in which nothing changed; `python -m benchmarks.false_calls` prints how often this
rule calls a change that isn't there, and how often it finds one that is.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from metrics.statistics.ratios import Difference, Part, clustered_change, total

CONFIDENCE = 0.99  # at 95 %, one verdict in twenty would be a false alarm: several a year
FEWEST = 30  # occasions in either month; below it a council's share moves by ten points on its own
LEAST_OVERLAP = 0.8  # of the members readable in either month, those readable in both
LEAST_OF_A_SHARE = 0.03  # three points
LEAST_OF_A_RATE = 0.05  # of what it was


class Verdict(StrEnum):
    """What may be said of a figure beside that of another month."""

    IMPROVED = "improved"
    WORSE = "worse"
    ROSE = "rose"  # of a figure of which neither more nor less is better; so is FELL
    FELL = "fell"
    NO_CLEAR_CHANGE = "no-clear-change"
    TOO_FEW = "too-few"
    NOT_COMPARABLE = "not-comparable"  # too many were readable in one of the months only


CALLED = {  # (what is better, whether it rose)
    ("more", True): Verdict.IMPROVED,
    ("more", False): Verdict.WORSE,
    ("less", True): Verdict.WORSE,
    ("less", False): Verdict.IMPROVED,
    ("neither", True): Verdict.ROSE,
    ("neither", False): Verdict.FELL,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in two months, over the members readable in both."""

    verdict: Verdict
    before: Part
    now: Part
    difference: Difference | None  # None where too few members have anything
    members: int  # readable in both months
    members_either: int  # readable in one of them at least


@dataclass(frozen=True, slots=True)
class Kind:
    """What a change is of: shares, or counts a day."""

    occasions: Callable[[Part], int]  # of which there must be enough
    least: Callable[[float], float]  # of what it was: how much matters
    error: Callable[[Part, Part], float]  # of both, were every occasion by itself


def change_of_share(before: Mapping[str, Part], now: Mapping[str, Part], better: str) -> Change:
    """Return how a share changed: of each readable member (met, n) in one month and in the other.

    `better` is more, less or neither.
    """
    share = Kind(lambda part: part[1], lambda _was: LEAST_OF_A_SHARE, _error_of_shares)
    return _change(before, now, better, share)


def change_of_rate(before: Mapping[str, Part], now: Mapping[str, Part], better: str) -> Change:
    """Return how a count a day changed: of each readable member (count, days) in one month and in the other."""
    rate = Kind(lambda part: part[0], lambda was: LEAST_OF_A_RATE * was, _error_of_rates)
    return _change(before, now, better, rate)


def _change(before: Mapping[str, Part], now: Mapping[str, Part], better: str, kind: Kind) -> Change:
    either, both = before.keys() | now.keys(), sorted(before.keys() & now.keys())
    parts = [before[one] for one in both], [now[one] for one in both]
    sums = total(parts[0]), total(parts[1])
    difference = clustered_change(*parts, CONFIDENCE, least_error=kind.error(*sums))
    if len(both) < LEAST_OVERLAP * len(either):
        verdict = Verdict.NOT_COMPARABLE
    elif difference is None or min(map(kind.occasions, sums)) < FEWEST:
        verdict = Verdict.TOO_FEW
    elif difference.low <= 0 <= difference.high or abs(difference.value) < kind.least(
        sums[0][0] / sums[0][1]
    ):
        verdict = Verdict.NO_CLEAR_CHANGE
    else:
        verdict = CALLED[better, difference.value > 0]
    return Change(verdict, *sums, difference, len(both), len(either))


def _error_of_shares(before: Part, now: Part) -> float:
    """Return the standard error of the difference of two shares that are the same (binomial, pooled)."""
    if not before[1] or not now[1]:
        return 0.0
    pooled = (before[0] + now[0]) / (before[1] + now[1])
    return math.sqrt(pooled * (1 - pooled) * (1 / before[1] + 1 / now[1]))


def _error_of_rates(before: Part, now: Part) -> float:
    """Return the standard error of the difference of two counts a day (Poisson)."""
    return math.sqrt(sum(count / days**2 for count, days in (before, now) if days))

"""The typical wait of many members together, with a range that takes the member as the unit (definition 85).

Members differ and the questions put to one of them hang together. Greenwood's variance would take each as independent,
so the variance here is the infinitesimal jackknife's, clustered by member: how far the curve would move if a little
more weight lay on one member's questions, squared and added up. It is R's survfit(..., cluster = member).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from metrics.statistics.waits import Median, Step, Waits, read_at_one_half

Numbers = NDArray[np.float64]


def median_wait_of_many(waits: Sequence[Waits]) -> Median:
    """Return the Kaplan-Meier median over all members' waits, with its clustered log-log 95 % range."""
    return read_at_one_half(steps(waits))


def steps(waits: Sequence[Waits]) -> list[Step]:
    """Return the curve's step at each answered wait, with the clustered variance of its logarithm."""
    everybody = [wait for one in waits for wait in one]
    times = np.unique([wait for wait, is_answered in everybody if is_answered])
    at_risk, answers = _counted(everybody, times)
    left = at_risk - answers
    survival = np.cumprod(1 - answers / at_risk)
    variance = np.zeros(len(times))
    for one in waits:
        of_risk, of_answers = _counted(one, times)
        more_than_their_part = of_answers - of_risk * answers / at_risk
        moved = np.divide(more_than_their_part, left, out=np.zeros(len(times)), where=left > 0)
        variance += np.cumsum(moved) ** 2
    columns = zip(times.tolist(), survival.tolist(), variance.tolist(), left.tolist(), strict=True)
    return [Step(wait, curve, spread if some_left else None) for wait, curve, spread, some_left in columns]


def _counted(waits: Waits, times: Numbers) -> tuple[Numbers, Numbers]:
    """Return how many were still waiting just before each time, and how many of them were answered at it."""
    ended = np.sort([wait for wait, _ in waits])
    answered = np.sort([wait for wait, is_answered in waits if is_answered])
    at_risk = len(ended) - np.searchsorted(ended, times, "left")
    answers = np.searchsorted(answered, times, "right") - np.searchsorted(answered, times, "left")
    return at_risk.astype(float), answers.astype(float)

"""The typical wait of many members together, with a range that takes the member as the unit (3b, 85).

Members differ and the questions put to one of them hang together. Greenwood's variance would take each as independent,
so the variance here is the infinitesimal jackknife's, clustered by member: how far the curve would move if a little
more weight lay on one member's questions, squared and added up. It is R's survfit(..., cluster = member).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from metrics.measure import Figure
from metrics.sums import Step, Waits, read_at_one_half


def median_wait_of_many(waits: Sequence[Waits]) -> Figure:
    """Return the Kaplan-Meier median over all members' waits, with its clustered log-log 95 % range."""
    return read_at_one_half(steps(waits))


def steps(waits: Sequence[Waits]) -> Iterator[Step]:
    """Yield the curve's step at each answered wait, with the clustered variance of its logarithm."""
    at_risk = [len(one) for one in waits]
    moved = [0.0] * len(waits)  # the logarithm of the curve, by a little more weight on each member
    survival = 1.0
    ended = sorted((wait, member, answered) for member, one in enumerate(waits) for wait, answered in one)
    for wait, group in groupby(ended, key=lambda end: end[0]):
        ends = list(group)
        answers = Counter(member for _, member, answered in ends if answered)
        if answers:
            met, everybody = answers.total(), sum(at_risk)
            left = everybody - met
            survival *= 1 - met / everybody
            if left:
                for member, of_member in enumerate(at_risk):
                    moved[member] += answers[member] / left - of_member * met / (everybody * left)
            yield Step(wait, survival, sum(one * one for one in moved)) if left else Step(wait, 0.0, None)
        for _, member, _ in ends:
            at_risk[member] -= 1

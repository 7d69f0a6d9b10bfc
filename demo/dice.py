"""Chance that falls the same way everywhere: only `random()` is promised to be equal across Python versions."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Everything drawn for one part of the council, seeded by its name, so that parts don't disturb each other."""

    def __init__(self, *name: object) -> None:
        self.roll = Random("/".join(str(part) for part in name)).random

    def chance(self, share: float) -> bool:
        """Say whether it happens, this time."""
        return self.roll() < share

    def below(self, end: int) -> int:
        """Return a whole number from 0 up to, not with, the end."""
        return int(self.roll() * end)

    def between(self, low: float, high: float) -> float:
        """Return a number between two."""
        return low + self.roll() * (high - low)

    def pick(self, things: Sequence[T]) -> T:
        """Return one of the things, each as likely."""
        return things[int(self.roll() * len(things))]

    def weighed(self, things: Sequence[T], heap: Sequence[float]) -> T:
        """Pick by weight; `heap` is the running total of the weights."""
        return things[bisect(heap, self.roll() * heap[-1])]

    def count(self, mean: float) -> int:
        """Return how often something happens that happens `mean` times on average (binomial, at least 4 tries)."""
        tries = max(4, int(3 * mean))
        return sum(self.roll() < mean / tries for _ in range(tries))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return the things in another order (Fisher and Yates)."""
        cards = list(things)
        for last in range(len(cards) - 1, 0, -1):
            other = self.below(last + 1)
            cards[last], cards[other] = cards[other], cards[last]
        return cards


def heap(weights: Sequence[float]) -> list[float]:
    """Return the running total of weights, for `weighed`."""
    return list(accumulate(weights))


def falling(length: int, flat: float) -> list[float]:
    """Return the running total of weights 1 / (rank + flat): a few do most of it."""
    return heap([1 / (rank + flat) for rank in range(length)])

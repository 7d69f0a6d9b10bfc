"""Sums with stretches of time: pairs (from, to) in microseconds, in order, never overlapping."""

from collections.abc import Iterable

from facts import Sight

Stretch = tuple[int, int]

OVER_TIME = (Sight.POSTS, Sight.REPLIES, Sight.MENTIONS)  # a profile is read at a moment, and covers no time


def join(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the same time in order, with what overlaps or touches joined."""
    joined: list[Stretch] = []
    for from_us, to_us in sorted(stretches):
        if joined and from_us <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], to_us))
        else:
            joined.append((from_us, to_us))
    return joined


def both(some: Iterable[Stretch], others: Iterable[Stretch]) -> list[Stretch]:
    """Return the time that both hold, each of them in order and without overlaps."""
    others = list(others)
    met = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return [(from_us, to_us) for from_us, to_us in met if from_us < to_us]


def length(stretches: Iterable[Stretch]) -> int:
    """Return how much time they hold, in microseconds."""
    return sum(to_us - from_us for from_us, to_us in stretches)

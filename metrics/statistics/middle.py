"""What is usual for one member: the middle of their own earlier months, whatever these are spread like."""

from collections.abc import Sequence

ENOUGH = 6  # values; fewer don't tell what is usual
USUAL = (0.1, 0.9)  # the middle eight tenths


def middle(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the range that most of these fell in, or None where there are too few. An end may be infinite."""
    if len(values) < ENOUGH:
        return None
    ordered = sorted(values)
    return _quantile(ordered, USUAL[0]), _quantile(ordered, USUAL[1])


def _quantile(values: Sequence[float], share: float) -> float:
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    if place == below or values[below] == values[above]:
        return values[below]
    return values[below] + (values[above] - values[below]) * (place - below)

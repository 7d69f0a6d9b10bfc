"""The range of one count, as of a mean that it was drawn from."""

import math

from metrics.statistics.points import poisson
from metrics.statistics.rates import Z

BYAR_FROM = 10  # below it the approximation is off; OHID's technical guidance takes exact limits there


def count_range(count: int) -> tuple[float, float]:
    """Return the 95 % range: Byar's (Breslow & Day 1987) from ten on, the exact one below."""
    if count < BYAR_FROM:
        return poisson(0.95, count)
    return _byar(count, -Z), _byar(count + 1, Z)


def _byar(count: int, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3)

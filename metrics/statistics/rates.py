"""The range of one share."""

import math

Z = 1.959963984540054  # the 97.5 % point of the normal distribution


def wilson(met: int, n: int) -> tuple[float, float]:
    """Return the 95 % score interval without continuity correction (Wilson 1927); n is 1 at least.

    It is exactly 0 at none met, and exactly 1 at all met.
    """
    p = met / n
    middle = p + Z * Z / (2 * n)
    reach = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    low = 0.0 if met == 0 else (middle - reach) / scale
    high = 1.0 if met == n else (middle + reach) / scale
    return low, high

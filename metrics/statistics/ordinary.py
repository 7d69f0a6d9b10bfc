"""The ordinary band of a series: what lies within it is what the series does when nothing has happened.

It is the XmR chart's (Shewhart; NHS England's Making Data Count): the mean, and 2.66 mean moving ranges to either side.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

FEWEST = 6  # values; fewer say too little of what is ordinary
WIDTH = 2.66  # three standard deviations over 1.128, by which a moving range of normal values exceeds one


def ordinary_band(values: Sequence[float | None]) -> tuple[float, float] | None:
    """Return the lower and the upper end; None for fewer than six values. A gap (None) ends no range and begins none.

    Share ends beyond 0 and 1 are the caller's to cut.
    """
    known = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if len(known) < FEWEST or not ranges:
        return None
    middle, reach = math.fsum(known) / len(known), WIDTH * math.fsum(ranges) / len(ranges)
    return middle - reach, middle + reach

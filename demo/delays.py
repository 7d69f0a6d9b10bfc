"""How long answers take: the shape of customer-support reply delays, at the pace of a councillor.

The shape was fitted to some thousand public customer-support exchanges: the wait at each share of them, as a
multiple of the middle wait. A quarter of the answers take over four times the middle one, a twentieth seventy
times. Support desks answer in minutes; members, who have jobs, are set to hours.
"""

from bisect import bisect

MIDDLE_S = 4 * 3600
SHAPE = (
    (0.00, 0.05),
    (0.05, 0.14),
    (0.10, 0.21),
    (0.25, 0.44),
    (0.40, 0.77),
    (0.50, 1.00),
    (0.60, 1.73),
    (0.70, 3.26),
    (0.75, 4.63),
    (0.80, 8.21),
    (0.85, 15.7),
    (0.90, 32.4),
    (0.95, 69.5),
    (0.98, 228.0),
    (1.00, 300.0),
)
_SHARES = [share for share, _ in SHAPE]


def wait_s(place: float, middle_s: float = MIDDLE_S) -> int:
    """Return the wait in seconds at a place in the shape: 0 is the quickest answer, 1 the slowest."""
    right = min(bisect(_SHARES, place), len(SHAPE) - 1)
    (from_share, low), (to_share, high) = SHAPE[right - 1], SHAPE[right]
    return int(middle_s * (low + (high - low) * (place - from_share) / (to_share - from_share)))


def folded(place: float) -> float:
    """Fold a place that ran over an end back into 0 to 1, which keeps evenly spread places evenly spread."""
    place = abs(place)
    return 2 - place if place > 1 else place

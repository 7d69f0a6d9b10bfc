"""Points of the distributions that ranges are made with."""

from scipy import special


def student(confidence: float, freedom: int) -> float:
    """Return how far to either side of zero this share of Student's t lies, with 1 degree of freedom at least."""
    return float(special.stdtrit(freedom, (1 + confidence) / 2))


def poisson(confidence: float, count: int) -> tuple[float, float]:
    """Return the exact range of a Poisson mean of which this many were counted (Garwood 1936)."""
    tail = (1 - confidence) / 2
    low = float(special.gammaincinv(count, tail)) if count else 0.0
    return low, float(special.gammaincinv(count + 1, 1 - tail))

"""Two textbook formulas, written out: Wilson's range and the Kaplan-Meier median."""

from math import exp, log, sqrt

Z = 1.959963984540054


def wilson(met: int, n: int) -> tuple[float, float]:
    """61: no continuity correction; exactly 0 at met = 0, exactly 1 at met = n."""
    share = met / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return (0.0 if met == 0 else middle - half), (1.0 if met == n else middle + half)


def median_wait(
    answered: list[float], censored: list[float]
) -> tuple[float | None, float | None, float | None]:
    """32, 35: return the median and its low and high, each an answered wait or None."""
    median = low = high = None
    still_open, greenwood = 1.0, 0.0
    for wait in sorted(set(answered)):
        # 32: at equal times answers come before censorings
        at_risk = sum(other >= wait for other in answered + censored)
        answers = answered.count(wait)
        still_open *= 1 - answers / at_risk
        if median is None and still_open <= 0.5 + 1e-9:
            median = wait
        if at_risk == answers:  # S is 0: no band here
            continue
        greenwood += answers / (at_risk * (at_risk - answers))
        lower, upper = _band(still_open, greenwood)
        low = wait if low is None and lower <= 0.5 else low
        high = wait if high is None and upper <= 0.5 else high
    return median, low, high


def _band(still_open: float, greenwood: float) -> tuple[float, float]:
    """35: the log(-log) band with Greenwood's variance."""
    spread = Z * sqrt(greenwood) / abs(log(still_open))
    return still_open ** exp(spread), still_open ** exp(-spread)

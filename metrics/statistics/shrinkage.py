"""Shares drawn towards what all have in common, the more the less is known of each: for making shortlists, never shown.

By the raw share the best of a council are those of whom least is known: a shortlist of six had six questions each.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from metrics.statistics.ratios import Part

USUAL_STRENGTH, SPREAD = (
    10.0,
    1.5,
)  # a weak prior on how alike members are: keeps it finite where all look the same

Numbers = NDArray[np.float64]


def shrunk(parts: Sequence[Part]) -> list[float]:
    """Return each share (met + a) / (n + a + b) of a beta-binomial fitted to all by marginal likelihood.

    Raise ValueError where nobody has any.
    """
    met, n = (np.array([part[place] for part in parts], dtype=float) for place in (0, 1))
    if not n.any():
        raise ValueError("no occasion at all: there is nothing to draw towards")
    start = [special.logit((met.sum() + 0.5) / (n.sum() + 1)), np.log(USUAL_STRENGTH)]
    found = optimize.minimize(partial(_unlikely, met=met, n=n), start, method="Nelder-Mead")
    a, b = _shape(found.x)
    return [float(share) for share in (met + a) / (n + a + b)]


def _shape(point: Numbers) -> tuple[float, float]:
    mean, strength = special.expit(point[0]), np.exp(point[1])
    return float(mean * strength), float((1 - mean) * strength)


def _unlikely(point: Numbers, met: Numbers, n: Numbers) -> float:
    a, b = _shape(point)
    likelihood = (special.betaln(met + a, n - met + b) - special.betaln(a, b)).sum()
    return float(((point[1] - np.log(USUAL_STRENGTH)) / SPREAD) ** 2 / 2 - likelihood)

"""Logistic regression on sparse rows, by L-BFGS. Plain numpy, so that the same rows give the same weights anywhere."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

ROUNDS = 100
REMEMBERED = 8  # steps that the curvature is guessed from
CLOSE_ENOUGH = 0.01  # the largest slope: what is left moves no weight that is kept
LEAST_GAIN, HALVINGS = 1e-4, 25


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows, one after the other: the row `i` has the columns and values from `starts[i]` to `starts[i + 1]`."""

    columns: Whole
    values: Floats
    starts: Whole
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def times(self, weights: Floats) -> Floats:
        """Return each row's sum of values times weights."""
        sums = np.concatenate([[0.0], np.cumsum(self.values * weights[self.columns])])
        return np.asarray(sums[self.starts[1:]] - sums[self.starts[:-1]])

    def summed(self, of_rows: Floats) -> Floats:
        """Return each column's sum of values times what stands for their row."""
        spread = np.repeat(of_rows, np.diff(self.starts))
        return np.asarray(np.bincount(self.columns, weights=self.values * spread, minlength=self.width))

    def some(self, which: npt.NDArray[np.bool_]) -> "Rows":
        """Return the rows for which this is true."""
        lengths = np.diff(self.starts)
        keep = np.repeat(which, lengths)
        starts = np.concatenate([[0], np.cumsum(lengths[which])])
        return Rows(self.columns[keep], self.values[keep], starts, self.width)


def fit(rows: Rows, is_one: npt.NDArray[np.bool_], strength: float) -> Floats:
    """Return the weights that tell the rows that are one from the others.

    `strength` is what the rows count for, against keeping the weights small.
    """
    sign = np.where(is_one, 1.0, -1.0)

    def loss_and_slope(weights: Floats) -> tuple[float, Floats]:
        margin = sign * rows.times(weights)
        loss = strength * float(np.logaddexp(0.0, -margin).sum()) + 0.5 * float(weights @ weights)
        pull = -strength * sign / (1.0 + np.exp(np.minimum(margin, 500.0)))
        return loss, rows.summed(pull) + weights

    return lowest(loss_and_slope, np.zeros(rows.width))


def lowest(loss_and_slope: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    """Return where a smooth function is lowest (L-BFGS with halved steps)."""
    at, (loss, slope) = start, loss_and_slope(start)
    steps: deque[tuple[Floats, Floats]] = deque(maxlen=REMEMBERED)
    for _ in range(ROUNDS):
        if np.abs(slope).max() < CLOSE_ENOUGH:
            break
        way = -_curved(slope, steps)
        downhill = float(slope @ way)
        size = 1.0 if steps else 1.0 / max(1.0, float(np.abs(slope).sum()))
        for _ in range(HALVINGS):
            there = at + size * way
            new_loss, new_slope = loss_and_slope(there)
            if new_loss <= loss + LEAST_GAIN * size * downhill:
                break
            size /= 2
        else:
            break
        moved, turned = there - at, new_slope - slope
        if float(moved @ turned) > 0:
            steps.append((moved, turned))
        at, loss, slope = there, new_loss, new_slope
    return at


def _curved(slope: Floats, steps: deque[tuple[Floats, Floats]]) -> Floats:
    """Return a slope as the steps before say that it bends."""
    bent, shares = slope.copy(), []
    for moved, turned in reversed(steps):
        share = float(moved @ bent) / float(moved @ turned)
        shares.append(share)
        bent -= share * turned
    if steps:
        moved, turned = steps[-1]
        bent *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(steps, reversed(shares), strict=True):
        bent += (share - float(turned @ bent) / float(moved @ turned)) * moved
    return bent

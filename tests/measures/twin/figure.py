"""What a measure says: a figure and the occasions behind it."""

from dataclasses import dataclass, field

from tests.measures.twin.numbers import wilson

ENOUGH = 10


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One row of evidence."""

    happened: int
    post: str | None
    answer: str | None = None
    met: bool | None = None
    value: float | None = None


@dataclass(kw_only=True)
class Figure:
    """One result, in the words of `show --json`, with its evidence."""

    unit: str
    outcome: str = "measured"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    met: int | None = None
    why: str | None = None
    counts: dict[str, object] = field(default_factory=dict)
    occasions: list[Occasion] = field(default_factory=list)


def share(occasions: list[Occasion], counts: dict[str, object]) -> Figure:
    """57, 61: return met of n with Wilson's range; under ten occasions only the counts."""
    n, met = len(occasions), sum(bool(occasion.met) for occasion in occasions)
    figure = Figure(unit="share", n=n, met=met, counts=counts, occasions=occasions)
    if n < ENOUGH:
        figure.outcome = "too few"
    else:
        figure.value = met / n
        figure.low, figure.high = wilson(met, n)
    return figure

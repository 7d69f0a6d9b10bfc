"""A measure's figure as a card tells it: what stands big, what follows it, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facts import Unit
from metrics.measure import Measure
from wording import counts, results, scorecard
from wording.reading import Reading

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in words; without a number `big` says so, and `rests_on` why."""

    big: str
    after: str
    rests_on: str
    is_number: bool


def figure(measure: Measure, row: Row | None, reading: Reading, *, is_defined: bool) -> Told:
    """Return a figure in words. `is_defined`: the run knows this measure, so no row means no office."""
    if row is None:
        told = (
            (scorecard.not_in_office(), scorecard.none_outside_office())
            if is_defined
            else (scorecard.nothing_published(), scorecard.measured_at_next_run())
        )
        return Told(told[0], "", told[1], is_number=False)
    big, after = results.value(row)
    if not results.is_number(row):
        return Told(big, after, results.sentences(results.basis(row, reading)), is_number=False)
    rests_on = [results.basis(row, reading), results.span(row)]
    if row["unit"] == Unit.COUNT:  # it rests on itself: say what is counted, once
        after, rests_on = results.counted_words(row), [results.closed(row), results.elsewhere_alone(row)]
    told_beside = counts.on_card(measure, row["counts"])
    return Told(big, after, results.sentences(*rests_on, *told_beside), is_number=True)

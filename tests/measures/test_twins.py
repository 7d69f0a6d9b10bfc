"""Every measure equals its slow twin in plain Python on random histories, to 1e-12, and so does its evidence.

TWOWAY_HISTORIES=10000 tries that many; a few dozen are tried otherwise. TWOWAY_SEED begins elsewhere.
"""

import os
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.measures.histories import batch, histories
from tests.measures.twin.compare import Answers, differences, report, smallest, together, twin_answers
from tests.measures.twin.history import History, Import, from_json
from tests.measures.twin.product import run

pytestmark = pytest.mark.many

HISTORIES = int(os.environ.get("TWOWAY_HISTORIES", "40"))
FIRST_SEED = int(os.environ.get("TWOWAY_SEED", "1"))
IN_ONE_RUN = 10 if HISTORIES <= 100 else 100  # few in a run try more frames, many are quicker
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def test_every_measure_equals_its_slow_twin_on_random_histories() -> None:
    for seed in range(FIRST_SEED, FIRST_SEED + HISTORIES // IN_ONE_RUN):
        some = batch(seed, IN_ONE_RUN)
        product = _product(together(some))
        for place, history in enumerate(some):
            _same(history, product, some, f"seed {seed}, history {place}")


@settings(parent=QUICK, max_examples=max(2, HISTORIES // 1_000))
@given(histories())
def test_hypothesis_finds_no_history_in_which_they_differ(history: History) -> None:
    product = _product(history)

    assert not list(differences([history], product)), report(history, list(differences([history], product)))


@QUICK
@given(histories(), st.integers())
def test_the_order_of_rows_in_a_file_never_matters(history: History, seed: int) -> None:
    ids = [row["id"] for row in history.rows()]
    once = from_json(history.to_json())
    for step in once.imports:
        step.rows = [row for row in step.rows if ids.count(row["id"]) == 1]
    shuffled = from_json(once.to_json())
    for step in shuffled.imports:
        Random(seed).shuffle(step.rows)

    assert twin_answers(shuffled) == twin_answers(once)


@QUICK
@given(histories())
def test_a_file_brought_twice_changes_nothing(history: History) -> None:
    twice = from_json(history.to_json())
    # Each right after itself: a file in between may mend what was wrong with a row of the first.
    twice.imports = [Import(rows=step.rows, covers=step.covers) for step in twice.imports for _ in range(2)]

    assert twin_answers(twice) == twin_answers(history)


def _product(history: History) -> Answers:
    with tempfile.TemporaryDirectory() as folder:
        return run(history, Path(folder))


def _same(history: History, product: Answers, beside: list[History], name: str) -> None:
    """Fail with the smallest history that still differs, as the files it would be handed in as."""
    first = next(differences([history], product, beside), None)
    if first is None:
        return
    least = smallest(history, _product, f"h{beside.index(history)}q", first)
    raise AssertionError(f"{name}:\n" + report(least, list(differences([least], _product(least)))))

"""Every measure equals its slow twin in plain Python on random histories, to the last digit.

TWOWAY_HISTORIES=10000 tries that many; a few hundred are tried otherwise. TWOWAY_SEED starts elsewhere.
"""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.histories import batch, histories
from tests.twin.compare import Answers, differences, report, smallest, together
from tests.twin.history import History
from tests.twin.product import run

HISTORIES = int(os.environ.get("TWOWAY_HISTORIES", "200"))
FIRST_SEED = int(os.environ.get("TWOWAY_SEED", "1"))
IN_ONE_RUN = 100


def _product(history: History) -> Answers:
    with tempfile.TemporaryDirectory() as folder:
        return run(history, Path(folder))


def _compare(together_with: list[History]) -> None:
    product = _product(together(together_with))
    for place, history in enumerate(together_with):
        if next(differences([history], product), None):
            least = smallest(history, _product, f"h{place}q")
            raise AssertionError(report(least, list(differences([least], _product(least)))))


def test_every_measure_equals_its_slow_twin_on_random_histories() -> None:
    for seed in range(FIRST_SEED, FIRST_SEED + max(1, HISTORIES // IN_ONE_RUN)):
        _compare(batch(seed, min(HISTORIES, IN_ONE_RUN)))

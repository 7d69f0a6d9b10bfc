"""The slow twin itself is right on cases worked out by hand, and the product is right on the same ones."""

from pathlib import Path
from typing import Any

import pytest

from tests.measures.twin.cases import CASES, Case, world
from tests.measures.twin.product import Answers, run
from tests.measures.twin.twin import results

WORLD = world(CASES)
QUESTIONS = pytest.mark.parametrize(
    ("one", "label", "measure"),
    [
        pytest.param(one, *asked, id=f"{one.name}, {asked[1]} {asked[0]}")
        for one in CASES
        for asked in one.expected
    ],
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What the product says of all cases, measured together."""
    folder: Path = tmp_path_factory.mktemp("cases")
    return run(WORLD, folder)


@QUESTIONS
def test_the_twin_gives_what_was_worked_out_by_hand(one: Case, label: str, measure: str) -> None:
    document = results(WORLD, label)[one.member]

    found = next(result for result in document["results"] if result["measure"] == measure)

    _agree(found, one.expected[label, measure])


@QUESTIONS
def test_the_product_gives_what_was_worked_out_by_hand(
    one: Case, label: str, measure: str, published: Answers
) -> None:
    _agree(published[one.member, label, measure], one.expected[label, measure])


def _agree(found: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, value in expected.items():
        if name == "counts" and value:
            beside = {key: found["counts"][key] for key in value}
            assert beside == value
        elif isinstance(value, float):
            assert found[name] == pytest.approx(value, rel=0, abs=1e-12), name
        else:
            assert found[name] == value, name

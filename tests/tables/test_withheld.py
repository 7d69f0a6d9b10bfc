"""A council's figure of fewer than five members has no number in anything that is handed on, and each says so alike."""

import csv
import math
import shutil
from pathlib import Path

import duckdb
import frictionless
import pandas as pd
import pytest

from facts import Outcome
from pipelines.tables.frames import frame
from pipelines.tables.hand_on import INDEX
from tests.small_council import Council
from wording.withholding import withheld

pytestmark = pytest.mark.commands

ASKED = "answered-within-a-day"
NUMBERS = ("value", "low", "high", "n", "met")


def made_up_of(council: Council, members: int, measure: str = "%") -> list[tuple[object, ...]]:
    """Publish that so many members make the council's figures up. Return what was published of them."""
    folder = council.path / "published"
    path = folder / f"{(folder / 'current').read_text('ascii').strip()}.duckdb"
    changed = Path(shutil.copy(path, folder / "changed"))
    with duckdb.connect(str(changed)) as file:
        file.execute("update council set members = ? where measure like ?", [members, measure])
        rows = file.execute("select measure, label, outcome, n from council order by all").fetchall()
    changed.replace(path)
    return rows


def council_csv(out: Path) -> list[dict[str, str]]:
    with (out / "council.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_four_members_figures_are_withheld_in_the_package_and_it_says_so_and_fits(council, tmp_path):
    published = made_up_of(council, 4)
    counted = {
        (measure, label) for measure, label, outcome, _ in published if outcome in ("measured", "too few")
    }

    council.must("tables", "--out", str(tmp_path / "out"))

    rows = council_csv(tmp_path / "out")
    assert counted
    assert {(row["measure"], row["label"]) for row in rows if row["outcome"] == "withheld"} == counted
    assert {row[name] for row in rows if row["outcome"] == "withheld" for name in NUMBERS} == {""}
    assert {row["members"] for row in rows} == {"4"}
    assert len(rows) == len(published)
    report = frictionless.validate(str(tmp_path / "out" / INDEX))
    assert report.valid, report.flatten(["type", "message"])
    assert "withheld" in (tmp_path / "out" / INDEX).read_text("utf-8")


def test_five_members_figures_are_handed_on_as_they_are(council, tmp_path):
    published = made_up_of(council, 5)

    council.must("tables", "--out", str(tmp_path / "out"))

    assert sorted(
        (row["measure"], row["label"], row["outcome"], row["n"]) for row in council_csv(tmp_path / "out")
    ) == [(measure, label, outcome, str(n)) for measure, label, outcome, n in published]


@pytest.mark.parametrize("measure", ["%", ASKED])
def test_a_frame_withholds_what_the_package_withholds(council, tmp_path, measure):
    made_up_of(council, 4, measure)
    council.must("tables", "--out", str(tmp_path / "out"))

    found = frame("council", council.path)

    told = {(row["measure"], row["label"]): row for row in council_csv(tmp_path / "out")}
    assert len(found) == len(told)
    for _, row in found.iterrows():
        beside = told[row["measure"], row["label"]]
        assert row["outcome"] == beside["outcome"]
        for name in NUMBERS:
            assert pd.isna(row[name]) if beside[name] == "" else math.isclose(row[name], float(beside[name]))
    assert "withheld" in set(found["outcome"])
    assert all(found[name].dtype.kind in "if" for name in NUMBERS)
    assert "withheld" in found.attrs["columns"]["outcome"]


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.NOT_VISIBLE])
def test_what_nobody_saw_is_never_called_withheld(outcome):
    row = {"outcome": outcome, "members": 0, "value": None}

    assert withheld(row) == row


@pytest.mark.parametrize("outcome", [Outcome.MEASURED, Outcome.TOO_FEW, "measured", "too few"])
@pytest.mark.parametrize(("members", "is_it"), [(0, True), (4, True), (5, False), (60, False)])
def test_below_five_members_no_number_stays(outcome, members, is_it):
    row = {"outcome": outcome, "members": members, "unit": "share", **dict.fromkeys(NUMBERS, 1)}

    found = withheld(row)

    assert (found["outcome"] == "withheld", [found[name] for name in NUMBERS]) == (
        is_it,
        [None if is_it else 1] * 5,
    )
    assert (found["members"], found["unit"]) == (members, "share")

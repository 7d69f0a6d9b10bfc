"""The council's typical wait and its range, held against what R's survival package printed (recordings/survival)."""

import csv
from math import sqrt

import pytest

from facts import Outcome, Result, Window
from metrics import all_measures
from metrics.measure import Tally
from metrics.statistics.ratios import FEWEST_CLUSTERS
from metrics.statistics.waits import band
from metrics.statistics.waits_of_many import median_wait_of_many, steps
from metrics.sums import median_wait
from pipelines.measure.council import council_figures
from tests.lanes import ROOT

RECORDED = ROOT / "tests" / "recordings" / "survival"
CLOSE = 1e-12
[WAIT] = [measure for measure in all_measures() if measure.id == "typical-wait"]
WINDOW = Window(label="2026-10", kind="month", from_us=0, to_us=1)
Waits = tuple[tuple[float, bool], ...]


def recorded(name: str) -> list[dict[str, str]]:
    with (RECORDED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def waits_by_member(name: str) -> list[Waits]:
    found: dict[str, list[tuple[float, bool]]] = {}
    for row in recorded("waits"):
        if row["set"] == name:
            found.setdefault(row["member"], []).append((float(row["hours"]), row["answered"] == "1"))
    return [tuple(waits) for waits in found.values()]


def number(text: str) -> float | None:
    return None if text == "NA" else float(text)


READINGS = [pytest.param(row, id=row["set"]) for row in recorded("readings")]


def council(waits: list[Waits], outcome: Outcome = Outcome.MEASURED) -> tuple[object, ...]:
    """Return (outcome, value, low, high, n) of the published row."""
    results = [
        Result(member=str(place), measure=WAIT.id, version=1, window=WINDOW.label, outcome=outcome, value=None,
               low=None, high=None, n=len(one), met=None, unit=WAIT.unit, reason=None, counts={})
        for place, one in enumerate(waits)
    ]  # fmt: skip
    tallies = {(str(place), WINDOW.label): Tally(len(one), waits=one) for place, one in enumerate(waits)}
    [row] = council_figures(WAIT, results, tallies, [WINDOW])
    return row[2:7]


@pytest.mark.parametrize("recorded_reading", READINGS)
def test_each_step_of_the_curve_and_its_band_is_what_r_printed(recorded_reading: dict[str, str]) -> None:
    curve = [row for row in recorded("curves") if row["set"] == recorded_reading["set"]]

    ours = list(steps(waits_by_member(recorded_reading["set"])))

    assert [step.wait for step in ours] == [float(row["hours"]) for row in curve]
    for step, row in zip(ours, curve, strict=True):
        assert step.survival == pytest.approx(float(row["survival"]), abs=CLOSE)
        if step.variance is not None:
            assert step.survival * sqrt(step.variance) == pytest.approx(float(row["std_error"]), abs=CLOSE)
            assert band(step) == pytest.approx((float(row["lower"]), float(row["upper"])), abs=CLOSE)


@pytest.mark.parametrize("recorded_reading", READINGS)
def test_the_range_read_at_one_half_is_what_r_printed(recorded_reading: dict[str, str]) -> None:
    found = median_wait_of_many(waits_by_member(recorded_reading["set"]))

    for name, ours in (("median", found.value), ("low", found.low), ("high", found.high)):
        assert ours == number(recorded_reading[name]), name


@pytest.mark.parametrize("recorded_reading", READINGS)
def test_what_is_published_has_that_range_from_five_members_on(recorded_reading: dict[str, str]) -> None:
    members = int(recorded_reading["members"])
    has_range = members >= FEWEST_CLUSTERS

    outcome, value, low, high, n = council(waits_by_member(recorded_reading["set"]))

    assert (outcome, value, n) == ("measured", number(recorded_reading["median"]), int(recorded_reading["n"]))
    assert low == (number(recorded_reading["low"]) if has_range else None)
    assert high == (number(recorded_reading["high"]) if has_range else None)


def test_the_recordings_hold_what_could_go_wrong() -> None:
    by_name = {row["set"]: row for row in recorded("readings")}
    all_waits = [waits_by_member(name) for name in by_name]

    assert any(int(row["members"]) < FEWEST_CLUSTERS for row in by_name.values())
    assert any(row["median"] == "NA" for row in by_name.values())
    assert any(row["high"] == "NA" for row in by_name.values() if row["median"] != "NA")
    assert any(all(answered for waits in some for _, answered in waits) for some in all_waits)
    assert any(max(len(waits) for waits in some) > sum(map(len, some)) / 2 for some in all_waits)
    times = [[(wait, answered) for waits in some for wait, answered in waits] for some in all_waits]
    assert any(
        {w for w, answered in some if answered} & {w for w, answered in some if not answered}
        for some in times
    )
    assert (min(map(len, times)), max(map(len, times)) > 300) == (12, True)


def test_members_without_a_question_are_none_of_the_five() -> None:
    waits = waits_by_member("few members")
    nobody: Waits = ()

    assert council([*waits, nobody])[2:4] == (None, None)
    assert council([*waits, ((5.0, True),)])[2:4] != (None, None)


def test_members_not_seen_well_enough_are_no_part_of_it() -> None:
    assert council(waits_by_member("twelve"), Outcome.UNKNOWN) == ("unknown", None, None, None, 0)


def test_members_with_too_few_for_a_figure_of_their_own_count() -> None:
    assert council(waits_by_member("twelve"), Outcome.TOO_FEW) == council(waits_by_member("twelve"))


def test_nine_questions_of_nine_members_give_no_wait() -> None:
    assert council([((float(hours), True),) for hours in range(1, 10)]) == ("too few", None, None, None, 9)


@pytest.mark.parametrize("recorded_reading", READINGS)
def test_the_median_itself_is_that_of_all_questions_together(recorded_reading: dict[str, str]) -> None:
    waits = waits_by_member(recorded_reading["set"])
    everything = tuple(wait for one in waits for wait in one)

    assert median_wait_of_many(waits).value == median_wait(Tally(len(everything), waits=everything)).value

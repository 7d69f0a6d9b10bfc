"""Of every measure every outcome that its definition allows within one council occurs in the invented one."""

import statistics
import tempfile
from collections import Counter, defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from facts import to_us
from metrics import all_measures
from pipelines.cli.demo import fill
from pipelines.keep.folder import Folder
from pipelines.measure import steps
from tests.small_council import Council

pytestmark = pytest.mark.commands

AS_OF = "2026-10-15T09:00:00+00:00"
SHARES = {"measured", "too few", "unknown"}  # of posts, which every platform shows
OF_ASKS = {*SHARES, "not visible"}  # a blog shows no replies
COUNTS = {"measured", "unknown"}  # a count is given from 0 on
ALLOWED = {
    "answered-within-a-day": OF_ASKS,
    "typical-wait": OF_ASKS,
    "out-of-hours-share": OF_ASKS,
    "still-waiting": {*COUNTS, "not visible"},
    "people-spoken-with": {*COUNTS, "not visible"},
    "long-exchanges": {*COUNTS, "not visible"},
    "conversation-share": SHARES,
    "going-out-share": SHARES,
    "sharing-share": SHARES,
    "credit-share": SHARES,
    "active-weeks": SHARES,
    "own-questions-share": SHARES,
    "formats": SHARES,
    # `not visible` is for a council without releases and without another member's or the council's own posts
    # (definition 73), so it can't stand beside the others in a council with releases.
    "own-words-share": SHARES,
    # Every moment in which an account is seen lies in one of its silences, so there are never too few (49).
    "longest-silence": COUNTS,
    "feedback-loops": COUNTS,
    "corrections": COUNTS,
    # Not visible where no text of a profile came; unknown in the months before the first was read (80).
    "bio": {*COUNTS, "not visible"},
}


@cache
def figures() -> dict[str, list[dict]]:
    """Every result of a council of 45 in six months, by measure, each with its label and member."""
    as_of_us = to_us(datetime.fromisoformat(AS_OF))
    with tempfile.TemporaryDirectory() as somewhere:
        path = Path(somewhere) / "data"
        path.mkdir()
        fill(Folder(path), seed=1, members=45, months=7, until_us=as_of_us)
        folder = Folder(path)
        with folder.archive() as archive:
            steps.measure(folder, archive, as_of_us)
        told = Council(path)
        months = [[], *(["--month", f"2026-{month:02}"] for month in range(4, 11))]
        found: dict[str, list[dict]] = defaultdict(list)
        for month in months:
            for member in told.json("show", "--all", *month):
                for result in member["results"]:
                    if (result["reason"] or {}).get("code") == "not-published":
                        continue  # there is no result, as out of office
                    stands = {"member": member["member"], "label": member["window"]["label"]}
                    found[result["measure"]].append({**result, **stands})
        return found


def lately(measure: str) -> list[dict]:
    return [one for one in figures()[measure] if one["label"] == "90 days"]


def test_of_every_measure_every_outcome_that_may_occur_occurs():
    assert set(ALLOWED) == {measure.id for measure in all_measures()}
    assert {name: {one["outcome"] for one in some} for name, some in figures().items()} == ALLOWED


@pytest.mark.parametrize("measure", [name for name, allowed in ALLOWED.items() if "too few" in allowed])
def test_members_differ_and_no_share_is_all_or_nothing(measure):
    values = [one["value"] for one in lately(measure) if one["value"] is not None]

    assert len(values) >= 10
    assert len({round(value, 2) for value in values}) > 4
    if measure not in ("typical-wait", "formats"):
        assert 0.05 < statistics.mean(values) < 0.97


def test_most_write_most_in_their_own_words_and_there_are_releases_to_compare_with():
    values = [one["value"] for one in lately("own-words-share") if one["value"] is not None]
    known = {
        one["counts"]["releases_known"] for one in lately("own-words-share") if one["outcome"] == "measured"
    }

    assert statistics.median(values) > 0.75
    assert min(values) < 0.5
    assert min(known) > 20


def test_loops_are_closed_by_some_left_open_by_others_and_some_never_closed():
    counts = [one["counts"] for one in figures()["feedback-loops"] if one["outcome"] == "measured"]
    reasons = Counter({name: sum(one[name] > 0 for one in counts) for name in ("closed", "open")})

    assert min(reasons.values()) > 10
    assert any(one["n"] and not one["counts"]["closed"] and not one["counts"]["open"]
               for one in figures()["feedback-loops"] if one["outcome"] == "measured")  # fmt: skip


def test_some_take_up_a_format_and_some_have_long_exchanges_corrections_and_hours_of_their_own():
    formats = [one for one in lately("formats") if one["outcome"] == "measured"]
    asks = [one for one in lately("out-of-hours-share") if one["outcome"] == "measured"]

    assert (
        0
        < sum("live" in one["counts"]["new"] or "video" in one["counts"]["new"] for one in formats)
        < len(formats)
    )
    for measure in ("long-exchanges", "corrections"):
        values = {one["value"] for one in lately(measure) if one["outcome"] == "measured"}
        assert min(values) == 0 < max(values)
    assert {one["counts"]["ordinary_hours"] == 0 for one in asks} == {True, False}


def test_who_left_office_has_no_result_after_it_and_who_came_none_before():
    by_member = defaultdict(set)
    for one in figures()["conversation-share"]:
        by_member[one["member"]].add(one["label"])
    spans = Counter(tuple(sorted(labels)) for labels in by_member.values())
    left = [labels for labels in spans if "2026-04" in labels and "2026-09" not in labels]
    came = [labels for labels in spans if "2026-04" not in labels and "2026-10" in labels]

    assert len(left) == 1
    assert len(came) == 1

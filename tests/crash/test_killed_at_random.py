"""Killed at random: a dozen of the kills of benchmarks/kills.py, and proof that what judges them finds faults."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.crash.kills import judging, state
from tests.crash.kills.choosing import died_at
from tests.crash.kills.judging import BROKEN, DOUBLED, HALF_SEEN, KEPT, LOST, OTHER
from tests.crash.kills.points import COMMIT, KEY_MAKING, MIGRATION, PUBLISH, REPORT, TRANSACTION, Hit
from tests.crash.kills.processes import Ended, Order, Running, asked, run
from tests.crash.kills.stage import BOB, DEES, NOW_US, Stage
from tests.crash.kills.state import Seen, State
from tests.crash.kills.trial import Trials
from tests.crash.kills.watching import watch
from tests.platforms.local_bluesky import running

pytestmark = [pytest.mark.killed, pytest.mark.timeout(240)]

SEED = 7
TRIALS = (
    0,
    3,
    6,
    7,
    9,
    10,
    12,
    15,
    16,
    17,
    19,
    20,
)  # a command of each sort; where it dies follows from the seed
AT_LEAST = 9  # of them kill: a process may come to its end before the moment that was chosen


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with running() as network:
        yield Stage(tmp_path_factory.mktemp("kills") / "stage", network)


def test_no_kill_loses_doubles_half_shows_keeps_or_breaks_anything(stage: Stage, tmp_path: Path) -> None:
    trials = Trials(stage, tmp_path)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda number: trials.trial(SEED, number), TRIALS))

    assert [str(one) for one in found if one.faults] == []
    assert sum(one.kills > 0 for one in found) >= AT_LEAST
    assert {one.where for one in found} & {COMMIT, PUBLISH}


# Where commands die


def test_the_places_where_a_kill_matters_are_known_when_they_are_passed(stage: Stage, tmp_path: Path) -> None:
    passed = set()
    for council, arguments in (
        ("empty", ("register", str(stage.register))),
        ("measured", ("import", str(stage.second))),
        ("brought", ("measure",)),
    ):
        folder = stage.copy(council, tmp_path / council / "data")
        passed |= {one.place for one in run(Order(arguments=arguments, now_us=NOW_US), folder).passed}

    assert passed >= {KEY_MAKING, MIGRATION, REPORT, COMMIT, TRANSACTION, PUBLISH}


@pytest.mark.parametrize(("when", "is_done"), [("before", False), ("after", True)])
def test_a_command_dies_where_it_is_told_to(stage: Stage, tmp_path: Path, when: str, is_done: bool) -> None:
    order = Order(arguments=("mark", "undo", "1"), now_us=NOW_US)
    usual = run(order, stage.copy("measured", tmp_path / "usual"))
    commit = next(one for one in usual.passed if one.place == COMMIT)
    folder = stage.copy("measured", tmp_path / "killed")

    ended = run(order, folder, Hit(commit.number, when))
    marks = asked(state.snapshot, folder).desk["marks"]

    assert ended.was_killed
    assert died_at(Hit(commit.number, when), ended, usual)[0] == COMMIT
    assert [bool(dict(one)["undone_us"]) for one in marks] == [is_done]


def test_a_command_that_stands_still_goes_on_when_it_may(stage: Stage, tmp_path: Path) -> None:
    folder, mark = stage.copy("measured", tmp_path / "data"), tmp_path / "stands"
    order = Order(arguments=("mark", "undo", "1"), now_us=NOW_US)

    standing = Running(order, folder, Hit(3, "after", pauses=str(mark)))
    (tmp_path / "stands.go").touch()

    assert standing.ended().code == 0
    assert mark.exists()


def test_what_is_cut_off_in_a_write_is_written_to_the_half(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended without an answer"):
        asked(_write_and_die, tmp_path)

    assert (tmp_path / "told.txt").read_text("ascii") == "half"


def _write_and_die(folder: Path) -> None:
    watch(folder.parent / f"{folder.name}-notes", folder, Hit(2, "during")).begin()
    (folder / "told.txt").write_text("halfhalf", encoding="ascii")


# What the judge finds


@pytest.fixture(scope="module")
def left(stage: Stage) -> State:
    """What an undisturbed council holds."""
    return asked(state.snapshot, stage.measured)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def seen(stage: Stage) -> Seen:
    """What a reader sees of it."""
    return asked(state.look, stage.measured, True)  # type: ignore[no-any-return]


def sorts(faults: Iterator[judging.Fault]) -> set[str]:
    return {fault.sort for fault in faults}


def test_an_undisturbed_council_has_no_faults(left: State, seen: Seen) -> None:
    assert len(left.archive["main.posts"]) == 180
    assert len(seen.shown) == 3
    assert list(judging.kept(left, left, whole_desk=True)) == []
    assert list(judging.reader(seen, [None, seen.tables])) == []


def test_a_lost_message_is_found(left: State) -> None:
    posts = left.archive["main.posts"][1:]

    found = judging.kept(replace(left, archive={**left.archive, "main.posts": posts}), left, whole_desk=True)

    assert sorts(found) == {LOST}


def test_a_doubled_message_is_found(left: State) -> None:
    posts = left.archive["main.posts"]
    again = [*posts, ("again", *posts[0][1:])]

    found = judging.kept(replace(left, archive={**left.archive, "main.posts": again}), left, whole_desk=True)

    assert sorts(found) == {DOUBLED}


def test_what_is_kept_of_somebody_without_a_consent_is_found(
    left: State, stage: Stage, tmp_path: Path
) -> None:
    folder = stage.copy("measured", tmp_path / "data")
    (folder / "imports" / "told.json").write_text(f'"{DEES}"', encoding="utf-8")

    assert sorts(judging.without_consent(replace(left, live=left.live - {BOB}))) == {KEPT}
    assert sorts(judging.without_consent(replace(left, owed=frozenset({BOB})))) == {KEPT}
    assert sorts(judging.without_consent(asked(state.snapshot, folder))) == {KEPT}


@pytest.mark.parametrize("change", [
    lambda one: replace(one, published=None),
    lambda one: replace(one, archive={**one.archive, "main.coverage": []}),
    lambda one: replace(one, desk={**one.desk, "marks": []}),
    lambda one: replace(one, files=one.files | {"key.CHANCE.new"}),
    lambda one: replace(one, cut_off=["20261120T100000.json"]),
])  # fmt: skip
def test_anything_else_that_differs_is_found(left: State, change: Any) -> None:
    assert sorts(judging.kept(change(left), left, whole_desk=True)) == {OTHER}


def test_a_run_that_is_half_seen_is_found(stage: Stage, seen: Seen, tmp_path: Path) -> None:
    folder = stage.copy("measured", tmp_path / "data")
    next((folder / "published").glob("*-own.duckdb")).unlink()
    torn = {**(seen.tables or {}), "main.results": []}

    assert sorts(judging.reader(replace(seen, tables=torn), [seen.tables])) == {HALF_SEEN}
    assert asked(state.look, folder, False).torn


def test_a_member_who_is_shown_without_a_consent_is_found(seen: Seen) -> None:
    hidden = replace(seen, live=seen.live - {BOB})

    assert sorts(judging.reader(hidden, [seen.tables])) == {KEPT}


def test_a_command_that_stays_broken_is_found() -> None:
    refused = Ended(1, "", "12:00:00 measuring\nThere is no mark 1 in force.\n", [], 0)

    assert list(judging.repeated(refused, "There is no mark 1", "mark undo")) == []
    assert sorts(judging.repeated(refused, "", "mark undo")) == {BROKEN}
    assert sorts(judging.repeated(replace(refused, err=f"Traceback\n{refused.err}"), "There is", "")) == {
        BROKEN
    }
    assert sorts(judging.works([("measure", 1, "KeyError")])) == {BROKEN}
    assert sorts(judging.works([("measure", 0, "Traceback")])) == {BROKEN}

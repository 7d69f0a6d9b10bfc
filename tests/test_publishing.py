"""What is published is whole, immutable, and parted: what is for the member's eyes is in a file of its own."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from facts import to_us
from pipelines import calendar, run
from pipelines.demo import fill
from pipelines.folder import Folder
from store.published import Published
from store.publishing import CURRENT, OWN, current, is_behind, publish, sweep

AS_OF = "2026-10-15T09:00:00+00:00"
OF_A_MEASURE = ("results", "occasions", "series", "council")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a small invented council, measured."""
    as_of_us = to_us(datetime.fromisoformat(AS_OF))
    path = tmp_path_factory.mktemp("published")
    fill(Folder(path), seed=3, members=6, months=4, until_us=as_of_us)
    folder = Folder(path)
    with folder.archive() as archive:
        run.measure(folder, archive, as_of_us)
    return folder


def test_a_measure_for_the_members_eyes_is_in_their_own_file_only(folder: Folder, tmp_path: Path) -> None:
    with folder.archive() as archive:
        version = publish(archive, tmp_path, ["typical-wait"])

    for table in OF_A_MEASURE:
        assert measures(tmp_path / f"{version}.duckdb", table) & {"typical-wait"} == set()
        assert measures(tmp_path / f"{version}{OWN}.duckdb", table) == {"typical-wait"}


def test_no_file_holds_words_that_its_evidence_does_not_point_to(folder: Folder, tmp_path: Path) -> None:
    with folder.archive() as archive:
        version = publish(archive, tmp_path, ["typical-wait"])

    for name in (f"{version}.duckdb", f"{version}{OWN}.duckdb"):
        strays = ask(
            tmp_path / name,
            "select post from messages where post not in (select post from occasions where post is not null) "
            "and post not in (select answer from occasions where answer is not null) "
            "and post not in (select post from waiting)",
        )
        assert strays == []


def test_every_result_is_the_sum_of_its_occasions(folder: Folder) -> None:
    version = Published(folder.published).version
    rows = ask(
        folder.published / f"{version}.duckdb",
        """
        select results.member, results.measure, results.label, results.n, count(occasions.member)
        from results left join occasions
            on occasions.member = results.member and occasions.measure = results.measure
            and occasions.label = results.label and not occasions.left_out
        where results.n is not null
        group by all
        """,
    )

    assert len(rows) > 100
    assert [row for row in rows if row[3] != row[4]] == []


def test_publishing_sweeps_what_a_crash_left(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "20200101T000000000000-abcdef.tmp").write_bytes(b"half a file")
    (tmp_path / "current.tmp").write_text("nonsense")

    with folder.archive() as archive:
        version = publish(archive, tmp_path, [])

    names = {path.name for path in tmp_path.iterdir()}
    assert names == {CURRENT, f"{version}.duckdb", f"{version}{OWN}.duckdb"}


def test_a_finished_run_that_was_never_published_is_noticed(folder: Folder, tmp_path: Path) -> None:
    with folder.archive() as archive:
        assert is_behind(archive, tmp_path)
        publish(archive, tmp_path, [])
        assert not is_behind(archive, tmp_path)


def test_after_an_erasure_only_the_current_version_is_left(folder: Folder, tmp_path: Path) -> None:
    with folder.archive() as archive:
        version = publish(archive, tmp_path, [])
    (tmp_path / "20200101T000000000000-abcdef.duckdb").write_bytes(b"an older version")

    sweep(tmp_path, keep=1)

    assert current(tmp_path) == version
    assert not (tmp_path / "20200101T000000000000-abcdef.duckdb").exists()


def test_the_windows_are_months_weeks_and_ninety_days(folder: Folder) -> None:
    kinds = [row["kind"] for row in Published(folder.published).windows()]

    assert kinds.count("week") == calendar.WEEKS
    assert kinds.count("days") == 1
    assert kinds.count("month") >= calendar.FEWEST_MONTHS


def measures(path: Path, table: str) -> set[str]:
    """Return the measures a table has rows of."""
    return {measure for (measure,) in ask(path, f"select distinct measure from {table}")}


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on a published file."""
    with tempfile.TemporaryDirectory() as aside:  # the product may hold the file itself, with other settings
        copy = shutil.copy(path, aside)
        with duckdb.connect(copy, read_only=True) as db:
            return db.execute(sql).fetchall()

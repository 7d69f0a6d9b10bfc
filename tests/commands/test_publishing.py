"""What is published is whole, immutable, and parted: what is for the member's eyes is in a file of its own."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from facts import to_us
from metrics import all_measures
from pipelines.cli.demo import fill
from pipelines.keep.folder import Folder
from pipelines.measure import calendar
from pipelines.measure import steps as run
from store.archive import Archive
from store.published import Published
from store.publishing import CURRENT, OWN, current, is_behind, publish, sweep
from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

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


def test_each_measures_definition_is_published_with_the_day_since_which_it_is_in_force(
    folder: Folder,
) -> None:
    published = Published(folder.published)

    assert published.definitions() == sorted(
        ({"measure": m.id, "version": m.version, "since": m.since} for m in all_measures()),
        key=lambda row: str(row["measure"]),
    )
    own = Published(folder.published, own=True)  # what only the member themself sees
    assert {(row["measure"], row["version"]) for row in published.results() + own.results()} == {
        (row["measure"], row["version"]) for row in published.definitions()
    }
    assert Published(folder.published, own=True).definitions() == published.definitions()


def test_every_open_question_is_published_as_new_waiting_or_closed(folder: Folder) -> None:
    version = Published(folder.published).version
    rows = ask(
        folder.published / f"{version}.duckdb",
        "select state, min(waited_us), max(waited_us), count(*) from waiting group by state order by state",
    )
    day_us = 86_400_000_000

    assert [state for state, *_ in rows] == ["closed", "new", "waiting"]
    (_, closed_from, _, _), (_, _, new_to, _), (_, waiting_from, waiting_to, _) = rows
    assert (new_to < day_us, waiting_from >= day_us, waiting_to <= 14 * day_us < closed_from) == (True,) * 3
    [beside] = ask(
        folder.published / f"{version}.duckdb",
        "select sum(n), sum((counts::json->>'new')::int + (counts::json->>'waiting')::int"
        " + (counts::json->>'closed')::int) from results where measure = 'still-waiting'",
    )
    assert beside[0] == beside[1]


def measures(path: Path, table: str) -> set[str]:
    """Return the measures a table has rows of."""
    return {measure for (measure,) in ask(path, f"select distinct measure from {table}")}


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query on a published file."""
    with tempfile.TemporaryDirectory() as aside:  # the product may hold the file itself, with other settings
        copy = shutil.copy(path, aside)
        with duckdb.connect(copy, read_only=True) as db:
            return db.execute(sql).fetchall()


def test_a_finished_run_of_an_older_shape_is_measured_again_and_stops_nothing(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    rows = [
        {"id": "1", "account": "x:ann", "author": "jo", "posted_at": "2026-10-01T09:00:00Z", "text": "When?"}
    ]
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), member("bob")])))
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", rows)))
    council.must("measure", "--as-of", "2026-10-02T00:00:00Z")
    with duckdb.connect(
        str(council.path / "archive.duckdb")
    ) as old:  # a run that crashed before it published
        old.execute("drop table finished.visits; drop table finished.unseen")
        old.execute("alter table finished.messages drop column is_link_only")
        old.execute("delete from finished.meta where name = 'shape'")
    (council.path / "published" / "current").unlink()

    council.must("withdraw", "--account", "x:bob", "--by", "Bob")
    council.must("measure", "--as-of", "2026-10-02T00:00:00Z")

    assert council.json("show", "ann")["as_of"] == "2026-10-02T00:00:00Z"


def test_posts_that_came_from_x_before_are_linked_only_too(tmp_path: Path) -> None:
    path = tmp_path / "archive.duckdb"
    item = {"api": '{"refers_to":{},"version":"1"}', "archive": '{"quoted":null,"versions":[]}', "file": ""}
    with Archive(path) as archive:
        columns = "id, platform, account, author, kind, posted_us, text, url, sites, format, language, is_hidden, item"
        for name, told in item.items():
            values = [name, "x", "x:ann", "a", "post", 0, "Hello", "", "", "text", "", False, told]
            marks = ", ".join("?" * len(values))
            archive.db.execute(f"insert into posts ({columns}, first_seen_us) values ({marks}, 0)", values)
        archive.db.execute("alter table posts drop column is_link_only")  # as it was

    with Archive(path) as archive:
        linked = archive.rows("select id from posts where is_link_only")

    assert linked == [("api",)]

"""`health`: one line and one exit code for monitoring; it reads alone, waits for nobody, and always answers."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from facts import DAY_US, HOUR_US, iso, to_us
from pipelines.keep import delivery_checks, health
from pipelines.keep.folder import Folder, now_us
from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

NOW_US = to_us(datetime(2026, 11, 20, 9, tzinfo=UTC))
OCTOBER_CLOSES_US = to_us(datetime(2026, 11, 6, 9, tzinfo=UTC))
POST = {
    "id": "one", "account": "x:ann", "author": "member", "posted_at": "2026-10-02T09:00:00Z", "text": "Good morning."
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("health")
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", [member("ann"), member("bob")])))
    council.must(
        "import", str(write_posts(path / "posts.jsonl", [POST])), "--covers", "2026-10-01..2026-11-20"
    )
    council.must("measure", "--as-of", iso(NOW_US))
    council.must("summary", "--month", "2026-10")
    return council.path


@pytest.fixture
def council(measured: Path, tmp_path: Path) -> Council:
    """Return a council that was collected and published an hour ago, as far as the published run says."""
    shutil.copytree(measured, tmp_path / "data")
    council = Council(tmp_path / "data")
    visited(council, NOW_US - HOUR_US)
    published(council, NOW_US - HOUR_US)
    return council


@contextmanager
def run_of(council: Council) -> Iterator[duckdb.DuckDBPyConnection]:
    """Change the published run: another file is put in its place, as a run does."""
    folder = council.path / "published"
    path = folder / f"{(folder / 'current').read_text('ascii').strip()}.duckdb"
    changed = shutil.copy(path, folder / "changed")
    with duckdb.connect(str(changed)) as file:
        yield file
    Path(changed).replace(path)


def visited(council: Council, done_us: int | None) -> None:
    with run_of(council) as run:
        run.execute("delete from visits")
        run.execute("insert into visits values ('x:ann', 1, ?, '', '{}', null)", [done_us])


def published(council: Council, us: int) -> None:
    with run_of(council) as run:
        run.execute("update meta set value = ? where name = 'published_us'", [str(us)])


def settings(council: Council, told: str) -> None:
    (council.path / "settings.toml").write_text(told, encoding="utf-8")


def codes(council: Council, now_us: int = NOW_US) -> list[str]:
    return [step.code for step in health.look(council.path, now_us).wrong]


def test_a_council_that_was_collected_measured_and_summed_up_is_healthy(council):
    found = health.look(council.path, NOW_US)

    assert (found.is_healthy, found.wrong) == (True, [])
    assert health.said(found, Folder(council.path, to_read=True).settings.zone) == (
        "Healthy: collected 2026-11-20 08:00; published 2026-11-20 08:00; edition 2026-10; outbox empty; "
        "erasures pending 0."
    )


@pytest.mark.parametrize(("hours", "wrong"), [(6, []), (7, ["collected-late"]), (None, ["collected-late"])])
def test_nothing_collected_for_longer_than_six_hours_is_not(council, hours, wrong):
    visited(council, None if hours is None else NOW_US - hours * HOUR_US)

    assert codes(council) == wrong


@pytest.mark.parametrize(("hours", "wrong"), [(6, []), (7, ["published-late"])])
def test_nor_is_nothing_published_for_so_long(council, hours, wrong):
    published(council, NOW_US - hours * HOUR_US)

    assert codes(council) == wrong


@pytest.mark.parametrize(("hours", "overdue"), [(24, []), (25, ["2026-10"])])
def test_a_closed_month_has_a_day_until_its_edition_is_overdue(council, hours, overdue):
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("delete from documents")
        desk.execute("delete from editions")
    now_us = OCTOBER_CLOSES_US + hours * HOUR_US
    visited(council, now_us)
    published(council, now_us)

    found = health.look(council.path, now_us)

    assert found.overdue == overdue
    assert [step.code for step in found.wrong] == ["edition-overdue"] * bool(overdue)


def test_a_month_of_which_nothing_was_seen_is_never_overdue(council):
    with run_of(council) as run:
        run.execute("update coverage set seen = 0")
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("delete from documents")
        desk.execute("delete from editions")

    assert codes(council) == []


def test_what_is_overdue_is_what_summary_due_makes(council):
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("delete from documents")
        desk.execute("delete from editions")
    overdue = health.look(council.path, to_us(datetime.now(UTC))).overdue

    council.must("summary", "--due")

    assert overdue
    assert sorted(Folder(council.path).desk.latest_editions()) == overdue


@pytest.mark.parametrize(("hours", "wrong"), [(24, []), (25, ["erasure-waits"])])
def test_an_erasure_may_wait_a_day(council, hours, wrong):
    desk = Folder(council.path).desk
    desk.withdraw("x:bob", now_us=NOW_US - hours * HOUR_US, by="test")
    desk.close()

    found = health.look(council.path, NOW_US)

    assert found.desk.erasures == 1
    assert [step.code for step in found.wrong] == wrong


def put_in_outbox(council, *states):
    row = "insert into outbox (kind, period, recipient, channel, message_id, state, next_us, queued_us, changed_us)"
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        for state in states:
            number = desk.execute("select count(*) from outbox").fetchone()[0]
            desk.execute(
                f"{row} values ('edition', ?, 'a@b.example', 'email', 'x', ?, 1, 1, 1)", (number, state)
            )


def test_the_outbox_is_counted_and_what_nobody_can_settle_but_a_person_is_told(council):
    assert health.document(health.look(council.path, NOW_US))["outbox"] == {}
    put_in_outbox(council, "sent", "sent", "failed")

    found = health.look(council.path, NOW_US)

    assert (health.document(found)["outbox"], found.is_healthy) == ({"failed": 1, "sent": 2}, True)
    put_in_outbox(council, "unknown")
    assert codes(council) == ["outbox-unsettled"]


def failed_at(council, changed_us):
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("update outbox set changed_us = ? where state = 'failed'", [changed_us])


@pytest.mark.parametrize(("days", "wrong"), [(0, ["delivery-failed"]), (34, ["delivery-failed"]), (36, [])])
def test_a_message_that_failed_lately_is_told_with_what_to_do(council, days, wrong):
    put_in_outbox(council, "sent", "failed")
    failed_at(council, NOW_US - days * DAY_US)

    found = health.look(council.path, NOW_US)

    assert [step.code for step in found.wrong] == wrong
    assert all("1 message couldn't be sent" in step.told for step in found.wrong)
    assert all("deliver settle N --again" in step.told for step in found.wrong)


def test_what_the_outbox_needs_of_a_person_is_told_by_doctor_in_the_same_words(council):
    put_in_outbox(council, "unknown", "failed")
    failed_at(council, now_us())

    told = council.run("doctor", "--json").stdout

    assert {step.told for step in health.look(council.path, now_us()).wrong} & {
        *json.loads(told)["next_steps"]
    } >= {step.told for step in delivery_checks.of_outbox(unknown=1, failed=1)}


def files_of_editions(council, form):
    return sorted((council.path / "editions").glob(f"*.{form}"))


HARMS = {"gone": Path.unlink, "changed": lambda path: path.write_bytes(path.read_bytes() + b" ")}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_an_edition_whose_facts_are_not_what_was_frozen_is_told_with_the_file_to_put_back(council, harm):
    [facts] = files_of_editions(council, "json")
    harm(facts)

    [step] = health.look(council.path, NOW_US).wrong

    assert step.code == "edition-damaged"
    assert f"The edition of 2026-10 can't be read: put editions/{facts.name} back" in step.told
    assert step.told in json.loads(council.run("doctor", "--json").stdout)["next_steps"]


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
@pytest.mark.parametrize("form", ["pdf", "html"])
def test_a_document_of_an_edition_that_is_not_what_was_frozen_can_be_made_again(
    council, tmp_path, harm, form
):
    harm(files_of_editions(council, form)[0])

    [step] = health.look(council.path, NOW_US).wrong

    assert step.code == "document-damaged"
    assert "python -m pipelines summary --month 2026-10 --out DIR" in step.told
    assert step.told in json.loads(council.run("doctor", "--json").stdout)["next_steps"]
    council.must("summary", "--month", "2026-10", "--out", str(tmp_path / "out"))
    assert codes(council) == []


def test_of_an_edition_that_was_taken_away_no_file_is_missed(council):
    for path in (council.path / "editions").iterdir():
        path.unlink()
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("update editions set redacted_us = 1")

    assert codes(council) == []


def test_a_desk_of_before_anything_was_taken_away_is_read_as_well(council):
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("alter table editions drop column redacted_us")
    [facts] = files_of_editions(council, "json")
    facts.unlink()

    assert codes(council) == ["edition-damaged"]


def test_hours_are_settings_and_0_switches_a_check_off(council):
    visited(council, None)
    published(council, NOW_US - 30 * HOUR_US)

    settings(council, "[health]\ncollected_within_hours = 0\npublished_within_hours = 30\n")

    assert codes(council) == []


@pytest.mark.parametrize("told", ["health = 3", "[health]\nhours = 3", "[health]\npublished_within_hours = -1",
                                  "[health]\npublished_within_hours = true"])  # fmt: skip
def test_settings_that_cannot_be_followed_are_what_is_wrong(council, told):
    settings(council, told)

    assert codes(council) == ["bad-settings"]


def test_an_invented_council_is_never_collected(council):
    visited(council, None)
    settings(council, "invented = true\n")

    assert codes(council) == []


# As a command


def test_one_line_and_one_exit_code_say_it(council):
    done = council.run("health")

    assert (done.exit_code, len(done.stdout.splitlines()), done.stderr) == (1, 1, "")
    assert done.stdout.startswith("Not healthy: collected 2026-11-20 08:00; published")
    settings(
        council,
        "[health]\ncollected_within_hours = 0\npublished_within_hours = 0\nedition_within_hours = 0\n",
    )
    assert council.run("health").exit_code == 0


def test_as_json_it_is_one_document(council):
    done = council.run("health", "--json")

    told = json.loads(done.stdout)
    assert (done.exit_code, told["healthy"]) == (1, False)
    assert {"collected-late", "published-late"} <= set(told["codes"])
    assert len(told["wrong"]) == len(told["codes"])
    assert (told["collected_at"], told["edition"]) == (
        "2026-11-20T08:00:00Z",
        {"month": "2026-10", "revision": 1},
    )


def test_it_does_not_wait_for_a_run_that_holds_the_archive(council):
    with Folder(council.path).archive():
        code, answer, _aside = council.apart("health")

    assert (code, answer.count("\n")) == (1, 1)
    assert "archive-busy" not in answer


@pytest.mark.parametrize("is_at_work", [False, True])
def test_it_changes_nothing(council, is_at_work):
    def seen() -> dict[str, tuple[bytes, int]]:
        files = [path for path in council.path.rglob("*") if path.is_file()]
        # While somebody works on the desk, SQLite notes in this file who is reading.
        files = [path for path in files if not is_at_work or not path.name.endswith("-shm")]
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    if not is_at_work:  # the log that the copied folder still has is taken into the desk
        with sqlite3.connect(council.path / "desk.sqlite") as desk:
            desk.execute("pragma wal_checkpoint(truncate)")
        desk.close()
        assert not (council.path / "desk.sqlite-wal").exists()

    before = seen()
    council.run("health")

    assert seen() == before


def test_it_reads_what_a_writer_at_work_has_committed(council):
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("pragma journal_mode = wal")
        desk.execute("insert into erasures (account, asked_us) values ('x:bob', 1)")
        desk.commit()

        assert health.look(council.path, NOW_US).desk.erasures == 1


@pytest.mark.parametrize(
    "what", ["nothing", "no folder", "desk", "desk empty", "published", "current", "settings", "a file"]
)
def test_a_folder_that_is_empty_or_broken_gives_one_clear_line(council, tmp_path, what):
    path = council.path
    if what in ("nothing", "no folder", "a file"):
        path = tmp_path / "other"
        if what == "nothing":
            path.mkdir()
        if what == "a file":
            path.write_text("x", encoding="utf-8")
    elif what == "desk":
        (path / "desk.sqlite").write_bytes(b"This is no database. " * 500)
    elif what == "desk empty":
        (path / "desk.sqlite").write_bytes(b"")
    elif what == "published":
        for file in (path / "published").glob("*.duckdb"):
            file.write_bytes(b"This is no database. " * 500)
    elif what == "current":
        (path / "published" / "current").unlink()
    else:
        settings(council, "council = [")

    done = Council(path).run("health")

    assert (done.exit_code, len(done.stdout.splitlines()), done.stderr) == (1, 1, ""), done.output
    assert done.stdout.startswith("Not healthy: ")
    assert done.stdout.rstrip().endswith("]")
    assert json.loads(Council(path).run("health", "--json").stdout)["healthy"] is False


def test_a_desk_of_an_older_version_is_read_as_it_is(council):
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        for table in ("documents", "editions"):
            desk.execute(f"drop table {table}")
    before = (council.path / "desk.sqlite").read_bytes()

    assert codes(council) == ["edition-overdue"]
    assert (council.path / "desk.sqlite").read_bytes() == before


def test_the_months_are_the_councils(council):
    assert health.look(council.path, NOW_US).run.first_month == f"{date(2026, 10, 1):%Y-%m}"

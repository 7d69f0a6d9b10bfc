"""Work never stops because nobody can be told of it: a full disk behind an answer or a log, a stream that is closed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.commands import test_command_line
from tests.commands.test_command_line import AS_OF, POSTS, member
from tests.small_council import ROOT, Council, write_posts, write_register

files, measured, council = test_command_line.files, test_command_line.measured, test_command_line.council
FULL = Path("/dev/full")
pytestmark = [
    pytest.mark.commands,
    pytest.mark.skipif(not FULL.exists(), reason="no file here stands for a full disk"),
    pytest.mark.timeout(120),
]
MORE = {
    "id": "more",
    "account": "x:ann",
    "author": "jo",
    "posted_at": "2026-10-20T09:00:00Z",
    "text": "Grimsditch?",
}


def unheard(
    council: Council, *arguments: str, buffered: bool = True, streams: str = ">/dev/full"
) -> tuple[int, str]:
    """Run a command whose streams lead as a shell is told. Return its exit code, and what it said aside."""
    command = 'exec "$0" -m pipelines --data "$@" ' + streams
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, str(council.path), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("buffered", [True, False])
def test_a_withdrawal_that_cant_be_answered_is_carried_out_to_the_end(
    council: Council, buffered: bool
) -> None:
    code, aside = unheard(council, "withdraw", "--account", "x:ann", buffered=buffered)

    assert code == 4
    assert aside.endswith("What there was to do is done. [answer-not-written]\n")
    assert "The answer couldn't be written (No space left on device)." in aside
    assert {row[2] for row in council.archive()["main.posts"]} == {"x:bob"}
    again = council.run("withdraw", "--account", "x:ann")
    assert (again.exit_code, again.stdout) == (1, "")


@pytest.mark.parametrize("buffered", [True, False])
def test_an_import_that_cant_be_answered_is_kept_and_what_was_withdrawn_meanwhile_goes(
    council: Council, tmp_path: Path, buffered: bool
) -> None:
    code, aside = unheard(
        council, "import", str(write_posts(tmp_path / "m.jsonl", [MORE])), buffered=buffered
    )

    assert code == 4
    assert "Nothing half-done" not in aside
    assert "more" in {row[0] for row in council.archive()["main.posts"]}


def test_an_hourly_run_that_cant_be_answered_measures_all_the_same(council: Council) -> None:
    before = (council.path / "published" / "current").read_text()

    code, _ = unheard(council, "run", buffered=False, streams=">/dev/full 2>/dev/full")

    assert code == 4
    assert (council.path / "published" / "current").read_text() != before


@pytest.mark.parametrize(
    "arguments", [["show", "--all", "--json"], ["--help"], ["show", "--help"], ["lines"]]
)
@pytest.mark.parametrize("buffered", [True, False])
def test_an_answer_that_cant_be_written_is_one_line(
    council: Council, arguments: Sequence[str], buffered: bool
) -> None:
    code, aside = unheard(council, *arguments, buffered=buffered)

    assert code in (1, 4)
    assert aside.startswith("The answer couldn't be written (No space left on device).")
    assert len(aside.splitlines()) == 1


def test_labelling_without_end_stops_where_nobody_listens(council: Council) -> None:
    endless = 'yes "{\\"text\\": \\"Bins?\\"}" | "$0" -m pipelines label >/dev/full'
    done = subprocess.run(
        ["/bin/sh", "-c", endless, sys.executable],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert "The answer couldn't be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_has_seen_enough_of_a_list_is_told_nothing_more(council: Council) -> None:
    code, aside = unheard(council, "lines", buffered=False, streams="| true")

    assert (code, aside) == (0, "")


# Ended, and not erased yet


def test_a_withdrawal_said_again_erases_what_the_first_could_not(council: Council) -> None:
    from pipelines.keep.folder import Folder, now_us

    Folder(council.path).desk.withdraw(
        "x:ann", now_us=now_us(), by="Ann"
    )  # as far as a run that was killed came

    told = council.must("withdraw", "--account", "x:ann")

    assert told == "Consent for x:ann was ended already.\nErased: x:ann.\n"
    assert {row[2] for row in council.archive()["main.posts"]} == {"x:bob"}


# The report beside the data


def test_a_report_that_cant_be_written_is_a_trouble_and_what_was_withdrawn_meanwhile_goes(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.import_ import import_file as bring
    from pipelines.keep.folder import Folder, now_us

    shutil.rmtree(council.path / "imports")
    (council.path / "imports").write_text("a file")
    keep = bring.import_posts_file

    def and_withdraw(*arguments: Any) -> object:
        done = keep(*arguments)
        Folder(council.path).desk.withdraw("x:bob", now_us=now_us(), by="Bob")
        return done

    monkeypatch.setattr(bring, "import_posts_file", and_withdraw)
    done = council.run("import", str(write_posts(tmp_path / "m.jsonl", [MORE])))

    assert done.exit_code == 4
    assert "m.jsonl: kept, but its report couldn't be written to imports: File exists." in done.stderr
    assert "1 message" in done.stdout
    assert {row[2] for row in council.archive()["main.posts"]} == {"x:ann"}


# Streams that are closed


@pytest.mark.parametrize("streams", [">&-", "<&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_closed_streams_stop_no_command_and_nothing_of_it_goes_into_a_file(
    tmp_path: Path, streams: str
) -> None:
    council = Council(tmp_path / "data")
    register = write_register(tmp_path / "register.csv", [member("ann"), member("bob")])
    posts = write_posts(tmp_path / "posts.jsonl", POSTS)
    for arguments in (["register", str(register)], ["import", str(posts)], ["measure", "--as-of", AS_OF]):
        code, aside = unheard(council, *arguments, streams=streams)
        assert code == 0, (arguments, aside)
        assert "fault" not in aside

    assert not [*council.path.glob("fault-*")]
    assert [one["member"] for one in council.json("show", "--all")] == ["ann", "bob"]


# Ctrl+C while the modules are loaded


# As from a terminal: whoever starts tests in the background has Ctrl+C ignored.
LISTENING = """
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module(sys.argv[1], run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("module", ["pipelines", "pipelines.cli.starting"])
def test_ctrl_c_before_a_command_is_at_work_is_one_line(tmp_path: Path, module: str) -> None:
    slow = f"import pathlib, time\npathlib.Path({str(tmp_path / 'loading')!r}).touch()\ntime.sleep(60)\n"
    (tmp_path / "duckdb.py").write_text(slow)  # in place of one that takes long to load

    process = subprocess.Popen(
        [sys.executable, "-c", LISTENING, module],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "TWOWAY_DATA": str(tmp_path / "data")},
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (tmp_path / "loading").exists() and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, aside = process.communicate(timeout=30)

    assert (process.returncode, aside) == (130, "Stopped. Nothing is lost: the next run goes on from here.\n")

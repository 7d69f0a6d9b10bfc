"""start.py: what it reads, what it fills, which port it takes, and how it says what went wrong."""

import errno
import http.server
import socket
import subprocess
import sys
import threading
import tomllib
import types
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import start
from tests import lanes
from tests.lanes import Lane


def publish(folder: Path, what: str = "v1") -> None:
    (folder / "published").mkdir(parents=True, exist_ok=True)
    (folder / "published" / "current").write_text(what)


class Pipelines:
    """Does to a folder what the command line would, and can be made to stop halfway."""

    def __init__(self, stop_in: str = "") -> None:
        self.stop_in = stop_in
        self.done: list[tuple[str, str]] = []

    def __call__(self, verb: str, folder: Path) -> None:
        self.done.append((verb, folder.name))
        if verb == "demo":
            assert list(folder.iterdir()) == []
            (folder / "desk.sqlite").write_text("invented")
        if verb == self.stop_in:
            raise start.Stop(f"{verb} did not finish")
        if verb == "demo":
            (folder / "archive.duckdb").write_text("invented")
        if verb == "measure":
            publish(folder)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# What it reads


@pytest.mark.parametrize(
    ("arguments", "port", "data", "no_browser"),
    [
        ([], None, None, False),
        (["run"], None, None, False),
        (["--port", "8600"], 8600, None, False),
        (["run", "--data", "ours", "--no-browser"], None, Path("ours"), True),
    ],
)
def test_without_a_command_it_runs(
    arguments: list[str], port: int | None, data: Path | None, no_browser: bool
) -> None:
    wish = start.parse(arguments)

    assert (wish.command, wish.port, wish.data, wish.no_browser) == ("run", port, data, no_browser)


@pytest.mark.parametrize(
    "arguments", [["--port", "80"], ["--port", "x"], ["fly"], ["prepare", "--port", "8600"]]
)
def test_wrong_arguments_end_with_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        start.parse(arguments)


def test_a_lane_that_is_not_there_is_named_before_anything_is_installed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert start.main(["test", "fast", "slow"]) == 2

    assert capsys.readouterr().err.startswith(
        "start.py: no lane is called slow. The lanes: style, fast, commands,"
    )


def test_an_old_python_is_told_which_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "OLDEST", (99, 0))

    assert start.main([]) == 1
    assert capsys.readouterr().err.endswith("Two-Way needs 99.0 or newer.\n")


# The data folder


def test_an_empty_folder_gets_the_invented_council_measured(tmp_path: Path) -> None:
    data, pipelines = tmp_path / "new" / "data", Pipelines()

    start.fill(data, pipelines)

    summed_up = f"summary --month {start.last_closed(datetime.now(UTC).date())}"
    assert pipelines.done == [(verb, ".filling") for verb in ("demo", "measure", summed_up)]
    assert files(data) == ["archive.duckdb", "desk.sqlite", "published/current"]
    assert not (data / ".filling").exists()


@pytest.mark.parametrize(
    ("today", "month"),
    [
        ("2026-11-28", "2026-10"),
        ("2026-11-07", "2026-10"),
        ("2026-11-06", "2026-09"),
        ("2027-01-05", "2026-11"),
    ],
)
def test_the_last_month_that_has_closed_is_summed_up(today: str, month: str) -> None:
    assert start.last_closed(date.fromisoformat(today)) == month


def test_a_month_that_can_not_be_summed_up_stops_no_start(tmp_path: Path) -> None:
    summed_up = f"summary --month {start.last_closed(datetime.now(UTC).date())}"

    start.fill(tmp_path, Pipelines(stop_in=summed_up))

    assert start.is_published(tmp_path)


def test_a_published_folder_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path)
    pipelines = Pipelines()

    start.fill(tmp_path, pipelines)

    assert pipelines.done == []


def test_a_folder_of_ones_own_is_measured_and_never_mixed_with_the_invented_council(tmp_path: Path) -> None:
    (tmp_path / "archive.duckdb").write_text("our own posts")
    pipelines = Pipelines()

    start.fill(tmp_path, pipelines)

    assert pipelines.done == [("measure", tmp_path.name)]
    assert (tmp_path / "archive.duckdb").read_text() == "our own posts"
    assert not (tmp_path / ".filling").exists()


@pytest.mark.parametrize("broken_in", ["demo", "measure"])
def test_a_start_that_broke_halfway_is_made_good_by_the_next(tmp_path: Path, broken_in: str) -> None:
    with pytest.raises(start.Stop):
        start.fill(tmp_path, Pipelines(stop_in=broken_in))
    assert not start.is_published(tmp_path)

    start.fill(tmp_path, Pipelines())

    assert files(tmp_path) == ["archive.duckdb", "desk.sqlite", "published/current"]


def test_a_start_that_broke_while_moving_in_goes_on_moving(tmp_path: Path) -> None:
    (tmp_path / "archive.duckdb").write_text("moved")
    (tmp_path / ".filling").mkdir()
    (tmp_path / ".filling" / "desk.sqlite").write_text("not moved yet")
    publish(tmp_path / ".filling")
    pipelines = Pipelines()

    start.fill(tmp_path, pipelines)

    assert pipelines.done == []
    assert files(tmp_path) == ["archive.duckdb", "desk.sqlite", "published/current"]


# The environment


@pytest.fixture
def requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The requirements of a checkout that needs nothing, so that pip really runs and needs no network."""
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    return tmp_path / "requirements.txt"


def installs(capsys: pytest.CaptureFixture[str]) -> int:
    return capsys.readouterr().out.count("Installing about")


def test_a_second_start_installs_nothing(requirements: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start.make_environment(requirements.name)
    assert installs(capsys) == 1

    start.make_environment(requirements.name)
    assert installs(capsys) == 0


def test_a_changed_requirement_is_installed(requirements: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start.make_environment(requirements.name)
    requirements.write_text("# nothing else\n")
    start.make_environment(requirements.name)

    assert installs(capsys) == 2


def test_an_install_that_failed_is_tried_again(
    requirements: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    requirements.write_text("duckdb == == 2\n")

    for _ in range(2):
        with pytest.raises(start.Stop, match="could not be installed: Invalid requirement"):
            start.make_environment(requirements.name)

    assert installs(capsys) == 2


def test_a_python_without_venv_is_told_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "can", lambda _module: False)

    with pytest.raises(start.Stop, match=r"On Debian or Ubuntu: apt-get install python3\.\d+-venv"):
        start.make_venv()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "the disk is full",
        ),
        ("WARNING: Retrying (Retry(total=4)) after connection broken", "the packages can't be reached"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "isn't the one we locked",
        ),
        ("ERROR: something else", "could not be installed: something else"),
        ("", "could not be installed: it said nothing."),
    ],
)
def test_a_failed_install_is_one_clear_line(said: str, told: str) -> None:
    line = start.explain_pip(said.splitlines())

    assert told in line
    assert "\n" not in line


def test_a_full_disk_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_wish: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.setitem(start.COMMANDS, "prepare", full)

    assert start.main(["prepare"]) == 1
    assert capsys.readouterr().err == "start.py: the disk is full. Free some space and run it again.\n"


# The port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_port_asked_for_and_taken_is_said_and_not_swapped(taken: int) -> None:
    with pytest.raises(start.Stop, match=f"port {taken} is taken by another program. Choose another: --port"):
        start.choose_port(taken)


def test_without_a_wish_the_next_free_port_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "FIRST_PORT", taken)

    assert taken < start.choose_port(None) < taken + start.PORTS_TRIED


@pytest.mark.parametrize("status", [200, 403])
def test_a_dashboard_is_up_though_it_answers_its_proxy_alone(status: int) -> None:
    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()

        is_here = start.wait_until_up(running(), f"http://127.0.0.1:{server.server_port}")

    assert is_here == (status == 200)


def running() -> subprocess.Popen[bytes]:
    return types.SimpleNamespace(poll=lambda: None)


# The lanes


REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="c"><error/></testcase>
<testcase name="b"><failure message="no"/></testcase>
<testcase name="d"><skipped message="no node here"/></testcase>
</testsuite></testsuites>"""


def test_a_lane_is_counted_from_its_report(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)

    lane = lanes.count("atproto", tmp_path / "report.xml")

    assert (lane.passed, lane.failed, lane.skipped) == (1, 2, 1)
    assert lane.not_run == Counter(["no node here"])


def test_every_test_belongs_to_exactly_one_lane() -> None:
    others = [lane for lane in lanes.LANES if lane != "fast"]

    assert lanes.LANES["fast"] == f"not ({' or '.join(others)})"
    assert [lanes.LANES[lane] for lane in others] == others


def test_the_markers_name_every_lane() -> None:
    pytest_ini = tomllib.loads((start.ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"][
        "ini_options"
    ]

    assert {marker.split(":")[0] for marker in pytest_ini["markers"]} == set(lanes.LANES) - {"fast"}


@pytest.mark.parametrize(
    ("lane", "failed", "skipped"),
    [
        (Lane("atproto", passed=3, skipped=2, not_run=Counter({"no node here": 2})), 2, 0),
        (Lane("browser", not_run=Counter(["there is no Chromium"])), 1, 0),
        (Lane("fast", passed=9), 0, 0),
    ],
)
def test_in_ci_what_did_not_run_has_failed(lane: Lane, failed: int, skipped: int) -> None:
    lanes.hold_to_account(lane)

    assert (lane.failed, lane.skipped) == (failed, skipped)


@pytest.mark.parametrize(("is_there", "failed"), [(True, 4), (False, 0)])
def test_only_the_absence_of_the_real_data_is_forgiven_in_ci(
    is_there: bool, failed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "REAL_DATA", tmp_path if is_there else tmp_path / "absent")
    lane = Lane("data", skipped=4, not_run=Counter({"no ../shared/data": 4}))

    lanes.hold_to_account(lane)

    assert (lane.failed, lane.skipped) == (failed, 4 - failed)


def test_a_run_ends_with_the_sum_alone_on_its_line() -> None:
    ran = Lane("fast", passed=40, failed=1, seconds=12.3)
    left = Lane("browser", skipped=2, not_run=Counter({"there is no Chromium": 2}))

    lines = lanes.table([ran, left])

    assert lines[1].split() == ["fast", "40", "1", "0", "12"]
    assert lines[3] == "not run: browser: there is no Chromium (2 x)"
    assert lines[-2:] == ["", "40 passed, 1 failed, 2 skipped"]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make this machine one where only one program can be found, or none."""
    monkeypatch.delenv("TWOWAY_CHROMIUM", raising=False)
    monkeypatch.setattr(lanes.sys, "platform", "linux")

    def only(program: str) -> None:
        monkeypatch.setattr(lanes.shutil, "which", lambda name: __file__ if name == program else None)

    return only


def test_any_relative_of_chromium_will_do(bare: Callable[[str], None]) -> None:
    bare("google-chrome")

    assert lanes.find_chromium() == __file__


@pytest.mark.parametrize("name", ["browser", "sign_in"])
def test_without_chromium_a_lane_says_what_to_install(bare: Callable[[str], None], name: str) -> None:
    bare("nothing")

    lane = lanes.run_browser(name, Path("python"), {})

    assert list(lane.not_run) == [
        "there is no Chromium; on Debian or Ubuntu: apt-get install chromium, elsewhere install Chrome"
    ]

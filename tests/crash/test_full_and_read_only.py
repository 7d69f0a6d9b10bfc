"""On a full disk, or a read-only one, what was published stays readable, and nobody is told to put back a good file."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.test_command_line import AS_OF, COVERS, POSTS, member
from tests.crash.test_faults import MORE
from tests.small_council import ROOT, Council, write_posts, write_register

pytestmark = [pytest.mark.killed, pytest.mark.timeout(240)]

READS = (
    ["show", "ann", "--json"],
    ["show", "--all", "--json"],
    ["evidence", "ann", "answered-within-a-day", "--json"],
)
APART = """
import json, os, sys
from pathlib import Path
from dashboard import services, viewer
from dashboard.snapshot import one_snapshot
from tests.small_council import Council

def people():
    with one_snapshot():
        return sorted(person.id for person in services.people(viewer.Viewer(role=viewer.Role.COMMS)))

if "AS_USER" in os.environ:  # once all modules are loaded: another user may not be able to read them
    [Council(Path(os.environ["WARM"])).run(*one) for one in json.loads(sys.argv[2])]
    os.setgroups([])
    os.setgid(int(os.environ["AS_USER"]))
    os.setuid(int(os.environ["AS_USER"]))
told = [Council(Path(sys.argv[1])).run(*one) for one in json.loads(sys.argv[2])]
said = [(done.exit_code, done.stdout, done.stderr, repr(done.exception)) for done in told]
print(json.dumps([said, people() if len(sys.argv) > 3 else []]))
"""
Told = list[tuple[int, str, str, str]]


def apart(folder: Path, *commands: list[str], looks: bool = False, user: str = "") -> tuple[Told, list[str]]:
    """Run commands one after the other in one process of their own, then (looks) the dashboard's services."""
    arguments = [str(folder), json.dumps(commands), *(["looks"] if looks else [])]
    of = {**os.environ, "TWOWAY_DATA": str(folder)}
    if user:
        shutil.copytree(folder, folder.with_name("warm"))
        of |= {"AS_USER": user, "WARM": str(folder.with_name("warm"))}
    command = [sys.executable, "-c", APART, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=of, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told, people = json.loads(done.stdout.splitlines()[-1])
    return [tuple(one) for one in told], people


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("measured")
    steps = (
        ["register", str(write_register(path / "register.csv", [member("ann"), member("bob")]))],
        ["import", str(write_posts(path / "posts.jsonl", POSTS)), "--covers", COVERS],
        ["measure", "--as-of", AS_OF],
    )
    assert [code for code, *_ in apart(path / "data", *steps)[0]] == [0, 0, 0]
    return path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk of one's own needs Linux, and the right to mount")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def council(measured: Path, disk: Path) -> Council:
    shutil.copytree(measured / "data", disk / "data")
    return Council(disk / "data")


def fill(council: Council) -> None:
    with (council.path.parent / "fill").open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def make_read_only(council: Council) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(council.path.parent)], check=True)


CLOSES: dict[str, Callable[[Council], None]] = {"full": fill, "read-only": make_read_only}


def withdrawn_in_the_log(council: Council) -> None:
    """Leave a withdrawal in SQLite's log, as a process that was killed does: it is no less a withdrawal."""
    code = (
        "import os, sqlite3, sys\n"
        "desk = sqlite3.connect(sys.argv[1])\n"
        "desk.execute(\"update consents set withdrawn_us = 1 where account = 'x:bob'\")\n"
        "desk.commit()\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(council.path / "desk.sqlite")], check=False)
    assert (council.path / "desk.sqlite-wal").stat().st_size > 0
    (council.path / "desk.sqlite-shm").unlink()


@pytest.mark.parametrize("close", CLOSES.values(), ids=CLOSES)
def test_the_last_published_run_stays_readable(council: Council, close: Callable[[Council], None]) -> None:
    before, _ = apart(council.path, *READS)

    close(council)
    now, people = apart(council.path, *READS, looks=True)

    assert [code for code, *_ in now] == [0] * len(READS), now
    assert now == before
    assert people == ["ann", "bob"]


@pytest.mark.parametrize("close", CLOSES.values(), ids=CLOSES)
def test_a_withdrawal_that_only_the_log_knows_hides_all_the_same(
    council: Council, close: Callable[[Council], None]
) -> None:
    withdrawn_in_the_log(council)

    close(council)
    [(code, answer, aside, _)], people = apart(council.path, ["show", "bob"], looks=True)

    assert (code, answer) == (1, ""), aside
    assert "no live consent" in aside
    assert people == ["ann"]


@pytest.mark.parametrize("close", CLOSES.values(), ids=CLOSES)
def test_what_is_good_is_never_to_be_put_back_and_goes_on_once_there_is_room(
    council: Council, measured: Path, close: Callable[[Council], None]
) -> None:
    posts = write_posts(measured / "more.jsonl", MORE)
    works = (
        ["measure", "--as-of", AS_OF], ["collect"], ["import", str(posts)],
        ["register", str(measured / "register.csv")], ["withdraw", "--account", "x:bob"],
        ["mark", "set-aside", "--post", "x", "--by", "Jo"], ["doctor"],
    )  # fmt: skip
    close(council)

    told, _ = apart(council.path, *works)

    for (code, answer, aside, error), work in zip(told, works, strict=True):
        assert "SystemExit" in error or error == "None", (work, error)
        assert code in (1, 4), (work, answer + aside)
        assert "backup" not in answer + aside, (work, answer + aside)
        if work != ["doctor"]:
            wanted = ("full", "No space") if close is fill else ("ead-only",)
            assert any(sign in aside.splitlines()[-1] for sign in wanted), (work, aside)

    subprocess.run(["mount", "-o", "remount,rw,size=128m", str(council.path.parent)], check=True)
    told, people = apart(council.path, works[0], ["show", "ann"], looks=True)

    assert [code for code, *_ in told] == [0, 0], told
    assert people == ["ann", "bob"]


@pytest.mark.parametrize("rights", [0o600, 0o644])
def test_another_user_is_told_about_rights_and_not_about_backups(council: Council, rights: int) -> None:
    for path in (council.path, *council.path.rglob("*")):
        path.chmod(rights | 0o100 * path.is_dir() | (0o011 * path.is_dir() if rights == 0o644 else 0))
    for path in (council.path.parent, *list(council.path.parents)[1:5]):
        path.chmod(path.stat().st_mode | 0o011)

    told, _ = apart(council.path, ["measure"], ["doctor"], ["show", "ann"], user="65534")

    for code, answer, aside, error in told:
        assert "backup" not in answer + aside
        assert "SystemExit" in error or code == 0, error
    assert [code for code, *_ in told[:2]] == [1, 1] or rights == 0o644, told
    assert "ermission" in told[0][2] or "may not" in told[0][2], told[0]
    assert (told[2][0] == 0) is (rights == 0o644), told[2]  # who may read it, reads it


# What errors say


def test_a_desk_that_is_really_broken_is_to_be_put_back(measured: Path, tmp_path: Path) -> None:
    shutil.copytree(measured / "data", tmp_path / "data")
    (tmp_path / "data" / "desk.sqlite").write_bytes(b"no database" * 1000)

    done = Council(tmp_path / "data").run("show", "ann")

    assert (
        done.stderr
        == "desk.sqlite is broken (file is not a database). Put it back from a backup. [store-broken]\n"
    )


def test_a_desk_that_somebody_writes_to_is_said_to_be_busy(
    measured: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store import migrating

    shutil.copytree(measured / "data", tmp_path / "data")
    monkeypatch.setattr(migrating, "TIMEOUT_S", 0.1)
    holder = sqlite3.connect(tmp_path / "data" / "desk.sqlite", isolation_level=None)
    holder.execute("begin immediate")

    done = Council(tmp_path / "data").run("mark", "set-aside", "--post", "x", "--by", "Jo")
    holder.close()

    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == (
        "Somebody else is writing to desk.sqlite. Nothing was changed; run this again. [desk-busy]"
    )


def test_a_published_run_of_another_version_is_not_called_broken(measured: Path, tmp_path: Path) -> None:
    import duckdb

    shutil.copytree(measured / "data", tmp_path / "data")
    published = tmp_path / "data" / "published"
    version = (published / "current").read_text().strip()
    with duckdb.connect(str(published / f"{version}.duckdb")) as db:
        db.execute("alter table results drop column counts")
        db.execute("update meta set value = 'older' where name = 'shape'")

    done = Council(tmp_path / "data").run("show", "ann")

    assert done.exit_code == 1
    assert "another version of Two-Way. Run: python -m pipelines measure" in done.stderr
    assert "broken" not in done.stderr


@pytest.mark.parametrize(("shape", "code"), [(None, 0), ("older", 9)])
def test_a_start_measures_again_what_an_earlier_version_published(
    measured: Path, tmp_path: Path, shape: str | None, code: int
) -> None:
    import duckdb

    shutil.copytree(measured / "data", tmp_path / "data")
    published = tmp_path / "data" / "published"
    version = (published / "current").read_text().strip()
    if shape:
        with duckdb.connect(str(published / f"{version}.duckdb")) as db:
            db.execute("update meta set value = ? where name = 'shape'", [shape])

    of = {**os.environ, "TWOWAY_DATA": str(tmp_path / "data")}
    done = subprocess.run([sys.executable, "-m", "pipelines.cli.starting"], cwd=ROOT, env=of, check=False)

    assert done.returncode == code


def test_a_start_closes_a_folder_that_stood_open(measured: Path, tmp_path: Path) -> None:
    shutil.copytree(measured / "data", tmp_path / "data")
    (tmp_path / "data").chmod(0o755)

    of = {**os.environ, "TWOWAY_DATA": str(tmp_path / "data")}
    subprocess.run([sys.executable, "-m", "pipelines.cli.starting"], cwd=ROOT, env=of, check=True)

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) & 0o077 == 0

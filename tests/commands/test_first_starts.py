"""Two first starts at once: the second waits or says so, and neither leaves a broken folder."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import start
from pipelines.keep.folder import Folder
from store import locking
from store.locking import FolderBusy, locked
from tests.commands.test_command_line import AS_OF, POSTS, member
from tests.house.test_start import publish
from tests.small_council import ROOT, Council, write_posts, write_register

pytestmark = pytest.mark.commands

HOLD = """
import sys
from pathlib import Path
from store.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


class Holder:
    """Holds a folder's lock in a process of its own, as another command or start does."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout
        assert self.process.stdout.readline() == "held\n"

    def let_go(self) -> None:
        self.process.communicate()


def test_a_second_start_waits_for_the_first_and_makes_nothing_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []
    is_inventing = threading.Event()

    def slowly(verb: str, folder: Path) -> None:
        done.append(verb)
        is_inventing.set()
        time.sleep(0.3)
        if verb == "measure":
            publish(folder)

    first = threading.Thread(target=start.fill, args=(tmp_path, slowly))
    first.start()
    is_inventing.wait()
    start.fill(tmp_path, slowly)
    first.join()

    assert [verb.split()[0] for verb in done] == ["demo", "measure", "summary"]
    assert "waiting for it" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["published"]


@pytest.mark.parametrize("arguments", [["measure"], ["collect"], ["run"], ["demo"], ["register"], ["import"]])
def test_a_command_that_comes_while_a_folder_is_set_up_says_so_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(locking, "TIMEOUT_S", 0.2)
    files = {"register": write_register(tmp_path / "register.csv", [member("ann")]),
             "import": write_posts(tmp_path / "posts.jsonl", POSTS)}  # fmt: skip
    holder = Holder(tmp_path / "data")
    try:
        extra = [str(files[arguments[0]])] if arguments[0] in files else []
        done = Council(tmp_path / "data").run(*arguments, *extra)
    finally:
        holder.let_go()

    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.splitlines() == [
        (
            f"Another command or start.py is setting up {tmp_path / 'data'}. "
            "Wait until it has finished and run this again. [archive-busy]"
        )
    ]
    assert list((tmp_path / "data").iterdir()) == []


def test_a_command_waits_for_another_that_is_soon_done(tmp_path: Path) -> None:
    holder = Holder(tmp_path / "data")
    timer = threading.Timer(0.5, holder.let_go)
    timer.start()

    Council(tmp_path / "data").must(
        "register", str(write_register(tmp_path / "register.csv", [member("ann")]))
    )
    timer.join()


def test_who_was_killed_holds_nothing(tmp_path: Path) -> None:
    holder = Holder(tmp_path / "data")
    holder.process.kill()
    holder.process.communicate()

    Folder(tmp_path / "data")


def test_the_lock_may_be_taken_again_by_who_holds_it_and_by_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "TIMEOUT_S", 0.1)
    with locked(tmp_path), locked(tmp_path):
        pass
    holder = Holder(tmp_path)
    try:
        with pytest.raises(FolderBusy), locked(tmp_path):
            pass
    finally:
        holder.let_go()


def test_registering_twice_at_once_registers_both(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    files = [write_register(tmp_path / f"{name}.csv", [member(name)]) for name in ("ann", "bob")]

    running = [council.start("register", str(file)) for file in files]
    ended = [(process.communicate(timeout=100), process.returncode) for process in running]

    assert [code for _, code in ended] == [0, 0], ended
    assert [one.id for one in Folder(council.path).desk.members()] == ["ann", "bob"]
    assert len(list(council.path.glob("key*"))) == 1
    council.must("measure", "--as-of", AS_OF)


def test_of_two_invented_councils_at_once_one_moves_in_and_the_other_says_why_not(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")

    running = [council.start("demo", "--members", "2", "--months", "1") for _ in range(2)]
    ended = [(process.communicate(timeout=100), process.returncode) for process in running]

    assert sorted(code for _, code in ended) == [0, 1], ended
    [(_, aside)] = [told for told, code in ended if code]
    assert "empty" in aside.splitlines()[-1]
    assert "Traceback" not in aside
    council.must("measure")
    assert len(council.json("show", "--all")) > 0


def test_a_folder_that_a_start_was_moving_into_is_left_alone_until_that_is_done(tmp_path: Path) -> None:
    publish(tmp_path / ".filling")
    (tmp_path / ".filling" / "settings.toml").write_text("invented = true\n")

    done = Council(tmp_path).run("measure")

    assert done.exit_code == 1
    assert "Run it again: it goes on there." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [".filling"]
    start.fill(tmp_path, lambda *_: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["published", "settings.toml"]


def test_what_an_older_version_published_is_measured_again_by_a_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(tmp_path)
    done: list[str] = []

    start.fill(tmp_path, lambda verb, _: done.append(verb), lambda _: True)

    assert done == ["measure"]
    assert "another version of Two-Way. Measuring again" in capsys.readouterr().out

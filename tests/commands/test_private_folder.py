"""A data folder is its owner's alone, from the first moment; a group may read what is published, and nothing else."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.commands.test_command_line import AS_OF, POSTS, member
from tests.small_council import ROOT, Council, write_posts, write_register

pytestmark = [
    pytest.mark.commands,
    pytest.mark.skipif(os.name != "posix", reason="rights are inherited on Windows"),
]

OTHERS = 0o077


def modes(folder: Path) -> dict[str, int]:
    found = {".": stat.S_IMODE(folder.stat().st_mode)}
    for path in folder.rglob("*"):
        found[path.relative_to(folder).as_posix()] = stat.S_IMODE(path.lstat().st_mode)
    return found


def open_to_others(folder: Path) -> list[str]:
    return sorted(name for name, mode in modes(folder).items() if mode & OTHERS)


@pytest.fixture
def council(tmp_path: Path) -> Council:
    """A council at work under the usual umask, by which whatever isn't cared for is 0755 and 0644."""
    os.umask(0o022)
    council = Council(tmp_path / "data")
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), member("bob")])))
    return council


def measured(council: Council) -> Council:
    posts = council.path.parent / "posts.jsonl"
    council.must("import", str(write_posts(posts, POSTS)))
    council.must("measure", "--as-of", AS_OF)
    return council


def open_up(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_everything_a_council_leaves_behind_is_its_owners_alone(council: Council) -> None:
    measured(council)
    council.must("withdraw", "--account", "x:bob")

    assert {name.split("/")[0] for name in modes(council.path)} >= {
        ".", "archive.duckdb", "desk.sqlite", "identity", "imports", "key", "published",
    }  # fmt: skip
    assert open_to_others(council.path) == []


def test_the_invented_council_is_its_owners_alone(tmp_path: Path) -> None:
    os.umask(0o022)
    council = Council(tmp_path / "data")
    council.must("demo", "--members", "2", "--months", "1")

    assert open_to_others(council.path) == []


def test_there_is_no_moment_in_which_a_file_is_open(tmp_path: Path) -> None:
    """Watch a folder as closely as this machine can while a council is made, filled, measured and rewritten."""
    data, seen, is_over = tmp_path / "data", set(), threading.Event()

    def watch() -> None:
        while not is_over.is_set():
            for path in (data, *data.rglob("*")):
                try:
                    if stat.S_IMODE(path.lstat().st_mode) & OTHERS:
                        seen.add(path.name)
                except FileNotFoundError:
                    continue

    posts = write_posts(tmp_path / "posts.jsonl", POSTS)
    register = write_register(tmp_path / "register.csv", [member("ann"), member("bob")])
    steps = (["register", str(register)], ["import", str(posts)], ["measure", "--as-of", AS_OF],
             ["withdraw", "--account", "x:bob"])  # fmt: skip
    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for step in steps:
            command = [sys.executable, "-m", "pipelines", "--data", str(data), *step]
            done = subprocess.run(command, cwd=ROOT, umask=0o022, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
    finally:
        is_over.set()
        watcher.join()

    assert seen == set()


@pytest.mark.parametrize("command", [["measure", "--as-of", AS_OF], ["register"], ["doctor"], ["collect"]])
def test_a_folder_made_before_is_closed_and_that_is_said(council: Council, command: list[str]) -> None:
    open_up(measured(council).path)

    if command == ["register"]:
        command = ["register", str(council.path.parent / "register.csv")]
    told = council.run(*command).output

    assert open_to_others(council.path) == []
    assert "could " in told
    assert "closed" in told


def test_doctor_says_what_stood_open_in_json_too(council: Council) -> None:
    import json

    open_up(measured(council).path)

    rights = json.loads(council.run("doctor", "--json").stdout)["rights"]

    assert {".", "desk.sqlite", "key", "archive.duckdb"} <= set(rights["closed_now"])
    assert (rights["group"], rights["still_open"]) == (None, [])


def test_files_of_ones_own_in_the_folder_are_closed_but_not_what_lies_deeper(council: Council) -> None:
    (council.path / "members.csv").write_text("x")
    (council.path / "members.csv").chmod(0o644)
    (council.path / "ours").mkdir(mode=0o755)
    (council.path / "ours" / "script.sh").write_text("x")
    (council.path / "ours" / "script.sh").chmod(0o755)

    council.run("doctor")

    found = modes(council.path)
    assert (found["members.csv"], found["ours"], found["ours/script.sh"]) == (0o600, 0o700, 0o755)


def test_a_link_out_of_the_folder_is_not_followed(council: Council, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("x")
    (tmp_path / "elsewhere").chmod(0o644)
    (council.path / "link").symlink_to(tmp_path / "elsewhere")

    council.run("doctor")

    assert stat.S_IMODE((tmp_path / "elsewhere").stat().st_mode) == 0o644


# A group


def a_group() -> str:
    """Return a group this user may hand files to, other than the usual one where there is one."""
    import grp

    mine = [group.gr_name for group in grp.getgrall() if group.gr_gid != os.getgid()]
    may = [name for name in mine if os.geteuid() == 0 or grp.getgrnam(name).gr_gid in os.getgroups()]
    return (may or [grp.getgrgid(os.getgid()).gr_name])[0]


def test_a_group_may_read_what_is_published_and_the_rest_stays_closed(council: Council) -> None:
    import grp

    group = a_group()
    (council.path / "settings.toml").write_text(f'group = "{group}"\n')
    measured(council)
    council.must("measure", "--as-of", AS_OF)
    version = (council.path / "published" / "current").read_text().strip()

    found = modes(council.path)
    shared = {".": 0o750, "published": 0o750, "settings.toml": 0o640, "published/current": 0o640,
              f"published/{version}.duckdb": 0o640}  # fmt: skip
    closed = {
        "key",
        "desk.sqlite",
        "archive.duckdb",
        "identity",
        "imports",
        f"published/{version}-own.duckdb",
    }
    group_id = grp.getgrnam(group).gr_gid
    assert {name: found[name] for name in shared} == shared
    assert {(council.path / name).stat().st_gid for name in shared} == {group_id}
    assert [name for name in closed if found[name] & OTHERS] == []
    assert {name for name, mode in found.items() if mode & 0o007} == set()


def test_a_group_that_is_taken_out_again_loses_its_rights(council: Council) -> None:
    (council.path / "settings.toml").write_text(f'group = "{a_group()}"\n')
    measured(council)

    (council.path / "settings.toml").write_text("")
    council.must("measure", "--as-of", AS_OF)

    assert open_to_others(council.path) == []


def test_a_group_nobody_knows_is_said_in_one_line_and_nothing_is_opened(council: Council) -> None:
    (council.path / "settings.toml").write_text('group = "nobody-knows-it"\n')

    done = council.run("measure")

    assert (done.exit_code, done.stdout) == (1, "")
    assert [line for line in done.stderr.splitlines() if "closed to them" not in line] == [
        (
            "settings.toml: no group is called 'nobody-knows-it' on this machine. "
            "Name one that is, or take group out. [no-such-group]"
        )
    ]
    assert open_to_others(council.path) == []
    assert "no group is called" in council.run("doctor").output


@pytest.mark.parametrize("told", ["group = 7", 'group = ["a"]', "group = true"])
def test_a_group_that_is_no_text_is_said(council: Council, told: str) -> None:
    (council.path / "settings.toml").write_text(told)

    done = council.run("measure")

    assert done.exit_code == 1
    assert "group must be text" in done.stderr

"""Killed, or out of disk, while the small files are written: the next command works, and nothing is left."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from pipelines.keep.folder import Folder
from tests.commands.test_command_line import AS_OF, POSTS, member
from tests.small_council import Council, write_posts, write_register

pytestmark = [pytest.mark.killed, pytest.mark.timeout(240)]

KILLED = -getattr(signal, "SIGKILL", -137)
KEY = {
    "before the key is there": {"link": "key$"},
    "once the key is there": {"link": "key$", "after": True},
    "before the folder knows itself": {"file": "identity$"},
    "once the folder knows itself": {"file": "identity$", "after": True},
}
ARCHIVE = {
    "before the archive knows its folder": {"query": "insert or replace into identity"},
    "once the archive knows its folder": {"query": "insert or replace into identity", "after": True},
    "before the folder knows of its archive": {"file": "identity$"},
}  # fmt: skip
REPORT = {
    "before an import's report is in place": {"file": r"imports.*\.json$"},
    "once an import's report is in place": {"file": r"imports.*\.json$", "after": True},
}


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return Council(tmp_path / "data")


def register(council: Council) -> str:
    return str(write_register(council.path.parent / "register.csv", [member("ann"), member("bob")]))


def posts(council: Council) -> str:
    return str(write_posts(council.path.parent / "posts.jsonl", [*POSTS, {"id": "bad"}]))


def is_tidy(council: Council) -> bool:
    return not [path for path in council.path.rglob("*") if path.name.endswith((".new", ".tmp"))]


def works(council: Council) -> None:
    council.must("register", register(council))
    assert council.run("import", posts(council)).exit_code == 4
    council.must("measure", "--as-of", AS_OF)
    council.must("withdraw", "--account", "x:bob")
    assert [one["member"] for one in council.json("show", "--all")] == ["ann"]
    assert is_tidy(council)


@pytest.mark.parametrize("point", KEY.values(), ids=KEY)
def test_a_first_command_is_killed(council: Council, point: dict[str, Any]) -> None:
    assert council.apart("register", register(council), spec=point)[0] == KILLED

    key = council.path / "key"
    before = key.read_bytes() if key.exists() else None
    Folder(council.path)

    assert before in (None, key.read_bytes())  # a key that was there is the key
    assert is_tidy(council)
    works(council)


@pytest.mark.parametrize("point", ARCHIVE.values(), ids=ARCHIVE)
def test_a_first_import_is_killed(council: Council, point: dict[str, Any]) -> None:
    council.must("register", register(council))

    assert council.apart("import", posts(council), spec=point)[0] == KILLED

    works(council)
    assert Folder(council.path).known.has_archive


@pytest.mark.parametrize("point", REPORT.values(), ids=REPORT)
def test_an_import_is_killed_at_its_report(council: Council, point: dict[str, Any]) -> None:
    council.must("register", register(council))

    assert council.apart("import", posts(council), spec=point)[0] == KILLED

    reports = list((council.path / "imports").glob("*.json"))
    assert len(reports) == (1 if point.get("after") else 0)
    assert all(json.loads(one.read_text("utf-8"))["set_aside"] for one in reports)
    works(council)


@pytest.mark.skipif(os.name != "posix", reason="no limit for the size of files here to stand for a full disk")
def test_a_report_that_finds_no_room_is_not_there_at_all(council: Council) -> None:
    council.must("register", register(council))
    many = [{"id": f"bad{number}"} for number in range(3000)]
    file = write_posts(council.path.parent / "bad.jsonl", many)

    code, _, aside = council.apart("import", str(file), spec={"mkdir": "imports$", "room": 20_000})

    assert (code, "Traceback" in aside) == (4, False), aside
    assert "its report couldn't be written" in aside.splitlines()[0]
    assert list((council.path / "imports").iterdir()) == []
    works(council)


def test_what_killed_writers_left_is_swept_but_nothing_else(council: Council) -> None:
    council.must("register", register(council))
    for name in ("key.0a1b2c3d.new", "identity.00000000.new", "settings.toml.ffffffff.new"):
        (council.path / name).write_text("left")
    (council.path / "imports").mkdir()
    (council.path / "imports" / "20260101T000000000000.json.0a1b2c3d.new").write_text("left")
    for name in ("notes.new", "key.backup.new", "key.0a1b2c3d.old"):
        (council.path / name).write_text("ours")

    Folder(council.path)

    assert sorted(path.name for path in council.path.glob("*.new")) == ["key.backup.new", "notes.new"]
    assert (council.path / "key.0a1b2c3d.old").exists()
    assert list((council.path / "imports").iterdir()) == []


# Reports that can't be read

BROKEN = {
    "empty": b"", "cut": b'{"file": "posts.jsonl", "kept": 3, "set_as', "not UTF-8": b'{"file": "\xff\xfe"}',
    "another shape": b'{"file": 7, "set_aside": []}', "a list": b"[]", "without a file": b'{"set_aside": []}',
    "deep": b"[" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("told", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("ends", [["withdraw", "--account", "x:bob"], ["erase", "--member", "bob"]])
def test_a_report_that_cannot_be_read_stops_no_erasure_and_goes_with_it(
    council: Council, ends: list[str], told: bytes
) -> None:
    council.must("register", register(council))
    assert council.run("import", posts(council)).exit_code == 4  # its report names both, as seen
    anns = [one for one in POSTS if one["account"] == "x:ann"]
    council.must("import", str(write_posts(council.path.parent / "anns.jsonl", anns)))
    broken = council.path / "imports" / "20260101T000000000000.json"
    broken.write_bytes(told)
    (council.path / "imports" / "folder.json").mkdir()

    council.must(*ends)

    assert not broken.exists()
    [left] = [path for path in (council.path / "imports").glob("*.json") if path.is_file()]
    assert json.loads(left.read_text("utf-8"))["file"] == "anns.jsonl"
    council.must("measure", "--as-of", AS_OF)


@pytest.mark.skipif(os.name != "posix", reason="names are UTF-8 on Windows")
def test_a_file_whose_name_is_not_utf8_is_imported_and_reported(council: Council) -> None:
    council.must("register", register(council))
    file = council.path.parent / os.fsdecode(b"bob-\xff.jsonl")
    os.rename(posts(council), file)  # noqa: PTH104

    code, _, aside = council.apart("import", str(file))

    assert (code, "Traceback" in aside) == (4, False), aside
    [report] = (council.path / "imports").glob("*.json")
    assert json.loads(report.read_text("utf-8"))["file"] == "bob-?.jsonl"
    council.must("withdraw", "--account", "x:bob")
    assert not report.exists()

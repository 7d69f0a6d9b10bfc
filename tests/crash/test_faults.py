"""When a file or the disk gives way: one clear line, the right code, nothing lost, the last results still shown."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.commands.test_command_line import AS_OF, COVERS, POSTS, member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.killed

GARBAGE = b"This is no database at all. " * 1000
MORE = [
    {"id": f"more{n}", "account": "x:ann", "author": "member", "posted_at": "2026-10-20T09:00:00Z",
     "text": os.urandom(4000).hex()}
    for n in range(200)
]  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faults")
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", [member("ann"), member("bob")])))
    council.must("import", str(write_posts(path / "posts.jsonl", POSTS)), "--covers", COVERS)
    council.must("measure", "--as-of", AS_OF)
    return council.path


@pytest.fixture
def council(measured: Path, tmp_path: Path) -> Council:
    shutil.copytree(measured, tmp_path / "data")
    return Council(tmp_path / "data")


def clear(done: Result, *words: str) -> None:
    """Check that a command failed in one clear line that names these."""
    assert (done.exit_code, done.stdout) == (1, ""), (done.output, done.exception)
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


# Files that are broken


def scribble(path: Path) -> None:
    path.write_bytes(GARBAGE)


def scribble_inside(path: Path) -> None:
    """Spoil everything but the head: it opens, and then can't be read."""
    held = path.read_bytes()
    path.write_bytes(held[:12288] + bytes(byte ^ 0x5A for byte in held[12288:]))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BREAKS: dict[str, Callable[[Path], None]] = {
    "scribbled": scribble, "spoilt inside": scribble_inside, "cut": cut, "a folder": make_folder,
}  # fmt: skip


@pytest.mark.parametrize("spoil", BREAKS.values(), ids=BREAKS)
def test_a_broken_archive_stops_runs_clearly_and_no_reader(
    council: Council, tmp_path: Path, spoil: Any
) -> None:
    shown = council.json("show", "ann")
    spoil(council.path / "archive.duckdb")

    runs = [
        council.run("measure"),
        council.run("import", str(write_posts(tmp_path / "more.jsonl", MORE[:1]))),
    ]

    for done in runs:
        clear(done, "archive", "backup")
    assert council.json("show", "ann") == shown


@pytest.mark.parametrize("spoil", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("which", ["", "-own"])
def test_a_broken_published_file_is_named_and_the_next_measure_mends_it(
    council: Council, which: str, spoil: Any
) -> None:
    version = (council.path / "published" / "current").read_text("ascii").strip()
    spoil(council.path / "published" / f"{version}{which}.duckdb")

    clear(council.run("show", "ann", "--json"), version, "python -m pipelines measure")
    council.must("measure", "--as-of", AS_OF)

    assert council.json("show", "ann")["results"][0]["n"] == 12


@pytest.mark.parametrize(
    "told", [None, b"", b"20200101T000000000000-abcdef\n", b"\xff\xfe\x00", b"../../key\n"]
)
def test_a_broken_note_of_the_current_version_is_mended_by_the_next_measure(
    council: Council, told: bytes | None
) -> None:
    note = council.path / "published" / "current"
    note.unlink()
    if told is not None:
        note.write_bytes(told)

    clear(council.run("show", "ann", "--json"), "python -m pipelines measure")
    council.must("measure", "--as-of", AS_OF)

    assert council.json("show", "ann")["results"][0]["n"] == 12


@pytest.mark.parametrize("spoil", [scribble, make_folder])
def test_a_broken_desk_stops_everything_clearly(council: Council, spoil: Any) -> None:
    spoil(council.path / "desk.sqlite")
    for log in council.path.glob("desk.sqlite-*"):  # with its log SQLite may mend the file by itself
        log.unlink()

    for arguments in (["show", "ann"], ["measure"], ["mark", "list"]):
        clear(council.run(*arguments), "desk.sqlite", "backup")


def test_a_desk_of_a_later_two_way_is_left_alone(council: Council) -> None:
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("update alembic_version set version_num = '9999'")
    desk.close()

    clear(council.run("show", "ann"), "desk.sqlite", "newer")


BAD_KEYS = {
    "empty": b"", "no key": b"abc\n", "no text": b"\xff\xfe\x00", "half": b"5c" * 12, "not hexadecimal": b"zz" * 32,
}  # fmt: skip


@pytest.mark.parametrize("told", BAD_KEYS.values(), ids=BAD_KEYS)
def test_a_broken_key_is_never_used_nor_shown(council: Council, told: bytes) -> None:
    (council.path / "key").write_bytes(told)

    done = council.run("measure")

    clear(done, "key", "backup")
    assert not told.strip() or told.decode("latin-1").strip() not in done.stderr
    assert (council.path / "key").read_bytes() == told


def test_a_key_that_is_lost_is_not_made_anew_for_an_archive_it_does_not_fit(council: Council) -> None:
    (council.path / "key").unlink()

    for verb in (["measure"], ["collect"]):
        clear(council.run(*verb), "key", "backup")
    assert "The key of this data folder is lost" in council.run("doctor").stdout
    assert not (council.path / "key").exists()


def test_what_was_published_outlives_the_key_whose_erasure_makes_residents_anonymous(
    council: Council,
) -> None:
    council.must("measure")
    before = council.json("show", "--all")

    (council.path / "key").unlink()

    assert council.json("show", "--all") == before
    assert before[0]["results"]


BAD_SETTINGS = {
    "no TOML": "council = Anytown",
    "a word for a list": 'own_sites = "anytown.example"',
    "a number for a text": "council = 7",
    "no such country": 'country = "France"',
    "no such time zone": 'time_zone = "Europe/Nowhere"',
    "half a time zone": 'time_zone = "Europe"',
    "no time zone": 'time_zone = ""',
    "a bare account": 'council_accounts = ["anytown"]',
    "hosts that are none": 'hosts = "https://example.org"',
    "an open host": '[hosts]\nbluesky_appview = "http://example.org"',
    "no host": '[hosts]\nbluesky_appview = "example"',
    "a broken host": '[hosts]\nbluesky_appview = "http://[::1"',
    "a number for a host": "[hosts]\nbluesky_appview = 7",
    "a word for yes": 'invented = "no"',
}


@pytest.mark.parametrize("told", BAD_SETTINGS.values(), ids=BAD_SETTINGS)
def test_broken_settings_are_named(council: Council, told: str) -> None:
    (council.path / "settings.toml").write_text(told, encoding="utf-8")

    clear(council.run("show", "ann"), "settings.toml")


def test_settings_that_are_not_utf8_are_named(council: Council) -> None:
    (council.path / "settings.toml").write_bytes(b'council = "\xff"')

    clear(council.run("show", "ann"), "settings.toml")


def test_a_pack_that_is_not_there_is_named(council: Council) -> None:
    (council.path / "settings.toml").write_text('pack = "nowhere"', encoding="utf-8")

    clear(council.run("lines", "--json"), "nowhere")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    clear(Council(tmp_path / "file" / "data").run("show", "--all"), "file")


# A full disk: no file can grow any more, from a chosen moment on

FULL = {
    "importing": (["import"], {"query": "^begin"}),
    "committing an import": (["import"], {"query": "^commit"}),
    "labelling and measuring": (["measure", "--as-of", AS_OF], {"query": "^begin"}),
    "committing the finished run": (["measure", "--as-of", AS_OF], {"query": "^commit"}),
    "publishing": (["measure", "--as-of", AS_OF], {"query": "^attach '.*published"}),
    "the second file": (["measure", "--as-of", AS_OF], {"query": "^attach '.*-own"}),
    "writing the archive anew": (["withdraw", "--account", "x:bob"], {"query": "^copy from database"}),
}


@pytest.mark.skipif(os.name != "posix", reason="no limit for the size of files here to stand for a full disk")
@pytest.mark.parametrize(("arguments", "point"), FULL.values(), ids=FULL)
def test_a_full_disk_is_said_and_nothing_is_lost(
    council: Council, tmp_path: Path, arguments: list[str], point: dict[str, str]
) -> None:
    more = [str(write_posts(tmp_path / "more.jsonl", MORE))] if arguments == ["import"] else []
    before = council.archive()
    shown = council.json("show", "ann")["results"]

    code, answer, aside = council.apart(*arguments, *more, spec={**point, "room": 100_000})

    assert code == 1, aside
    assert "Traceback" not in aside
    said = [line for line in aside.splitlines() if "messages" not in line and "measuring" not in line]
    assert "disk" in said[-1], aside
    assert "run this again" in said[-1]
    after = council.archive()
    assert {row[0] for row in after["main.posts"]} >= {
        row[0] for row in before["main.posts"] if row[2] == "x:ann"
    }
    assert council.json("show", "ann")["results"] == shown

    council.must(
        *(["collect"] if arguments[0] == "withdraw" else arguments), *more
    )  # once there is room again
    assert (council.path / "archive.duckdb").exists()
    if more:
        assert {row["id"] for row in MORE} <= {row[0] for row in council.archive()["main.posts"]}
    assert council.json("show", "ann")["results"] == shown
    assert answer.count("Published") == 0

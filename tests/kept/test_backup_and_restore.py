"""What is backed up is put back as it was; never over what works, never what is broken, never with the key."""

import hashlib
import json
import os
import shutil
import sqlite3
import sys
import zipfile

import pytest

from store import backup_file
from store.backup_manifest import Manifest
from tests.kept.conftest import elsewhere, everything, figures
from tests.small_council import Council, dump

pytestmark = pytest.mark.commands
APART = ("key", "identity")


def backed_up(council, place, name="b.zip"):
    council.must("backup", str(place / name))
    return place / name


def test_figures_evidence_and_frozen_months_are_the_same_on_another_machine(council, place, tmp_path):
    before, archive = figures(council), dump(council.path / "archive.duckdb")
    file = backed_up(council, place)

    new = elsewhere(council, tmp_path / "new", *APART)
    told = new.must("restore", str(file))

    assert figures(new) == before
    assert dump(new.path / "archive.duckdb") == archive
    assert "Fernshire, as it was on" in told
    assert "Messages" in told
    assert str(file) in new.run("doctor").stdout  # which is listed once it is too old
    assert (new.path / "settings.toml").read_text() == 'council = "Fernshire"\n'
    new.must("measure", "--as-of", "2026-11-20T09:00:00Z")  # it goes on
    assert figures(new)[0][0]["results"] == before[0][0]["results"]


def test_nothing_of_the_key_is_in_a_backup_and_both_ways_say_so(council, place):
    key = (council.path / "key").read_text().strip()

    told = council.must("backup", str(place / "b.zip"))

    with zipfile.ZipFile(place / "b.zip") as backup:
        held = {name: backup.read(name) for name in backup.namelist()}
    assert not [name for name, some in held.items() if key.encode() in some or bytes.fromhex(key) in some]
    assert "key" not in held
    assert "identity" not in held
    assert "aren't in it" in told
    assert "aren't in it" in held["README.txt"].decode()


def released(council):
    with (council.path / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write('[releases]\nfolder = "news"\n')
    (council.path / "news").mkdir()
    return council.path / "news"


@pytest.mark.skipif(os.name != "posix", reason="no file can be called so on Windows")
@pytest.mark.parametrize("name", ["9:30 bins.txt", "bins\\roads.txt"])
def test_a_press_release_of_any_name_is_backed_up_and_put_back(council, place, tmp_path, name):
    (released(council) / name).write_text("Bins are late.")
    file = backed_up(council, place)
    new = elsewhere(council, tmp_path / "new", *APART)

    new.must("restore", str(file))

    assert (new.path / "news" / name).read_text() == "Bins are late."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
def test_a_name_that_is_no_text_is_said_in_one_line(council, place):
    (released(council) / os.fsdecode(b"\xff.txt")).write_text("Bins are late.")

    done = council.run("backup", str(place / "b.zip"))

    assert done.exit_code == 1
    assert "Rename it" in done.stderr
    assert "\\udcff.txt" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="links are made by administrators alone on Windows")
def test_the_key_gets_into_no_backup_by_another_name(council, place):
    (released(council) / "linked.txt").symlink_to(council.path / "key")
    (council.path / "linked.toml").hardlink_to(council.path / "identity")

    file = backed_up(council, place)

    with zipfile.ZipFile(file) as backup:
        assert not [name for name in backup.namelist() if "linked" in name]


def test_what_it_holds_is_listed_and_who_it_is_of(council, place):
    told = council.json("backup", str(place / "b.zip"))

    known = json.loads((council.path / "identity").read_text())
    assert told["folder"] == known["folder"]
    assert told["holds"]["members"] == 6
    assert told["holds"]["messages"] == len(dump(council.path / "archive.duckdb")["main.posts"])
    assert {"desk.sqlite", "archive.duckdb", "settings.toml", "published/current"} <= {
        one["name"] for one in told["files"]
    }
    assert backup_file.check(place / "b.zip").council == "Fernshire"


def test_a_backup_is_its_owners_alone(council, place):
    assert backed_up(council, place).stat().st_mode & 0o077 == 0


def test_it_never_takes_the_place_of_what_is_no_backup_of_this_folder(council, place):
    (place / "thesis.zip").write_text("chapter one")

    done = council.run("backup", str(place / "thesis.zip"))

    assert (done.exit_code, (place / "thesis.zip").read_text()) == (1, "chapter one")
    assert "no backup of this data folder" in done.stderr
    first = backed_up(council, place).read_bytes()
    assert backed_up(council, place).read_bytes() != first  # of its own it does


@pytest.mark.parametrize("where", ["data/b.zip", "data/more/b.zip", "missing/b.zip"])
def test_it_goes_nowhere_where_it_is_lost_with_the_folder_or_where_nothing_is(council, tmp_path, where):
    done = council.run("backup", str(tmp_path / where))

    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "[backup-place]" in done.stderr


def test_nothing_is_put_back_over_a_folder_that_works(council, place):
    file = backed_up(council, place)
    before, names = figures(council), set(everything(council.path))

    done = council.run("restore", str(file))

    assert (done.exit_code, figures(council), set(everything(council.path))) == (1, before, names)
    assert "works: nothing is put back over it" in done.stderr


def test_nothing_is_put_back_over_other_things(council, place, tmp_path):
    file = backed_up(council, place)
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "letter.txt").write_text("Dear all")

    done = Council(tmp_path / "Documents").run("restore", str(file))

    assert done.exit_code == 1
    assert "holds other things" in done.stderr
    assert everything(tmp_path / "Documents") == {"letter.txt": b"Dear all"}


def cut(path):
    path.write_bytes(path.read_bytes()[:-2000])


def change(path):
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 0xFF
    path.write_bytes(held)


def empty(path):
    path.write_bytes(b"")


def no_zip(path):
    path.write_bytes(b"PK\x03\x04" + b"x" * 500)


def rewritten(path, **more):
    """Write its list anew, with something else in it."""
    with zipfile.ZipFile(path) as backup:
        held = {name: backup.read(name) for name in backup.namelist()}
    told = json.loads(held["manifest.json"]) | more
    with zipfile.ZipFile(path, "w") as backup:
        for name, some in held.items():
            backup.writestr(name, json.dumps(told) if name == "manifest.json" else some)


def newer(path):
    rewritten(path, format=99)


def no_list(path):
    rewritten(path, files="all of them")


def foreign_names(path):
    rewritten(path, files=[{"name": "../../escaped", "length_bytes": 1, "sha256": ""}])


def foreign_zip(path):
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("holiday.jpg", b"sand")


@pytest.mark.parametrize("ail", [cut, change, empty, no_zip, newer, no_list, foreign_names, foreign_zip])
def test_what_is_cut_changed_foreign_or_newer_is_refused_in_one_line(council, place, tmp_path, ail):
    file = backed_up(council, place)
    ail(file)
    new = elsewhere(council, tmp_path / "new", *APART)
    before = everything(new.path)

    done = new.run("restore", str(file))

    assert done.exit_code == 1
    lines = [line for line in done.stderr.strip().splitlines() if "unpacking" not in line]
    assert len(lines) == 1
    assert str(file) in lines[0]
    assert ("newer Two-Way" in lines[0]) is (ail is newer)
    assert everything(new.path) == before
    assert not (tmp_path / "escaped").exists()


def test_a_desk_of_a_newer_two_way_is_refused(council, place, tmp_path):
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("update alembic_version set version_num = '9999'")
    desk.close()
    file = place / "b.zip"
    shutil.copytree(council.path, tmp_path / "files", ignore=shutil.ignore_patterns(*APART, ".*"))
    known = json.loads((council.path / "identity").read_text())
    manifest = Manifest(
        made_us=1, council="F", folder=known["folder"], key=known["key"], acts=1, holds={},
        files=backup_file.files_below(tmp_path / "files"),
    )  # fmt: skip
    backup_file.write(file, file.with_name("b.zip.new"), manifest, tmp_path / "files", "")

    for apart in (APART, ()):
        new = elsewhere(council, tmp_path / f"new{len(apart)}", *apart)
        done = new.run("restore", str(file))

        assert done.exit_code == 1
        assert "newer" in done.stderr
        assert set(everything(new.path)) == set(apart)


def test_another_folders_key_or_memory_is_refused(council, place, tmp_path):
    file = backed_up(council, place)
    other = Council(tmp_path / "other")
    (tmp_path / "r.csv").write_text("member,name\nzed,Zed\n")
    other.must("register", str(tmp_path / "r.csv"))

    for name, says in (("key", "isn't the one of this backup"), ("identity", "another data folder")):
        new = elsewhere(other, tmp_path / f"new-{name}", name)
        done = new.run("restore", str(file))

        assert done.exit_code == 1
        assert says in done.stderr


def lose_desk(path):
    (path / "desk.sqlite").unlink()


def lose_archive(path):
    (path / "archive.duckdb").unlink()


def break_desk(path):
    (path / "desk.sqlite").write_bytes(b"not a database, not at all" * 200)


def break_archive(path):
    (path / "archive.duckdb").write_bytes(b"not a database, not at all" * 2000)


def cut_archive(path):
    held = (path / "archive.duckdb").read_bytes()
    (path / "archive.duckdb").write_bytes(held[: len(held) // 3])


@pytest.mark.parametrize("ail", [lose_desk, lose_archive, break_desk, break_archive, cut_archive])
def test_a_broken_folder_is_set_aside_and_the_backup_takes_its_place(council, place, ail):
    before = figures(council)
    file = backed_up(council, place)
    ail(council.path)
    broken = everything(council.path)

    told = council.must("restore", str(file))

    assert figures(council) == before
    [aside] = [path for path in council.path.iterdir() if ".set-aside-" in path.name]
    assert aside.name in told
    kept = everything(aside)
    logs = {"desk.sqlite-wal", "desk.sqlite-shm"}  # which whoever looks whether it is broken leaves empty
    assert set(broken) - set(APART) - logs <= set(kept)
    assert all(kept[name] == some for name, some in broken.items() if b"not a database" in some)
    assert "set-aside-file" in council.run("doctor").stdout
    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")


def test_a_backup_by_a_dashboard_that_writes_and_a_backup_beside_it(council, place):
    """Two at once: the second does nothing, and says so."""
    from store.locking import one_at_a_time

    with one_at_a_time(council.path, "backup"):
        done = council.run("backup", str(place / "b.zip"))

    assert done.exit_code == 3
    assert "Another backup or restore is at work" in done.stderr
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("name", ["key", "identity"])
def test_where_only_key_or_memory_is_lost_what_is_newer_than_any_backup_stays(council, place, name):
    file = backed_up(council, place)
    (council.path / name).unlink()

    done = council.run("restore", str(file))

    assert done.exit_code == 1
    assert f"Only {name} is lost" in done.stderr
    assert [path for path in council.path.iterdir() if "set-aside" in path.name] == []


def strange(path, name):
    """Add a file to a backup as if it belonged there."""
    with zipfile.ZipFile(path) as backup:
        held = {one: backup.read(one) for one in backup.namelist()}
    told = json.loads(held.pop("manifest.json"))
    told["files"].append({"name": name, "length_bytes": 4, "sha256": hashlib.sha256(b"evil").hexdigest()})
    with zipfile.ZipFile(path, "w") as backup:
        backup.writestr("manifest.json", json.dumps(told))
        for one, some in held.items():
            backup.writestr(one, some)
        backup.writestr(name, b"evil")


NAMES = [
    "key",
    "identity",
    ".ready",
    ".old/x",
    "evil.py",
    "published/.x",
    "./x.toml",
    "published//x",
    "/x.toml",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("apart", [APART, ()])
def test_nothing_but_what_belongs_in_a_folder_comes_out_of_a_backup(council, place, tmp_path, name, apart):
    file = backed_up(council, place)
    strange(file, name)
    new = elsewhere(council, tmp_path / "new", *apart)

    done = new.run("restore", str(file))

    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (1, 1)
    assert "[bad-backup]" in done.stderr
    assert set(everything(new.path)) == set(apart)


@pytest.mark.parametrize(
    "more",
    [{"made_us": 10**30}, {"acts": -1}, {"council": "\ud800"}, {"format": True}, {"holds": {"members": "x"}}],
)
def test_a_list_that_we_never_wrote_is_refused_in_one_line(council, place, tmp_path, more):
    file = backed_up(council, place)
    rewritten(file, **more)

    done = elsewhere(council, tmp_path / "new", *APART).run("restore", str(file))

    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (1, 1)


def test_a_folder_that_only_looks_like_ours_is_left_alone(council, place, tmp_path):
    file = backed_up(council, place)
    work = tmp_path / "work"
    (work / "imports").mkdir(parents=True)
    (work / "thesis.doc").write_text("chapter one")

    done = Council(work).run("restore", str(file))

    assert "holds other things, such as thesis.doc" in done.stderr


def test_what_a_fault_left_in_an_empty_folder_is_in_nobodys_way(council, place, tmp_path):
    file = backed_up(council, place)
    new = elsewhere(council, tmp_path / "new", *APART)
    (new.path / "fault-20261120.txt").write_text("oh dear")

    new.must("restore", str(file))


def test_a_folder_without_a_council_is_never_backed_up(tmp_path, place):
    done = Council(tmp_path / "mistyped").run("backup", str(place / "b.zip"))

    assert done.exit_code == 1
    assert "There is no council in" in done.stderr
    assert not (tmp_path / "mistyped").exists()
    assert list(place.iterdir()) == []

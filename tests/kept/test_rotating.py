"""Backups don't pile up: the latest few stay, and none for longer than the council chose."""

import os
import shutil
from pathlib import Path

import pytest

from facts import DAY_US
from pipelines.keep import folder as folders
from pipelines.keep.backups import rotating, taking
from pipelines.keep.folder import Folder
from store import swapping
from tests.small_council import Council

pytestmark = pytest.mark.commands


@pytest.fixture
def clock(monkeypatch):
    """Let days pass."""
    real = folders.now_us
    at = {"days": 0}

    def now_us():
        return real() + round(at["days"] * DAY_US)

    for module in (taking, rotating):
        monkeypatch.setattr(module, "now_us", now_us)
    return at


def named(place):
    return sorted(path.name for path in place.iterdir())


def test_in_a_folder_each_backup_has_a_name_of_its_own_and_the_latest_few_are_kept(council, place, clock):
    (place / "letter.txt").write_text("Dear all")
    (place / "two-way-20200101T000000Z.zip").write_text("somebody else's")
    names = []
    for day in range(4):
        clock["days"] = day
        done = council.json("backup", str(place), "--keep", "2")
        names.append(Path(done["path"]).name)

    assert named(place) == sorted([*names[2:], "letter.txt", "two-way-20200101T000000Z.zip"])
    assert [Path(one.path).name for one in Folder(council.path).desk.backups()] == names[2:]


def test_another_councils_backups_in_the_same_folder_stay(council, place, clock, tmp_path):
    other = Council(tmp_path / "other")
    (tmp_path / "r.csv").write_text("member,name\nzed,Zed\n")
    other.must("register", str(tmp_path / "r.csv"))
    theirs = Path(other.json("backup", str(place))["path"]).name
    for day in (1, 2):
        clock["days"] = day
        council.must("backup", str(place), "--keep", "1")

    assert theirs in named(place)
    assert len(named(place)) == 2


def test_what_is_older_than_the_council_keeps_it_is_listed_and_removed_by_one_command(council, place, clock):
    council.must("backup", str(place / "old.zip"))
    clock["days"] = 35.1
    council.must("backup", str(place / "new.zip"))

    told = council.run("doctor")
    assert "old.zip" in told.stdout
    assert "[backup-expired]" in told.stdout
    assert "backup --expire" in told.stdout
    assert council.run("doctor", "--json").stdout.count("old.zip") >= 1

    assert "old.zip" in council.must("backup", "--expire")

    assert named(place) == ["new.zip"]
    assert "backup-expired" not in council.run("doctor").stdout


def test_settings_say_where_they_go_and_how_long_they_stay(council, place, clock):
    with (council.path / "settings.toml").open("a") as settings:
        settings.write(f'[backups]\nfolder = "{place}"\nkept_days = 3\n')
    council.must("backup")
    clock["days"] = 3.1

    assert "older than 3 days" in council.run("doctor").stdout


@pytest.mark.parametrize(
    "told", ['folder = "backups"', "folder = 7", "kept_days = 0", "kept_days = true", "kept = 5"]
)
def test_a_setting_that_means_nothing_is_said_in_one_line(council, place, told):
    with (council.path / "settings.toml").open("a") as settings:
        settings.write(f"[backups]\n{told}\n")

    done = council.run("backup", str(place / "b.zip"))

    assert done.exit_code == 1
    assert "backups" in done.stderr
    assert named(place) == []


def test_one_whose_disk_is_away_is_listed_until_somebody_says_that_it_is_gone(
    council, place, clock, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    council.must("backup", str(stick / "b.zip"))
    shutil.rmtree(stick)
    clock["days"] = 36
    assert "can't be reached" in council.run("doctor").stdout

    council.must("backup", "--forget", str(stick / "b.zip"))

    assert "backup-expired" not in council.run("doctor").stdout


def test_what_a_backup_that_was_killed_left_beside_its_place_goes_with_the_next_run(council, place):
    made = swapping.begun(council.path, swapping.COPYING)
    stray = swapping.noted_stray(made, place / "b.zip")
    stray.write_text("half of what was erased since")
    (place / "thesis.zip.0123abcd.new").write_text("somebody else's")

    council.must("measure", "--as-of", "2026-11-20T09:00:00Z")

    assert named(place) == ["thesis.zip.0123abcd.new"]
    assert not made.exists()


def away(file):
    file.parent.rename(file.parent.with_name("away"))
    return file.parent.with_name("away") / file.name


def cut(file):
    file.write_bytes(file.read_bytes()[:-500])
    return file


@pytest.mark.parametrize("ail", [away, cut])
def test_what_is_too_old_and_cant_be_removed_is_never_said_to_be_gone(council, place, clock, ail):
    council.must("backup", str(place / "b.zip"))
    lies_in = ail(place / "b.zip")
    clock["days"] = 36

    done = council.run("backup", "--expire")

    assert done.exit_code == 4
    assert "Removed" not in done.stdout
    assert "No backup is that old" not in done.stdout
    assert "--forget" in done.stderr
    assert lies_in.exists()
    assert "[backup-expired]" in council.run("doctor").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("",), 2), ((), 1), (("--keep", "0"), 2), (("--expire", "--keep", "3"), 2), (("--forget", "x.zip"), 1)],
)
def test_what_can_t_be_meant_is_refused_in_one_line(council, arguments, code):
    done = council.run("backup", *arguments)

    assert done.exit_code == code


def test_keep_is_for_a_folder(council, place):
    assert council.run("backup", str(place / "b.zip"), "--keep", "3").exit_code == 2
    assert named(place) == []


@pytest.mark.skipif(os.name != "posix", reason="a full disk is made with a limit of POSIX")
def test_on_a_full_disk_nothing_half_done_stays(council, place):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        done = council.run("backup", str(place / "b.zip"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert done.exit_code == 1
    assert named(place) == []
    assert [path for path in council.path.iterdir() if path.name.startswith(".backup-")] == []
    council.must("backup", str(place / "b.zip"))

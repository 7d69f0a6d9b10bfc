"""Killed at random moments, a backup or its return leaves a folder that works, and no half file by the name.

And a backup that is made while others collect, mark, measure and publish holds a state that some moment had.
"""

import random
import shutil
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import duckdb
import pytest

from store import backup_file, swapping
from tests.crash.kills.processes import Order, Running, run
from tests.kept.conftest import elsewhere
from tests.small_council import Council, write_posts

pytestmark = [pytest.mark.killed, pytest.mark.timeout(600)]  # thirty commands each, and others beside them
NOW_US = 1_795_168_800_000_000  # 20 November 2026, 10:00
APART = ("key", "identity")
MOMENTS = 30


def order(*arguments: str) -> Order:
    return Order(arguments=arguments, now_us=NOW_US)


def seen(path: Path):
    """Return what a folder holds, as runs and pages would find it."""
    council = Council(path)
    with closing(sqlite3.connect(path / "desk.sqlite")) as desk:
        consents = desk.execute("select account, given_on, withdrawn_us from consents order by id").fetchall()
    editions = {one.name: one.read_bytes() for one in (path / "editions").iterdir()}
    return council.archive(), council.published(), consents, editions


def killed(what: Order, folder: Path, after_s: float) -> None:
    """Begin a command, and end it at a moment."""
    running = Running(what, folder)
    time.sleep(after_s)
    running.kill()
    with suppress(FileNotFoundError):  # it ended before it could say anything
        running.ended()


def test_a_backup_that_is_killed_leaves_a_folder_that_works_and_no_half_file(council, place):
    before = seen(council.path)
    usual = run(order("backup", str(place / "usual.zip")), council.path)
    assert usual.code == 0
    chance = random.Random(12)

    for moment in range(MOMENTS):
        file = place / f"{moment}.zip"
        killed(order("backup", str(file)), council.path, chance.uniform(0, 1.1) * usual.took_us / 1e6)
        if file.exists():
            backup_file.check(file)

    assert seen(council.path) == before
    assert run(order("measure", "--as-of", "2026-11-20T09:00:00Z"), council.path).code == 0
    assert [path for path in council.path.iterdir() if path.name.startswith(swapping.COPYING)] == []
    assert [path for path in place.iterdir() if path.suffix == ".new"] == []


def test_a_return_that_is_killed_leaves_what_was_or_what_is_put_back(council, place, tmp_path):
    before = seen(council.path)
    file = place / "b.zip"
    assert run(order("backup", str(file)), council.path).code == 0
    usual = run(order("restore", str(file)), elsewhere(council, tmp_path / "usual", *APART).path)
    assert usual.code == 0
    chance = random.Random(21)
    ends = set()

    for moment in range(MOMENTS):
        new = elsewhere(council, tmp_path / f"new{moment}", *APART)
        (new.path / "desk.sqlite").write_bytes(b"broken, and to be set aside" * 100)
        killed(order("restore", str(file)), new.path, chance.uniform(0.2, 1.1) * usual.took_us / 1e6)
        again = run(order("restore", str(file)), new.path)
        ends.add(again.code)
        assert again.code == 0 or "works: nothing is put back over it" in again.err
        assert seen(new.path) == before
        assert [path.name for path in new.path.iterdir() if path.name.startswith(swapping.RESTORING)] == []
        shutil.rmtree(new.path)

    assert 0 in ends


@pytest.mark.parametrize("is_again", [False, True])
def test_wherever_the_swap_ends_whoever_opens_the_folder_next_finishes_it(tmp_path, monkeypatch, is_again):
    names = ["archive.duckdb", "desk.sqlite", "editions", "settings.toml"]
    for ends_at in range(2 * len(names) + 3):
        folder = tmp_path / f"{is_again}{ends_at}"
        (folder / ".restore-1").mkdir(parents=True)
        for name in names:
            (folder / name).write_text("old")
            (folder / ".restore-1" / name).write_text("new")

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", dying_after(ends_at))
            try:
                swapping.swap(folder, folder / ".restore-1", names, "" if is_again else "aside")
            except KeyboardInterrupt:
                if not swapping.is_unfinished(folder):  # it ended before the new files counted as whole
                    assert [(folder / name).read_text() for name in names] == ["old"] * len(names)
                    continue
        swapping.finish(folder)

        assert [(folder / name).read_text() for name in names] == ["new"] * len(names)
        assert (folder / "aside").exists() is not is_again
        assert not any((folder / "aside" / name).read_text() != "old" for name in names if not is_again)
        assert not (folder / ".restore-1").exists()


def dying_after(count: int):
    """Return a rename that ends its process after so many."""
    left, rename = [count], Path.replace

    def replace(self, target):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return rename(self, target)

    return replace


def held(path: Path):
    """Return of an unpacked backup: messages of each batch, its corrections, all messages, and those published."""
    with duckdb.connect(str(path / "archive.duckdb"), read_only=True) as archive:
        ids = [id_ for (id_,) in archive.execute("select id from posts").fetchall()]
    with closing(sqlite3.connect(path / "desk.sqlite")) as desk:
        [(marked,)] = desk.execute("select count(*) from marks where post like 'batch-%'")
    version = (path / "published" / "current").read_text().strip()
    with duckdb.connect(str(path / "published" / f"{version}.duckdb"), read_only=True) as run_:
        [(published,)] = run_.execute("select value from meta where name = 'messages'").fetchall()
    assert len(ids) == len(set(ids))  # none doubled
    return (
        Counter(id_.split("-")[1] for id_ in ids if id_.startswith("batch-")),
        marked,
        len(ids),
        int(published),
    )


def test_a_backup_made_while_others_work_holds_a_state_that_some_moment_had(council, place, tmp_path):
    batch, done, stop = 7, [], threading.Event()

    def work():
        number = 0
        while not stop.is_set():
            rows = [
                {"id": f"batch-{number}-{one}", "account": "x:m3", "author": f"r{one}", "kind": "post",
                 "posted_at": "2026-11-02T09:00:00+00:00", "text": f"When does market {number} open, {one}?"}
                for one in range(batch)
            ]  # fmt: skip
            file = str(write_posts(tmp_path / f"batch{number}.jsonl", rows))
            by = ("--by", "Olu")
            orders = (
                order("import", file),
                order("mark", "not-an-ask", "--post", f"batch-{number}-0", *by),
                order("measure", "--as-of", "2026-11-20T09:00:00Z"),
            )
            for one in orders:
                while (ended := run(one, council.path)).code == 3:  # a backup holds the archive
                    time.sleep(0.01)
                assert ended.code == 0, ended.err
                done.append(one.arguments[0])
            number += 1

    worker = threading.Thread(target=work)
    worker.start()
    chance, begun = random.Random(3), []
    try:
        for moment in range(MOMENTS):
            time.sleep(chance.uniform(0, 0.3))
            begun.append(done.count("import"))
            made = run(order("backup", str(place / f"{moment}.zip")), council.path)
            assert made.code == 0, made.err
    finally:
        stop.set()
        worker.join()

    assert done.count("measure") > 5
    for moment, committed in enumerate(begun):
        unpacked = tmp_path / f"at{moment}"
        backup_file.unpack(place / f"{moment}.zip", unpacked)
        whole, marked, messages, published = held(unpacked)
        assert set(whole.values()) <= {batch}  # none half-seen
        assert len(whole) >= committed  # none lost that was committed before it began
        assert len(whole) - 1 <= marked <= len(whole)
        assert published in (messages, messages - batch)
        if not moment % 10:
            new = elsewhere(council, tmp_path / f"new{moment}", *APART)
            assert run(order("restore", str(place / f"{moment}.zip")), new.path).code == 0
            assert held(new.path)[0] == whole
            assert run(order("measure", "--as-of", "2026-11-20T09:00:00Z"), new.path).code == 0

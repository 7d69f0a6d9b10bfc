"""Publishing: the last finished run becomes two immutable files, put in place by renaming.

`<version>.duckdb` for the comms team and leadership, `<version>-own.duckdb` for what is for the member's eyes
only; `current` is a small text file naming the version. A crash leaves the former version current; what it left
lying about is swept at the next start.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from store.archive import Archive
from store.finished_run import PUBLISHED_SCHEMA, finished_version
from store.places import quoted
from store.published_file import CURRENT, current
from store.rights import OWN, like_its_folder
from store.words_gone import are_published, leave_finished, left_published
from store.writing import write_whole

VERSIONS_KEPT = 3
WITH_MEASURE = ("results", "occasions", "series", "council")
WHOLE = (
    "late",
    "meta",
    "definitions",
    "members",
    "accounts",
    "platforms",
    "visits",
    "unseen",
    "windows",
    "coverage",
)


def publish(archive: Archive, folder: Path, own_measures: Iterable[str]) -> str:
    """Publish the last finished run and return its version. Raise OSError when the disk won't take it."""
    version = finished_version(archive)
    if version is None:
        raise ValueError("Nothing has been measured yet. Run: python -m pipelines measure")
    folder.mkdir(parents=True, exist_ok=True)
    own = sorted(own_measures)
    _write(archive, folder / f"{version}.duckdb", own, is_own=False)
    _write(archive, folder / f"{version}{OWN}.duckdb", own, is_own=True)
    write_whole(folder / CURRENT, version + "\n")
    sweep(folder)
    return version


def make_good(archive: Archive, folder: Path, own_measures: Iterable[str], now_us: int) -> None:
    """Publish what was finished and never published; let no published file hold words that are gone.

    The current version gives way to one without them, the older ones go. Nothing is written in place: whoever reads
    a version has its files open, and at the next look finds the new one.
    """
    if folder.is_dir():
        sweep(folder)
    leave_finished(archive, now_us)
    if is_behind(archive, folder):
        publish(archive, folder, own_measures)
    if are_published(archive) and _is_clean(archive, folder):
        left_published(archive)


def _is_clean(archive: Archive, folder: Path) -> bool:
    """Leave but the current version. Say whether none is left that may hold words that are gone."""
    if not folder.is_dir():
        return True
    is_current_finished = current(folder) in (None, finished_version(archive))
    return sweep(folder, keep=1) and is_current_finished


def is_behind(archive: Archive, folder: Path) -> bool:
    """Say whether a finished run was never published, because something ended in between."""
    version = finished_version(archive)
    return version is not None and current(folder) != version


def sweep(folder: Path, *, keep: int = VERSIONS_KEPT) -> bool:
    """Remove half-written files and all but the latest versions; the current one always stays, but for `keep=0`.

    Say whether they are gone: Windows doesn't let go of a file that somebody is reading.
    """
    version = current(folder)
    # Latest by the disk's word, not by name: where a clock was set back, names lie about what came last.
    by_age = sorted(folder.glob("*.duckdb"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    versions = dict.fromkeys(path.stem.removesuffix(OWN) for path in by_age)
    kept = {version, *[one for one in versions if one != version][: keep - 1]} if keep else set()
    doomed = [path for path in folder.iterdir() if path.is_file() and not _is_kept(path, kept)]
    doomed.sort(key=lambda path: path.name != CURRENT)  # it goes before what it names
    left = [path for path in doomed if not _remove(path)]
    return not left


def _is_kept(path: Path, kept: set[str | None]) -> bool:
    if path.name == CURRENT:
        return bool(kept)
    return path.suffix == ".duckdb" and path.stem.removesuffix(OWN) in kept


def _remove(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        if os.name == "posix":
            raise
        return False
    return True


def _write(archive: Archive, path: Path, own_measures: list[str], *, is_own: bool) -> None:
    stray = path.with_suffix(".tmp")
    stray.unlink(missing_ok=True)
    db = archive.db
    db.execute(f"attach {quoted(stray)} as fresh")
    try:
        db.execute("use fresh")
        db.execute(PUBLISHED_SCHEMA.read_text(encoding="utf-8"))
        db.execute(f"use {archive.name}.main")
        for table in WHOLE:
            db.execute(f"insert into fresh.{table} from {archive.name}.finished.{table}")
        for table in WITH_MEASURE:
            query = f"insert into fresh.{table} from {archive.name}.finished.{table} where (measure in ?) = ?"
            db.execute(query, [own_measures or [""], is_own])
        _write_messages(archive, is_own=is_own)
    finally:
        db.execute(f"use {archive.name}.main")
        db.execute("detach fresh")
    _settle(stray)
    like_its_folder(stray)
    stray.replace(path)


def _write_messages(archive: Archive, *, is_own: bool) -> None:
    """Write the words that this file's evidence points to, and the waiting list where it belongs."""
    finished = f"{archive.name}.finished"
    if not is_own:
        archive.db.execute(f"insert into fresh.waiting from {finished}.waiting")
    archive.db.execute(
        f"""
        insert into fresh.messages from {finished}.messages
        where post in (
            select post from fresh.occasions
            union select answer from fresh.occasions
            union select post from fresh.waiting
        )
        """
    )


def _settle(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())

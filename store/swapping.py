"""What was put back takes the place of what is there: all of it, or nothing, wherever a process ends.

The new files lie in a folder of their own within the data folder. A small file in it says that they are whole; from
then on whoever opens the data folder finishes the work, which is renaming alone.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from store.locking import locked, one_at_a_time
from store.trouble import ArchiveBusy
from store.writing import STRAY, settle, stray_of, write_whole

COPYING, RESTORING = ".backup-", ".restore-"  # how folders of copies are called that are made, or put back
WORK, CALLED = (
    "backup",
    "backup or restore",
)  # the lock of those who make and put back copies, and what it is for
READY, OLD = ".ready", ".old"
WRITES = ".writes"  # the name under which a backup of these copies is written, until it is whole


def begun(folder: Path, prefix: str) -> Path:
    """Return a new folder for copies within a data folder. Raise OSError."""
    made = folder / f"{prefix}{token_hex(4)}"
    made.mkdir(mode=0o700)
    return made


def noted_stray(made: Path, path: Path) -> Path:
    """Return the name beside a backup's place under which it is written; whoever sweeps the copies sweeps it too."""
    stray = stray_of(path)
    write_whole(made / WRITES, str(stray))
    return stray


def swap(folder: Path, made: Path, taken: list[str], aside: str) -> None:
    """Put what lies in `made` in its place. What is `taken` there goes aside under a name; without one it is removed.

    Only while holding the folder's lock. Raise OSError.
    """
    write_whole(made / READY, json.dumps({"taken": taken, "aside": aside}))
    _finish(folder, made)


def is_unfinished(folder: Path) -> bool:
    """Say whether something that was put back, and is whole, hasn't got its place yet."""
    return any((one / READY).is_file() for one in _folders(folder, RESTORING))


def finish(folder: Path) -> None:
    """Put in its place what somebody who ended was putting there. Raise OSError or FolderBusy."""
    if is_unfinished(folder):
        with locked(folder):
            for made in _folders(folder, RESTORING):
                if (made / READY).is_file():
                    _finish(folder, made)


def has_copies(folder: Path) -> bool:
    """Say whether copies lie in a data folder: somebody is at it, or was killed."""
    return any(True for _ in _folders(folder, COPYING, RESTORING))


def is_copy(folder: Path) -> bool:
    """Say whether a folder is one of copies that are put back: nobody reads it where it lies."""
    return folder.name.startswith(RESTORING)


def sweep_copies(folder: Path) -> None:
    """Remove what was left of copies by who was killed, unless somebody is at it: erased words may be in them."""
    if not has_copies(folder):
        return
    try:
        with one_at_a_time(folder, WORK):
            sweep_held(folder)
    except ArchiveBusy:
        pass


def sweep_held(folder: Path) -> None:
    """Remove it while holding the lock of those who make copies."""
    for made in _folders(folder, COPYING):
        with suppress(OSError):  # none was begun, or its disk is away
            stray = Path((made / WRITES).read_text(encoding="utf-8"))
            if STRAY.fullmatch(stray.name):
                stray.unlink()
    for made in _folders(folder, COPYING, RESTORING):
        if not (made / READY).is_file():
            shutil.rmtree(made, ignore_errors=True)


def _folders(folder: Path, *prefixes: str) -> Iterator[Path]:
    for prefix in prefixes:
        yield from (one for one in folder.glob(f"{prefix}*") if one.is_dir() and not one.is_symlink())


def _finish(folder: Path, made: Path) -> None:
    told = json.loads((made / READY).read_text(encoding="utf-8"))
    aside = folder / told["aside"] if told["aside"] else made / OLD
    aside.mkdir(mode=0o700, exist_ok=True)
    for name in told["taken"]:  # what is there already went there before
        if os.path.lexists(folder / name) and not os.path.lexists(aside / name):
            (folder / name).replace(aside / name)
    for one in sorted(made.iterdir()):
        if not one.name.startswith("."):  # locks stay where they are
            one.replace(folder / one.name)
    settle(folder)
    (made / READY).unlink()
    shutil.rmtree(made, ignore_errors=True)

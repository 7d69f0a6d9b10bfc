"""What of a data folder a backup holds, and what never: the one place that says so."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from pipelines.keep.folder import REPORTS
from store import identity
from store.belonging import ARCHIVE, DESK, EDITIONS, KEY, PUBLISHED
from store.writing import STRAY

APART = (KEY, identity.FILE)  # whoever has these and a backup can tell who is in it: they are kept elsewhere
FOLDERS = (PUBLISHED, EDITIONS, REPORTS)  # of files that are never written in place
DATABASES = (DESK, ARCHIVE)  # copied by their engines, since others may be at work on them
LOGS = tuple(f"{one}{log}" for one in DATABASES for log in ("-wal", "-shm", ".wal"))
HALF_WRITTEN = (".tmp", ".wal")


def take_files(folder: Path, into: Path, releases: str) -> None:
    """Put every file that belongs in a backup, but for the databases, below another folder. Raise OSError.

    What is never written in place gets a second name, which costs no time; what people write is copied. Only while
    holding the archive: so nothing is published, frozen or erased meanwhile.
    """
    for path in _files(folder, FOLDERS):
        _link(path, _place(folder, path, into))
    for path in (*settings_in(folder), *_files(folder, [releases] if releases else [])):
        if _is_apart(folder, path):
            continue
        shutil.copyfile(path, _place(folder, path, into))


def left_out(folder: Path, releases: str) -> list[str]:
    """Return the names of what lies in a data folder and isn't in a backup, but for the key and its like."""
    known = {
        *APART,
        *FOLDERS,
        *DATABASES,
        *LOGS,
        *Path(releases).parts[:1],
        *(one.name for one in settings_in(folder)),
    }
    names = (one.name for one in folder.iterdir())
    return sorted(
        name for name in names if name not in known and not name.startswith(".")
    )  # locks hold nothing


def settings_in(folder: Path) -> list[Path]:
    """Return settings and guidance, which people write."""
    return sorted(one for one in folder.glob("*.toml") if one.is_file())


def _files(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and belongs(path.relative_to(folder).as_posix()):
                yield path


def belongs(name: str) -> bool:
    """Say whether a file of this name within a data folder may be in a backup."""
    first, *more = PurePosixPath(name).parts
    if any(part.startswith(".") for part in (first, *more)) or first in APART:
        return False
    if not more:
        return first in DATABASES or first.endswith(".toml")
    return PurePosixPath(name).suffix not in HALF_WRITTEN and not STRAY.fullmatch(more[-1])


def _is_apart(folder: Path, path: Path) -> bool:
    """Say whether a file is what never gets into a backup, by another name: somebody may have linked to it."""
    return any((folder / name).exists() and path.samefile(folder / name) for name in APART)


def _place(folder: Path, path: Path, into: Path) -> Path:
    place = into / path.relative_to(folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _link(path: Path, place: Path) -> None:
    try:
        os.link(path, place)
    except OSError:  # a disk that knows no second names
        shutil.copyfile(path, place)

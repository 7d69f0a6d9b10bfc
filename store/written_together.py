"""Files that only mean something together are written whole, or not at all: all beside their places, then all renamed.

The one that describes the others goes first and comes back last, so that wherever a writer was killed there is either
what was there before, or all of the new, or no description: never one that doesn't fit.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from store.locking import locked
from store.trouble import StoreTrouble
from store.writing import STRAY, settle, stray_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written: how long it is, and its hash (SHA-256)."""

    length_bytes: int
    hash: str


class Files:
    """The files that are being written, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.strays: dict[str, Path] = {}

    def write(self, name: str, parts: Iterable[bytes]) -> Written:
        """Write a file beside its place and settle it on disk. Raise OSError."""
        stray = self.strays[name] = stray_of(self._folder / name)
        length_bytes, hash_ = 0, sha256()
        handle = os.open(stray, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                length_bytes += file.write(part)
                hash_.update(part)
            file.flush()
            os.fsync(file.fileno())
        return Written(length_bytes=length_bytes, hash=hash_.hexdigest())


@contextmanager
def written_together(folder: Path, *, last: str) -> Iterator[Files]:
    """Lend what writes files into a folder, which is made if need be; at the end they take their places, `last` last.

    Raise OSError or StoreTrouble, and FolderBusy where somebody else is writing there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        files = Files(folder)
        _sweep(folder)
        try:
            yield files
            _refuse_folders(folder, files.strays)
            (folder / last).unlink(missing_ok=True)
            settle(folder)
            for name in sorted(files.strays, key=lambda name: (name == last, name)):
                files.strays[name].replace(folder / name)
            settle(folder)
        finally:
            for stray in files.strays.values():
                stray.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a writer left here that was killed: whoever writes here holds the folder's lock."""
    for path in folder.glob("*.new"):
        if STRAY.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _refuse_folders(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if (folder / name).is_dir():
            raise StoreTrouble(
                f"{folder / name} is a folder where a file is to be put: move it away.", code="in-the-way"
            )

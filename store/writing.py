"""Small files are written whole or not at all: beside their place, settled on disk, then renamed into it."""

import errno
import os
import re
from pathlib import Path
from secrets import token_hex

from store import rights

STRAY = re.compile(r".+\.[0-9a-f]{8}\.new")


def stray_of(path: Path) -> Path:
    """Return a new name beside a file's, under which it is written until it is whole."""
    return path.with_name(f"{path.name}.{token_hex(4)}.new")


def write_whole(path: Path, text: str) -> None:
    """Write a text file, in UTF-8, for its owner (and whoever may read its folder) alone. Raise OSError."""
    write_whole_bytes(path, text.encode())


def write_whole_bytes(path: Path, written: bytes) -> None:
    """Write a file, for its owner (and whoever may read its folder) alone. Raise OSError."""
    stray = stray_of(path)
    try:
        write_new(stray, written)
        rights.like_its_folder(stray)
        stray.replace(path)
    except BaseException:
        stray.unlink(missing_ok=True)
        raise
    settle(path.parent)


def write_new(path: Path, written: bytes) -> None:
    """Write a file that isn't there yet and settle it on disk. Raise OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())


def take_place(stray: Path, path: Path) -> None:
    """Give a file that is whole its name, unless something has it. Raise FileExistsError or OSError."""
    try:
        os.link(stray, path)  # fails where another process made one meanwhile
    except FileExistsError:
        raise
    except OSError:  # a disk without such links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        stray.replace(path)
    else:
        stray.unlink()


def settle(folder: Path) -> None:
    """Let a rename in a folder survive a power cut."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(*folders: Path) -> None:
    """Remove what writers that were killed left in these folders. Only while holding the lock that writers hold."""
    for folder in folders:
        for path in folder.glob("*.new"):
            if STRAY.fullmatch(path.name):
                path.unlink(missing_ok=True)

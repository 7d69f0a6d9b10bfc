"""One at a time: who sets a data folder up, or sweeps it, holds the folder's lock for that moment.

On POSIX the folder itself is locked, so nothing is left behind; on Windows a small file in it. `start.py` takes the
same lock while it fills a folder. (A run holds the archive, whose lock is another one: store/database.py.)
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from store.trouble import ArchiveBusy

TIMEOUT_S = 10.0
STEP_S = 0.05
LOCK = ".lock"  # on Windows

_turn = RLock()  # of this process's threads
_held: set[str] = set()


class FolderBusy(ArchiveBusy):
    """Another command, or start.py, sets the folder up."""


@contextmanager
def locked(folder: Path, *, timeout_s: float = TIMEOUT_S) -> Iterator[None]:
    """Hold a folder's lock; waits a while for others. Raise FolderBusy. It may be taken again while it is held."""
    name = str(folder.resolve())
    with _turn:
        if name in _held:
            yield
            return
        handle = _take(folder, time.monotonic() + timeout_s)
        _held.add(name)
        try:
            yield
        finally:
            _held.discard(name)
            os.close(handle)  # lets go of the lock


class AtWork(ArchiveBusy):
    """What does the same work is at it already."""


@contextmanager
def one_at_a_time(folder: Path, work: str, called: str = "") -> Iterator[None]:
    """Hold a lock of a work's own, which lies in the folder, for as long as it takes. Raise AtWork at once.

    People know the work as `called`.

    The system lets go of it however the process ends.
    """
    handle = os.open(folder / f".{work}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):
            raise AtWork(
                f"Another {called or work} is at work on {folder}: this one does nothing. Two schedulers may be set up."
            ) from None
        except OSError:  # a disk that knows no such locks: the archive's own is left
            pass
        yield
    finally:
        os.close(handle)


def _take(folder: Path, give_up_at: float) -> int:
    handle = _open(folder)
    while True:
        try:
            _lock(handle)
            return handle
        except (BlockingIOError, PermissionError):
            if time.monotonic() > give_up_at:
                os.close(handle)
                raise FolderBusy(
                    f"Another command or start.py is setting up {folder}. Wait until it has finished and run this "
                    "again."
                ) from None
            time.sleep(STEP_S)
        except OSError:  # a disk that knows no such locks, as some network disks
            return handle


if sys.platform != "win32":
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

else:
    import msvcrt

    def _open(folder: Path) -> int:
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

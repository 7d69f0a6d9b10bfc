"""The published files that are open: read-only, each once a process, shared by threads, by what lies under its name.

A file is never written to, but it may be swept, or rewritten and put in the place of the old one under the same
name. Whoever holds an open file keeps reading what they opened; whoever asks next gets what lies there now.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from store.database import NO_BAR
from store.places import quoted
from store.trouble import MEASURE, StoreTrouble, about_published

OWN = "-own"  # ends the name of the file for members' own eyes
# One thread: the questions are small, and waking workers costs more than it saves. Nothing comes from the network.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
WHOLE = (  # what the file's head says it holds
    "select sum(block_size * total_blocks) from pragma_database_size() where database_name = 'run'"
)

Row = dict[str, Any]
Identity = tuple[Path, int, int, int, int]


class CannotBeRead(StoreTrouble):
    """The published file is there but broken, or gone. The message says which and what to run."""

    code = "published-unreadable"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open file and its latest answers: it never changes, so an answer stays right as long as it is open."""

    connection: duckdb.DuckDBPyConnection
    identity: Identity
    answers: OrderedDict[tuple[object, ...], list[Row]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_there(self) -> bool:
        """Say whether this very file still lies under its name."""
        try:
            return identity_of(self.identity[0]) == self.identity
        except OSError:
            return False

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of one's own, so that threads don't wait for each other."""
        return self.connection.cursor().execute("use run")


_lock = threading.Lock()
_open: dict[tuple[Path, bool], OpenFile] = {}  # the latest of each folder, shared and for own eyes


def opened(path: Path) -> OpenFile:
    """Return what lies under this name now, opened. Raise CannotBeRead."""
    place = path.parent, path.stem.endswith(OWN)
    with _lock:
        held = _open.get(place)
        try:
            if held is None or held.identity != identity_of(path):
                # The former closes once the last page that reads it is drawn.
                held = _open[place] = _opened(path)
        except FileNotFoundError as error:
            raise _gone(path.name) from error
        except (OSError, duckdb.Error) as error:
            raise trouble_of(error, path.name) from error
        return held


def let_go() -> None:
    """Let go of what lies under its name no more. It closes once the last page that reads it is drawn."""
    with _lock:
        for place in [place for place, held in _open.items() if not held.is_there()]:
            del _open[place]


def identity_of(path: Path) -> Identity:
    """Return what tells a file from another that is put in its place."""
    found = path.stat()
    return path, found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def trouble_of(error: Exception, name: str) -> StoreTrouble:
    """Return what to raise where a published file can't be read: CannotBeRead if the file itself is to blame."""
    is_to_blame, what = about_published(error, name)
    return CannotBeRead(what, command=MEASURE) if is_to_blame else StoreTrouble(what)


def _gone(name: str) -> CannotBeRead:
    return CannotBeRead(f"The published file {name} is gone.", command=MEASURE)


def _opened(path: Path) -> OpenFile:
    """Open a file. It is attached to a database of its own: DuckDB hands out one it has open by name alone.

    A name that is taken over while it is being opened is opened once more.
    """
    while True:
        identity = identity_of(path)
        made = duckdb.connect(":memory:", config=SETTINGS)
        made.execute(NO_BAR)
        made.execute(f"attach {quoted(path)} as run (type duckdb, read_only)")
        [(blocks_bytes,)] = made.execute(WHOLE).fetchall()
        made.execute("set enable_external_access = false")  # from here on this file, and no other
        if identity_of(path) != identity:
            continue
        if identity[-1] < blocks_bytes:  # a copy that stopped halfway opens all the same
            raise CannotBeRead(f"The published file {path.name} is broken.", command=MEASURE)
        return OpenFile(made, identity)

"""What is watched of a command: the archive's queries, the desk's, and every file of the data folder it writes to."""

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.crash.dying import die
from tests.crash.kills.points import Hit, Watch


def watch(notes: Path, folder: Path, hit: Hit | None) -> Watch:
    """Watch everything this process does to a data folder, from now until its end."""
    watch_ = Watch(notes, folder, hit)
    _watch_archive(watch_)
    _watch_desk(watch_)
    _watch_names(watch_)
    _watch_files(watch_)
    return watch_


class WatchedConnection:
    """A connection to DuckDB whose queries are points; those that commit are commits."""

    def __init__(self, connection: Any, watch_: Watch) -> None:
        self._connection, self._watch = connection, watch_

    def execute(self, query: str, *values: Any) -> Any:
        word = query.split(None, 1)[0].lower().rstrip(";") if query.strip() else ""
        if word == "begin":
            self._watch.in_transaction = True
        with self._watch.passing("commit" if word == "commit" else "query", f"archive: {query}"):
            found = self._connection.execute(query, *values)
        if word in ("commit", "rollback"):
            self._watch.in_transaction = False
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def _watch_archive(watch_: Watch) -> None:
    import duckdb

    connect = duckdb.connect

    def connected(*given: Any, **named: Any) -> WatchedConnection:
        with watch_.passing("connect", "archive: connect"):
            connection = connect(*given, **named)
        return WatchedConnection(connection, watch_)

    duckdb.connect = connected  # type: ignore[assignment]


def _watch_desk(watch_: Watch) -> None:
    from sqlalchemy.engine.default import DefaultDialect

    do_commit, do_execute = DefaultDialect.do_commit, DefaultDialect.do_execute

    def commit(self: Any, connection: Any) -> None:
        with watch_.passing("commit", "desk: commit"):
            do_commit(self, connection)

    def execute(self: Any, cursor: Any, statement: str, *rest: Any) -> None:
        with watch_.passing("query", f"desk: {statement}"):
            do_execute(self, cursor, statement, *rest)

    DefaultDialect.do_commit, DefaultDialect.do_execute = commit, execute  # type: ignore[method-assign]


def _watch_names(watch_: Watch) -> None:
    """Watch what makes, renames and removes files: all of Python's own code ends in these."""
    for name in ("replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir", "chmod"):
        if hasattr(os, name):
            setattr(os, name, _watched_name(watch_, name, getattr(os, name)))
    shutil.rmtree = _watched_name(watch_, "rmtree", shutil.rmtree)
    fsync = os.fsync

    def sync(fd: Any) -> None:
        number = fd if isinstance(fd, int) else fd.fileno()
        with watch_.passing("fsync", watch_.names.get(number, "a file")):
            fsync(fd)

    os.fsync = sync


def _watched_name(watch_: Watch, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def watched(*given: Any, **named: Any) -> Any:
        ours = [path for path in given[:2] if isinstance(path, (str, os.PathLike)) and watch_.is_ours(path)]
        if not ours:
            return function(*given, **named)
        with watch_.passing(name, watch_.name_of(ours[-1])):
            return function(*given, **named)

    return watched


class WatchedFile:
    """A file that is written to. What is cut off is cut off in the middle of what was to be written."""

    def __init__(self, file: Any, name: str, watch_: Watch) -> None:
        self._file, self._name, self._watch = file, name, watch_

    def write(self, text: Any) -> int:
        with self._watch.passing("write", self._name) as is_cut:
            if is_cut:
                self._file.write(text[: len(text) // 2])
                self._file.flush()
                die()
            return int(self._file.write(text))

    def __enter__(self) -> "WatchedFile":
        self._file.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        with self._watch.passing("close", self._name):  # what was held back is written now
            self._watch.names.pop(self._file.fileno(), None)
            self._file.__exit__(*error)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _watch_files(watch_: Watch) -> None:
    """Watch files that are opened to be written, by Python's `open` and by the system's."""
    open_, os_open, os_write, os_close = io.open, os.open, os.write, os.close

    def watched(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        is_written = bool(set(mode) & set("wax+"))
        name = watch_.names.get(file) if isinstance(file, int) else None
        if name is None and not isinstance(file, int) and is_written and watch_.is_ours(file):
            name = watch_.name_of(file)
        if name is None or not is_written:
            return open_(file, mode, *given, **named)
        with watch_.passing("open", name):
            opened = open_(file, mode, *given, **named)
        watch_.names[opened.fileno()] = name
        return WatchedFile(opened, name, watch_)

    def watched_os(path: Any, flags: int, *given: Any, **named: Any) -> int:
        if not watch_.is_ours(path):
            return os_open(path, flags, *given, **named)
        name = watch_.name_of(path) or "the folder"
        with watch_.passing("open", name):
            fd = os_open(path, flags, *given, **named)
        watch_.names[fd] = name
        return fd

    def watched_write(fd: int, data: bytes) -> int:
        if fd not in watch_.names:
            return os_write(fd, data)
        with watch_.passing("write", watch_.names[fd]) as is_cut:
            if is_cut:
                os_write(fd, data[: len(data) // 2])
                die()
            return os_write(fd, data)

    def watched_close(fd: int) -> None:
        watch_.names.pop(fd, None)
        os_close(fd)

    builtins.open = io.open = watched  # type: ignore[assignment]
    os.open, os.write, os.close = watched_os, watched_write, watched_close

"""Runs the command line in a process that kills itself, for real, runs out of disk, or is overtaken, at a chosen point.

`python -m tests.crash.dying SPEC ARGUMENT ...`, where SPEC is JSON: `query`, `file`, `link`, `mkdir` or `opening`
(patterns: a query the archive is asked, the new name of a renamed file, of a linked one, of a folder, a DuckDB file
that is opened), `nth` (1 the first time), `after` (once it is done, else just before), `room` (no file may grow
beyond so many bytes from then on; instead of dying), `meanwhile` (another command, run to its end; instead of dying),
`clock_us` (what the command takes for now), `batch` (how many messages are labelled at once), `page` (how many an
import keeps at once).
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import duckdb


class Point:
    """Where something happens, and what."""

    def __init__(self, pattern: str, nth: int, happen: Callable[[], None], *, is_after: bool) -> None:
        self._pattern, self._left, self._is_after = re.compile(pattern), nth, is_after
        self._happen = happen

    def pass_by(self, what: str, *, is_done: bool) -> None:
        if is_done == self._is_after and self._pattern.search(" ".join(what.split())):
            self._left -= 1
            if self._left == 0:
                self._happen()


class Watched:
    """A connection to DuckDB that looks at each query before and after it is asked."""

    def __init__(self, connection: Any, point: Point) -> None:
        self._connection, self._point = connection, point

    def execute(self, query: str, *values: Any) -> Any:
        self._point.pass_by(query, is_done=False)
        found = self._connection.execute(query, *values)
        self._point.pass_by(query, is_done=True)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def die() -> None:
    """End at once, as when the power goes: nothing is flushed, closed or rolled back."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)


def fill_disk(room: int) -> None:
    """Let no file grow beyond some bytes: what a full disk is to those who write."""
    import resource  # not on Windows

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def let_pass(arguments: list[str]) -> None:
    """Let another process run a command now, whatever comes of it."""
    subprocess.run(
        [sys.executable, "-m", "pipelines", *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        stderr=sys.stderr,
    )


def watch_openings(point: Point) -> None:
    connect = duckdb.connect

    def watched(path: Any = ":memory:", **named: Any) -> Any:
        point.pass_by(str(path), is_done=False)
        made = connect(path, **named)
        point.pass_by(str(path), is_done=True)
        return made

    duckdb.connect = watched


def watch_queries(point: Point) -> None:
    connect = duckdb.connect
    duckdb.connect = lambda *given, **named: Watched(connect(*given, **named), point)


def watch_files(point: Point) -> None:
    replace = os.replace

    def watched(old: Any, new: Any, **named: Any) -> None:
        point.pass_by(str(new), is_done=False)
        replace(old, new, **named)
        point.pass_by(str(new), is_done=True)

    os.replace = watched


def watch_links(point: Point) -> None:
    link = os.link

    def watched(old: Any, new: Any, **named: Any) -> None:
        point.pass_by(str(new), is_done=False)
        link(old, new, **named)
        point.pass_by(str(new), is_done=True)

    os.link = watched


def watch_folders(point: Point) -> None:
    mkdir = os.mkdir

    def watched(path: Any, *given: Any, **named: Any) -> None:
        point.pass_by(str(path), is_done=False)
        mkdir(path, *given, **named)
        point.pass_by(str(path), is_done=True)

    os.mkdir = watched


WATCHES = {
    "query": watch_queries,
    "file": watch_files,
    "link": watch_links,
    "mkdir": watch_folders,
    "opening": watch_openings,
}


def main() -> None:
    spec = json.loads(sys.argv[1])
    happen = die
    if "room" in spec:
        happen = lambda: fill_disk(spec["room"])  # noqa: E731
    elif "meanwhile" in spec:
        happen = lambda: let_pass(spec["meanwhile"])  # noqa: E731
    for name, watch in WATCHES.items():
        if name in spec:
            watch(Point(spec[name], spec.get("nth", 1), happen, is_after=spec.get("after", False)))
    from pipelines.keep import folder

    if "clock_us" in spec:
        folder.now_us = lambda: spec["clock_us"]  # before anybody else takes it from there
    from pipelines.cli import app as cli
    from pipelines.import_ import archives
    from pipelines.import_ import posts_file as imports
    from pipelines.measure import unlabelled

    if "page" in spec:
        imports.PAGE = archives.PAGE = spec["page"]
    if "batch" in spec:
        unlabelled.BATCH = spec["batch"]
    sys.argv[1:] = sys.argv[2:]
    cli.main()


if __name__ == "__main__":
    main()

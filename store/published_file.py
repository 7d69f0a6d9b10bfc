"""The published files as they are opened: read-only, once per version and process, shared by threads.

`current` names the version. Each question gets a cursor of its own, so that threads don't wait for each other, and
the latest answers are kept: a published file never changes.
"""

import json
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from store.trouble import StoreTrouble

Row = dict[str, Any]

ANSWERS_KEPT = (
    256  # some hundred pages; the biggest, a member's posts of 90 days, take a few hundred kilobytes
)

CURRENT = "current"  # the small file that names the version
VERSION = re.compile(r"[\w-]+")
WHOLE = (
    "select sum(block_size * total_blocks) from pragma_database_size()"  # what the file's head says it holds
)

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class _File:
    """An open file and its latest answers. The file never changes, so an answer stays right as long as it is open."""

    connection: duckdb.DuckDBPyConnection
    answers: OrderedDict[tuple[object, ...], list[Row]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_open: dict[Path, _File] = {}


class NothingPublished(StoreTrouble):
    """There is no published file yet. The message says what to run."""


class CannotBeRead(StoreTrouble):
    """The published file is there but broken. The message says which and what to run."""


class PublishedFile:
    """One file of a published run; with `own`, the one that is for each member's eyes only."""

    def __init__(self, folder: Path, *, own: bool = False, version: str | None = None) -> None:
        self.version = version or current_version(folder)
        name = f"{self.version}-own.duckdb" if own else f"{self.version}.duckdb"
        self._file = _connect(folder / name)

    def _rows(self, query: str, values: list[Any] | None = None) -> list[Row]:
        """Return a question's rows: copies, so that nobody's change is seen by the next to ask."""
        question = (query, *(tuple(value) if isinstance(value, list) else value for value in values or []))
        with self._file.lock:
            answer = self._file.answers.pop(question, None)
        if answer is None:
            answer = self._ask(query, values or [])
        with self._file.lock:
            self._file.answers[question] = answer  # the latest last
            while len(self._file.answers) > ANSWERS_KEPT:
                self._file.answers.popitem(last=False)
        return [dict(row) for row in answer]

    def _ask(self, query: str, values: list[Any]) -> list[Row]:
        cursor = self._file.connection.cursor()
        try:
            cursor.execute(query, values)
            names = [column[0] for column in cursor.description or []]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as error:
            raise CannotBeRead(_broken(self.version)) from error
        finally:
            cursor.close()
        return [{**row, "counts": json.loads(row["counts"])} for row in rows] if "counts" in names else rows


def current(folder: Path) -> str | None:
    """Return the version that `current` names, whether or not its files are there; None if it names none."""
    try:
        told = (folder / CURRENT).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    return told if VERSION.fullmatch(told) else None


def current_version(folder: Path) -> str:
    """Return the version that readers see. Raise NothingPublished when there is none."""
    version = current(folder)
    if version is None:
        raise NothingPublished("Nothing has been published yet. Run: python -m pipelines measure")
    if not (folder / f"{version}.duckdb").is_file():
        raise NothingPublished(f"The published run {version} is missing. Run: python -m pipelines measure")
    return version


def _connect(path: Path) -> _File:
    with _lock:
        if path not in _open:
            try:
                # One thread: the questions are small, and waking workers costs more than it saves.
                made = duckdb.connect(path, read_only=True, config={"threads": 1})
                [(blocks_bytes,)] = made.execute(WHOLE).fetchall()
            except duckdb.Error as error:
                raise CannotBeRead(_broken(path.name)) from error
            if path.stat().st_size < blocks_bytes:  # a copy that stopped halfway opens all the same
                made.close()
                raise CannotBeRead(_broken(path.name))
            _forget_older(path)
            _open[path] = _File(made)
        return _open[path]


def _forget_older(path: Path) -> None:
    own = path.name.endswith("-own.duckdb")
    for other in [p for p in _open if p.parent == path.parent and p.name.endswith("-own.duckdb") is own]:
        del _open[other]  # closes once the last page that reads it is drawn


def _broken(version: str) -> str:
    return f"The published file {version} is broken, or of an older Two-Way. Run: python -m pipelines measure"

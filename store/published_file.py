"""The files of a published run, and the questions put to one of them.

`current` names the version. The latest answers are kept: a file that is open never changes.
"""

import json
import re
from pathlib import Path
from typing import Any, Self

import duckdb

from store.opened import OWN, CannotBeRead, Identity, Row, opened, trouble_of
from store.trouble import MEASURE, StoreTrouble

ANSWERS_KEPT = (
    256  # some hundred pages; the biggest, a member's posts of 90 days, take a few hundred kilobytes
)
TRIES = 20  # at publishes or erasures that fall between two openings: each tries once more

CURRENT = "current"  # the small file that names the version
VERSION = re.compile(r"[\w-]+")


class NothingPublished(StoreTrouble):
    """There is no published file yet. The message says what to run."""

    code = "nothing-published"


class PublishedFile:
    """One file of a published run; with `own`, the one that is for each member's eyes only."""

    def __init__(self, folder: Path, *, own: bool = False, version: str | None = None) -> None:
        self.version = version or current_version(folder)
        self._file = opened(folder / f"{self.version}{OWN if own else ''}.duckdb")

    @classmethod
    def both(cls, folder: Path) -> tuple[Self, Self | CannotBeRead]:
        """Return both files of the current run, open: they stay readable when they are swept or rewritten.

        What is wrong with the one for members' own eyes is returned, for whoever asks for it.
        """
        for _ in range(TRIES):
            named = current(folder)
            try:
                run = cls(folder)
            except StoreTrouble:
                if current(folder) == named:
                    raise
                continue  # swept since `current` was read
            own: Self | CannotBeRead
            try:
                own = cls(folder, own=True, version=run.version)
            except CannotBeRead as trouble:
                own = trouble
            if run.is_there() and (isinstance(own, cls) or current(folder) == run.version):
                return run, own
        raise CannotBeRead("The published run is being replaced all the time. Wait a moment and try again.")

    @property
    def identity(self) -> Identity:
        """Return what tells this file from another that is put in its place."""
        return self._file.identity

    def is_there(self) -> bool:
        """Say whether what was opened still lies under its name."""
        return self._file.is_there()

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
        cursor = self._file.cursor()
        try:
            cursor.execute(query, values)
            names = [column[0] for column in cursor.description or []]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as error:
            raise trouble_of(error, self.version) from error
        finally:
            cursor.close()
        return [_read(row) for row in rows]


def _read(row: Row) -> Row:
    """Return a row with its counts, and its reason as `{"code": ..., its parameters}`, or None where there is none."""
    if "counts" in row:
        row["counts"] = json.loads(row["counts"])
    if "reason_parameters" in row:
        parameters = row.pop("reason_parameters")
        row["reason"] = {"code": row["reason"], **json.loads(parameters)} if row["reason"] else None
    return row


def current(folder: Path) -> str | None:
    """Return the version that `current` names, whether or not its files are there; None if it names none."""
    path = folder / CURRENT
    if folder.is_file() or (path.exists() and not path.is_file()):  # doctor says what is in the way
        return None
    try:
        told = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    return told if VERSION.fullmatch(told) else None


def current_version(folder: Path) -> str:
    """Return the version that readers see. Raise NothingPublished when there is none."""
    version = current(folder)
    if version is None:
        raise NothingPublished("Nothing has been published yet.", command=MEASURE)
    if not (folder / f"{version}.duckdb").is_file():
        raise NothingPublished(f"The published run {version} is missing.", command=MEASURE)
    return version

"""Read what was published: one finished run, never changed afterwards (tables in published.sql).

`current` names the version. Its two files are opened read-only, once per version and process; each question
gets a cursor of its own, so that threads don't wait for each other. A `Published` stays with the version it
was made for: make a new one for each page, so that a page never mixes two runs.
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


class Published:
    """The results of the current run. With `own`, those that are for each member's eyes only."""

    def __init__(self, folder: Path, *, own: bool = False, version: str | None = None) -> None:
        self.version = version or current_version(folder)
        name = f"{self.version}-own.duckdb" if own else f"{self.version}.duckdb"
        self._file = _connect(folder / name)

    def meta(self) -> dict[str, str]:
        """Return what is known about the run, by name."""
        return {row["name"]: row["value"] for row in self._rows("select name, value from meta")}

    def members(self) -> list[Row]:
        """Return the members of this run."""
        return self._rows("select member, name, ward from members order by member")

    def accounts(self) -> list[Row]:
        """Return each account and what was known of it at the run's moment."""
        return self._rows(
            "select account, member, platform, handle, state, last_act_us, first_seen_us, last_seen_us,"
            " quiet_bar_days from accounts order by account"
        )

    def windows(self) -> list[Row]:
        """Return every window there are results for, oldest first."""
        return self._rows("select label, kind, from_us, to_us from windows order by kind, from_us")

    def results(self, member: str | None = None, label: str | None = None) -> list[Row]:
        """Return results, of one member or one window where these are given; `counts` as a dictionary."""
        return self._rows(
            "select member, measure, version, label, outcome, value, low, high, n, met, unit, why, counts"
            " from results where ($1 is null or member = $1) and ($2 is null or label = $2)"
            " order by member, measure",
            [member, label],
        )

    def occasions(self, member: str, measure: str, label: str) -> list[Row]:
        """Return the rows one result was summed up from, and what was left out, in order of time."""
        return self._rows(
            "select happened_us, post, answer, met, value, why, left_out from occasions"
            " where member = $1 and measure = $2 and label = $3 order by happened_us, post",
            [member, measure, label],
        )

    def ended_silences(self, measure: str, label: str, at_least_days: float) -> list[Row]:
        """Return the long silences that an act ended, newest first: (member, happened_us, answer, value)."""
        return self._rows(
            "select member, happened_us, answer, value from occasions where measure = $1 and label = $2"
            " and value >= $3 and answer is not null and not left_out order by happened_us desc",
            [measure, label, at_least_days],
        )

    def messages(self, posts: list[str]) -> list[Row]:
        """Return these messages, those that are kept."""
        return self._rows(
            "select post, who, account, platform, kind, posted_us, text, url, is_hidden, is_removed from messages"
            " where post in (select unnest($1::varchar[]))",
            [posts],
        )

    def series(self, member: str, measure: str | None = None) -> list[Row]:
        """Return a member's last 13 months and 26 weeks, oldest first."""
        return self._rows(
            "select measure, label, kind, from_us, outcome, value, n, met from series"
            " where member = $1 and ($2 is null or measure = $2) order by measure, kind, from_us",
            [member, measure],
        )

    def waiting(
        self, accounts: list[str], *, from_us: int, to_us: int, seen_us: int, limit: int, offset: int = 0
    ) -> list[Row]:
        """Return open asks put to these accounts, asked in `from <= t < to` and seen to wait until a moment at least.

        Oldest first, a page of them.
        """
        return self._rows(
            "select member, account, post, asked_us, waited_us, seen_until_us from waiting"
            " where account in (select unnest($1::varchar[])) and asked_us >= $2 and asked_us < $3"
            " and seen_until_us >= $4 order by asked_us, post limit $5 offset $6",
            [accounts, from_us, to_us, seen_us, limit, offset],
        )

    def waiting_counts(self, accounts: list[str], border_us: int, seen_us: int) -> list[Row]:
        """Return how many open asks were put to these accounts, by member.

        `recent`: asked from the border on and seen to wait until a moment at least; `lost`: asked from the border on
        and not seen until then; `older`: asked before the border.
        """
        return self._rows(
            "select member, count(*) filter (where asked_us >= $2 and seen_until_us >= $3) as recent,"
            " count(*) filter (where asked_us >= $2 and seen_until_us < $3) as lost,"
            " count(*) filter (where asked_us < $2) as older from waiting"
            " where account in (select unnest($1::varchar[])) group by member order by member",
            [accounts, border_us, seen_us],
        )

    def coverage(self, member: str, label: str) -> list[Row]:
        """Return how much of a window was seen of each of a member's accounts."""
        return self._rows(
            "select account, sight, seen from coverage where member = $1 and label = $2"
            " order by account, sight",
            [member, label],
        )

    def council(self, label: str | None = None) -> list[Row]:
        """Return the whole council's figures, of one window where it is given."""
        return self._rows(
            "select measure, label, outcome, value, low, high, n, met, members, members_unknown, unit"
            " from council where ($1 is null or label = $1) order by measure, label",
            [label],
        )

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
    return f"The published file {version} can't be read. Run: python -m pipelines measure"

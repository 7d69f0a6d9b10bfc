"""What a data folder holds, read without changing anything: its tables, its files, and what a reader sees.

Each function is asked in a process of its own (`processes.asked`): whoever kills processes opens no database.
"""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from store import key, sealing
from store.published import NothingPublished, Published
from store.trouble import StoreTrouble
from tests.crash.kills.stage import DEES
from tests.small_council import Council, Rows

DESK, ARCHIVE, PUBLISHED, REPORTS = "desk.sqlite", "archive.duckdb", "published", "imports"
# A name's part that differs each time -> what stands for it when names are compared.
VERSION, MOMENT, CHANCE = r"\d{8}T\d{12}-[0-9a-f]{6}", r"\d{8}T\d{12}", r"\b[0-9a-f]{8,}\b"
SQLITES = (f"{DESK}-wal", f"{DESK}-shm", f"{DESK}-journal")  # they come and go, and belong to the desk
OF_THE_TIME = ("id", "made_us", "sealed")
OF_NO_ACCOUNT = ("", "x", "bluesky", "facebook", "mastodon")  # what a platform's cursors are kept under


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees: the published tables (None: nothing is published), what `show` answers, and what is torn.

    `live` are the accounts with a live consent at that moment, `held` the files that hold what may never be kept.
    """

    tables: Rows | None
    code: int
    shown: dict[str, list[Any]]
    said: str
    torn: str
    live: frozenset[str]
    held: list[str]


@dataclass(frozen=True, slots=True)
class State:
    """All that is kept. `live` are the accounts with a live consent, `owed` those whose erasure is still to be done.

    `cut_off` are the import reports that aren't whole, `held` the files that hold what may never be kept.
    """

    archive: Rows
    published: Rows | None
    desk: dict[str, list[Any]]
    files: frozenset[str]
    live: frozenset[str]
    owed: frozenset[str]
    cut_off: list[str]
    held: list[str]


def look(folder: Path, shows: bool) -> Seen:
    """Return what a reader sees, as a page does; if it `shows`, as `show --all --json` does too."""
    council, code, shown, said = Council(folder), 0, {}, ""
    if shows:
        done = council.run("show", "--all", "--json")
        is_ours = done.exception is not None and not isinstance(done.exception, SystemExit)
        code, said = done.exit_code, f"Traceback: {done.exception!r}" if is_ours else done.stderr
        shown = {one["member"]: one["results"] for one in json.loads(done.stdout)} if code == 0 else {}
    return Seen(
        _published(council), code, shown, said, _torn(folder / PUBLISHED), _live(folder), holds(folder, DEES)
    )


def _live(folder: Path) -> frozenset[str]:
    return frozenset(row["account"] for row in _rows(folder, "consents") if row["withdrawn_us"] is None)


def _torn(folder: Path) -> str:
    """Read everything of one version as a page does. Say what doesn't belong together; nothing if all does."""
    try:
        shown = Published(folder)
        own = Published(folder, own=True, version=shown.version)
        if not shown.meta()["version"] == own.meta()["version"] == shown.version:
            return f"{shown.version}: its files are of several runs"
        for one in (shown, own):
            members, results = {row["member"] for row in one.members()}, one.results()
            measures, labels = {row["measure"] for row in results}, {row["label"] for row in results}
            if len(results) != len(members) * len(measures) * len(labels):
                return f"{shown.version}: {len(results)} results"
    except NothingPublished:
        return "" if not (folder / "current").exists() else f"{folder}: what `current` names isn't there"
    except StoreTrouble as trouble:
        return str(trouble)
    return ""


def _published(council: Council) -> Rows | None:
    try:
        found = council.published()
    except (FileNotFoundError, duckdb.Error):  # nothing yet, or nothing whole
        return None
    return {table: _numberless(rows) if table.endswith("meta") else rows for table, rows in found.items()}


def _numberless(facts: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return a run's facts without the number of the newest mark: a mark that is said twice is two."""
    return [("marks", "N") if name == "marks" else (name, value) for name, value in facts]


def snapshot(folder: Path) -> State:
    """Return all that is kept."""
    council, desk = Council(folder), _desk(folder)
    owed = {row["account"] for row in _rows(folder, "erasures") if row["done_us"] is None}
    return State(
        archive=council.archive() if (folder / ARCHIVE).exists() else {},
        published=_published(council),
        desk=desk,
        files=frozenset(names(folder)),
        live=_live(folder),
        owed=frozenset(owed),
        cut_off=_cut_off(folder),
        held=holds(folder, DEES),
    )


def names(folder: Path) -> set[str]:
    """Return the names of all files, what differs each time left out."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    return {_plain(name) for name in found if name not in SQLITES}


def _plain(name: str) -> str:
    for pattern, instead in ((VERSION, "VERSION"), (MOMENT, "MOMENT"), (CHANCE, "CHANCE")):
        name = re.sub(pattern, instead, name)
    return name


def _cut_off(folder: Path) -> list[str]:
    """Return the import reports that aren't whole."""
    found = []
    for report in sorted((folder / REPORTS).glob("*.json")):
        try:
            json.loads(report.read_text(encoding="utf-8"))
        except ValueError:
            found.append(report.name)
    return found


def holds(folder: Path, *words: str) -> list[str]:
    """Return the files that hold any of these words, but for the desk's lines about what was done."""
    found = Council(folder).bytes_of(*words)
    found[DESK] = found.get(DESK, 0) + found.pop(f"{DESK}-wal", 0)
    told = " ".join(str(row["what"]).lower() for row in _rows(folder, "audit"))
    # A line may stand in the desk's log and in its file; anything beyond that is no line.
    if found[DESK] <= 2 * sum(told.count(word.lower()) for word in words):
        del found[DESK]
    return sorted(found)


def _desk(folder: Path) -> dict[str, list[Any]]:
    """Return the desk's rows, each once: what was done twice is logged twice. Times are left at whether there are."""
    tables: dict[str, list[Any]] = {}
    for table in _tables(folder):
        rows = {
            tuple(
                (name, _timeless(table, name, value))
                for name, value in row.items()
                if name not in OF_THE_TIME
            )
            for row in _rows(folder, table)
        }
        tables[table] = sorted(rows, key=repr)
    tables["tokens"] = sorted(
        (row["account"], _unsealed(folder, row["sealed"])) for row in _rows(folder, "tokens")
    )
    return tables


def _timeless(table: str, name: str, value: Any) -> Any:
    """Return a value without what giving a command again changes: the moment, and a mark's number."""
    if name.endswith("_us") and table != "marks":
        return value is not None
    return re.sub(r"^\d+\b", "N", value) if (table, name) == ("audit", "what") else value


def _unsealed(folder: Path, sealed: str) -> str | None:
    return sealing.unseal(key.read(folder / "key"), sealed)


def _tables(folder: Path) -> list[str]:
    told = _asked(folder, "select name from sqlite_master where type = 'table' and name <> 'alembic_version'")
    return sorted(row["name"] for row in told if not row["name"].startswith("sqlite_"))


def _rows(folder: Path, table: str) -> list[dict[str, Any]]:
    try:
        return _asked(folder, f"select * from {table}")
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return []  # it died while the desk was made


def _asked(folder: Path, query: str) -> list[dict[str, Any]]:
    if not (folder / DESK).exists():
        return []
    with closing(sqlite3.connect(folder / DESK)) as desk:
        desk.row_factory = sqlite3.Row
        return [dict(row) for row in desk.execute(query)]

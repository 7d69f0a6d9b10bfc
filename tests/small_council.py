"""A small council in a data folder of its own, worked with the command line as people do."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
from typer.testing import CliRunner, Result

from pipelines.cli.app import app
from tests.lanes import ROOT

COLUMNS = ("member", "name", "ward", "email", "platform", "handle", "consented_on", "consented_by", "scope")
TIMES = {"whole_us", "deep_us", "day_us", "week_us", "looked_us"}  # when a run began: another each time
# When it was read: a run that was stopped reads it later.
OF_THE_RUN = {
    "posts": "exclude (first_seen_us)",
    "profiles": "exclude (read_us, last_read_us)",
    "occasions": "replace (if(measure = 'bio', null, happened_us) as happened_us)",
}
COMPARED = {"own-words-share"}  # with other members' posts: of those who went none is left to compare with
Rows = dict[str, list[tuple[Any, ...]]]


class Council:
    """One data folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, *arguments: str, typed: str | bytes | None = None) -> Result:
        """Run a command in this process."""
        return CliRunner().invoke(app, ["--data", str(self.path), *arguments], input=typed)

    def must(self, *arguments: str) -> str:
        """Run a command that has to do, and return what it answers."""
        done = self.run(*arguments)
        if done.exit_code:
            raise AssertionError(f"{arguments}: {done.exit_code}\n{done.output}\n{done.exception!r}")
        return done.stdout

    def json(self, *arguments: str) -> Any:
        """Return the one JSON document a command prints."""
        return json.loads(self.must(*arguments, "--json"))

    def start(self, *arguments: str, spec: dict[str, Any] | None = None) -> subprocess.Popen[str]:
        """Run a command in a process of its own; with a spec, one that dies (tests/crash/dying.py)."""
        module = ["pipelines"] if spec is None else ["tests.crash.dying", json.dumps(spec)]
        return subprocess.Popen(
            [sys.executable, "-m", *module, "--data", str(self.path), *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def apart(self, *arguments: str, spec: dict[str, Any] | None = None) -> tuple[int, str, str]:
        """Run a command in a process of its own. Return its exit code, its answer and what it said aside."""
        process = self.start(*arguments, spec=spec)
        answer, aside = process.communicate(timeout=60)
        return process.returncode, answer, aside

    def uncompared(self, member: str, *arguments: str) -> list[dict[str, Any]]:
        """Return a member's results, less those that hang on other members' posts."""
        results = self.json("show", member, *arguments)["results"]
        return [row for row in results if row["measure"] not in COMPARED]

    # What lies in the folder

    def archive(self) -> Rows:
        """Return every table of the archive, less what differs from run to run."""
        return dump(self.path / "archive.duckdb")

    def keeps_nothing(self) -> bool:
        """Say whether nothing of anybody is in the archive, if there is one: it is opened to see what must go."""
        tables = self.archive() if (self.path / "archive.duckdb").exists() else {}
        return not any(rows for name, rows in tables.items() if name.startswith("main."))

    def published(self) -> Rows:
        """Return every table of both published files, less what differs from run to run."""
        version = (self.path / "published" / "current").read_text("ascii").strip()
        names = {"": f"{version}.duckdb", "own.": f"{version}-own.duckdb"}
        folder = self.path / "published"
        return {
            own + table: rows for own, name in names.items() for table, rows in dump(folder / name).items()
        }

    def bytes_of(self, *words: str) -> dict[str, int]:
        """Return how often any of these words stands in each file of the folder, whatever its case or width."""
        found = {}
        for path in sorted(self.path.rglob("*")):
            held = path.read_bytes().lower() if path.is_file() else b""
            times = sum(
                held.count(word.lower().encode(code)) for word in words for code in ("utf-8", "utf-16-le")
            )
            times += sum(path.name.lower().count(word.lower()) for word in words)
            if times:
                found[path.relative_to(self.path).as_posix()] = times
        return found


def dump(path: Path) -> Rows:
    """Return the rows of every table of a DuckDB file, in order."""
    with duckdb.connect(str(path), read_only=True, config={"threads": 1}) as db:
        tables = db.execute(
            "select schema_name, table_name from duckdb_tables() where not temporary"
        ).fetchall()
        tables = [
            (schema, table) for schema, table in sorted(tables) if table != "identity"
        ]  # each folder's own
        return {f"{schema}.{table}": _rows(db, schema, table) for schema, table in tables}


def _rows(db: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[tuple[Any, ...]]:
    rows = db.execute(f"select * {OF_THE_RUN.get(table, '')} from {schema}.{table}").fetchall()
    if table == "meta":
        rows = [row for row in rows if row[0] not in ("version", "published_us", "folder")]
    if table == "cursors":
        rows = [
            (account, stream, _without_times(json.loads(value or "null"))) for account, stream, value in rows
        ]
    return sorted(rows, key=repr)


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_times(v) for k, v in sorted(value.items()) if k not in TIMES}
    return value


def write_register(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    """Write a register file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_posts(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write a posts file in JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_no_posts(path: Path) -> Path:
    """Write a posts file without a message: importing it does no more than every command that holds the archive."""
    path.write_text("id,account,author,posted_at\n", encoding="utf-8")
    return path

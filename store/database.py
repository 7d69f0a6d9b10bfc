"""One DuckDB file: opening it with its limits, transactions, and handing rows in and out.

Platforms are collected on a thread each; the file has one connection, which they use in turn.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Any, ClassVar, Self

import duckdb
import pyarrow as pa

from store.places import duckdb_path, settings_for
from store.trouble import ARCHIVE_ERRORS, about_archive

MEMORY_LIMIT = "1100MB"  # a million messages are measured within 2 GB; beyond it DuckDB spills to disk
NO_BAR = "set enable_progress_bar = false"  # DuckDB's would be drawn over our own, and into logs
ROWS_AT_ONCE = 20_000  # as Python objects, which take ten times the room they take in a table


class Database:
    """An open DuckDB file. DuckDB locks it across processes; that lock is the run lock."""

    schema: ClassVar[Path]

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.path = Path(path)
        self.turn = RLock()  # held while something is asked or changed
        self.db = open_database(path)
        self._sweep()
        try:
            self.name = str(self.db.execute("select current_database()").fetchall()[0][0])
            self.db.execute(self.schema.read_text(encoding="utf-8"))
        except ARCHIVE_ERRORS as error:
            self.close()
            raise about_archive(error) from error

    def _sweep(self) -> None:
        """Remove what a run that was killed left: we hold the lock, so nobody is writing there."""
        shutil.rmtree(f"{self.path}.tmp", ignore_errors=True)  # what DuckDB spilled
        for stray in (".rewritten", ".rewritten.wal"):
            self.path.with_suffix(stray).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self.close()
        if isinstance(error, ARCHIVE_ERRORS):
            raise about_archive(error) from error

    def close(self) -> None:
        """Let go of the file, and with it of the run lock."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or none of it."""
        with self.turn:
            self.db.execute("begin")
            try:
                yield self.db
            except BaseException:
                self.db.execute("rollback")
                raise
            self.db.execute("commit")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self.turn:
            return self.db.execute(sql, list(values)).fetchall()

    def stream(self, sql: str, size: int = ROWS_AT_ONCE) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a query in lists, so that memory doesn't grow with the archive.

        Nothing else may be asked until they are all read: the working tables belong to this one connection.
        """
        self.db.execute(sql)
        while rows := self.db.fetchmany(size):
            yield rows

    # Working tables of a run

    def load(self, name: str, columns: dict[str, Any], rows: Iterable[Sequence[Any]]) -> None:
        """Make a temporary table from rows; `columns` maps each name to its Arrow type."""
        schema = pa.schema(list(columns.items()))
        rows = iter(rows)
        batches = []
        while some := list(islice(rows, ROWS_AT_ONCE)):
            arrays = map(pa.array, zip(*some, strict=True), schema.types)
            batches.append(pa.record_batch(list(arrays), schema))
        with self.lent("lent_rows", pa.Table.from_batches(batches, schema)):
            self.db.execute(f"create or replace temp table {name} as from lent_rows")

    def make(self, name: str, sql: str) -> None:
        """Make a temporary table from a query."""
        self.db.execute(f"create or replace temp table {name} as {sql}")

    @contextmanager
    def lent(self, name: str, table: pa.Table) -> Iterator[None]:
        """Let queries read an Arrow table by this name for a while."""
        with self.turn:
            self.db.register(name, table)
            yield
            # Not in a `finally`: in a transaction that has failed it would hide what failed, and rolling back takes
            # the name away too.
            self.db.unregister(name)


def open_database(path: Path | str) -> duckdb.DuckDBPyConnection:
    """Open the archive's file (`:memory:`: none) with its limits. Raise ArchiveBusy or StoreTrouble."""
    settings: dict[str, Any] = {"memory_limit": MEMORY_LIMIT, "threads": 2, "preserve_insertion_order": False}
    if isinstance(path, Path):
        settings |= settings_for(path)
    try:
        db = duckdb.connect(duckdb_path(path) if isinstance(path, Path) else path, config=settings)
        db.execute(NO_BAR)
        return db
    except duckdb.Error as error:
        raise about_archive(error) from error

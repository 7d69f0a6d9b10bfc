"""The desk's file, and how it is changed: one transaction each time.

SQLite in WAL mode, so the dashboard writes a mark while a run reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from store import tables as t
from store.migrating import clearly, open_desk


class DeskFile:
    """The desk's file, open. Opening it brings its tables up to date."""

    def __init__(self, path: Path) -> None:
        self._engine = open_desk(path)

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        with clearly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _erasing(self) -> Iterator[sa.Connection]:
        """Change, and leave nothing of what was there before in SQLite's log either."""
        with self._changing() as connection:
            yield connection
        with clearly(), self._engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")

    def _rows(self, query: sa.Select[Any]) -> list[sa.RowMapping]:
        with clearly(), self._engine.connect() as connection:
            return list(connection.execute(query).mappings())

    def audit(self) -> list[dict[str, Any]]:
        """Return every audit line, oldest first."""
        return [dict(row) for row in self._rows(sa.select(t.audit).order_by(t.audit.c.id))]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def upsert(
    desk: sa.Connection,
    table: sa.Table,
    key: dict[str, Any],
    row: dict[str, Any],
    only_new: dict[str, Any] | None = None,
) -> None:
    """Change the row with this key, or add it; `only_new` is written only when it is added."""
    match = [table.c[name] == value for name, value in key.items()]
    if not desk.execute(table.update().where(*match).values(**row)).rowcount:
        desk.execute(table.insert().values(**key, **row, **(only_new or {})))


def write_audit(desk: sa.Connection, now_us: int, did: str, what: str, by: str) -> None:
    """Leave an audit line."""
    desk.execute(t.audit.insert().values(happened_us=now_us, did=did, what=what, by=by))

"""The desk's file, and how it is changed: one transaction each time.

SQLite in WAL mode, so the dashboard writes a mark while a run reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import sqlalchemy as sa

from store import tables as t
from store.migrating import TIMEOUT_S, clearly, open_desk, reading

# Acts that end consents, and whose. Where a line doesn't say, it may be any of the three.
ENDS = {
    "withdraw": ("account",),
    "erase": ("account", "member", "platform"),
    **{f"erase {kind}": (kind,) for kind in ("account", "member", "platform")},
}

GIVEN_UP = ("accept loss", "desk")
READERS_TIMEOUT_S = 5.0  # for somebody who is reading: a page takes far less
LOOK_AGAIN_S = 0.05


class DeskFile:
    """The desk's file, open. Opening it makes it, and brings its tables up to date; `to_read`: if it can be written."""

    def __init__(self, path: Path, *, to_read: bool = False) -> None:
        self.path = path
        self._engine = open_desk(path, to_read=to_read)

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        with clearly(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _erasing(self) -> Iterator[sa.Connection]:
        """Change, and leave nothing of what was there before in SQLite's log either, unless somebody is reading."""
        with self._changing() as connection:
            yield connection
        self.empty_log()

    def empty_log(self, *, timeout_s: float = 0.0) -> bool:
        """Leave nothing in SQLite's log of what was there before, as where a run was killed in between.

        Say whether it is empty: whoever is reading goes on with what was there when they began, in the log and in the
        file, and only so long may we wait for them.
        """
        until = monotonic() + timeout_s
        while not (is_empty := self._try_to_empty_log()) and monotonic() < until:
            sleep(LOOK_AGAIN_S)
        return is_empty

    def _try_to_empty_log(self) -> bool:
        with clearly(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("pragma busy_timeout = 0")
            try:
                is_busy, *_ = connection.exec_driver_sql("pragma wal_checkpoint(truncate)").one()
            finally:
                connection.exec_driver_sql(f"pragma busy_timeout = {int(TIMEOUT_S * 1000)}")
        return not is_busy

    def _rows(self, query: sa.Select[Any]) -> list[sa.RowMapping]:
        with clearly(self.path), reading(self._engine, self.path) as connection:
            return list(connection.execute(query).mappings())

    def audit(self) -> list[dict[str, Any]]:
        """Return every audit line, oldest first."""
        return [dict(row) for row in self._rows(sa.select(t.audit).order_by(t.audit.c.id))]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # Which data folder it belongs to (store/belonging.py)

    def belongs_to(self) -> str:
        """Return the data folder it belongs to, or nothing where it was never told, or is of an older Two-Way."""
        with clearly(self.path), reading(self._engine, self.path) as connection:
            if not sa.inspect(connection).has_table(t.identity.name):
                return ""
            found = connection.execute(sa.select(t.identity.c.value).where(t.identity.c.name == "folder"))
            return str(found.scalar() or "")

    def adopt(self, folder: str) -> None:
        """Note which data folder it belongs to."""
        with self._changing() as desk:
            upsert(desk, t.identity, {"name": "folder"}, {"value": folder})

    def acts(self) -> int:
        """Return how many acts were ever logged."""
        return int(self._rows(sa.select(sa.func.max(t.audit.c.id).label("acts")))[0]["acts"] or 0)

    def endings(self) -> list[tuple[str, str, int]]:
        """Return whose consents were ended, as (account, member or platform; its name; when)."""
        c = t.audit.c
        query = sa.select(c.did, c.what, c.happened_us).where(c.did.in_(ENDS))
        rows = self._rows(query)
        return [(kind, row["what"], row["happened_us"]) for row in rows for kind in ENDS[row["did"]]]

    def was_given_up(self) -> bool:
        """Say whether a person decided to go on without the desk that was here before."""
        return any((line["did"], line["what"]) == GIVEN_UP for line in self.audit())

    def log(self, did: str, what: str, *, by: str, now_us: int) -> None:
        """Leave an audit line of an act that changes nothing else here."""
        with self._changing() as desk:
            write_audit(desk, now_us, did, what, by)


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


def write_audit(desk: sa.Connection, now_us: int, did: str, what: str, by: str, *, subject: str = "") -> None:
    """Leave an audit line; `subject` where whoever did it was signed in."""
    line = {"happened_us": now_us, "did": did, "what": what, "by": by, "subject": subject}
    desk.execute(t.audit.insert().values(line))

"""A copy of the open archive in a file of its own, by DuckDB itself: nothing of what was deleted is in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store import database
from store.database import Database
from store.places import quoted

MEMORY_LIMIT = "400MB"  # a copy needs no more, and is made beside whatever else the machine does


@contextmanager
def copied(archive: Database, path: Path) -> Iterator[str]:
    """Copy the archive into a new file; lends the name by which it can be changed before it is settled on disk.

    Raise what DuckDB raises, as on a full disk. Only while holding the archive, so the copy is of one moment.
    """
    archive.db.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    archive.db.execute(f"attach {quoted(path)} as copied")
    try:
        archive.db.execute(f"copy from database {archive.name} to copied")
        yield "copied"
    finally:
        archive.db.execute("detach copied")
        archive.db.execute(f"set memory_limit = '{database.MEMORY_LIMIT}'")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def holds(archive: Database) -> dict[str, int]:
    """Return how many messages and labels an archive keeps, by name."""
    return dict(
        archive.rows("select 'messages', count(*) from posts union all select 'labels', count(*) from labels")
    )


def read_through(archive: Database) -> None:
    """Read every row that is kept, as opening doesn't. Raise what DuckDB raises of a file that is damaged."""
    tables = archive.rows("select schema_name, table_name from duckdb_tables() where not temporary")
    for schema, table in tables:
        archive.rows(f'select max(hash(kept)) from "{schema}"."{table}" as kept')

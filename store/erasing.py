"""Erasure: rows deleted, then the file written anew, because a deleted row's bytes stay in the old one."""

from collections.abc import Sequence
from pathlib import Path

from store.archive import Archive
from store.database import open_database


def erase(archive: Archive, accounts: Sequence[str], authors: Sequence[str]) -> None:
    """Delete every row of these accounts, and every message these authors wrote elsewhere."""
    doomed = "select id from posts where account in (select unnest(?)) or author in (select unnest(?))"
    with archive.transaction():
        archive.db.execute(f"delete from labels where post in ({doomed})", [list(accounts), list(authors)])
        archive.db.execute(f"delete from posts where id in ({doomed})", [list(accounts), list(authors)])
        for table in ("coverage", "cursors", "troubles"):
            archive.db.execute(f"delete from {table} where account in (select unnest(?))", [list(accounts)])


def rewrite(path: Path) -> None:
    """Write the file anew without what was deleted from it, and put it in place by renaming."""
    fresh = path.with_suffix(".rewritten")
    fresh.unlink(missing_ok=True)
    db = open_database(str(path))
    try:
        [(name,)] = db.execute("select current_database()").fetchall()
        quoted = str(fresh).replace("'", "''")
        db.execute(f"attach '{quoted}' as rewritten")
        db.execute(f"copy from database {name} to rewritten")
        db.execute("detach rewritten")
    finally:
        db.close()
    fresh.replace(path)

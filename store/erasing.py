"""Erasure: rows deleted, then the file written anew, because a deleted row's bytes stay in the old one."""

import os
from collections.abc import Iterable, Sequence

from store.archive import Archive
from store.places import quoted

DOOMED = "select id from posts where (account in (select unnest($1)) or author in (select unnest($2)))"


def doomed(
    archive: Archive, accounts: Sequence[str], authors: Sequence[str], ids: Iterable[str]
) -> list[str]:
    """Return which of these messages an erasure takes."""
    found = archive.rows(
        f"{DOOMED} and id in (select unnest($3))", [list(accounts), list(authors), list(ids)]
    )
    return sorted(id_ for (id_,) in found)


def erase(archive: Archive, accounts: Sequence[str], authors: Sequence[str]) -> None:
    """Delete every row of these accounts, and every message these authors wrote elsewhere."""
    whose = [list(accounts), list(authors)]
    with archive.transaction():
        archive.db.execute(f"delete from labels where post in ({DOOMED})", whose)
        archive.db.execute(f"delete from posts where id in ({DOOMED})", whose)
        for table in ("coverage", "cursors", "troubles", "visits", "reasons"):
            archive.db.execute(f"delete from {table} where account in (select unnest(?))", whose[:1])


def rewrite(archive: Archive) -> None:
    """Write the file anew without what was deleted from it, put it in place by renaming, and close it.

    The old file is held until the new one is in place: nobody can write to it in between and lose it.
    """
    path = archive.path
    fresh = path.with_suffix(".rewritten")
    for stray in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        stray.unlink(missing_ok=True)
    archive.db.execute(f"attach {quoted(fresh)} as rewritten")
    archive.db.execute(f"copy from database {archive.name} to rewritten")
    archive.db.execute("detach rewritten")
    archive.db.execute("checkpoint")  # or the old file's log would lie beside the new file
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":
        fresh.replace(path)
        archive.close()
    else:  # Windows doesn't rename over an open file
        archive.close()
        fresh.replace(path)

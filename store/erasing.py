"""Erasure: rows deleted, then the file written anew, because a deleted row's bytes stay in the old one."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from store.archive import Archive
from store.archive_copy import copied
from store.words_gone import note

BY_ACCOUNT = ("coverage", "cursors", "profiles", "visits", "reasons")
DOOMED = "select id from posts where (account in (select unnest($1)) or author in (select unnest($2)))"


def held_accounts(archive: Archive) -> set[str]:
    """Return every account of which anything is kept. A platform's own cursors are no account's."""
    tables = " union ".join(f"select account from {table}" for table in ("posts", *BY_ACCOUNT))
    return {account for (account,) in archive.rows(tables) if ":" in account}


def doomed(
    archive: Archive, accounts: Sequence[str], authors: Sequence[str], ids: Iterable[str]
) -> list[str]:
    """Return which of these messages an erasure takes."""
    found = archive.rows(
        f"{DOOMED} and id in (select unnest($3))", [list(accounts), list(authors), list(ids)]
    )
    return sorted(id_ for (id_,) in found)


def erase(archive: Archive, accounts: Sequence[str], authors: Sequence[str], now_us: int) -> None:
    """Delete every row of these accounts, and every message these authors wrote elsewhere."""
    whose = [list(accounts), list(authors)]
    with archive.transaction():
        archive.db.execute(f"delete from labels where post in ({DOOMED})", whose)
        archive.db.execute(f"delete from posts where id in ({DOOMED})", whose)
        for table in BY_ACCOUNT:
            archive.db.execute(f"delete from {table} where account in (select unnest(?))", whose[:1])
        note(archive, now_us)


def sweep_half_written(archive: Archive) -> None:
    """Remove what a run that was killed while it wrote the file anew left: we hold the lock, so it is nobody's."""
    fresh = _fresh(archive)
    for stray in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        stray.unlink(missing_ok=True)


def _fresh(archive: Archive) -> Path:
    return archive.path.with_suffix(".rewritten")


def rewrite(archive: Archive) -> None:
    """Write the file anew without what was deleted from it, put it in place by renaming, and close it.

    The old file is held until the new one is in place: nobody can write to it in between and lose it.
    """
    path, fresh = archive.path, _fresh(archive)
    sweep_half_written(archive)
    with copied(archive, fresh) as name:
        archive.db.execute(f"delete from {name}.gone_words where not in_files")  # here they are gone
    archive.db.execute("checkpoint")  # or the old file's log would lie beside the new file
    if os.name == "posix":
        fresh.replace(path)
        archive.close()
    else:  # Windows doesn't rename over an open file
        archive.close()
        fresh.replace(path)

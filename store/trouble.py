"""What the store says when a file of the data folder can't be used: one line each, for people.

The databases' own errors stay in the store: other rooms see StoreTrouble, whose text says which file, why, and
what to do.
"""

import duckdb
from sqlalchemy.exc import DatabaseError

# What DuckDB raises when a disk, a file or the memory gives way. Anything else is a mistake of ours.
ARCHIVE_ERRORS = (duckdb.OperationalError, duckdb.InternalError, duckdb.FatalException)
DESK_ERRORS = DatabaseError

NO_ROOM = (
    "No space left", "File too large", "disk is full", "Could not write", "CHECKPOINT during DETACH",
)  # fmt: skip
HELD = ("Could not set lock", "being used by another process")  # on POSIX and on Windows


class StoreTrouble(Exception):
    """A file of the data folder can't be used. The message says which, why, and what to do."""


class ArchiveBusy(Exception):
    """Another run holds the archive."""


def about_archive(error: Exception) -> Exception:
    """Return what to say of an error of DuckDB's on the archive."""
    told = first_line(error)
    if any(sign in told for sign in HELD):
        return ArchiveBusy("Another run holds the archive. Wait until it has finished.")
    if any(sign in told for sign in NO_ROOM):
        return StoreTrouble(
            f"The disk is full, or the archive can't be written ({told}). Nothing half-done was kept; make room "
            "and run this again."
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreTrouble(
            f"There isn't enough memory, or room on the disk beside it, for this ({told}). Nothing half-done was "
            "kept; close other programs, make room, and run this again."
        )
    return StoreTrouble(f"The archive is broken ({told}). Put archive.duckdb back from a backup.")


def about_desk(error: Exception) -> StoreTrouble:
    """Return what to say of an error of SQLAlchemy's on the desk. Never what was being written."""
    told = first_line(getattr(error, "orig", None) or error)
    if "full" in told:
        return StoreTrouble(
            "The disk is full: desk.sqlite can't be written. Nothing half-done was kept; make room and run this again."
        )
    if "locked" in told:
        return StoreTrouble("Somebody else is writing to desk.sqlite. Nothing was changed; run this again.")
    if "readonly" in told:
        return StoreTrouble(
            "desk.sqlite may not be written by this user. Give it the right to, and run this again."
        )
    return StoreTrouble(f"desk.sqlite can't be read ({told}). Put it back from a backup.")


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)

"""What the store says when a file of the data folder can't be used: one line each, for people.

The databases' own errors stay in the store: other rooms see StoreTrouble, whose text says which file, why, and what
to do. To put a file back from a backup is advised only where the file itself is broken: on a full disk, a read-only
one, or without the right to, what is there is good, and an older copy would lose what people decided since.
"""

import os
from pathlib import Path

import duckdb
from sqlalchemy.exc import DatabaseError

# What DuckDB raises when a disk, a file or the memory gives way. Anything else is a mistake of ours.
ARCHIVE_ERRORS = (duckdb.OperationalError, duckdb.InternalError, duckdb.FatalException)
DESK_ERRORS = DatabaseError

NO_ROOM = (
    "No space left", "File too large", "disk is full", "Could not write", "CHECKPOINT during DETACH",
    "Disk quota exceeded",
)  # fmt: skip
HELD = ("Could not set lock", "being used by another process")  # on POSIX and on Windows
READ_ONLY = ("Read-only file system",)
NO_RIGHT = ("Permission denied", "Operation not permitted", "Access is denied")
NEWER = ("version number", "storage version")  # of DuckDB's file
BROKEN = (
    "not a valid DuckDB", "Could not read enough bytes", "Corrupt", "corrupt", "checksum", "Checksum", "Is a directory",
    "erializ", "WAL",
)  # fmt: skip

AGAIN = "Nothing half-done was kept; make room and run this again."


DESK_BUSY = "desk-busy"  # somebody else is writing: it may be done again at once
MEASURE = "python -m pipelines measure"


class StoreTrouble(Exception):
    """A file of the data folder can't be used. The message says which, why, and what to do.

    `said` is that without the command that mends it, `command` the command, where there is one; `code` says what
    kind of trouble it is, for scripts and for whoever is asked for help.
    """

    code = "store-unusable"

    def __init__(self, said: str, *, command: str = "", code: str = "") -> None:
        self.said, self.command, self.code = said, command, code or self.code
        super().__init__(f"{said} Run: {command}" if command else said)


class CannotWrite(StoreTrouble):
    """Nothing can be written just now, for want of room or of the right to; what is there is good."""

    code = "store-not-writable"


class Broken(StoreTrouble):
    """A file of the data folder is broken itself."""

    code = "store-broken"


class ArchiveBusy(Exception):
    """Another run holds the archive."""

    code = "archive-busy"


def about_archive(error: Exception) -> Exception:
    """Return what to say of an error of DuckDB's on the archive."""
    told = first_line(error)
    if _says(told, HELD):
        return ArchiveBusy("Another run holds the archive. Wait until it has finished.")
    if _says(told, READ_ONLY):
        return CannotWrite(f"The archive lies on a disk that is read-only ({told}). {_lend()}")
    if _says(told, NO_RIGHT):
        return CannotWrite(f"This user may not use the archive ({told}). {_grant()}")
    if _says(told, NO_ROOM):
        return CannotWrite(f"The disk is full, or the archive can't be written ({told}). {AGAIN}")
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreTrouble(
            f"There isn't enough memory, or room on the disk beside it, for this ({told}). Nothing half-done was "
            "kept; close other programs, make room, and run this again.",
            code="out-of-memory",
        )
    if _says(told, NEWER):
        return StoreTrouble(
            f"archive.duckdb is of a newer DuckDB, and was left alone ({told}). Use that one.",
            code="store-newer",
        )
    if isinstance(error, (duckdb.InternalError, duckdb.FatalException)) or _says(told, BROKEN):
        return Broken(f"The archive is broken ({told}). Put archive.duckdb back from a backup.")
    return StoreTrouble(f"The archive can't be used just now ({told}). Mend that, and run this again.")


def about_desk(error: Exception, path: Path) -> StoreTrouble:
    """Return what to say of an error of SQLAlchemy's on the desk. Never what was being written."""
    original = getattr(error, "orig", None) or error
    told, code = first_line(original), getattr(original, "sqlite_errorname", "") or ""
    if code == "SQLITE_FULL" or code.startswith("SQLITE_IOERR") or "full" in told:
        return CannotWrite(f"The disk is full, or fails: {path.name} can't be written ({told}). {AGAIN}")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        what = f"Somebody else is writing to {path.name}. Nothing was changed; run this again."
        return StoreTrouble(what, code=DESK_BUSY)
    if code.startswith("SQLITE_READONLY") or (code.startswith("SQLITE_CANTOPEN") and not path.is_dir()):
        return _closed_desk(path, told)
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or path.is_dir():
        return Broken(f"{path.name} is broken ({told}). Put it back from a backup.")
    what = f"{path.name} isn't as this Two-Way knows it ({told}). Was it made by a newer one?"
    return StoreTrouble(what, code="store-newer")


def is_cannot_write(error: Exception) -> bool:
    """Say whether a desk can't be opened the usual way only because nothing can be written beside it."""
    code = getattr(getattr(error, "orig", None) or error, "sqlite_errorname", "") or ""
    return code.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN"))


def about_published(error: Exception, version: str) -> tuple[bool, str]:
    """Return whether a published file itself is to blame for DuckDB's error, and what to say of it."""
    told = first_line(error)
    if isinstance(error, (duckdb.CatalogException, duckdb.BinderException)):
        return True, f"The published run {version} is of another version of Two-Way."
    if _says(told, NO_RIGHT):
        return False, f"This user may not read the published file {version} ({told}). {_grant()}"
    if _says(told, (*NO_ROOM, *HELD, "Too many open files")):
        return (
            False,
            f"The published file {version} can't be read just now ({told}). Mend that, and try again.",
        )
    return True, f"The published file {version} is broken."


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _closed_desk(path: Path, told: str) -> StoreTrouble:
    """Return why a desk can't be opened or written: by what the system says of the file and its folder."""
    folder = path.parent
    if not path.exists():
        what = f"There is no {path.name} in {folder}."
        return StoreTrouble(what, command="python -m pipelines doctor", code="desk-missing")
    if os.name == "posix" and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return CannotWrite(f"{path.name} lies on a disk that is read-only ({told}). {_lend()}")
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(folder, os.W_OK):
        return CannotWrite(f"This user may not use {path.name} ({told}). {_grant()}")
    return CannotWrite(
        f"{path.name} can't be opened ({told}). Is the disk full or read-only? Run this again then."
    )


def _says(told: str, signs: tuple[str, ...]) -> bool:
    return any(sign in told for sign in signs)


def _lend() -> str:
    return "What was published can still be read; to go on, make it writable and run this again."


def _grant() -> str:
    return "Run this as the user whose data folder it is, or give this one the right to."

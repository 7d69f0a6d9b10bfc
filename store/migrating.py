"""Opens the desk's file and brings its tables up to date (store/migrations).

Where nothing can be written (a full disk, or a read-only one) it is opened as it lies there, to be read.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from store.locking import FolderBusy, locked
from store.trouble import DESK_ERRORS, CannotWrite, StoreTrouble, about_desk, is_cannot_write

TIMEOUT_S = 10.0  # for somebody else who is writing
MIGRATIONS = Path(__file__).parent / "migrations"


def open_desk(path: Path, *, to_read: bool = False) -> sa.Engine:
    """Return the desk's engine, its tables up to date; `to_read`: as far as it can be written. Raise StoreTrouble."""
    # A path is never pasted into an address: `?` would end it there.
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": TIMEOUT_S}
    )
    sa.event.listen(engine, "connect", _be_careful)
    try:
        with clearly(path):
            if not _is_current(engine):
                with locked(path.parent):
                    _migrate(engine)
    except (CannotWrite, FolderBusy):
        engine.dispose()
        if not to_read:
            raise
    return engine


@contextmanager
def clearly(path: Path) -> Iterator[None]:
    """Say in one line what goes wrong with the desk. Raise StoreTrouble."""
    try:
        yield
    except CommandError as error:  # the desk has taken a step that this version doesn't know
        what = f"{path.name} is of a newer Two-Way, and was left alone. Use that one."
        raise StoreTrouble(what, code="store-newer") from error
    except DESK_ERRORS as error:
        raise about_desk(error, path) from error


@contextmanager
def reading(engine: sa.Engine, path: Path) -> Iterator[sa.Connection]:
    """Lend a connection to read with, also where SQLite can't write what it wants beside the file."""
    try:
        connection = engine.connect()
    except DESK_ERRORS as error:
        if not is_cannot_write(error) or not path.is_file():
            raise
        with _as_it_lies(path) as connection:
            yield connection
        return
    with connection:
        yield connection


@contextmanager
def _as_it_lies(path: Path) -> Iterator[sa.Connection]:
    """Lend a connection to a file that nobody can write to now.

    What was committed to its log, and isn't in the file yet, counts too (a withdrawal, say): with a log the two are
    read from a copy elsewhere.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        with _connected(f"{path.absolute().as_uri()}?mode=ro&immutable=1") as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory(prefix="two-way-") as somewhere:  # only its owner may enter it
        copy = Path(somewhere) / path.name
        try:
            for file in (path, log):
                shutil.copyfile(file, copy.with_name(file.name))
        except OSError as error:
            raise CannotWrite(
                f"The disk is full: {path.name} can't be read together with its log ({error.strerror}). Make room and "
                "run this again."
            ) from error
        with _connected(copy.as_uri()) as connection:
            yield connection


@contextmanager
def _connected(uri: str) -> Iterator[sa.Connection]:
    import sqlite3

    engine = sa.create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(uri, uri=True), poolclass=sa.NullPool
    )
    with engine.connect() as connection:
        yield connection


def _be_careful(connection: Any, _: Any) -> None:
    for setting in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "secure_delete=on"):
        connection.execute(f"pragma {setting}")


def _is_current(engine: sa.Engine) -> bool:
    newest = max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(sa.text("select version_num from alembic_version")).scalar() == newest


def _migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        # Python's sqlite3 begins nothing before tables are made: each would stand for itself, and a desk whose making
        # is killed between two could never be opened again.
        connection.exec_driver_sql("begin immediate")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

"""Opens the desk's file and brings its tables up to date (store/migrations)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from store.trouble import DESK_ERRORS, StoreTrouble, about_desk

MIGRATIONS = Path(__file__).parent / "migrations"


def open_desk(path: Path) -> sa.Engine:
    """Return the desk's engine, its tables up to date. Raise StoreTrouble."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
    sa.event.listen(engine, "connect", _be_careful)
    with clearly():
        if not _is_current(engine):
            _migrate(engine)
    return engine


@contextmanager
def clearly() -> Iterator[None]:
    """Say in one line what goes wrong with the desk. Raise StoreTrouble."""
    try:
        yield
    except CommandError as error:  # the desk has taken a step that this version doesn't know
        raise StoreTrouble("desk.sqlite is of a newer Two-Way, and was left alone. Use that one.") from error
    except DESK_ERRORS as error:
        raise about_desk(error) from error


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
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

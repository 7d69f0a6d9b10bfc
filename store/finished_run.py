"""The last finished run, kept in the archive until it is published and after: the tables of published.sql."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Any

import pyarrow as pa

from facts import from_us
from store.database import Database

PUBLISHED_SCHEMA = Path(__file__).with_name("published.sql")
SHAPE = "shape"  # the name of a fact about the run

FINISH_EVIDENCE = """
    insert into finished.occasions
    select member, measure, label, happened_us, post, answer, met, value, reason, reason_parameters, left_out
    from all_occasions
    order by member, measure, label, happened_us, post;

    insert into finished.waiting
    select member, account, post, asked_us, judged_us - asked_us, judged_us, state
    from asks
    where is_open
    order by asked_us, post;

    insert into finished.messages
    select
        posts.id, threaded.who, posts.account, posts.platform, posts.kind, posts.posted_us,
        case when posts.is_link_only then '' else posts.text end, posts.url, posts.is_hidden,
        posts.removed_us is not null, posts.is_link_only
    from posts
    join threaded on threaded.id = posts.id
    where posts.id in (
        select post from finished.occasions
        union select answer from finished.occasions
        union select post from finished.waiting
    )
"""


def finish(archive: Database, tables: dict[str, Sequence[Sequence[Any]]]) -> None:
    """Commit a finished run in place of the last one: these rows, and the evidence in `all_occasions`."""
    with archive.transaction():
        archive.db.execute("drop schema if exists finished cascade")
        archive.db.execute("create schema finished")
        archive.db.execute(f"use {archive.name}.finished")
        archive.db.execute(PUBLISHED_SCHEMA.read_text(encoding="utf-8"))
        archive.db.execute(f"use {archive.name}.main")
        for name, rows in tables.items():
            _fill(archive, name, rows)
        archive.db.execute("insert into finished.meta values (?, ?)", [SHAPE, shape()])
        archive.db.execute(FINISH_EVIDENCE)


def _fill(archive: Database, name: str, rows: Sequence[Sequence[Any]]) -> None:
    if not rows:
        return
    columns = [f"c{n}" for n in range(len(rows[0]))]
    values = [list(column) for column in zip(*rows, strict=True)]
    with archive.lent("lent_rows", pa.table(dict(zip(columns, values, strict=True)))):
        archive.db.execute(f"insert into finished.{name} from lent_rows")


def version_of(moment_us: int) -> str:
    """Return a new name for a run that is published at a moment: it is the name of its files."""
    return f"{from_us(moment_us):%Y%m%dT%H%M%S%f}-{token_hex(3)}"


def rename_finished(archive: Database, now_us: int) -> None:
    """Give the finished run a new version's name, so that it is published once more."""
    archive.db.execute("update finished.meta set value = ? where name = 'version'", [version_of(now_us)])


def finished_version(archive: Database) -> str | None:
    """Return the version of the last finished run; None if none ever finished, or it is of an older Two-Way.

    The tables of such a run aren't those that are published today: it is measured again.
    """
    facts = _finished_facts(archive)
    return facts.get("version") if facts.get(SHAPE) == shape() else None


def finished_as_of(archive: Database) -> int | None:
    """Return the moment of the last finished run, of whichever Two-Way, or None."""
    as_of_us = _finished_facts(archive).get("as_of_us")
    return int(as_of_us) if as_of_us is not None else None


def shape() -> str:
    """Return a mark of the shape that the published tables have today."""
    return blake2b(PUBLISHED_SCHEMA.read_bytes(), digest_size=8).hexdigest()


def _finished_facts(archive: Database) -> dict[str, str]:
    known = archive.rows("select 1 from information_schema.tables where table_schema = 'finished'")
    return dict(archive.rows("select name, value from finished.meta")) if known else {}

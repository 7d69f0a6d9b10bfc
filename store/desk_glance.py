"""What monitoring asks of the desk: read as it lies there, so that nothing is ever written, made or migrated."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.editions import Files
from store.migrating import TIMEOUT_S
from store.trouble import StoreTrouble, about_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What the desk says at a glance."""

    editions: dict[str, int]  # of the council: month -> its latest revision
    erasures: int  # accounts whose erasure was asked for and isn't done
    oldest_erasure_us: int | None  # when the first of them was asked for
    files: list[Files]  # of the editions that weren't taken away, each month's revisions in order
    failed_us: list[int]  # when each message failed that did
    outbox: dict[str, int] | None  # state -> messages; None where this desk has no outbox


def glance(path: Path) -> Glance:
    """Return what the desk says. Raise StoreTrouble where there is none, or it can't be read."""
    if not path.is_file() or not path.stat().st_size:
        raise StoreTrouble(
            f"There is no council in {path.parent} yet.", command="python -m pipelines register FILE.csv"
        )
    try:
        with _opened(path) as desk:
            return _read(desk)
    except sqlite3.Error as error:
        raise about_desk(error, path) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend the desk. A log beside it holds what was committed last; without one nobody is at work on the file.

    A log has SQLite's index of it beside it, in which whoever reads is noted for that moment: nothing else is written.
    """
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    how = "mode=ro" if has_log else "mode=ro&immutable=1"
    address = f"{path.absolute().as_uri()}?{how}"
    with closing(sqlite3.connect(address, uri=True, timeout=TIMEOUT_S)) as desk:
        yield desk


def _read(desk: sqlite3.Connection) -> Glance:
    there = {name for (name,) in desk.execute("select name from sqlite_master where type = 'table'")}
    editions: dict[str, int] = {}
    if "editions" in there:  # not in a desk of an older Two-Way
        asked = "select month, max(revision) from editions where kind = 'council' group by month"
        editions = dict(desk.execute(asked).fetchall())
    waiting = "select count(distinct account), min(asked_us) from erasures where done_us is null"
    [(erasures, oldest_us)] = desk.execute(waiting).fetchall() if "erasures" in there else [(0, None)]
    counted = "select state, count(*) from outbox group by state order by state"
    outbox = dict(desk.execute(counted).fetchall()) if "outbox" in there else None
    asked = "select changed_us from outbox where state = 'failed' order by changed_us"
    failed = [us for (us,) in desk.execute(asked)] if outbox else []
    return Glance(
        editions=editions,
        erasures=erasures,
        oldest_erasure_us=oldest_us,
        files=_files(desk) if "editions" in there else [],
        failed_us=failed,
        outbox=outbox,
    )


def _files(desk: sqlite3.Connection) -> list[Files]:
    """Return the files of editions; in a desk of an older Two-Way none was ever taken away."""
    columns = {row[1] for row in desk.execute("pragma table_info(editions)")}
    stays = "where redacted_us is null" if "redacted_us" in columns else ""
    documents: dict[int, list[tuple[str, str]]] = {}
    for edition, *name in desk.execute("select edition, sha256, form from documents order by form, language"):
        documents.setdefault(edition, []).append((name[0], name[1]))
    asked = f"select id, kind, month, facts from editions {stays} order by kind, month, revision"
    return [
        Files(kind, month, facts, tuple(documents.get(number, ())))
        for number, kind, month, facts in desk.execute(asked)
    ]

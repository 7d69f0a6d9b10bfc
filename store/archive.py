"""The archive: posts as collected, labels, cursors, coverage, and the last finished run. One DuckDB file.

DuckDB locks its file across processes; that lock is the run lock. Everything one page brought (rows, labels,
cursors, coverage) is committed in one transaction, so a crash can't separate them.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from facts import Kind, Label, Page, Post, Seen, Sight
from store.stretches import Stretch, join

SCHEMA = Path(__file__).with_name("archive.sql")
PUBLISHED_SCHEMA = Path(__file__).with_name("published.sql")
MEMORY_LIMIT = "1200MB"  # a million messages are measured within 2 GB; beyond it DuckDB spills to disk

POST_COLUMNS = pa.schema(
    [
        pa.field(name, kind)
        for name, kind in {
            "id": pa.string(),
            "platform": pa.string(),
            "account": pa.string(),
            "author": pa.string(),
            "kind": pa.string(),
            "posted_us": pa.int64(),
            "text": pa.string(),
            "url": pa.string(),
            "answers": pa.string(),
            "conversation": pa.string(),
            "source": pa.string(),
            "sites": pa.string(),
            "format": pa.string(),
            "language": pa.string(),
            "written_us": pa.int64(),
            "is_hidden": pa.bool_(),
            "item": pa.string(),
        }.items()
    ]
)
LABEL_COLUMNS = ("post", "rule", "version", "value", "reason")


FINISH_EVIDENCE = """
    insert into finished.occasions
    select member, measure, label, happened_us, post, answer, met, value, why, left_out
    from all_occasions
    order by member, measure, label, happened_us, post;

    insert into finished.waiting
    select member, account, post, asked_us, (select as_of_us from moment) - asked_us
    from asks
    where answered_us is null and removed_us is null and not is_set_aside and not is_answered_elsewhere
    order by asked_us, post;

    insert into finished.messages
    select
        posts.id, threaded.who, posts.account, posts.platform, posts.kind, posts.posted_us, posts.text, posts.url,
        posts.is_hidden, posts.removed_us is not null
    from posts
    join threaded on threaded.id = posts.id
    where posts.id in (
        select post from finished.occasions
        union select answer from finished.occasions
        union select post from finished.waiting
    )
"""


class ArchiveBusy(Exception):
    """Another run holds the archive."""


class ArchiveBroken(Exception):
    """The archive can't be opened or written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a page changed."""

    new: int
    changed: int


class Archive:
    """The one owner of the archive file while it is open."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self.db = _open(str(path))
        self.name = str(self.db.execute("select current_database()").fetchall()[0][0])
        self.db.execute(SCHEMA.read_text(encoding="utf-8"))

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and with it of the run lock."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of it or none of it."""
        self.db.execute("begin")
        try:
            yield self.db
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")

    # Reading

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self.db.execute(sql, list(values)).fetchall()

    def stream(self, sql: str, size: int = 20_000) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a query in lists, so that memory doesn't grow with the archive.

        Nothing else may be asked until they are all read: the working tables belong to this one connection.
        """
        self.db.execute(sql)
        while rows := self.db.fetchmany(size):
            yield rows

    def known(self, ids: Iterable[str]) -> dict[str, Post]:
        """Return the messages we have among these ids."""
        with self._lent("wanted", pa.table({"id": pa.array(sorted(set(ids)), pa.string())})):
            rows = self.rows(
                f"select {', '.join(POST_COLUMNS.names)} from posts where id in (select id from wanted)"
            )
        return {row[0]: _post(row) for row in rows}

    def answers_leading_to(self, ids: Iterable[str]) -> dict[str, str]:
        """Return id -> what it answers, of kept messages from which these ids, not kept yet, could be reached."""
        with self._lent("wanted", pa.table({"id": pa.array(sorted(set(ids)), pa.string())})):
            rows = self.rows(
                """
                with recursive upstream as (
                    select posts.id, posts.answers from posts join wanted on wanted.id = posts.answers
                    where not exists (select 1 from posts as kept where kept.id = posts.answers)
                    union
                    select posts.id, posts.answers from posts join upstream on upstream.id = posts.answers
                )
                select id, answers from upstream
                """
            )
        return dict(rows)

    def ids_since(self, account: str, since_us: int) -> set[str]:
        """Return the ids of an account's kept messages, not known to be gone, posted since a moment."""
        sql = "select id from posts where account = ? and posted_us >= ? and removed_us is null"
        return {id_ for (id_,) in self.rows(sql, [account, since_us])}

    def cursors(self, account: str) -> dict[str, str]:
        """Return where each stream of an account goes on."""
        return dict(self.rows("select stream, value from cursors where account = ?", [account]))

    def stretches(self) -> dict[tuple[str, Sight], list[Stretch]]:
        """Return what was seen, by account and sight, in order, without overlaps."""
        seen: dict[tuple[str, Sight], list[Stretch]] = {}
        for account, sight, from_us, to_us in self.rows(
            "select account, sight, from_us, to_us from coverage order by account, sight, from_us"
        ):
            seen.setdefault((account, Sight(sight)), []).append((from_us, to_us))
        return seen

    # Keeping

    def keep(self, page: Page, labels: Sequence[Label], *, owner: str, now_us: int) -> Kept:
        """Keep one page: rows, labels, removals, coverage and cursors, in one transaction.

        `owner` is the pseudonym of the account's own author: a message found in somebody else's thread first
        and in its author's own account later belongs to the latter.
        """
        with self.transaction():
            kept = self._keep_posts(page.posts, owner, now_us)
            self._keep_labels(labels)
            if page.gone:
                self._erase_words(page.gone, page.gone_us)
            for seen in page.seen:
                self._keep_seen(seen)
            for stream, value in page.cursors.items():
                self.db.execute("insert or replace into cursors values (?, ?, ?)", [page.account, stream, value])
            for trouble in page.troubles:
                values = [now_us, page.account, trouble.what, trouble.where, trouble.todo]
                self.db.execute("insert into troubles values (?, ?, ?, ?, ?)", values)
        return kept

    def keep_labels(self, labels: Sequence[Label]) -> None:
        """Keep newly made labels in place of older ones, in one transaction."""
        with self.transaction():
            self._keep_labels(labels)

    def _keep_posts(self, posts: Sequence[Post], owner: str, now_us: int) -> Kept:
        if not posts:
            return Kept(0, 0)
        with self._lent("brought", _table(posts)):
            changed = self._update_posts(owner)
            new = self.db.execute(
                """
                insert into posts
                select brought.*, ?, null from brought
                where not exists (select 1 from posts where posts.id = brought.id)
                """,
                [now_us],
            ).fetchone()
        return Kept(int(new[0]) if new else 0, changed)

    def _update_posts(self, owner: str) -> int:
        """Take over edits, restored messages, and messages now seen in their author's own account."""
        done = self.db.execute(
            """
            update posts set
                text = brought.text, url = brought.url, sites = brought.sites, kind = brought.kind,
                source = brought.source, format = brought.format, language = brought.language,
                is_hidden = brought.is_hidden, item = brought.item, removed_us = null,
                account = case when brought.author = ? then brought.account else posts.account end
            from brought
            where posts.id = brought.id
                and (
                    posts.text <> brought.text or posts.removed_us is not null
                    or posts.item <> brought.item or posts.is_hidden <> brought.is_hidden
                    or (brought.author = ? and posts.account <> brought.account)
                )
            """,
            [owner, owner],
        ).fetchone()
        return int(done[0]) if done else 0

    def _keep_labels(self, labels: Sequence[Label]) -> None:
        if not labels:
            return
        made = pa.table({name: [getattr(label, name) for label in labels] for name in LABEL_COLUMNS})
        with self._lent("made", made):
            self.db.execute(
                "delete from labels using made where labels.post = made.post and labels.rule = made.rule"
            )
            self.db.execute("insert into labels select post, rule, version, value, reason from made")

    def _keep_seen(self, seen: Seen) -> None:
        of = [seen.account, seen.sight.value]
        known = self.rows("select from_us, to_us from coverage where account = ? and sight = ?", of)
        joined = join([*known, (seen.from_us, seen.to_us)])
        self.db.execute("delete from coverage where account = ? and sight = ?", of)
        for from_us, to_us in joined:
            self.db.execute("insert into coverage values (?, ?, ?, ?)", [*of, from_us, to_us])

    def _erase_words(self, ids: Sequence[str], now_us: int) -> None:
        """Take the words of removed messages: text, link, item and reasons go; times, kind, author, label stay."""
        with self._lent("gone", pa.table({"id": pa.array(list(ids), pa.string())})):
            self.db.execute(
                """
                update posts set text = '', url = '', sites = '', source = null, item = '', removed_us = ?
                where removed_us is null and id in (select id from gone)
                """,
                [now_us],
            )
            self.db.execute("update labels set reason = '' where post in (select id from gone)")

    # Working tables of a run

    def load(self, name: str, columns: dict[str, Any], rows: Iterable[Sequence[Any]]) -> None:
        """Make a temporary table from rows; `columns` maps each name to its Arrow type."""
        lists: list[list[Any]] = [[] for _ in columns]
        for row in rows:
            for values, value in zip(lists, row, strict=True):
                values.append(value)
        arrays = [pa.array(values, kind) for values, kind in zip(lists, columns.values(), strict=True)]
        with self._lent("lent_rows", pa.table(dict(zip(columns, arrays, strict=True)))):
            self.db.execute(f"create or replace temp table {name} as from lent_rows")

    def make(self, name: str, sql: str) -> None:
        """Make a temporary table from a query."""
        self.db.execute(f"create or replace temp table {name} as {sql}")

    def finish(self, tables: dict[str, Sequence[Sequence[Any]]]) -> None:
        """Commit a finished run in place of the last one: these rows, and the evidence in `all_occasions`."""
        with self.transaction():
            self.db.execute("drop schema if exists finished cascade")
            self.db.execute("create schema finished")
            self.db.execute(f"use {self.name}.finished")
            self.db.execute(PUBLISHED_SCHEMA.read_text(encoding="utf-8"))
            self.db.execute(f"use {self.name}.main")
            for name, rows in tables.items():
                self._fill(name, rows)
            self.db.execute(FINISH_EVIDENCE)

    def _fill(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        if not rows:
            return
        columns = [f"c{n}" for n in range(len(rows[0]))]
        values = [list(column) for column in zip(*rows, strict=True)]
        with self._lent("lent_rows", pa.table(dict(zip(columns, values, strict=True)))):
            self.db.execute(f"insert into finished.{name} from lent_rows")

    def finished_version(self) -> str | None:
        """Return the version of the last finished run, or None if none ever finished."""
        known = self.rows("select 1 from information_schema.tables where table_schema = 'finished'")
        found = self.rows("select value from finished.meta where name = 'version'") if known else []
        return str(found[0][0]) if found else None

    def finished_as_of(self) -> int | None:
        """Return the moment of the last finished run, or None."""
        if self.finished_version() is None:
            return None
        return int(self.rows("select value from finished.meta where name = 'as_of_us'")[0][0])

    # Erasure

    def erase(self, accounts: Sequence[str], authors: Sequence[str]) -> None:
        """Delete every row of these accounts, and every message these authors wrote elsewhere."""
        doomed = "select id from posts where account in (select unnest(?)) or author in (select unnest(?))"
        with self.transaction():
            self.db.execute(f"delete from labels where post in ({doomed})", [list(accounts), list(authors)])
            self.db.execute(f"delete from posts where id in ({doomed})", [list(accounts), list(authors)])
            for table in ("coverage", "cursors", "troubles"):
                self.db.execute(f"delete from {table} where account in (select unnest(?))", [list(accounts)])

    @staticmethod
    def rewrite(path: Path) -> None:
        """Write the file anew without what was deleted from it, and put it in place by renaming."""
        fresh = path.with_suffix(".rewritten")
        fresh.unlink(missing_ok=True)
        db = _open(str(path))
        try:
            [(name,)] = db.execute("select current_database()").fetchall()
            quoted = str(fresh).replace("'", "''")
            db.execute(f"attach '{quoted}' as rewritten")
            db.execute(f"copy from database {name} to rewritten")
            db.execute("detach rewritten")
        finally:
            db.close()
        os.replace(fresh, path)

    @contextmanager
    def _lent(self, name: str, table: pa.Table) -> Iterator[None]:
        self.db.register(name, table)
        try:
            yield
        finally:
            self.db.unregister(name)


def _open(path: str) -> duckdb.DuckDBPyConnection:
    settings: dict[str, Any] = {"memory_limit": MEMORY_LIMIT, "threads": 2, "preserve_insertion_order": False}
    try:
        return duckdb.connect(path, config=settings)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise ArchiveBusy("Another run holds the archive. Wait until it has finished.") from error
        raise ArchiveBroken(f"The archive can't be opened: {_first_line(error)}") from error
    except duckdb.Error as error:
        raise ArchiveBroken(f"The archive can't be opened: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _table(posts: Sequence[Post]) -> pa.Table:
    columns = {name: [getattr(post, name) for post in posts] for name in POST_COLUMNS.names}
    columns["kind"] = [post.kind.value for post in posts]
    columns["sites"] = [" ".join(post.sites) for post in posts]
    return pa.table(columns, schema=POST_COLUMNS)


def _post(row: Sequence[Any]) -> Post:
    values = dict(zip(POST_COLUMNS.names, row, strict=True))
    return Post(**{**values, "kind": Kind(values["kind"]), "sites": tuple(values["sites"].split())})

"""The archive: posts and profiles as collected, labels, cursors, coverage, and the last finished run. One DuckDB file.

DuckDB locks its file across processes; that lock is the run lock. Everything one page brought (rows, labels,
cursors, coverage) is committed in one transaction, so a crash can't separate them; nothing of an account is, unless
its consent is live at that moment (store/consented.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from facts import Kind, Label, Page, Post, Seen, Sight
from store.consented import Consented, ConsentEnded
from store.erased_messages import as_erased
from store.own_archives import give_way
from store.profiles import keep_about
from store.renewing import kept_nearer, renew
from store.stretches import Stretch, join
from store.trouble import ArchiveBusy, StoreTrouble
from store.visits import note_shortfalls
from store.words_gone import close_words, erase_words, note

SCHEMA = Path(__file__).with_name("archive.sql")

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
            "is_link_only": pa.bool_(),
            "is_ahead": pa.bool_(),
            "heard": pa.string(),
            "links": pa.string(),
            "mentions": pa.string(),
            "address": pa.string(),
        }.items()
    ]
)
LISTS = ("sites", "links", "mentions")  # kept as texts, parted by spaces
LABEL_COLUMNS = ("post", "rule", "version", "value", "reason")


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a page changed."""

    new: int
    changed: int


class Archive(Consented):
    """The one owner of the archive file while it is open."""

    schema = SCHEMA

    # Reading

    def known(self, ids: Iterable[str]) -> dict[str, Post]:
        """Return the messages we have among these ids."""
        with self.lent("wanted", pa.table({"id": pa.array(sorted(set(ids)), pa.string())})):
            rows = self.rows(
                f"select {', '.join(POST_COLUMNS.names)} from posts where id in (select id from wanted)"
            )
        return {row[0]: _post(row) for row in rows}

    def kept(self, ids: Iterable[str]) -> set[str]:
        """Return which of these ids are kept."""
        with self.lent("wanted", pa.table({"id": pa.array(sorted(set(ids)), pa.string())})):
            return {id_ for (id_,) in self.rows("select id from posts where id in (select id from wanted)")}

    def dated_ahead(self) -> set[str]:
        """Return the ids of messages that are dated later than we first saw them: files may hold such."""
        return {id_ for (id_,) in self.rows("select id from posts where posted_us > first_seen_us")}

    def messages_by(self, as_of_us: int) -> tuple[int, int]:
        """Return how many messages there were by a moment, and when the newest of them was posted."""
        sql = "select count(*), coalesce(max(posted_us), 0) from posts where posted_us <= ?"
        [(number, newest_us)] = self.rows(sql, [as_of_us])
        return number, newest_us

    def answers_leading_to(self, ids: Iterable[str]) -> dict[str, str]:
        """Return id -> what it answers, of kept messages from which these ids, not kept yet, could be reached."""
        with self.lent("wanted", pa.table({"id": pa.array(sorted(set(ids)), pa.string())})):
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

    def ids_along(self, account: str) -> set[str]:
        """Return the ids of messages known only from one of the member's own that came with them."""
        sql = "select id from posts where account = ? and heard = 'along' and removed_us is null"
        return {id_ for (id_,) in self.rows(sql, [account])}

    def ids_elsewhere(self, account: str, place: str) -> set[str]:
        """Return the ids of an account's messages in conversations whose ids don't begin so: others' threads."""
        sql = "select id from posts where account = ? and not starts_with(conversation, ?)"
        return {id_ for (id_,) in self.rows(sql, [account, place])}

    def ids_by(self, author: str) -> set[str]:
        """Return the ids of one author's kept messages, not known to be gone."""
        return {
            id_
            for (id_,) in self.rows("select id from posts where author = ? and removed_us is null", [author])
        }

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
        and in its author's own account later belongs to the latter. Raise ConsentEnded.
        """
        whose = {page.account, *(post.account for post in page.posts), *(seen.account for seen in page.seen)}
        with self.keeping(whose):
            posts, labels = as_erased(self, page.posts, labels)
            kept = self._keep_posts(posts, owner, now_us)
            nearer = kept_nearer(self, posts)
            self._keep_labels([label for label in labels if label.post not in nearer])
            if page.gone:
                erase_words(self, page.gone, page.gone_us, now_us)
            if page.closed:
                close_words(self, page.closed, now_us)
            if kept.changed:
                note(self, now_us)
            for seen in page.seen:
                self._keep_seen(seen)
            for stream, value in page.cursors.items():
                self.db.execute(
                    "insert or replace into cursors values (?, ?, ?)", [page.account, stream, value]
                )
            keep_about(self, page, now_us)
            note_shortfalls(self, page.account, page.troubles, now_us)
        return kept

    def keep_of_platform(self, platform: str, stream: str, value: str) -> None:
        """Keep what belongs to a platform as a whole and to nobody's account, such as what it billed."""
        with self.transaction() as db:
            db.execute("insert or replace into cursors values (?, ?, ?)", [platform, stream, value])

    def keep_labels(self, labels: Sequence[Label]) -> None:
        """Keep newly made labels in place of older ones, in one transaction."""
        with self.transaction():
            self._keep_labels(labels)

    def _keep_posts(self, posts: Sequence[Post], owner: str, now_us: int) -> Kept:
        if not posts:
            return Kept(0, 0)
        # A page may bring a message twice; the last stays.
        once = list({post.id: post for post in posts}.values())
        with self.lent("brought", _table(once)):
            give_way(self, owner)
            changed = renew(self, owner)
            new = self.db.execute(
                f"""
                insert into posts ({", ".join(POST_COLUMNS.names)}, first_seen_us)
                select brought.* replace (coalesce(nullif(heard, ''), 'along') as heard), ? from brought
                where not exists (select 1 from posts where posts.id = brought.id)
                """,
                [now_us],
            ).fetchone()
        return Kept(int(new[0]) if new else 0, changed)

    def _keep_labels(self, labels: Sequence[Label]) -> None:
        if not labels:
            return
        made = pa.table({name: [getattr(label, name) for label in labels] for name in LABEL_COLUMNS})
        with self.lent("made", made):
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


def _table(posts: Sequence[Post]) -> pa.Table:
    columns = {name: [getattr(post, name) for post in posts] for name in POST_COLUMNS.names}
    columns["kind"] = [post.kind.value for post in posts]
    for name in LISTS:
        columns[name] = [" ".join(values) for values in columns[name]]
    return pa.table(columns, schema=POST_COLUMNS)


def _post(row: Sequence[Any]) -> Post:
    values = dict(zip(POST_COLUMNS.names, row, strict=True))
    lists = {name: tuple(values[name].split()) for name in LISTS}
    return Post(**{**values, "kind": Kind(values["kind"]), **lists})


__all__ = ["Archive", "ArchiveBusy", "ConsentEnded", "Kept", "StoreTrouble"]

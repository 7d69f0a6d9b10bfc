"""Messages of residents who asked to be erased: words, link and author go, time, kind and labels stay (definition 67).

Their ids are remembered: whoever brings such a message again, its words aren't kept. Each author becomes a name drawn
by lot, the same for all they wrote, so that no figure moves and nobody can go from the person to their messages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from secrets import token_hex

import pyarrow as pa

from facts import Label, Post
from store.database import Database
from store.key import PSEUDONYM_BYTES
from store.words_gone import BARE, close_words, note


def count_by(archive: Database, authors: Iterable[str]) -> int:
    """Return how many messages of these authors are kept."""
    [(messages,)] = archive.rows(
        "select count(*) from posts where author in (select unnest(?))", [list(authors)]
    )
    return int(messages)


def authors_kept(archive: Database) -> list[str]:
    """Return the pseudonyms of everybody who wrote something that is kept."""
    return [author for (author,) in archive.rows("select distinct author from posts")]


def erase_authors(archive: Database, authors: Iterable[str], now_us: int) -> None:
    """Take the words of all messages of these authors, and who wrote them."""
    with archive.transaction() as db:
        for author in authors:
            ids = [id_ for (id_,) in archive.rows("select id from posts where author = ?", [author])]
            if ids:
                by_lot = token_hex(PSEUDONYM_BYTES)
                close_words(archive, ids, now_us)
                db.execute(f"update posts set author = ?, {BARE} where author = ?", [by_lot, author])
                db.execute("insert or replace into erased_messages select unnest(?), ?", [ids, by_lot])
                note(archive, now_us)


def as_erased(
    archive: Database, posts: Sequence[Post], labels: Sequence[Label]
) -> tuple[Sequence[Post], Sequence[Label]]:
    """Return a page's messages and labels without what was erased of them; a label that is kept stays as it is."""
    if not posts or not archive.rows("select 1 from erased_messages limit 1"):
        return posts, labels
    with archive.lent("wanted", pa.table({"id": pa.array([post.id for post in posts], pa.string())})):
        by_lot = dict(
            archive.rows("select post, author from erased_messages where post in (select id from wanted)")
        )
        labelled = archive.rows("select post from labels where post in (select id from wanted)")
    kept = {post for (post,) in labelled if post in by_lot}
    bare = [_bare(post, by_lot[post.id]) if post.id in by_lot else post for post in posts]
    return bare, [
        replace(label, reason="") if label.post in by_lot else label
        for label in labels
        if label.post not in kept
    ]


def _bare(post: Post, author: str) -> Post:
    return replace(
        post,
        author=author,
        text="",
        url="",
        sites=(),
        links=(),
        mentions=(),
        address="",
        item="",
        is_hidden=True,
    )

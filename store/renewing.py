"""What a message that is kept already takes over from the same one brought again, `brought` being what came.

A message may reach an account in several ways (connectors/heard.py): one that was known only along with a message of
the member's is found on a list of what was said to them, or the other way round. The nearest way stays.
"""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from facts import Post
from store.database import Database

RENEW = """
    update posts set
        text = brought.text, url = brought.url, sites = brought.sites, links = brought.links,
        mentions = brought.mentions, address = brought.address, kind = brought.kind,
        source = brought.source, format = brought.format, language = brought.language,
        is_hidden = brought.is_hidden, item = brought.item, removed_us = null,
        is_link_only = posts.is_link_only or brought.is_link_only,
        account = case when way.is_own or way.is_nearer then brought.account else posts.account end,
        heard = case when way.is_own or way.is_nearer then brought.heard else posts.heard end
    from brought
    join (
        select
            kept.id,
            brought.author = ? as is_own,
            (kept.heard = 'along' and brought.heard in ('named', 'addressed'))
            or (kept.heard = 'named' and brought.heard = 'addressed' and brought.account = kept.account) as is_nearer,
            kept.heard <> 'along' and brought.heard = 'along' as is_farther
        from posts as kept
        join brought on brought.id = kept.id
    ) as way on way.id = brought.id
    where
        posts.id = brought.id
        and not way.is_farther -- what is kept for itself was brought by itself, whole
        and (
            posts.text <> brought.text or posts.removed_us is not null
            or posts.item <> brought.item or posts.is_hidden <> brought.is_hidden
            or way.is_nearer or (way.is_own and posts.account <> brought.account)
        )
"""


def renew(archive: Database, owner: str) -> int:
    """Take over edits, restored messages, nearer ways, and messages now seen in their author's own account.

    Return how many changed. `owner` is the pseudonym of the account's own author.
    """
    done = archive.db.execute(RENEW, [owner]).fetchone()
    return int(done[0]) if done else 0


def kept_nearer(archive: Database, posts: Sequence[Post]) -> set[str]:
    """Return which of these only came along and are kept for themselves: nothing that came along is said of those."""
    along = [post.id for post in posts if post.heard == "along"]
    if not along:
        return set()
    rows = archive.rows("select id from posts where id in (select unnest(?)) and heard <> 'along'", [along])
    return {id_ for (id_,) in rows}


def removed_among(archive: Database, ids: Iterable[str]) -> set[str]:
    """Return which of these messages were removed: no file brings those back."""
    with archive.lent("wanted", pa.table({"id": pa.array(sorted(ids), pa.string())})):
        rows = archive.rows(
            "select id from posts where removed_us is not null and id in (select id from wanted)"
        )
    return {id_ for (id_,) in rows}

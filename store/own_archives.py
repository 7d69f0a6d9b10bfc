"""What a member's own archive brought, beside what the platform gave: an archive of Facebook's names no ids.

Such messages are kept as `account/archive/...`. The same message from the platform is known by its author, its
second and whether it is a reply; the platform's, with its id, takes the other's place.
"""

from facts import Sight
from store.database import Database

TWINS = """
    select posts.id from posts join brought on brought.account = posts.account
    where starts_with(posts.id, posts.account || '/archive/') and brought.author = ?
        and not starts_with(brought.id, brought.account || '/archive/')
        and posts.posted_us // 1000000 = brought.posted_us // 1000000
        and (posts.kind = 'reply') = (brought.kind = 'reply')
"""
HAS_ARCHIVES = (
    "select 1 from cursors where stream = 'archive' and account in (select account from brought) limit 1"
)


def seconds_of(archive: Database, account: str, author: str) -> set[tuple[bool, int]]:
    """Return (is a reply, second) of an author's messages in an account that the platform itself gave."""
    sql = """
        select distinct kind = 'reply', posted_us // 1000000 from posts
        where account = ? and author = ? and not starts_with(id, account || '/archive/')
    """
    return {(is_reply, second) for is_reply, second in archive.rows(sql, [account, author])}


def give_way(archive: Database, owner: str) -> None:
    """Drop messages without ids that are now `brought` by the platform itself."""
    if not archive.rows(HAS_ARCHIVES):
        return
    twins = [id_ for (id_,) in archive.rows(TWINS, [owner])]
    for table, column in (("labels", "post"), ("posts", "id")) if twins else ():
        archive.db.execute(f"delete from {table} where {column} in (select unnest(?))", [twins])


def names_nobody(archive: Database) -> frozenset[str]:
    """Return the accounts with comments from an archive that doesn't say whom they answered (Facebook's).

    Under the member's own posts a comment is often their own thread going on, elsewhere it is conversation.
    """
    sql = """
        select distinct account from posts
        where kind = 'reply' and starts_with(id, account || '/archive/') and answers is null
            and account in (select account from cursors where stream = 'archive')
    """
    return frozenset(account for (account,) in archive.rows(sql))


def from_files_alone(archive: Database) -> frozenset[str]:
    """Return the accounts known from files of messages alone: nobody visited them, and no text of a profile came."""
    sql = """
        select account from (select account from posts union select account from coverage)
        where account not in (select account from visits union all select account from profiles)
    """
    return frozenset(account for (account,) in archive.rows(sql))


def shows_only_own(archive: Database) -> dict[str, frozenset[Sight]]:
    """Return the accounts known from a member's archive of which nothing showed what others said."""
    sql = """
        select account, account in (select account from profiles) from cursors
        where stream = 'archive' and account not in (
            select account from coverage where sight <> 'posts'
            union all
            select account from cursors where stream <> 'archive'
        )
    """
    shown = {False: frozenset({Sight.POSTS}), True: frozenset({Sight.POSTS, Sight.PROFILE})}
    return {account: shown[was_read] for account, was_read in archive.rows(sql)}

"""The texts that a run compares to find copies (definition 73), from the relations of the run and the archive."""

from store.database import Database

# Whose they are goes by the register as it is at the run, whether or not anybody's results are shown.
COMPARED = """
    select
        case when messages.who = 'council' then 'council' else 'member' end as kind,
        coalesce(messages.belongs_to, '') as owner,
        messages.id,
        messages.posted_us,
        posts.text,
        messages.who = 'member' as is_judged
    from messages
    join posts on posts.id = messages.id
    where
        messages.removed_us is null
        and (
            (messages.who = 'council' and messages.kind <> 'share')
            or (messages.belongs_to is not null and messages.kind = 'post')
        )
"""
OWN = """
    select posts.text, messages.posted_us
    from messages
    join posts on posts.id = messages.id
    where messages.belongs_to = ? and messages.kind <> 'share' and messages.removed_us is null
    order by messages.posted_us, messages.id
"""


def compared_texts(archive: Database) -> list[tuple[str, str, str, int, str, bool]]:
    """Return the council's messages but shares, and members' originals: kind, owner, id, moment, text, is judged."""
    return archive.rows(COMPARED)


def own_texts(archive: Database, member: str) -> list[tuple[str, int]]:
    """Return what a member said themselves, and when, the earliest first."""
    return archive.rows(OWN, [member])


def marked_as_copies(archive: Database) -> dict[str, bool]:
    """Return what people said of posts: whether they copy."""
    rows = archive.rows("select post, kind from marked where kind in ('copy', 'not-a-copy')")
    return {post: kind == "copy" for post, kind in rows}

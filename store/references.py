"""What messages point to, as the relations that measures read: sites, whole links, and whom they name."""

from store.archive import Archive

RELATIONS = {
    "links": """
        select id, unnest(string_split(sites, ' ')) as site, generate_subscripts(string_split(sites, ' '), 1) as nth
        from posts
        where sites <> ''
    """,
    "whole_links": """
        select id, split_part(link, '/', 1) as site, split_part(link, '/', 2) as link
        from (select id, unnest(string_split(links, ' ')) as link from posts where links <> '')
    """,
    "mentions": "select id, unnest(string_split(mentions, ' ')) as source from posts where mentions <> ''",
}


def make(archive: Archive) -> None:
    """Make the relations, of every message that is kept."""
    for name, sql in RELATIONS.items():
        archive.make(name, sql)


def tagged(archive: Archive) -> list[tuple[str, str]]:
    """Return (id, text) of members' messages that may have a hashtag."""
    return archive.rows(
        """
        select posts.id, posts.text from posts join handles on handles.author = posts.author
        where handles.member is not null and contains(posts.text, '#')
        """
    )

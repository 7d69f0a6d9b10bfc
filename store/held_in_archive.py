"""What the archive holds about one member, some rows at a time: asked for an export, and for nothing else.

Messages are the member's own, what was said to them (definition 11), and what they answered, quoted or shared. Of
others nothing is said that pages don't show: no words that are hidden, removed, to be read on their platform only, or
of a member without a consent.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from store.archive import Archive

TEXT = "string"
ROWS_AT_ONCE = 2_000  # each becomes text twice over
Rows = Iterator[list[tuple[Any, ...]]]

# `authors` are the member's own; `accounts` those of theirs that something may be kept of.
THEIRS = """
    with recursive own as (
        select posts.id, posts.answers from posts
        where posts.author in (select author from authors)
    ),
    begun as (
        select posts.id, posts.author from posts
        join own on own.id = posts.answers
        where posts.author not in (select author from authors)
        union
        select posts.id, posts.author from posts
        where posts.account in (select account from accounts)
            and posts.author not in (select author from authors)
            and posts.heard not in ('along', 'aside')
            and not exists (select 1 from posts as parent where parent.id = posts.answers)
    ),
    said_to as (
        select begun.id, begun.author from begun
        union
        select posts.id, posts.author from said_to
        join posts on posts.answers = said_to.id and posts.author = said_to.author
    )
    select own.id, 'own' as why from own
    union all
    select told.id, told.why from (
        select posts.id, case when said_to.id is null then 'referred to' else 'said to them' end as why
        from posts
        left join said_to on said_to.id = posts.id
        where said_to.id is not null
            or posts.id in (select answers from own)
            or (posts.heard = 'along' and posts.account in (select account from accounts))
    ) as told
    where told.id not in (select id from own)
"""
# Of the accounts that are being erased nothing is handed on, whoever wrote it.
SHOWN = """
    select
        posts.id,
        theirs.why,
        case
            when theirs.why = 'own' then 'own'
            when posts.author in (select author from council) then 'council'
            when posts.author in (select author from members) then 'another member'
            else 'resident'
        end as who,
        case when posts.account in (select account from accounts) then posts.account else '' end as account,
        posts.author not in (select author from silent)
            and (theirs.why = 'own' or not (posts.is_hidden or posts.removed_us is not null)) as is_open,
        posts.author not in (select author from silent)
            and (
                theirs.why = 'own'
                or not (posts.is_hidden or posts.removed_us is not null or posts.is_link_only)
            ) as has_words
    from theirs
    join posts on posts.id = theirs.id
    where posts.account not in (select account from going)
        and posts.author not in (select author from authors_going)
"""
POSTS = {
    "post": "posts.id",
    "platform": "posts.platform",
    "account": "shown.account",
    "why": "shown.why",
    "who": "shown.who",
    "author": "posts.author",
    "kind": "posts.kind",
    "posted_us": "posts.posted_us",
    "written_us": "posts.written_us",
    "first_seen_us": "posts.first_seen_us",
    "text": "case when shown.has_words then posts.text else '' end",
    "url": "case when shown.is_open then posts.url else '' end",
    "sites": "case when shown.has_words then posts.sites else '' end",
    "answers": "posts.answers",
    "conversation": "posts.conversation",
    "format": "posts.format",
    "language": "posts.language",
    "heard": "posts.heard",
    "is_hidden": "posts.is_hidden",
    "is_link_only": "posts.is_link_only",
    "is_ahead": "posts.is_ahead",
    "is_removed": "posts.removed_us is not null",
}
LABELS = {
    "post": "labels.post",
    "rule": "labels.rule",
    "version": "labels.version",
    "value": """case
        when labels.rule in (select rule from telling) and not shown.has_words then ''
        else labels.value
    end""",
    "reason": "case when shown.has_words then labels.reason else '' end",
}
PROFILES = ("account", "read_us", "last_read_us", "text", "is_link_only")
COVERAGE = ("account", "sight", "from_us", "to_us")
VISITS = ("account", "tried_us", "done_us", "why", "what", "todo", "token_ends_us")
REASONS = ("account", "sight", "why", "first_us", "last_us")
IN_ORDER = {"profiles": PROFILES, "coverage": COVERAGE, "visits": VISITS, "reasons": REASONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose messages are asked for, and whose words may be handed on; people by their pseudonyms."""

    accounts: Collection[str]
    authors: Collection[str]
    going: Collection[str]  # the member's accounts that are being erased
    authors_going: Collection[str]
    silent: Collection[str]  # who was ever on the register and hasn't said yes
    members: Collection[str]  # who was ever on the register
    council: Collection[str]
    telling: Collection[str]  # rules whose values tell of words


def find(archive: Archive, whose: Whose) -> None:
    """Find a member's messages, for all that is asked from here on while the archive is open."""
    for name, column in (
        ("accounts", "account"),
        ("authors", "author"),
        ("going", "account"),
        ("authors_going", "author"),
        ("silent", "author"),
        ("members", "author"),
        ("council", "author"),
        ("telling", "rule"),
    ):
        archive.load(name, {column: TEXT}, [(one,) for one in sorted(getattr(whose, name))])
    archive.make("theirs", THEIRS)
    archive.make("shown", SHOWN)


def among(archive: Archive, posts: Iterable[str]) -> dict[str, str]:
    """Return which of these messages are the member's (`own`) or were `said to them`, by id."""
    archive.load("asked_for", {"id": TEXT}, [(one,) for one in sorted(set(posts))])
    query = "select id, why from shown where why <> 'referred to' and id in (select id from asked_for)"
    return dict(archive.rows(query))


def posts(archive: Archive) -> Rows:
    """Yield the messages, in order of time: columns as in POSTS."""
    return archive.stream(
        f"select {_listed(POSTS)} from shown join posts on posts.id = shown.id"
        " order by posts.posted_us, posts.id",
        ROWS_AT_ONCE,
    )


def labels(archive: Archive) -> Rows:
    """Yield what the rules say of them: columns as in LABELS."""
    return archive.stream(
        f"select {_listed(LABELS)} from shown"
        " join labels on labels.post = shown.id join posts on posts.id = shown.id"
        " order by posts.posted_us, labels.post, labels.rule, labels.version",
        ROWS_AT_ONCE,
    )


def of_accounts(archive: Archive, table: str) -> Rows:
    """Yield a table's rows of the member's accounts: columns as in IN_ORDER."""
    return archive.stream(
        f"select {', '.join(IN_ORDER[table])} from {table}"
        " where account in (select account from accounts) order by all",
        ROWS_AT_ONCE,
    )


def _listed(columns: dict[str, str]) -> str:
    return ", ".join(f"{sql} as {name}" for name, sql in columns.items())


def columns_of(table: str) -> Sequence[str]:
    """Return the columns of a table of IN_ORDER."""
    return IN_ORDER[table]

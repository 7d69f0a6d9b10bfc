"""Before an account goes: what was kept for it and belongs to somebody who stays is handed on (definition 11).

A row lies with the account whose visit, or file, brought it first. Below a colleague's post stand the member's own
words, what people answered them, and what they replied to. Were these erased with the colleague, questions that were
put to the member and their answers would be gone, and what is left would seem to answer something else.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from store.database import Database
from store.words_gone import bare

TEXT = "string"

# What each of these says to whom: through a person's own messages up to the one that decides (definition 11).
SPEECH = """
    with recursive concerned as (
        select posts.id, posts.author, posts.answers, posts.account, posts.heard from posts
        where posts.account in (select account from going)
            or posts.answers in (select id from doomed)
    ),
    upward as (
        select id as start, id, author, answers, account, heard from concerned
        union
        select upward.start, parent.id, parent.author, parent.answers, parent.account, parent.heard
        from upward
        join posts as parent on parent.id = upward.answers and parent.author = upward.author
    )
    select
        upward.start as id,
        case
            when parent.id is null and upward.heard not in ('along', 'aside') then upward.account
            when parent.id is not null then people.account
        end as account
    from upward
    left join posts as parent on parent.id = upward.answers
    left join people on people.author = parent.author
    where parent.id is null or parent.author <> upward.author
"""
DOOMED = """
    select id from posts
    where account in (select account from going) or author in (select author from authors_going)
"""
# Their own words, and what is said to them.
THEIRS = """
    select posts.id, coalesce(own.account, told.account) as account
    from posts
    left join people as own on own.author = posts.author and own.stays
    left join speech on speech.id = posts.id
    left join staying as told on told.account = speech.account
    where posts.account in (select account from going)
        and posts.author not in (select author from authors_going)
        and coalesce(own.account, told.account) is not null
"""
# What they replied to: who and when, to nobody who stays.
REPLIED_TO = """
    select posts.id, min(people.account) as account
    from posts
    join posts as reply on reply.answers = posts.id
    join people on people.author = reply.author and people.stays
    where posts.account in (select account from going)
        and posts.author not in (select author from authors_going)
        and posts.id not in (select id from theirs)
    group by posts.id
"""
# Without words: what was said to others, and all where no other account can look whether it still stands.
UNWATCHED = """
    select id from replied_to
    union
    select posts.id from posts join theirs on theirs.id = posts.id
    where posts.platform in (select platform from unwatched)
"""
HAND_ON = "update posts set account = {0}.account from {0} where {0}.id = posts.id"
# One that named the member only came along with the reply now; what answers something else stays known, no more.
STAND_ASIDE = """
    update posts set heard = case
        when heard = 'along' or (heard = 'named' and answers is null) then 'along' else 'aside'
    end
    where id in (select id from {0})
"""
# What stays and answered something that goes: it was to whoever it was to, and in the conversation it was in.
ORPHANS = """
    select posts.id
    from posts
    join speech on speech.id = posts.id
    left join people as told on told.account = speech.account
    left join people as kept_for on kept_for.account = posts.account
    left join people as own on own.author = posts.author
    where posts.id not in (select id from doomed)
        and posts.answers in (select id from doomed)
        and own.account is distinct from posts.account
        and coalesce(told.member, '') <> coalesce(kept_for.member, posts.account)
"""
TALKS = """
    with recursive upward as (
        select id as start, id, answers, conversation from posts
        where conversation is null
            and id not in (select id from doomed)
            and answers in (select id from doomed)
        union
        select upward.start, parent.id, parent.answers, parent.conversation
        from upward
        join posts as parent on parent.id = upward.answers and upward.conversation is null
    )
    select upward.start as id, coalesce(upward.conversation, upward.answers, upward.id) as conversation
    from upward
    where upward.conversation is not null
        or not exists (select 1 from posts as parent where parent.id = upward.answers)
"""


@dataclass(frozen=True, slots=True)
class People:
    """Whose names are whose, while an account goes."""

    handles: Iterable[
        tuple[str, str, str]
    ]  # author's pseudonym, account, member; of whoever is on the register
    staying: Collection[str]  # accounts that a consent covers, the going ones left out
    unwatched: Collection[
        str
    ]  # platforms where through nobody else's account can be seen whether a message stands


def hand_on(
    archive: Database, accounts: Sequence[str], authors: Sequence[str], people: People, now_us: int
) -> None:
    """Hand on what these accounts hold of others who stay, before they are erased with all their authors wrote."""
    with archive.transaction():
        _load(archive, accounts, authors, people)
        archive.make("doomed", DOOMED)
        archive.make("speech", SPEECH)
        archive.make("theirs", THEIRS)
        archive.make("replied_to", REPLIED_TO)
        for handed in ("theirs", "replied_to"):
            archive.db.execute(HAND_ON.format(handed))
        archive.db.execute(STAND_ASIDE.format("replied_to"))
        bare(archive, [id_ for (id_,) in archive.rows(UNWATCHED)], now_us)
        archive.make("doomed", DOOMED)
        archive.make("orphans", ORPHANS)
        archive.db.execute(STAND_ASIDE.format("orphans"))
        archive.make("talks", TALKS)
        archive.db.execute(
            "update posts set conversation = talks.conversation from talks where talks.id = posts.id"
        )


def _load(archive: Database, accounts: Sequence[str], authors: Sequence[str], people: People) -> None:
    archive.load("going", {"account": TEXT}, [(account,) for account in accounts])
    archive.load("authors_going", {"author": TEXT}, [(author,) for author in authors])
    archive.load("staying", {"account": TEXT}, [(account,) for account in people.staying])
    archive.load("unwatched", {"platform": TEXT}, [(platform,) for platform in people.unwatched])
    columns = {"author": TEXT, "account": TEXT, "member": TEXT, "stays": pa.bool_()}
    archive.load("people", columns, [(*row, row[1] in people.staying) for row in people.handles])

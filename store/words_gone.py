"""Words that are gone: taken from every table of the archive, and noted until no file holds their bytes.

A row that is changed leaves the bytes of what it was in unused blocks of the file, and published files hold copies.
So the day is noted in the same transaction: what a run that was killed left undone, the next one finds.
"""

from collections.abc import Collection, Iterable, Sequence

import pyarrow as pa

from facts import DAY_US
from store.database import Database
from store.finished_run import finished_version, rename_finished

# What a message without its words has in place of them and of what it pointed to.
BARE = "text = '', url = '', sites = '', links = '', mentions = '', address = '', item = ''"
CHANGED_SINCE = "changed-since"  # in place of the reason, which came of the words

STALE = """
    create or replace temp table stale as
    with held as (
        select id, url, is_hidden, removed_us, case when is_link_only then '' else text end as text from posts
    )
    select
        messages.post,
        coalesce(held.text, '') as text,
        coalesce(held.url, '') as url,
        coalesce(held.is_hidden, messages.is_hidden) as is_hidden,
        messages.is_removed or held.removed_us is not null as is_removed
    from finished.messages as messages
    left join held on held.id = messages.post
    where (messages.text <> '' and messages.text is distinct from held.text)
        or (messages.url <> '' and messages.url is distinct from held.url)
"""
# What a profile said is in no message: its facts, and the words that show them, are parameters of the reason.
STALE_FACTS = """
    create or replace temp table stale_facts as
    select facts.account, facts.happened_us
    from (
        select distinct json_extract_string(reason_parameters, '$.account') as account, happened_us
        from finished.occasions
        where post is null
    ) as facts
    where facts.account is not null and not exists (
        select 1 from profiles
        where profiles.account = facts.account
            and profiles.read_us <= facts.happened_us and profiles.last_read_us >= facts.happened_us
    )
"""
UNDO_STALE = """
    update finished.messages set
        text = stale.text, url = stale.url, is_hidden = stale.is_hidden, is_removed = stale.is_removed
    from stale where stale.post = messages.post
"""


def erase_words(archive: Database, ids: Sequence[str], removed_us: int, now_us: int) -> None:
    """Take the words of removed messages: text, link, item and reasons go; times, kind, author, label stay.

    Belongs into the page's own transaction, as all that follows up to `note`.
    """
    gone = f"{BARE}, source = null, removed_us = {int(removed_us)}"
    _take(archive, ids, gone, "removed_us is null", now_us)


def close_words(archive: Database, ids: Sequence[str], now_us: int) -> None:
    """Take the words of messages their authors closed to the public: they count as before, hidden."""
    is_open = "removed_us is null and (text <> '' or url <> '' or item <> '' or not is_hidden)"
    _take(archive, ids, "text = '', url = '', item = '', is_hidden = true", is_open, now_us)


def silence(archive: Database, authors: Iterable[str], now_us: int, *, telling: Collection[str]) -> None:
    """Take the words of members who haven't said yes out of others' threads; who, when and what kind stay.

    Labels of the rules in `telling` go too: by such a value a guess at the words can be tested.
    """
    with archive.lent("silent", pa.table({"author": pa.array(sorted(authors), pa.string())})):
        theirs = "from posts where author in (select author from silent)"
        ids = archive.rows(f"select id {theirs} and not ({BARE.replace(', ', ' and ')})")
        rules = sorted(telling)
        told = (
            f"from labels where rule in (select unnest(?)) and value <> '' and post in (select id {theirs})"
        )
        labelled = archive.rows(f"select distinct post {told}", [rules])
    if ids or labelled:
        with archive.transaction():
            bare(archive, [id_ for (id_,) in ids], now_us)
            _take_labels(archive, [id_ for (id_,) in labelled], rules, now_us)


def bare(archive: Database, ids: Sequence[str], now_us: int) -> None:
    """Leave of these messages who, when and what kind. Belongs into a transaction."""
    _take(archive, ids, BARE, "true", now_us)


def without_words(archive: Database, ids: Iterable[str], silent: Iterable[str]) -> list[str]:
    """Return which of these messages may have no words any more: removed, closed, hidden, or of `silent` authors."""
    rows = archive.rows(
        """
        select id from posts
        where id in (select unnest($1)) and (removed_us is not null or is_hidden or author in (select unnest($2)))
        order by id
        """,
        [list(ids), list(silent)],
    )
    return [id_ for (id_,) in rows]


def _take_labels(archive: Database, ids: Sequence[str], rules: Sequence[str], now_us: int) -> None:
    with archive.lent("labelled", pa.table({"id": pa.array(list(ids), pa.string())})):
        archive.db.execute(
            "update labels set value = '' where rule in (select unnest(?)) and post in (select id from labelled)",
            [list(rules)],
        )
    if ids:
        _note_here(archive, now_us)


def empty_shares(archive: Database, now_us: int) -> None:
    """Take the words that shares were once kept with: they are somebody else's. That they were passed on stays."""
    ids = archive.rows("select id from posts where kind = 'share' and text <> ''")
    if ids:
        with archive.transaction():
            _take(archive, [id_ for (id_,) in ids], "text = '', language = ''", "true", now_us)


def leave_codes(archive: Database, now_us: int) -> None:
    """Take what was kept as a language and is none: files may have held anything there. It was never published."""
    odd = "from posts where not regexp_full_match(language, '([a-z]{2,3})?')"
    if archive.rows(f"select 1 {odd} limit 1"):
        with archive.transaction():
            archive.db.execute(f"update posts set language = '' where id in (select id {odd})")
            _note_here(archive, now_us)


def _take(archive: Database, ids: Sequence[str], gone: str, condition: str, now_us: int) -> None:
    with archive.lent("taken", pa.table({"id": pa.array(list(ids), pa.string())})):
        done = archive.db.execute(
            f"update posts set {gone} where id in (select id from taken) and {condition}"
        ).fetchone()
        archive.db.execute(
            "update labels set reason = '' where reason <> '' and post in (select id from taken)"
        )
    if done and done[0]:
        note(archive, now_us)


def note(archive: Database, now_us: int) -> None:
    """Note that words went today, and may still lie in published files. Belongs into the same transaction."""
    archive.db.execute("insert or replace into gone_words values (?, true)", [now_us // DAY_US])


def _note_here(archive: Database, now_us: int) -> None:
    """Note that something went today that was never published."""
    archive.db.execute("insert or ignore into gone_words values (?, false)", [now_us // DAY_US])


def leave_finished(archive: Database, now_us: int) -> None:
    """Let the finished run say of each message only what the archive still holds, under a new version's name.

    Figures stay as they were; the next measure works them out anew.
    """
    if finished_version(archive) is None:
        return
    with archive.transaction() as db:
        db.execute(STALE)
        db.execute(STALE_FACTS)
        if archive.rows("select 1 from stale union all select 1 from stale_facts limit 1"):
            db.execute(UNDO_STALE)
            changed = (
                "update finished.occasions set reason = ?, reason_parameters = '{}'"
                " where post in (select post from stale)"
                " or (post is null and (json_extract_string(reason_parameters, '$.account'), happened_us)"
                " in (select (account, happened_us) from stale_facts))"
            )
            db.execute(changed, [CHANGED_SINCE])
            rename_finished(archive, now_us)
            note(archive, now_us)


def are_published(archive: Database) -> bool:
    """Say whether words that are gone may still lie in a published file."""
    return bool(archive.rows("select 1 from gone_words where in_files limit 1"))


def left_published(archive: Database) -> None:
    """Note that no published file holds them any more."""
    archive.db.execute("update gone_words set in_files = false where in_files")


def is_rewriting_due(archive: Database, now_us: int) -> bool:
    """Say whether unused blocks may hold words that went on another day than this one, of UTC."""
    return bool(archive.rows("select 1 from gone_words where noticed_on <> ? limit 1", [now_us // DAY_US]))

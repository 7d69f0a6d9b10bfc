"""How collecting went: the last visit to each account, and what a visit couldn't see for good."""

from collections.abc import Iterable
from dataclasses import dataclass

from facts import Trouble, Unseen
from store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What is known of the visits to one account."""

    account: str
    tried_us: int  # the last one
    done_us: int | None  # the last that ended well
    failing_us: int | None  # the first of those since that didn't
    why: Unseen | None  # of the last, where it failed
    what: str
    todo: str
    token_ends_us: int | None  # 0: never; None: nobody says


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Something that visits couldn't see and no later one will, first and last noticed then."""

    account: str
    first_us: int
    last_us: int
    why: Unseen
    what: str


def note_visit(
    archive: Database, account: str, trouble: Trouble | None, *, now_us: int, token_ends_us: int | None
) -> None:
    """Note how a visit ended: well, or with a trouble."""
    why = (trouble.why or Unseen.FAULT).value if trouble else ""
    what, todo = (trouble.what, trouble.todo) if trouble else ("", "")
    done_us, failing_us = (None, now_us) if trouble else (now_us, None)
    row = [account, now_us, done_us, failing_us, why, what, todo, token_ends_us]
    with archive.transaction() as db:
        db.execute(
            """
            insert into visits values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (account) do update set
                tried_us = excluded.tried_us, why = excluded.why, what = excluded.what, todo = excluded.todo,
                done_us = coalesce(excluded.done_us, done_us),
                failing_us = case when excluded.why = '' then null
                    else coalesce(failing_us, excluded.failing_us) end,
                token_ends_us = coalesce(excluded.token_ends_us, token_ends_us)
            """,
            row,
        )


def note_shortfalls(archive: Database, account: str, troubles: Iterable[Trouble], now_us: int) -> None:
    """Note what a page couldn't show for good. Belongs into the page's own transaction."""
    for trouble in troubles:
        if trouble.why is not None:
            archive.db.execute(
                """
                insert into shortfalls values (?, ?, ?, ?, ?)
                on conflict (account, why) do update set what = excluded.what, last_us = excluded.last_us
                """,
                [account, trouble.why.value, trouble.what, now_us, now_us],
            )


def visits(archive: Database) -> dict[str, Visited]:
    """Return what is known of the visits to each account."""
    rows = archive.rows(
        "select account, tried_us, done_us, failing_us, why, what, todo, token_ends_us from visits"
    )
    return {
        account: Visited(
            account=account,
            tried_us=tried_us,
            done_us=done_us,
            failing_us=failing_us,
            why=Unseen(why) if why else None,
            what=what,
            todo=todo,
            token_ends_us=ends_us,
        )
        for account, tried_us, done_us, failing_us, why, what, todo, ends_us in rows
    }


def shortfalls(archive: Database) -> dict[str, list[Shortfall]]:
    """Return what visits couldn't see, by account, in the order in which it was first noticed."""
    found: dict[str, list[Shortfall]] = {}
    for account, why, what, first_us, last_us in archive.rows(
        "select account, why, what, first_us, last_us from shortfalls order by first_us, why"
    ):
        found.setdefault(account, []).append(
            Shortfall(account=account, first_us=first_us, last_us=last_us, why=Unseen(why), what=what)
        )
    return found

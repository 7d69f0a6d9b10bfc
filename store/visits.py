"""How collecting went: the last visit to each account, and the reasons for what was not seen."""

from collections.abc import Iterable
from dataclasses import dataclass

from facts import DAY_US, Sight, Trouble, Unseen
from store.consented import Consented
from store.database import Database

A_VISIT_LATER_US = 2 * DAY_US  # visits are hourly, or daily at least: what is noticed later is another case


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What is known of the visits to one account."""

    account: str
    tried_us: int  # the last one
    done_us: int | None  # the last that ended well
    why: Unseen | None  # of the last, where it failed
    what: str
    todo: str
    token_ends_us: int | None  # 0: never; None: nobody says


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something of an account wasn't seen, noticed by visits in a row, the first and the last of them then."""

    account: str
    sight: Sight | None  # None: of everything
    why: Unseen
    first_us: int
    last_us: int


def note_visit(
    archive: Consented,
    account: str,
    trouble: Trouble | None,
    *,
    now_us: int,
    was_tried: bool = True,
    token_ends_us: int | None = None,
) -> None:
    """Note how a visit ended: well, or with a trouble; or why there was none. Raise ConsentEnded."""
    why = (trouble.why or Unseen.FAULT).value if trouble else ""
    what, todo = (trouble.what, trouble.todo) if trouble else ("", "")
    tried_us = now_us if was_tried else 0
    row = [account, tried_us, None if trouble else now_us, why, what, todo, token_ends_us]
    with archive.keeping([account]) as db:
        before = db.execute("select why from visits where account = ?", [account]).fetchone()
        db.execute(
            """
            insert into visits values (?, ?, ?, ?, ?, ?, ?)
            on conflict (account) do update set
                tried_us = greatest(excluded.tried_us, tried_us),
                why = excluded.why, what = excluded.what, todo = excluded.todo,
                done_us = coalesce(excluded.done_us, done_us),
                token_ends_us = coalesce(excluded.token_ends_us, token_ends_us)
            """,
            row,
        )
        if why:
            # The same reason as the last visit's, or one of its own from now on.
            _note(archive, [account, "", why], now_us, since_us=0 if before == (why,) else now_us)


def note_shortfalls(archive: Database, account: str, troubles: Iterable[Trouble], now_us: int) -> None:
    """Note what a page couldn't show. Belongs into the page's own transaction."""
    for trouble in troubles:
        for sight in trouble.sights if trouble.why else ():
            _note(archive, [account, sight, trouble.why], now_us, since_us=now_us - A_VISIT_LATER_US)


def _note(archive: Database, of: list[str | None], now_us: int, *, since_us: int) -> None:
    """Let a reason last until now, if it was there since a moment; else it begins now."""
    known = archive.db.execute(
        "select max(first_us) from reasons where account = ? and sight = ? and why = ? and last_us >= ?",
        [*of, since_us],
    ).fetchone()
    if known and known[0] is not None:
        archive.db.execute(
            "update reasons set last_us = ? where account = ? and sight = ? and why = ? and first_us = ?",
            [now_us, *of, known[0]],
        )
    else:
        archive.db.execute("insert into reasons values (?, ?, ?, ?, ?)", [*of, now_us, now_us])


def visits(archive: Database) -> dict[str, Visited]:
    """Return what is known of the visits to each account."""
    rows = archive.rows("select account, tried_us, done_us, why, what, todo, token_ends_us from visits")
    return {
        account: Visited(
            account=account,
            tried_us=tried_us,
            done_us=done_us,
            why=Unseen(why) if why else None,
            what=what,
            todo=todo,
            token_ends_us=ends_us,
        )
        for account, tried_us, done_us, why, what, todo, ends_us in rows
    }


def reasons(archive: Database) -> dict[str, list[Reason]]:
    """Return the reasons for what wasn't seen, by account, in the order in which they were first noticed."""
    found: dict[str, list[Reason]] = {}
    for account, sight, why, first_us, last_us in archive.rows(
        "select account, sight, why, first_us, last_us from reasons order by first_us, sight, why"
    ):
        seen = Sight(sight) if sight else None
        found.setdefault(account, []).append(
            Reason(account=account, sight=seen, why=Unseen(why), first_us=first_us, last_us=last_us)
        )
    return found

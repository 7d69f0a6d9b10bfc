"""The desk: what people decide. Members, accounts, consents, marks, and one audit line for each act.

SQLite in WAL mode, so the dashboard writes a mark while a run reads. Every change is one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from facts import Account, Consent, Mark, MarkKind, Member
from store import tables as t
from store.migrating import clearly, open_desk


class Desk:
    """One council's desk. Opening it brings its tables up to date."""

    def __init__(self, path: Path) -> None:
        self._engine = open_desk(path)

    @contextmanager
    def _changing(self) -> Iterator[sa.Connection]:
        with clearly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _erasing(self) -> Iterator[sa.Connection]:
        """Change, and leave nothing of what was there before in SQLite's log either."""
        with self._changing() as connection:
            yield connection
        with clearly(), self._engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")

    def _rows(self, query: sa.Select[Any]) -> list[sa.RowMapping]:
        with clearly(), self._engine.connect() as connection:
            return list(connection.execute(query).mappings())

    # The register

    def members(self) -> list[Member]:
        """Return every registered member, by id."""
        return [Member(**row) for row in self._rows(sa.select(t.members).order_by(t.members.c.id))]

    def accounts(self, today: date) -> list[Account]:
        """Return every account and whether a consent for it is live on this day, by id."""
        live = sa.exists().where(
            t.consents.c.account == t.accounts.c.id,
            t.consents.c.withdrawn_us.is_(None),
            t.consents.c.given_on <= today.isoformat(),
        )
        query = sa.select(t.accounts, live.label("has_consent")).order_by(t.accounts.c.id)
        return [Account(**{**row, "has_consent": bool(row["has_consent"])}) for row in self._rows(query)]

    def live_accounts(self, today: date) -> list[Account]:
        """Return the accounts that may be collected and shown on this day."""
        return [account for account in self.accounts(today) if account.has_consent]

    def handles(self) -> list[tuple[str, str, str, str | None]]:
        """Return (author, source, platform, account) of every handle that ever was a member's."""
        rows = self._rows(sa.select(t.handles).order_by(t.handles.c.author))
        return [(row["author"], row["source"], row["platform"], row["account"]) for row in rows]

    def register(
        self,
        members: list[Member],
        accounts: list[Account],
        consents: list[Consent],
        *,
        handles: list[tuple[str, str, str, str]],
        now_us: int,
    ) -> None:
        """Add or update these, all or none. A consent already recorded for that day is not recorded twice."""
        with self._changing() as desk:
            for member in members:
                row = {"name": member.name, "ward": member.ward, "email": member.email}
                _upsert(desk, t.members, {"id": member.id}, row)
            for account in accounts:
                row = {"member": account.member, "platform": account.platform}
                _upsert(desk, t.accounts, {"id": account.id}, row, {"handle": account.handle})
            for author, source, platform, account_id in handles:
                row = {"source": source, "platform": platform, "account": account_id}
                _upsert(desk, t.handles, {"author": author}, row)
            for consent in consents:
                _record_consent(desk, consent, now_us)
            _write_audit(
                desk, now_us, "register", f"{len(members)} members, {len(accounts)} accounts", "administrator"
            )

    def note_profile(self, account: str, *, platform_id: str, handle: str) -> None:
        """Remember the platform's own id and today's handle of an account."""
        change = t.accounts.update().where(t.accounts.c.id == account)
        with self._changing() as desk:
            desk.execute(change.values(platform_id=platform_id, handle=handle))

    def note_handle(self, account: str, keyed: tuple[str, str, str]) -> None:
        """Remember one more name, keyed, of a registered account or of the council's."""
        author, source, platform = keyed
        with self._changing() as desk:
            row = {"source": source, "platform": platform, "account": account}
            _upsert(desk, t.handles, {"author": author}, row)

    # Consent and erasure

    def withdraw(self, account: str, *, now_us: int, by: str) -> bool:
        """End the consent for an account and ask for its erasure. Say whether there was one to end."""
        with self._changing() as desk:
            ended = desk.execute(
                t.consents.update()
                .where(t.consents.c.account == account, t.consents.c.withdrawn_us.is_(None))
                .values(withdrawn_us=now_us)
            ).rowcount
            if ended:
                desk.execute(t.erasures.insert().values(account=account, asked_us=now_us))
                _write_audit(desk, now_us, "withdraw", account, by)
        return bool(ended)

    def ask_erasure(self, accounts: list[str], *, what: str, now_us: int, by: str) -> None:
        """End these accounts' consents, ask for their erasure, and leave one audit line."""
        with self._changing() as desk:
            desk.execute(
                t.consents.update()
                .where(t.consents.c.account.in_(accounts), t.consents.c.withdrawn_us.is_(None))
                .values(withdrawn_us=now_us)
            )
            for account in accounts:
                desk.execute(t.erasures.insert().values(account=account, asked_us=now_us))
            _write_audit(desk, now_us, "erase", what, by)

    def forget(self, accounts: list[str], members: list[str]) -> None:
        """Take accounts and members off the register. Their keyed handles stay, as nobody's (3b, 66)."""
        with self._erasing() as desk:
            desk.execute(t.handles.update().where(t.handles.c.account.in_(accounts)).values(account=None))
            desk.execute(t.consents.delete().where(t.consents.c.account.in_(accounts)))
            desk.execute(t.accounts.delete().where(t.accounts.c.id.in_(accounts)))
            desk.execute(t.marks.delete().where(t.marks.c.member.in_(members)))
            desk.execute(t.members.delete().where(t.members.c.id.in_(members)))

    def marked_posts(self) -> list[str]:
        """Return the messages that a mark is about, also marks that were undone."""
        query = sa.select(t.marks.c.post).where(t.marks.c.post.is_not(None)).distinct()
        return sorted(row["post"] for row in self._rows(query))

    def forget_marks(self, posts: list[str]) -> None:
        """Take away the marks about these messages: they may say what the messages said."""
        with self._erasing() as desk:
            desk.execute(t.marks.delete().where(t.marks.c.post.in_(posts)))

    def pending_erasures(self) -> list[str]:
        """Return the accounts whose erasure was asked for and isn't done."""
        query = sa.select(t.erasures.c.account).where(t.erasures.c.done_us.is_(None)).distinct()
        return sorted(row["account"] for row in self._rows(query))

    def erased(self, accounts: list[str], *, now_us: int) -> None:
        """Note that these erasures are done; only the audit still names the accounts, on disk too."""
        with self._erasing() as desk:
            desk.execute(
                t.erasures.update()
                .where(t.erasures.c.account.in_(accounts), t.erasures.c.done_us.is_(None))
                .values(done_us=now_us, account="")
            )

    # Marks

    def marks(self) -> list[Mark]:
        """Return the marks in force, oldest first."""
        query = sa.select(t.marks).where(t.marks.c.undone_us.is_(None)).order_by(t.marks.c.id)
        return [
            Mark(
                **{k: v for k, v in row.items() if k not in ("kind", "undone_us")}, kind=MarkKind(row["kind"])
            )
            for row in self._rows(query)
        ]

    def add_mark(
        self,
        kind: MarkKind,
        *,
        by: str,
        now_us: int,
        why: str = "",
        post: str | None = None,
        away: tuple[str, int, int] | None = None,
    ) -> int:
        """Log a mark about a post, or a member's time away (member, from, to). Return its number."""
        member, from_us, to_us = away or (None, None, None)
        values = {"kind": kind.value, "post": post, "member": member, "from_us": from_us, "to_us": to_us}
        with self._changing() as desk:
            made = desk.execute(t.marks.insert().values(**values, by=by, why=why, made_us=now_us))
            number = int((made.inserted_primary_key or [0])[0])
            _write_audit(desk, now_us, "mark", f"{number} {kind.value}", by)
        return number

    def undo_mark(self, number: int, *, now_us: int, by: str) -> bool:
        """Undo a mark. Say whether there was one in force; the log keeps both."""
        with self._changing() as desk:
            undone = desk.execute(
                t.marks.update()
                .where(t.marks.c.id == number, t.marks.c.undone_us.is_(None))
                .values(undone_us=now_us)
            ).rowcount
            if undone:
                _write_audit(desk, now_us, "undo mark", str(number), by)
        return bool(undone)

    def audit(self) -> list[dict[str, Any]]:
        """Return every audit line, oldest first."""
        return [dict(row) for row in self._rows(sa.select(t.audit).order_by(t.audit.c.id))]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _upsert(
    desk: sa.Connection,
    table: sa.Table,
    key: dict[str, Any],
    row: dict[str, Any],
    only_new: dict[str, Any] | None = None,
) -> None:
    match = [table.c[name] == value for name, value in key.items()]
    if not desk.execute(table.update().where(*match).values(**row)).rowcount:
        desk.execute(table.insert().values(**key, **row, **(only_new or {})))


def _record_consent(desk: sa.Connection, consent: Consent, now_us: int) -> None:
    row = {"account": consent.account, "given_on": consent.given_on.isoformat()}
    row |= {"given_by": consent.given_by, "scope": consent.scope}
    c = t.consents.c
    known = sa.select(c.id).where(*(c[name] == value for name, value in row.items()))
    if not desk.execute(known).first():
        desk.execute(t.consents.insert().values(**row, recorded_us=now_us))


def _write_audit(desk: sa.Connection, now_us: int, did: str, what: str, by: str) -> None:
    desk.execute(t.audit.insert().values(happened_us=now_us, did=did, what=what, by=by))

"""The desk: what people decide. Members, accounts, consents, marks, tokens, and one audit line for each act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from facts import Account, Member
from store import tables as t
from store.desk_copies import Copies
from store.desk_file import upsert, write_audit
from store.editions import Editions
from store.examples import Examples
from store.marks import Marks
from store.outbox import Outbox
from store.persons import Persons
from store.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A member's recorded yes for one account: who said it, when, to what."""

    account: str
    given_on: date
    given_by: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time in office, both days included; None: since ever, and still."""

    member: str
    from_on: date | None
    to_on: date | None


class Desk(Marks, Persons, Tokens, Editions, Examples, Outbox, Copies):
    """One council's desk. Opening it brings its tables up to date."""

    # The register

    def members(self) -> list[Member]:
        """Return every registered member, by id."""
        return [Member(**row) for row in self._rows(sa.select(t.members).order_by(t.members.c.id))]

    def terms(self) -> list[Term]:
        """Return every recorded term of office, by member."""
        query = sa.select(t.terms).order_by(t.terms.c.member, t.terms.c.from_on, t.terms.c.to_on)
        return [
            Term(member=row["member"], from_on=_day(row["from_on"]), to_on=_day(row["to_on"]))
            for row in self._rows(query)
        ]

    def accounts(self, today: date) -> list[Account]:
        """Return every account and whether a consent for it is live on this day, by id."""
        live = sa.exists().where(
            t.consents.c.account == t.accounts.c.id,
            t.consents.c.withdrawn_us.is_(None),
            t.consents.c.given_on <= today.isoformat(),
        )
        query = sa.select(t.accounts, live.label("has_consent")).order_by(t.accounts.c.id)
        return [Account(**{**row, "has_consent": bool(row["has_consent"])}) for row in self._rows(query)]

    def registered(self) -> list[str]:
        """Return the id of every account on the register."""
        return [row["id"] for row in self._rows(sa.select(t.accounts.c.id).order_by(t.accounts.c.id))]

    def live_accounts(self, today: date) -> list[Account]:
        """Return the accounts that may be collected and shown on this day."""
        return [account for account in self.accounts(today) if account.has_consent]

    def live_consents(self) -> list[tuple[str, str, int]]:
        """Return (account, member, when it was recorded) of every consent that wasn't ended."""
        c = t.consents.c
        query = (
            sa.select(c.account, t.accounts.c.member, c.recorded_us)
            .join(t.accounts)
            .where(c.withdrawn_us.is_(None))
        )
        return [(row["account"], row["member"], row["recorded_us"]) for row in self._rows(query)]

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
        terms: Sequence[Term] = (),
        now_us: int,
    ) -> None:
        """Add or update these, all or none. A consent already recorded for that day is not recorded twice.

        Terms of office take the place of all that were recorded of the same members.
        """
        with self._changing() as desk:
            for member in members:
                row = {"name": member.name, "ward": member.ward, "email": member.email}
                row |= {"area": member.area} if member.area else {}  # a file without it leaves what is known
                upsert(desk, t.members, {"id": member.id}, row)
            for account in accounts:
                row = {"member": account.member, "platform": account.platform}
                upsert(desk, t.accounts, {"id": account.id}, row, {"handle": account.handle})
            for author, source, platform, account_id in handles:
                row = {"source": source, "platform": platform, "account": account_id}
                upsert(desk, t.handles, {"author": author}, row)
            desk.execute(t.terms.delete().where(t.terms.c.member.in_({term.member for term in terms})))
            for term in terms:
                row = {"from_on": _iso(term.from_on), "to_on": _iso(term.to_on)}
                desk.execute(t.terms.insert().values(member=term.member, **row))
            for consent in consents:
                _record_consent(desk, consent, now_us)
            write_audit(
                desk, now_us, "register", f"{len(members)} members, {len(accounts)} accounts", "administrator"
            )

    def note_profile(
        self, account: str, *, platform_id: str, handle: str, names: Iterable[tuple[str, str, str]]
    ) -> None:
        """Remember the platform's own id and today's handle of an account, and both keyed (author, source, platform).

        All or nothing: whose id is known isn't asked for it again, and without its name would pass for a resident.
        """
        change = t.accounts.update().where(t.accounts.c.id == account)
        with self._changing() as desk:
            desk.execute(change.values(platform_id=platform_id, handle=handle))
            for keyed in names:
                _note_name(desk, account, keyed)

    def note_handle(self, account: str, keyed: tuple[str, str, str]) -> None:
        """Remember one more name, keyed, of a registered account or of the council's."""
        with self._changing() as desk:
            _note_name(desk, account, keyed)

    def note_met(self, known_as: str, keyed: tuple[str, str, str], *, platform_id: str) -> None:
        """Remember the platform's own id of whoever is known by a handle alone.

        Not where another id of theirs is known: then somebody else has taken the handle since. Of who is off the
        register nobody can tell, and what ever was a member's stays so (definition 66).
        """
        author, source, platform = keyed
        h, a = t.handles.c, t.accounts.c
        with self._changing() as desk:
            known = desk.execute(
                sa.select(h.account, a.platform_id)
                .select_from(t.handles.outerjoin(t.accounts, h.account == a.id))
                .where(h.author == known_as)
            ).first()
            is_new = desk.execute(sa.select(h.author).where(h.author == author)).first() is None
            if known is None or (known.platform_id or platform_id) != platform_id or not is_new:
                return
            row = {"author": author, "source": source, "platform": platform, "account": known.account}
            desk.execute(t.handles.insert().values(**row))
            desk.execute(t.accounts.update().where(a.id == known.account).values(platform_id=platform_id))

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
                desk.execute(t.tokens.delete().where(t.tokens.c.account == account))
                desk.execute(t.erasures.insert().values(account=account, asked_us=now_us))
                write_audit(desk, now_us, "withdraw", account, by)
        return bool(ended)

    def unended(self) -> set[str]:
        """Return the accounts with a consent that nobody ended, also where it begins later than today."""
        query = sa.select(t.consents.c.account).where(t.consents.c.withdrawn_us.is_(None)).distinct()
        return {row["account"] for row in self._rows(query)}

    def ask_erasure(self, accounts: list[str], *, kind: str, what: str, now_us: int, by: str) -> None:
        """End these accounts' consents, ask for their erasure, and leave one audit line.

        The line says of what `kind` it is: account, member or platform, since a member may be called like a platform.
        """
        with self._changing() as desk:
            desk.execute(
                t.consents.update()
                .where(t.consents.c.account.in_(accounts), t.consents.c.withdrawn_us.is_(None))
                .values(withdrawn_us=now_us)
            )
            desk.execute(t.tokens.delete().where(t.tokens.c.account.in_(accounts)))
            for account in accounts:
                desk.execute(t.erasures.insert().values(account=account, asked_us=now_us))
            write_audit(desk, now_us, f"erase {kind}", what, by)

    def forget(self, accounts: list[str], members: list[str]) -> None:
        """Take accounts and members off the register. Their keyed handles stay, as nobody's (definition 66)."""
        with self._erasing() as desk:
            desk.execute(t.handles.update().where(t.handles.c.account.in_(accounts)).values(account=None))
            desk.execute(t.consents.delete().where(t.consents.c.account.in_(accounts)))
            desk.execute(t.tokens.delete().where(t.tokens.c.account.in_(accounts)))
            desk.execute(t.accounts.delete().where(t.accounts.c.id.in_(accounts)))
            desk.execute(t.marks.delete().where(t.marks.c.member.in_(members)))
            desk.execute(t.examples.delete().where(t.examples.c.member.in_(members)))
            desk.execute(t.looks.delete().where(t.looks.c.member.in_(members)))
            desk.execute(t.terms.delete().where(t.terms.c.member.in_(members)))
            self.forget_in_editions(desk, accounts)
            self.forget_persons(desk, members)
            desk.execute(t.members.delete().where(t.members.c.id.in_(members)))

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


def _day(told: str) -> date | None:
    return date.fromisoformat(told) if told else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _note_name(desk: sa.Connection, account: str, keyed: tuple[str, str, str]) -> None:
    author, source, platform = keyed
    upsert(desk, t.handles, {"author": author}, {"source": source, "platform": platform, "account": account})


def _record_consent(desk: sa.Connection, consent: Consent, now_us: int) -> None:
    row = {"account": consent.account, "given_on": consent.given_on.isoformat()}
    row |= {"given_by": consent.given_by, "scope": consent.scope}
    c = t.consents.c
    known = sa.select(c.id).where(*(c[name] == value for name, value in row.items()))
    if not desk.execute(known).first():
        desk.execute(t.consents.insert().values(**row, recorded_us=now_us))

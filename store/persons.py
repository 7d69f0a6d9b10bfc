"""People at the desk: who may sign in and in which roles, which sign-ins were ended, who looked at whom."""

from dataclasses import dataclass

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile, upsert, write_audit

ADDED, REMOVED, FIRST, CHOSEN = ACTS = (
    "add person",
    "remove person",
    "first sign-in",
    "set person",
)  # as the audit says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may sign in; `issuer` and `subject` are empty until they have.

    `channel` is how they are written to: `none`, and nothing is ever sent to them.
    """

    email: str
    issuer: str
    subject: str
    added_us: int
    pinned_us: int | None  # when they signed in first
    roles: tuple[tuple[str, str], ...]  # (role, the member it is about, or nothing), by role
    language: str = ""  # empty: the council's first
    channel: str = "none"
    attach: bool = False
    weekly: bool = False


ABOUT = (
    "email", "issuer", "subject", "added_us", "pinned_us", "language", "channel", "attach", "weekly",
)  # fmt: skip


class Persons(DeskFile):
    """Who may sign in, and what came of it."""

    def persons(self) -> list[Person]:
        """Return everybody who may sign in, by e-mail."""
        return self._persons(sa.true())

    def matching(self, email: str, issuer: str, subject: str) -> list[Person]:
        """Return whoever has this e-mail, and whoever was pinned to this subject: one person, two, or nobody."""
        p = t.people.c
        return self._persons((p.email == email) | ((p.issuer == issuer) & (p.subject == subject)))

    def _persons(self, which: sa.ColumnElement[bool]) -> list[Person]:
        p, r = t.people.c, t.roles.c
        query = (
            sa.select(*(p[name] for name in ABOUT), r.role, r.member)
            .select_from(t.people.outerjoin(t.roles, p.email == r.email))
            .where(which)
            .order_by(p.email, r.role)
        )
        found: dict[str, Person] = {}
        for row in self._rows(query):
            roles = found[row["email"]].roles if row["email"] in found else ()
            more = ((row["role"], row["member"]),) if row["role"] else ()
            found[row["email"]] = Person(**{name: row[name] for name in ABOUT}, roles=(*roles, *more))
        return list(found.values())

    def add_role(self, email: str, role: str, member: str, *, now_us: int, by: str) -> None:
        """Let somebody sign in, in one more role; `member`: whose scorecard is theirs."""
        with self._changing() as desk:
            if not desk.execute(sa.select(t.people.c.email).where(t.people.c.email == email)).first():
                desk.execute(t.people.insert().values(email=email, added_us=now_us))
            upsert(desk, t.roles, {"email": email, "role": role}, {"member": member})
            write_audit(desk, now_us, ADDED, " ".join(filter(None, (email, role, member))), by)

    def remove_role(self, email: str, role: str | None, *, now_us: int, by: str) -> bool:
        """Take a role from somebody, or all of them; without any they are gone. Say whether there was one."""
        r = t.roles.c
        which = (r.email == email) & ((r.role == role) if role else sa.true())
        with self._changing() as desk:
            taken = desk.execute(t.roles.delete().where(which)).rowcount
            without = (t.people.c.email == email) & t.people.c.email.not_in(sa.select(r.email))
            gone = desk.execute(t.people.delete().where(without)).rowcount
            if gone:  # nothing more goes to them
                o = t.outbox.c
                desk.execute(t.outbox.delete().where(o.recipient == email, o.state == "queued"))
            if taken or gone:
                write_audit(desk, now_us, REMOVED, " ".join(filter(None, (email, role))), by)
        return bool(taken or gone)

    def choose(self, email: str, chosen: dict[str, str | bool], *, now_us: int, by: str) -> bool:
        """Change how somebody is written to. Say whether there is such a person."""
        told = " ".join(f"{name}={one}" for name, one in chosen.items())
        with self._changing() as desk:
            found = desk.execute(t.people.update().where(t.people.c.email == email).values(**chosen)).rowcount
            if found:
                write_audit(desk, now_us, CHOSEN, f"{email} {told}", by)
        return bool(found)

    def pin(self, email: str, issuer: str, subject: str, *, now_us: int) -> bool:
        """Note as whom somebody signed in for the first time. Say whether nobody else had been noted meanwhile."""
        p = t.people.c
        nobody_else = ~sa.exists().where(p.issuer == issuer, p.subject == subject).correlate(None)
        change = t.people.update().where(p.email == email, p.subject == "")
        with self._changing() as desk:
            if not desk.execute(sa.select(nobody_else)).scalar():
                return False
            is_first = desk.execute(change.values(issuer=issuer, subject=subject, pinned_us=now_us)).rowcount
            if is_first:
                write_audit(desk, now_us, FIRST, email, email, subject=f"{issuer} {subject}")
        return bool(is_first)

    def forget_persons(self, desk: sa.Connection, members: list[str]) -> None:
        """Let in nobody as these members; of whoever has no role left, no e-mail stays, in the log neither."""
        r, a, o = t.roles.c, t.audit.c, t.outbox.c
        theirs = [row.email for row in desk.execute(sa.select(r.email).where(r.member.in_(members)))]
        desk.execute(t.roles.delete().where(r.member.in_(members)))
        desk.execute(t.outbox.delete().where(o.member.in_(members)))
        for email in theirs:
            if desk.execute(sa.select(r.email).where(r.email == email)).first():
                continue
            desk.execute(t.people.delete().where(t.people.c.email == email))
            desk.execute(t.outbox.delete().where(o.recipient == email))
            of_them = a.did.in_(ACTS) & ((a.what == email) | a.what.startswith(f"{email} ", autoescape=True))
            desk.execute(t.audit.update().where(of_them).values(what="somebody erased", subject=""))
            desk.execute(t.audit.update().where(a.did.in_(ACTS), a.by == email).values(by="somebody erased"))

    # Sign-ins that were ended

    def end_sign_in(self, sign_in: str, *, now_us: int, before_us: int) -> None:
        """Note that a sign-in was ended; forget those ended `before_us`: they are too old by themselves."""
        with self._changing() as desk:
            desk.execute(t.sign_outs.delete().where(t.sign_outs.c.ended_us < before_us))
            upsert(desk, t.sign_outs, {"sign_in": sign_in}, {"ended_us": now_us})

    def is_ended(self, sign_in: str) -> bool:
        """Say whether a sign-in was ended."""
        return bool(self._rows(sa.select(t.sign_outs.c.sign_in).where(t.sign_outs.c.sign_in == sign_in)))

    # Who looked

    def is_look_noted(self, member: str, role: str, day: str) -> bool:
        """Say whether it is noted that a member's scorecard was looked at in a role on a day."""
        return bool(self._rows(_look(member, role, day)))

    def note_look(self, member: str, role: str, day: str, *, first_day: str) -> None:
        """Note that a member's scorecard was looked at in a role on a day; forget what was before `first_day`."""
        with self._changing() as desk:
            desk.execute(t.looks.delete().where(t.looks.c.day < first_day))
            if not desk.execute(_look(member, role, day)).first():
                desk.execute(t.looks.insert().values(member=member, role=role, day=day))

    def forget_looks(self, *, first_day: str) -> None:
        """Forget looks before a day, if there are any."""
        if self._rows(sa.select(t.looks.c.day).where(t.looks.c.day < first_day).limit(1)):
            with self._erasing() as desk:
                desk.execute(t.looks.delete().where(t.looks.c.day < first_day))

    def looks(self, member: str, *, first_day: str) -> list[tuple[str, str]]:
        """Return (role, day) of each look at a member's scorecard since a day, newest day first."""
        query = (
            sa.select(t.looks.c.role, t.looks.c.day)
            .where(t.looks.c.member == member, t.looks.c.day >= first_day)
            .order_by(t.looks.c.day.desc(), t.looks.c.role)
        )
        return [(row["role"], row["day"]) for row in self._rows(query)]


def _look(member: str, role: str, day: str) -> sa.Select[tuple[str]]:
    c = t.looks.c
    return sa.select(c.day).where(c.member == member, c.role == role, c.day == day)

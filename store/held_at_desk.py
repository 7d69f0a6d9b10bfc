"""What the desk holds about one member, as rows: asked for an export (pipelines/keep/export/), and for nothing else."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile
from store.persons import ACTS

Rows = list[dict[str, Any]]


class HeldAtDesk(DeskFile):
    """The desk, asked what it holds about a member; nothing is changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, to_read=True)

    def member(self, member: str) -> Rows:
        """Return the row of the register."""
        return self._found(sa.select(t.members).where(t.members.c.id == member))

    def terms(self, member: str) -> Rows:
        """Return the terms of office."""
        c = t.terms.c
        return self._found(
            sa.select(c.from_on, c.to_on).where(c.member == member).order_by(c.from_on, c.to_on)
        )

    def accounts(self, member: str) -> Rows:
        """Return the accounts, since when a token is held for each, and whether its erasure was asked for."""
        a, k, e = t.accounts.c, t.tokens.c, t.erasures.c
        asked_us = sa.select(sa.func.min(e.asked_us)).where(e.account == a.id, e.done_us.is_(None))
        return self._found(
            sa.select(
                a.id.label("account"),
                a.platform,
                a.handle,
                a.platform_id,
                k.noted_us.label("token_held_since_us"),
                asked_us.scalar_subquery().label("erasure_asked_us"),
            )
            .select_from(t.accounts.outerjoin(t.tokens, k.account == a.id))
            .where(a.member == member)
            .order_by(a.id)
        )

    def consents(self, member: str) -> Rows:
        """Return every consent, also those that were ended."""
        c, a = t.consents.c, t.accounts.c
        query = sa.select(c.account, c.given_on, c.given_by, c.scope, c.recorded_us, c.withdrawn_us)
        return self._found(query.join(t.accounts).where(a.member == member).order_by(c.account, c.id))

    def names(self, member: str) -> Rows:
        """Return the keyed names of the accounts."""
        h, a = t.handles.c, t.accounts.c
        query = sa.select(h.account, h.platform, h.author, h.source).join(t.accounts, h.account == a.id)
        return self._found(query.where(a.member == member).order_by(h.account, h.author))

    def marks(self, member: str, posts: Collection[str], subjects: Collection[str]) -> Rows:
        """Return the marks about the member or one of these messages, and those made as one of these `subjects`."""
        c = t.marks.c
        query = sa.select(t.marks).where(
            (c.member == member)
            | c.post.in_(_all_of(posts))
            | c.with_post.in_(_all_of(posts))
            | ((c.subject != "") & c.subject.in_(subjects))
        )
        return self._found(query.order_by(c.id))

    def examples(self, member: str) -> Rows:
        """Return the member's posts that were nominated."""
        return self._found(
            sa.select(t.examples).where(t.examples.c.member == member).order_by(t.examples.c.id)
        )

    def looks(self, member: str) -> Rows:
        """Return by which role, on which day, somebody else looked at the scorecard."""
        c = t.looks.c
        return self._found(sa.select(c.role, c.day).where(c.member == member).order_by(c.day, c.role))

    def people(self, member: str) -> Rows:
        """Return whoever may sign in as the member."""
        p, r = t.people.c, t.roles.c
        theirs = sa.select(r.email).where(r.role == "member", r.member == member)
        return self._found(sa.select(t.people).where(p.email.in_(theirs)).order_by(p.email))

    def roles(self, emails: Collection[str]) -> Rows:
        """Return the roles of these people."""
        r = t.roles.c
        return self._found(
            sa.select(r.email, r.role, r.member).where(r.email.in_(emails)).order_by(r.email, r.role)
        )

    def messages(self, member: str, emails: Collection[str]) -> Rows:
        """Return what was sent about the member, or to these people about nobody else."""
        o = t.outbox.c
        theirs = (o.member == member) | (o.recipient.in_(emails) & (o.member == ""))
        return self._found(sa.select(t.outbox).where(theirs).order_by(o.id))

    def lines(self) -> Rows:
        """Return every line of the log, oldest first: whom a line is about, its words say."""
        return self._found(sa.select(t.audit).order_by(t.audit.c.id))

    def _found(self, query: sa.Select[Any]) -> Rows:
        return [dict(row) for row in self._rows(query)]


def is_about_somebody(did: str) -> bool:
    """Say whether an act of the log is about somebody who may sign in: its words begin with their e-mail."""
    return did in ACTS


def _all_of(values: Collection[str]) -> sa.Select[Any]:
    """Return values as a query: there may be more of them than SQLite takes one by one."""
    each = sa.func.json_each(json.dumps(sorted(values))).table_valued("value")
    return sa.select(each.c.value)

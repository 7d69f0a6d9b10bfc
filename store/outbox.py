"""The outbox at the desk: what goes to whom, and how far it got.

`queued` waits for its turn; `sending` is written before a message leaves this machine and outlives whoever was killed
then; `sent`, `failed`, and `unknown`: nobody can tell whether it arrived, so it is never sent again by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile, write_audit


class State(StrEnum):
    """How far a message got."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


OVER = (State.SENT, State.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that is to go to somebody: what it is (a kind and a period), whom it is about, and how it goes."""

    kind: str
    period: str
    member: str  # empty where it is about the council
    recipient: str
    channel: str
    message_id: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what makes it the one thing that it is: it goes once, whatever the channel."""
        return self.kind, self.period, self.member, self.recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Wanted):
    """A message of the outbox, by its number."""

    id: int
    state: State
    tries: int
    next_us: int
    said: str
    queued_us: int
    changed_us: int
    settled_by: str


class Outbox(DeskFile):
    """What goes to whom. Each change is one transaction, and made only to a message that is as it was thought to be."""

    def outbox(self) -> list[Message]:
        """Return every message, in the order in which they were queued."""
        rows = self._rows(sa.select(t.outbox).order_by(t.outbox.c.id))
        return [Message(**{**row, "state": State(row["state"])}) for row in rows]

    def message(self, number: int) -> Message | None:
        """Return a message by its number."""
        rows = self._rows(sa.select(t.outbox).where(t.outbox.c.id == number))
        return Message(**{**rows[0], "state": State(rows[0]["state"])}) if rows else None

    def queue(self, wanted: Iterable[Wanted], *, now_us: int, in_doubt: str = "") -> int:
        """Queue what isn't in the outbox yet. Return how many messages that were.

        `in_doubt` says why nobody can tell whether they went out already: a person settles them.
        """
        state = State.UNKNOWN if in_doubt else State.QUEUED
        added, o = 0, t.outbox.c
        with self._changing() as desk:
            for one in wanted:
                row = {name: getattr(one, name) for name in ("kind", "period", "member", "recipient")}
                if desk.execute(
                    sa.select(o.id).where(*(o[name] == told for name, told in row.items()))
                ).first():
                    continue
                row |= {"channel": one.channel, "message_id": one.message_id}
                times = {"next_us": now_us, "queued_us": now_us, "changed_us": now_us}
                desk.execute(t.outbox.insert().values(**row, **times, state=state.value, said=in_doubt))
                added += 1
        return added

    def begin(self, number: int, *, now_us: int) -> bool:
        """Note that a queued message leaves this machine now. Say whether it was queued still."""
        o = t.outbox.c
        return self._change(
            (o.id == number) & (o.state == State.QUEUED.value), state=State.SENDING.value, tries=o.tries + 1,
            said="", now_us=now_us,
        )  # fmt: skip

    def ended(self, number: int, state: State, said: str, *, now_us: int) -> bool:
        """Note what became of a message that was being sent, or couldn't be handed over; a person's word stays."""
        open_ = [one.value for one in (State.QUEUED, State.SENDING, State.UNKNOWN)]
        which = (t.outbox.c.id == number) & t.outbox.c.state.in_(open_) & (t.outbox.c.settled_by == "")
        return self._change(which, state=state.value, said=said, now_us=now_us)

    def put_off(self, number: int, said: str, *, next_us: int, counted: bool, now_us: int) -> bool:
        """Note that nothing left this machine, and when to try again; `counted`: `begin` didn't count this try."""
        o = t.outbox.c
        which = (o.id == number) & o.state.in_([State.QUEUED.value, State.SENDING.value])
        tries = o.tries + (1 if counted else 0)
        return self._change(
            which, state=State.QUEUED.value, said=said, next_us=next_us, tries=tries, now_us=now_us
        )

    def drop(self, number: int) -> bool:
        """Take a queued message out of the outbox, unsent. Say whether it was queued still."""
        which = (t.outbox.c.id == number) & (t.outbox.c.state == State.QUEUED.value)
        with self._changing() as desk:
            return bool(desk.execute(t.outbox.delete().where(which)).rowcount)

    def doubt(self, said: str, *, now_us: int) -> list[Message]:
        """Call unknown what whoever was killed left as being sent. Return those messages. Only for who sends alone."""
        found = [one for one in self.outbox() if one.state is State.SENDING]
        for one in found:
            self.ended(one.id, State.UNKNOWN, said, now_us=now_us)
        return found

    def settle(self, number: int, state: State, *, by: str, now_us: int) -> bool:
        """Note what a person says became of a message that is unknown or failed. Say whether it was."""
        o = t.outbox.c
        which = (o.id == number) & o.state.in_([State.UNKNOWN.value, State.FAILED.value])
        again = (
            {"tries": 0, "next_us": now_us, "settled_by": ""} if state is State.QUEUED else {"settled_by": by}
        )
        change = {"state": state.value, "changed_us": now_us, **again}
        with self._changing() as desk:
            settled = desk.execute(t.outbox.update().where(which).values(**change)).rowcount
            if settled:
                write_audit(desk, now_us, "settle message", f"{number} {state.value}", by)
        return bool(settled)

    def forget_messages(self, *, before_us: int) -> None:
        """Forget what was sent, or failed, longer ago."""
        o = t.outbox.c
        which = o.state.in_([one.value for one in OVER]) & (o.changed_us < before_us)
        if self._rows(sa.select(o.id).where(which).limit(1)):
            with self._erasing() as desk:
                desk.execute(t.outbox.delete().where(which))

    def _change(self, which: sa.ColumnElement[bool], *, now_us: int, **to: object) -> bool:
        with self._changing() as desk:
            changed = desk.execute(t.outbox.update().where(which).values(**to, changed_us=now_us)).rowcount
        return bool(changed)

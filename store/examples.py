"""Examples at the desk: posts that somebody thinks others can learn from, and what their members say to that."""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile, write_audit
from store.typed import check


class State(StrEnum):
    """What a member says to their post being shown as an example."""

    NOMINATED = "nominated"  # nobody has asked them, or they haven't said
    PERMITTED = "permitted"
    REFUSED = "refused"  # also a permission that was taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A member's post as an example of one line of the guidance."""

    id: int
    post: str
    member: str
    line: str  # its id in the pack
    why: str
    by: str  # who nominated it
    made_us: int
    state: State
    settled_by: str  # who recorded what the member said
    settled_us: int | None


class Examples(DeskFile):
    """Which posts were nominated as examples, and which may be shown."""

    def examples(self) -> list[Example]:
        """Return all that was nominated, oldest first."""
        return [
            Example(
                **{name: one for name, one in row.items() if name not in ("subject", "state")},
                state=State(row["state"]),
            )
            for row in self._rows(sa.select(t.examples).order_by(t.examples.c.id))
        ]

    def nominate(self, *, post: str, member: str, line: str, why: str, by: str, now_us: int) -> int | None:
        """Log a nomination. Return its number; None where the post was nominated before. Raise HoldsUnseen."""
        check(by, "The name of who nominates")
        check(why, "The reason")
        values = {"post": post, "member": member, "line": line, "why": why, "by": by, "made_us": now_us}
        with self._changing() as desk:
            if desk.execute(sa.select(t.examples.c.id).where(t.examples.c.post == post)).first():
                return None
            made = desk.execute(t.examples.insert().values(**values, state=State.NOMINATED.value))
            number = int((made.inserted_primary_key or [0])[0])
            write_audit(desk, now_us, "nominate example", str(number), by)
        return number

    def settle_example(self, number: int, state: State, *, by: str, now_us: int, subject: str = "") -> bool:
        """Log what the member says to an example. Say whether there is such a one. Raise HoldsUnseen."""
        check(by, "The name of who says so")
        settled = {"state": state.value, "settled_by": by, "settled_us": now_us, "subject": subject}
        with self._changing() as desk:
            found = desk.execute(
                t.examples.update().where(t.examples.c.id == number).values(settled)
            ).rowcount
            if found:
                write_audit(desk, now_us, "settle example", f"{number} {state.value}", by, subject=subject)
        return bool(found)

    def forget_examples(self, posts: list[str]) -> None:
        """Take away what was nominated of these messages: it says what they said."""
        with self._erasing() as desk:
            desk.execute(t.examples.delete().where(t.examples.c.post.in_(posts)))

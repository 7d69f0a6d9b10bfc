"""Marks at the desk: people's corrections, logged, counted, and undone."""

from dataclasses import dataclass

import sqlalchemy as sa

from facts import MarkKind
from store import tables as t
from store.desk_file import DeskFile, write_audit
from store.trouble import StoreTrouble
from store.typed import check

NAME, REASON = "The name of who says so", "The reason"

UNDONE = "undo mark"  # as the audit says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A person's correction, as logged."""

    id: int
    kind: MarkKind
    post: str | None
    member: str | None
    from_us: int | None
    to_us: int | None
    by: str
    why: str
    made_us: int
    with_post: str | None = None  # the message that reports back, of a mark about a pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """That a correction was taken back: which, by whom, and when."""

    mark: Mark
    by: str
    undone_us: int


class Marks(DeskFile):
    """What people corrected."""

    def marks(self) -> list[Mark]:
        """Return the marks in force, oldest first. Raise StoreTrouble: leaving one out would change figures."""
        query = sa.select(t.marks).where(t.marks.c.undone_us.is_(None)).order_by(t.marks.c.id)
        return [_mark(row) for row in self._rows(query)]

    def undos(self, since_us: int) -> list[Undo]:
        """Return what was undone after a moment, the marks oldest first. Raise StoreTrouble."""
        # By its moment too: the number of a mark that was erased is given to another.
        named = (t.audit.c.did == UNDONE) & (t.audit.c.what == sa.cast(t.marks.c.id, sa.String))
        logged = named & (t.audit.c.happened_us == t.marks.c.undone_us)
        query = (
            sa.select(t.marks, t.audit.c.by.label("undone_by"))
            .outerjoin(t.audit, logged)
            .where(t.marks.c.undone_us > since_us)
            .order_by(t.marks.c.id)
        )
        return [
            Undo(mark=_mark(row), by=row["undone_by"] or "somebody", undone_us=row["undone_us"])
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
        subject: str = "",
        with_post: str | None = None,
    ) -> int:
        """Log a mark about a post (and another `with_post`), or a member's time away (member, from, to).

        Return its number. Raise HoldsUnseen.

        `by` whom, and as which `subject` they were signed in, if they were.
        """
        check(by, NAME)
        check(why, REASON)
        member, from_us, to_us = away or (None, None, None)
        signed = {"by": by, "subject": subject}
        values = {"kind": kind.value, "post": post, "member": member, "from_us": from_us, "to_us": to_us}
        values["with_post"] = with_post
        with self._changing() as desk:
            made = desk.execute(t.marks.insert().values(**values, **signed, why=why, made_us=now_us))
            number = int((made.inserted_primary_key or [0])[0])
            write_audit(desk, now_us, "mark", f"{number} {kind.value}", **signed)
        return number

    def undo_mark(self, number: int, *, now_us: int, by: str, subject: str = "") -> bool:
        """Undo a mark. Say whether there was one in force; the log keeps both. Raise HoldsUnseen."""
        check(by, NAME)
        with self._changing() as desk:
            undone = desk.execute(
                t.marks.update()
                .where(t.marks.c.id == number, t.marks.c.undone_us.is_(None))
                .values(undone_us=now_us)
            ).rowcount
            if undone:
                write_audit(desk, now_us, UNDONE, str(number), by, subject=subject)
        return bool(undone)

    def marked_posts(self) -> list[str]:
        """Return the messages that a mark is about, also marks that were undone."""
        query = sa.select(t.marks.c.post, t.marks.c.with_post).where(t.marks.c.post.is_not(None))
        return sorted({post for row in self._rows(query) for post in row.values() if post})

    def noted_posts(self) -> list[str]:
        """Return the messages that a mark says something of in a person's words, also marks that were undone."""
        query = sa.select(t.marks.c.post).where(t.marks.c.post.is_not(None), t.marks.c.why != "").distinct()
        return sorted(row["post"] for row in self._rows(query))

    def forget_notes(self, posts: list[str]) -> None:
        """Empty what the marks about these messages say of them; the marks stay in force."""
        with self._erasing() as desk:
            desk.execute(t.marks.update().where(t.marks.c.post.in_(posts)).values(why=""))

    def forget_marks(self, posts: list[str]) -> None:
        """Take away the marks about these messages: they may say what the messages said."""
        with self._erasing() as desk:
            desk.execute(t.marks.delete().where(t.marks.c.post.in_(posts) | t.marks.c.with_post.in_(posts)))


def _mark(row: sa.RowMapping) -> Mark:
    names = ("id", "post", "member", "from_us", "to_us", "by", "why", "made_us", "with_post")
    return Mark(**{name: row[name] for name in names}, kind=_kind_of(row))


def _kind_of(row: sa.RowMapping) -> MarkKind:
    try:
        return MarkKind(row["kind"])
    except ValueError:
        raise StoreTrouble(
            f"Mark {row['id']} in desk.sqlite is of a kind that this version doesn't know. Use the newer Two-Way "
            "that made it.",
            code="store-newer",
        ) from None

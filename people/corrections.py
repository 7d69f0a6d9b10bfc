"""People's corrections: how they are made, which of them the figures rest on, and which wait for the next measure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from facts import MarkKind
from store.desk import Desk
from store.marks import Mark, Undo

Marks = dict[str, list[Mark]]  # by post, oldest first
Undos = dict[str, list[Undo]]
Said = TypeVar("Said")  # marks, or undos


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What people have said since a run: the marks they made and those of its own that they undid, by post."""

    pending: Marks
    undone: Undos
    taken_out: list[str]  # posts that wait for no answer any more
    put_back: list[str]  # posts that the run left out, and that nothing leaves out any more


class ByNobody(ValueError):
    """A correction that nobody says: each is logged with a name."""

    code = "by-nobody"


def mark(desk: Desk, kind: MarkKind, post: str, *, by: str, why: str, now_us: int, subject: str = "") -> int:
    """Log a correction of a message. Return its number. Raise ByNobody or HoldsUnseen."""
    return desk.add_mark(kind, post=post, by=_said_by(by), why=why, now_us=now_us, subject=subject)


def pair(
    desk: Desk, kind: MarkKind, posts: tuple[str, str], *, by: str, why: str, now_us: int, subject: str = ""
) -> int:
    """Log whether a message reports back on an invitation: (invitation, report). Return the mark's number.

    Raise ByNobody or HoldsUnseen.
    """
    invitation, report = posts
    return desk.add_mark(
        kind, post=invitation, with_post=report, by=_said_by(by), why=why, now_us=now_us, subject=subject
    )


def declare_away(desk: Desk, away: tuple[str, int, int], *, by: str, why: str, now_us: int) -> int:
    """Log that a member is away: (member, from, to). Return the mark's number. Raise ByNobody or HoldsUnseen."""
    return desk.add_mark(MarkKind.AWAY, away=away, by=_said_by(by), why=why, now_us=now_us)


def undo(desk: Desk, number: int, *, by: str, now_us: int, subject: str = "") -> bool:
    """Take a correction back; the log keeps both. Say whether it was in force. Raise ByNobody or HoldsUnseen."""
    return desk.undo_mark(number, by=_said_by(by), now_us=now_us, subject=subject)


def _said_by(name: str) -> str:
    if not name.strip():
        raise ByNobody("Say who says so: it is logged.")
    return name


def since(desk: Desk, run: Mapping[str, str]) -> Since:
    """Return what people have said since a run (its facts): it takes effect at the next measure."""
    made, before, back = pending(desk, run), in_force(desk, run), undone(desk, run)
    put_back = []
    for post, undos in back.items():
        now = [*before.get(post, []), *made.get(post, [])]
        then = sorted([*before.get(post, []), *(undo.mark for undo in undos)], key=lambda mark: mark.id)
        if takes_out(then) and not takes_out(now):
            put_back.append(post)
    return Since(pending=made, undone=back, taken_out=taken_out(made), put_back=sorted(put_back))


def pending(desk: Desk, run: Mapping[str, str]) -> Marks:
    """Return the marks that stand and that a run (its facts) hadn't read: they take effect at the next measure."""
    return _by_post(desk, lambda mark: not _rests_on(run, mark))


def in_force(desk: Desk, run: Mapping[str, str]) -> Marks:
    """Return the marks that stand and that a run (its facts) rests on."""
    return _by_post(desk, lambda mark: _rests_on(run, mark))


def undone(desk: Desk, run: Mapping[str, str]) -> Undos:
    """Return the marks that a run rests on and that were undone since. Others never took effect: nothing is undone."""
    found: Undos = {}
    for undo in desk.undos(int(run["published_us"])):
        if undo.mark.post and _rests_on(run, undo.mark):
            found.setdefault(undo.mark.post, []).append(undo)
    return found


def of(posts: set[str], marks: dict[str, Said]) -> dict[str, Said]:
    """Return the marks of these posts."""
    return {post: marks[post] for post in posts if post in marks}


def taken_out(marks: Marks) -> list[str]:
    """Return the posts that wait for no answer any more, because people have said so."""
    return sorted(post for post, some in marks.items() if takes_out(some))


def takes_out(marks: list[Mark]) -> bool:
    """Say whether the marks of one post, oldest first, take its question off the list of those who wait."""
    kinds = [mark.kind for mark in marks]
    if MarkKind.ANSWERED_ELSEWHERE in kinds or MarkKind.SET_ASIDE in kinds:
        return True
    asks = [kind for kind in kinds if kind in (MarkKind.IS_AN_ASK, MarkKind.NOT_AN_ASK)]
    return asks[-1:] == [MarkKind.NOT_AN_ASK]  # the last word counts


def away_until(desk: Desk, now_us: int) -> dict[str, int]:
    """Return who is declared away at a moment, and the first moment after it."""
    marks = [mark for mark in desk.marks() if mark.kind is MarkKind.AWAY]
    until: dict[str, int] = {}
    for mark in sorted(marks, key=lambda mark: mark.from_us or 0):
        if mark.member is None or mark.from_us is None or mark.to_us is None:
            continue
        reached_us = until.get(mark.member, now_us)  # the next stretch may go on where this one ends
        if mark.from_us <= reached_us < mark.to_us:
            until[mark.member] = mark.to_us
    return until


def _rests_on(run: Mapping[str, str], mark: Mark) -> bool:
    """Say whether a run had read a mark: one may be made while it is at work, long before it is published.

    The time is asked too, since the number of a mark that was erased is given to another. A run of an older Two-Way
    has nothing but its time.
    """
    is_read = "marks" not in run or mark.id <= int(run["marks"])
    return is_read and mark.made_us <= int(run["published_us"])


def _by_post(desk: Desk, is_wanted: Callable[[Mark], bool]) -> Marks:
    marks: Marks = {}
    for mark in desk.marks():
        if mark.post and is_wanted(mark):
            marks.setdefault(mark.post, []).append(mark)
    return marks

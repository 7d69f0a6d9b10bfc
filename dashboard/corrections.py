"""People's corrections by post: those that the figures rest on, and those that wait for the next measure."""

from collections.abc import Callable, Mapping

from dashboard import sources
from facts import MarkKind
from store.marks import Mark

Marks = dict[str, list[Mark]]  # by post, oldest first


def pending(run: Mapping[str, str]) -> Marks:
    """Return the marks that stand and that a run (its facts) hadn't read: they take effect at the next measure."""
    return _by_post(lambda mark: not _rests_on(run, mark))


def in_force(run: Mapping[str, str]) -> Marks:
    """Return the marks that stand and that a run (its facts) rests on."""
    return _by_post(lambda mark: _rests_on(run, mark))


def of(posts: set[str], marks: Marks) -> Marks:
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


def away_until(now_us: int) -> dict[str, int]:
    """Return who is declared away at a moment, and the first moment after it."""
    marks = [mark for mark in sources.desk().marks() if mark.kind is MarkKind.AWAY]
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


def _by_post(is_wanted: Callable[[Mark], bool]) -> Marks:
    marks: Marks = {}
    for mark in sources.desk().marks():
        if mark.post and is_wanted(mark):
            marks.setdefault(mark.post, []).append(mark)
    return marks

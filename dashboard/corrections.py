"""People's corrections by post: those that the figures rest on, and those that wait for the next measure."""

from dashboard import sources
from facts import MarkKind
from store.marks import Mark

NEVER_US = 2**62  # later than anything

Marks = dict[str, list[Mark]]  # by post, oldest first


def pending(published_us: int) -> Marks:
    """Return the marks that stand and were made since a run was published: they take effect at the next measure."""
    return _made(published_us, NEVER_US)


def in_force(published_us: int) -> Marks:
    """Return the marks that stand and that a run rests on."""
    return _made(0, published_us)


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


def _made(after_us: int, until_us: int) -> Marks:
    marks: Marks = {}
    for mark in sources.desk().marks():
        if mark.post and after_us < mark.made_us <= until_us:
            marks.setdefault(mark.post, []).append(mark)
    return marks

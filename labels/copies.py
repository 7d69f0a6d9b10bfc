"""Which given texts a message copies (definition 74), and the shared passage to show.

Containment, not likeness: a member who quotes two lines of a release inside a post of their own has copied two lines,
however much is around them. Boilerplate is left out of both texts, which fall apart there into pieces.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import or_
from typing import NamedTuple

from labels.compared import Read, read
from labels.grams import FURTHEST, RUN, beyond
from labels.words import MOST

FEWEST_SHARED, LEAST_CONTAINED = 4, 0.25  # of 600 unlike pairs none reached both
LONG_RUN, FEWEST_WORDS = 10, 8  # or one unbroken run this long with so many words that are not digits
# Who takes a whole text, or adds little to what they took, copies it, whatever it is.
MOST_TAKEN = 0.7  # of the grams
FEWEST_TAKEN = 8  # grams that little is added to
FEWEST_LARGE = 6  # words of a run in which small words differ that are not small
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Copy:
    """One text that a message shares words with."""

    against: int  # its place among the given texts
    shared: int  # grams they have in common
    contained: float  # of the grams of the shorter one
    passage: str  # the longest run they share, as written in the message
    start: int  # where in the message it stands
    end: int


class _Run(NamedTuple):
    """A run of words in a message that a text has too."""

    start: int  # in the message's words
    end: int
    has_swapped: bool = False  # a word inside it


def copies(text: str, against: Sequence[str]) -> list[Copy]:
    """Return the given texts that the message copies, the most contained first."""
    said = read(text[:MOST])
    found = [copy(said, read(other), place) for place, other in enumerate(against)]
    return sorted((one for one in found if one), key=lambda one: (-one.contained, one.against))


def copy(said: Read, other: Read, against: int = 0, without: Collection[int] = ()) -> Copy | None:
    """Return what a message copies of a text, all boilerplate and these grams left out; None if nothing."""
    if not _may_be(said, other):
        return None
    mine, theirs = said.left_out(without), other.left_out(without)
    own, found = _kept(said, mine), _kept(other, theirs)
    shared = len(own & found)
    contained = shared / min(len(own), len(found)) if shared else 0.0
    runs = [*_runs(said, other, mine, theirs), *_large_runs(said, other, mine, theirs)]
    if not runs or not (
        (shared >= FEWEST_SHARED and contained >= LEAST_CONTAINED) or any(_is_long(said, run) for run in runs)
    ):
        return None
    if not _has_own(said, other, mine, theirs):
        return None
    longest = max(runs, key=lambda run: (not run.has_swapped, run.end - run.start, -run.start))
    start, end = said.spans[longest.start][0], said.spans[longest.end - 1][1]
    return Copy(against, shared, contained, said.raw[start:end], start, end)


def _may_be(said: Read, other: Read) -> bool:
    """Say whether two texts share enough for a closer look, which costs more."""
    return (
        len(said.gram_set & other.gram_set) >= FEWEST_SHARED
        or len(said.large_gram_set & other.large_gram_set) > FEWEST_LARGE - RUN
    )


def _has_own(said: Read, other: Read, mine: Sequence[bool], theirs: Sequence[bool]) -> bool:
    """Say whether any of what two texts share is outside the registers in which everybody writes alike."""
    own, found = _kept(said, mine), _kept(other, theirs)
    shared = len(own & found)
    if shared >= MOST_TAKEN * len(own) and (shared >= MOST_TAKEN * len(found) or shared >= FEWEST_TAKEN):
        return True
    mine, theirs = (list(map(or_, out, text.is_everybodys)) for out, text in ((mine, said), (theirs, other)))
    return bool(
        _kept(said, mine) & _kept(other, theirs) or _kept_large(said, mine) & _kept_large(other, theirs)
    )


def _kept(text: Read, out: Sequence[bool]) -> set[int]:
    """Return the grams of the pieces that are left of a text."""
    return {gram for place, gram in enumerate(text.grams) if not any(out[place : place + RUN])}


def _kept_large(text: Read, out: Sequence[bool]) -> set[int]:
    """Return the grams of the words that are not small in those pieces."""
    return {
        gram
        for place, gram in enumerate(text.large_grams)
        if not any(out[text.large[place] : text.large[place + RUN - 1] + 1])
    }


def _is_long(said: Read, run: _Run) -> bool:
    words = said.words[run.start : run.end]
    return len(words) >= LONG_RUN and sum(not word.is_number for word in words) >= FEWEST_WORDS


def _runs(said: Read, other: Read, mine: Sequence[bool], theirs: Sequence[bool]) -> Iterator[_Run]:
    """Yield the runs of words that both have."""
    is_shared = [gram in other.gram_set for gram in said.grams]
    row, whole = _row(said, range(len(said.words)), mine), _whole(other, range(len(other.words)), theirs)
    for start, end in _shared(row, whole, is_shared):
        yield _Run(start, end)


def _large_runs(said: Read, other: Read, mine: Sequence[bool], theirs: Sequence[bool]) -> Iterator[_Run]:
    """Yield the runs of words that both have, whatever small words stand in between; each ends with a large word."""
    is_shared = [gram in other.large_gram_set for gram in said.large_grams]
    row, whole = _row(said, said.large, mine), _whole(other, other.large, theirs)
    theirs_row = _row(other, other.large, theirs)
    where = {gram: place for place, gram in reversed(list(enumerate(other.large_grams)))}
    for start, end in _shared(row, whole, is_shared):
        at = where[said.large_grams[start]]
        ahead = beyond(row[end : end + FURTHEST], theirs_row[at + end - start :][:FURTHEST])
        behind = beyond(
            row[max(0, start - FURTHEST) : start][::-1], theirs_row[max(0, at - FURTHEST) : at][::-1]
        )
        if end - start >= FEWEST_LARGE:
            yield _Run(said.large[start], said.large[end - 1] + 1)
        if ahead or behind:
            yield _Run(said.large[start - behind], said.large[end + ahead - 1] + 1, has_swapped=True)


def _row(text: Read, places: Sequence[int], out: Sequence[bool]) -> list[str]:
    """Return the words at some places; empty where one is left out."""
    return ["" if out[place] else text.words[place].said for place in places]


def _whole(text: Read, places: Sequence[int], out: Sequence[bool]) -> str:
    return f" {' '.join(word or BREAK for word in _row(text, places, out))} "


def _shared(row: Sequence[str], whole: str, is_shared: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the longest runs of at least five words of a row that another has, none inside another one.

    `is_shared` says of every five words whether the other has them: in a row they are nearly always one run.
    """
    end, furthest = 0, 0
    for start in range(len(is_shared)):
        if not is_shared[start] or "" in row[start : start + RUN]:
            continue
        furthest = max(furthest, start + RUN)
        while furthest < len(row) and row[furthest] and is_shared[furthest - RUN + 1]:
            furthest += 1
        if furthest <= end:
            continue
        reached = furthest
        if not _holds(whole, row[start:furthest]):
            reached = max(start, end)
            while reached < furthest and _holds(whole, row[start : reached + 1]):
                reached += 1
        if reached > end and reached - start >= RUN:
            yield start, reached
        end = max(end, reached)


def _holds(whole: str, words: Sequence[str]) -> bool:
    return f" {' '.join(words)} " in whole

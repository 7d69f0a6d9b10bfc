"""Which words of a text stand in a register in which everybody writes alike (definition 74).

Not by its sentences but by its mix: a run in which most words that say anything are of one register's vocabulary, or
are names, numbers, days and times. Such a run is no evidence by itself; where words beside it were taken too, it is.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from labels.boilerplate import CLOCK, DATED
from labels.copy_words import Word
from labels.register_words import ADVICE, COURTESY, LAW, NEUTRAL, PLANNING, TRADE, VERSE
from labels.words import split

SENTENCE_ENDS = ".!?…:\n\r\"'“”‘"
DAYS = frozenset(split("monday tuesday wednesday thursday friday saturday sunday")) | DATED | CLOCK


class _Register(NamedTuple):
    fewest: int  # words of it
    share: float  # of the words that say anything
    stray: int  # others that may stand between two of it


VOCABULARIES = (
    (PLANNING, _Register(4, 0.6, 3)),
    (LAW, _Register(4, 0.6, 3)),
    (TRADE, _Register(4, 0.6, 3)),
    (COURTESY, _Register(4, 0.6, 3)),
    (ADVICE, _Register(4, 0.6, 3)),
    (VERSE, _Register(4, 0.5, 3)),
)
DETAILS = _Register(3, 0.7, 2)


def in_a_register(raw: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Say of every word whether it stands in a run of one register."""
    out = [False] * len(words)
    kinds = [
        (register, [word.said in said for word in words], [word.is_small for word in words])
        for said, register in VOCABULARIES
    ]
    neutral = [word.is_small or word.said in NEUTRAL for word in words]
    kinds.append((DETAILS, _details(raw, words, spans), neutral))
    for register, hits, silent in kinds:
        for start, end in _runs(register, hits, silent):
            out[start:end] = [True] * (end - start)
    return out


def _details(raw: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Say of every word whether it is a name, a number, a day or a time."""
    capitals = [raw[start].isupper() for start, _ in spans]
    has_names = sum(capitals) * 2 < len(capitals)
    return [
        word.is_number
        or word.said in DAYS
        or (is_capital and has_names and not word.is_small and not _begins(raw, start))
        for word, is_capital, (start, _) in zip(words, capitals, spans, strict=True)
    ]


def _begins(raw: str, start: int) -> bool:
    """Say whether a sentence begins here, where a capital tells nothing."""
    before = raw[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in SENTENCE_ENDS


def _runs(register: _Register, hits: Sequence[bool], silent: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the runs from one word of a register to another with few others between them."""
    begun, last, count, strays, since = -1, -1, 0, 0, 0
    for place, is_hit in enumerate(hits):
        if is_hit and not (silent[place] and begun < 0):
            if begun < 0:
                begun, count, strays, since = place, 0, 0, 0
            last = place
            count += not silent[place] or register is DETAILS
            strays, since = strays + since, 0
        elif begun >= 0 and not silent[place]:
            since += 1
            if since > register.stray:
                if _is_one(register, count, strays):
                    yield begun, last + 1
                begun = -1
    if begun >= 0 and _is_one(register, count, strays):
        yield begun, last + 1


def _is_one(register: _Register, count: int, strays: int) -> bool:
    return count >= register.fewest and count >= register.share * (count + strays)

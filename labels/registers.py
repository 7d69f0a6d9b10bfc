"""Which words of a text stand in a register in which everybody writes alike (definition 74).

Not by its sentences but by its mix: a run in which most words that say anything are of one register's vocabulary, or
are names, numbers, days and times. Such a run is no evidence by itself; where words beside it were taken too, it is.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from labels.boilerplate import CLOCK, DATED
from labels.copy_words import Word
from labels.generic import generic
from labels.register_words import ADVICE, COURTESY, LAW, NEUTRAL, PLANNING, TRADE, VERSE, said

SENTENCE_ENDS = ".!?…:\n\r\"'“”‘"
DAYS = said("monday tuesday wednesday thursday friday saturday sunday", *DATED, *CLOCK)


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
    (VERSE, _Register(4, 0.6, 3)),
)
DETAILS = _Register(3, 0.8, 2)


def in_a_register(raw: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Say of every word whether it stands in a run of one register."""
    out, small = [False] * len(words), [word.is_small for word in words]
    kinds = [
        (register, [word.said in said and not word.is_small for word in words], small)
        for said, register in VOCABULARIES
    ]
    neutral = [word.is_small or word.said in NEUTRAL for word in words]
    kinds.append((DETAILS, _details(raw, words, spans), neutral))
    for register, hits, silent in kinds:
        for start, end in _runs(register, hits, silent) if sum(hits) >= register.fewest else ():
            out[start:end] = [True] * (end - start)
    spoken = iter(sorted(generic(raw)))
    start, end = next(spoken, (len(raw), len(raw)))
    for place, (begins, _) in enumerate(spans):
        while begins >= end and end < len(raw):
            start, end = next(spoken, (len(raw), len(raw)))
        out[place] = out[place] or start <= begins < end
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
    """Yield the runs from one word of a register to another in which it has its share, few others between them."""
    cost = register.share / (1 - register.share)  # of a word of no register, which such a run makes up for
    begun, end, count, score, since = -1, -1, 0, 0.0, 0
    for place, is_hit in enumerate(hits):
        if is_hit and (begun >= 0 or not silent[place]):
            begun, end, since = place if begun < 0 else begun, place + 1, 0
            count, score = count + 1, score + 1
        elif begun >= 0 and not silent[place]:
            since, score = since + 1, score - cost
            if score <= 0 or since > register.stray:
                if count >= register.fewest:
                    yield begun, end
                begun, count, score = -1, 0, 0.0
    if begun >= 0 and count >= register.fewest:
        yield begun, end

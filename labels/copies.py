"""Which given texts a message copies: shared runs of five words, and the longest shared passage to show.

Containment, not likeness: a member who quotes two lines of a release inside a post of their own has copied
two lines, however much is around them. Addresses and dates are no evidence, so a single run counts only when
most of its words are words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from labels.words import HANDLE, LINK, MOST, STRAIGHT

RUN = 5  # words in a gram
FEWEST_SHARED, LEAST_CONTAINED = 4, 0.25  # of 600 unlike pairs none reached both (knowledge: text rules, 5)
LONG_RUN, FEWEST_WORDS = 10, 8  # or one unbroken run this long with so many words that are not digits
MOST_USED = 200  # a gram in more texts than this is boilerplate

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
Grams = npt.NDArray[np.uint64]
POWERS: Grams = np.array([pow(0x9E3779B97F4A7C15, power, 1 << 64) for power in range(RUN)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Copy:
    """One text that a message shares words with."""

    against: int  # its place among the given texts
    shared: int  # grams they have in common
    contained: float  # of the grams of the shorter one
    passage: str  # the longest run they share, as written in the message


@dataclass(frozen=True, slots=True)
class _Read:
    raw: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    grams: Grams


def grams(text: str) -> Grams:
    """Return the hashes of every five words in a row, the same on every machine; store them as a BIGINT each."""
    return _read(text).grams


def copies(text: str, against: Sequence[str]) -> list[Copy]:
    """Return the given texts that the message copies, the most contained first."""
    return Shelf(against).copies(text) if against else []


class Shelf:
    """Texts to compare with, their grams sorted once, so that a message costs one look-up."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [_read.__wrapped__(text) for text in texts]
        found = [np.unique(text.grams) for text in self._texts]
        self._counts = [len(each) for each in found]
        every = np.concatenate([*found, np.empty(0, np.uint64)])
        owners = np.repeat(np.arange(len(found)), self._counts)
        order = np.argsort(every, kind="stable")
        self._grams, self._owners = every[order], owners[order]

    def copies(self, text: str) -> list[Copy]:
        """Return the texts on the shelf that the message copies, the most contained first."""
        said = _read(text[:MOST])
        mine = np.unique(said.grams)
        first = np.searchsorted(self._grams, mine, "left")
        counts = np.searchsorted(self._grams, mine, "right") - first
        shared: dict[int, int] = {}
        for start, count in zip(first[counts > 0], counts[counts > 0], strict=True):
            if count <= MOST_USED:
                for owner in self._owners[start : start + count].tolist():
                    shared[owner] = shared.get(owner, 0) + 1
        found = [self._copy(said, owner, count, len(mine)) for owner, count in shared.items()]
        return sorted((copy for copy in found if copy), key=lambda copy: (-copy.contained, copy.against))

    def _copy(self, said: _Read, owner: int, shared: int, mine: int) -> Copy | None:
        other = self._texts[owner]
        contained = shared / min(mine, self._counts[owner])
        start, end = _longest_run(said, other)
        run = said.words[start:end]
        is_long = len(run) >= LONG_RUN and sum(not word.isdigit() for word in run) >= FEWEST_WORDS
        if not is_long and (shared < FEWEST_SHARED or contained < LEAST_CONTAINED):
            return None
        return Copy(owner, shared, contained, said.raw[said.spans[start][0] : said.spans[end - 1][1]])


@lru_cache(maxsize=64)
def _read(text: str) -> _Read:
    """Return a text's words, where they are, and its grams; links and @handles are nobody's words."""
    level = text.translate(STRAIGHT)
    level = HANDLE.sub(_blank, LINK.sub(_blank, level))
    found = list(WORD.finditer(level))
    words = tuple(match[0].lower() for match in found)
    return _Read(text, words, tuple(match.span() for match in found), _grams(words))


def _grams(words: Sequence[str]) -> Grams:
    if len(words) < RUN:
        return np.empty(0, np.uint64)
    hashes = np.fromiter((_hash(word) for word in words), np.uint64, len(words))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, RUN)
    return np.asarray((windows * POWERS).sum(axis=1, dtype=np.uint64))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _longest_run(said: _Read, other: _Read) -> tuple[int, int]:
    """Return the first and last place of the longest run of words that both have."""
    whole = f" {' '.join(other.words)} "
    is_shared = [*np.isin(said.grams, other.grams).tolist(), False]
    best, start = (0, 0), 0
    while True in is_shared[start:]:
        start = is_shared.index(True, start)
        end = is_shared.index(False, start) + RUN - 1
        # Grams in a row are nearly always a run of words; where they aren't, cut it back to one.
        while end > start + RUN and f" {' '.join(said.words[start:end])} " not in whole:
            end = (start + RUN + end) // 2
        best = max(best, (start, end), key=lambda run: run[1] - run[0])
        start = end - RUN + 1  # the next run may begin inside this one
    return best


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])

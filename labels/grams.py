"""Every five words in a row as a number, the same on every machine, so that shared ones can be looked up."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from labels.copy_words import Word, words_of

RUN = 5  # words in a gram
FEWEST_BEYOND, FURTHEST = 3, 20  # words beyond one that differs, and how many are looked at
Grams = npt.NDArray[np.uint64]
POWERS: Grams = np.array([pow(0x9E3779B97F4A7C15, power, 1 << 64) for power in range(RUN)], dtype=np.uint64)


def grams(text: str) -> Grams:
    """Return the grams of a text; store them as a BIGINT each."""
    return grams_of(words_of(text).words)


def grams_of(words: Sequence[Word]) -> Grams:
    """Return the grams of some words, one for every place where one begins."""
    return grams_of_hashes(np.fromiter((word.hash for word in words), np.uint64, len(words)))


def grams_of_hashes(hashes: Grams) -> Grams:
    """Return the grams of words that are known by their hashes."""
    if len(hashes) < RUN:
        return np.empty(0, np.uint64)
    found: Grams = hashes[: len(hashes) - RUN + 1] * POWERS[0]
    for place in range(1, RUN):
        found = found + hashes[place : len(hashes) - RUN + 1 + place] * POWERS[place]
    return found


def beyond(row: Sequence[str], other: Sequence[str]) -> int:
    """Return how far a run goes on beyond one word that was swapped; 0 if it doesn't."""
    length = 0
    for place, (word, same) in enumerate(zip(row, other, strict=False)):
        if not word or not same or (place and word != same):
            break
        length = place + 1
    return length if length > FEWEST_BEYOND else 0

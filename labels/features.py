"""What a small linear model reads in a message: runs of words, of kinds of words and of letters, and what rules say.

A message is read as the rules read it (labels/words.py): in lower case, without links and @handles, so none of these
can change a label. Which words are names is known from lists and from the messages for training, never from capitals.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]")
DIGITS = re.compile(r"\d+")
STOPS = frozenset(".?!")
START, END = "^", "$"
NAME, UNKNOWN = "N", "U"  # in place of a word; words themselves are lower case
ENDINGS = (("ing", "~ing"), ("ed", "~ed"), ("ly", "~ly"), ("s", "~s"))
LETTERS = (3, 4, 5)
MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which words are names, which are so common that they stand for themselves, and which are known at all."""

    names: frozenset[str]
    common: frozenset[str]
    known: frozenset[str]

    def kind(self, token: str) -> str:
        """Return a word itself, or what kind of word it is."""
        if not token[0].isalnum() or token in self.common:
            return token
        if token in self.names:
            return NAME
        if token not in self.known:
            return UNKNOWN
        return next((kind for ending, kind in ENDINGS if token.endswith(ending) and len(token) > 3), "~")


class Token(NamedTuple):
    """A word or a sign of the plain text, and where it stands there."""

    text: str
    start: int
    end: int


def tokens(plain: str) -> list[Token]:
    """Return the words and signs of a plain text; of every number only that it is one."""
    found = [Token(DIGITS.sub("0", m[0]), *m.span()) for m in TOKEN.finditer(plain)]
    return found[:MOST_TOKENS]


class Feature(NamedTuple):
    """One thing that was read, of which group, and the places of the tokens it was read from."""

    group: str
    name: str
    first: int
    last: int


def of_words(some: Sequence[Token], lexicon: Lexicon) -> Iterator[Feature]:
    """Yield the runs of one to three words, of two to four kinds of words, and of kinds with one left out."""
    line, places = _line([token.text for token in some])
    kinds = [one if one in (START, END) else lexicon.kind(one) for one in line]
    for start in range(len(line)):
        for size in (1, 2, 3):
            if start + size <= len(line):
                yield Feature(
                    "w", " ".join(line[start : start + size]), places[start], places[start + size - 1]
                )
        for size in (2, 3, 4):
            if start + size <= len(line):
                yield Feature(
                    "k", " ".join(kinds[start : start + size]), places[start], places[start + size - 1]
                )
        if start + 3 <= len(line):
            yield Feature("s", f"{kinds[start]} _ {kinds[start + 2]}", places[start], places[start + 2])


def runs(some: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    """Yield the names of what `of_words` yields, by group: all that a score needs, and quicker."""
    line, _ = _line([token.text for token in some])
    kinds = [one if one in (START, END) else lexicon.kind(one) for one in line]
    pairs = [f"{one} {other}" for one, other in pairwise(line)]
    yield "w", [*line, *pairs, *(f"{pair} {one}" for pair, one in zip(pairs, line[2:], strict=False))]
    pairs = [f"{one} {other}" for one, other in pairwise(kinds)]
    threes = [f"{pair} {one}" for pair, one in zip(pairs, kinds[2:], strict=False)]
    yield "k", [*pairs, *threes, *(f"{three} {one}" for three, one in zip(threes, kinds[3:], strict=False))]
    yield "s", [f"{one} _ {other}" for one, other in zip(kinds, kinds[2:], strict=False)]


def _line(texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the words with a mark where each sentence begins and where all ends, and which word each is."""
    line, places = [START], [0]
    for place, text in enumerate(texts):
        line.append(text)
        places.append(place)
        if text in STOPS:
            line.append(START)
            places.append(min(place + 1, len(texts) - 1))
    return [*line, END], [*places, max(0, len(texts) - 1)]


@lru_cache(maxsize=50_000)
def letters_of(word: str) -> tuple[str, ...]:
    """Return the runs of three to five letters in a word, its ends marked."""
    marked = f"<{word}>"
    return tuple(marked[at : at + size] for size in LETTERS for at in range(len(marked) - size + 1))


def of_letters(some: Sequence[Token]) -> Iterator[Feature]:
    """Yield the runs of letters of every word."""
    for place, token in enumerate(some):
        if token.text[0].isalpha():
            for run in letters_of(token.text):
                yield Feature("c", run, place, place)


def of_length(some: Sequence[Token]) -> Feature:
    """Return about how long a message is."""
    return Feature("l", f"{min(len(some) // 4, 8)}", 0, 0)


def of_rules(said: Iterable[str]) -> Iterator[Feature]:
    """Yield what the rules say of a message."""
    for one in said:
        yield Feature("r", one, 0, 0)

"""A text as it is compared with others (definition 74): its words, its grams, and which words are no evidence."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache

from labels.boilerplate import boilerplate
from labels.copy_words import Word, words_of
from labels.grams import RUN, grams_of
from labels.known_lines import known_grams
from labels.registers import in_a_register


@dataclass(frozen=True, eq=False)
class Read:
    """A text's words as they are compared, and where they are."""

    raw: str
    words: list[Word]
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "Read":
        """Return what is compared of a text."""
        return cls(text, *words_of(text))

    @cached_property
    def grams(self) -> list[int]:
        """Return the gram that begins at each word, but for the last few."""
        return list(map(int, grams_of(self.words)))

    @cached_property
    def gram_set(self) -> frozenset[int]:
        """Return its grams, each once."""
        return frozenset(self.grams)

    @cached_property
    def large(self) -> list[int]:
        """Return the places of the words that are not small."""
        return [place for place, word in enumerate(self.words) if not word.is_small]

    @cached_property
    def large_grams(self) -> list[int]:
        """Return the gram that begins at each of those, but for the last few."""
        return list(map(int, grams_of([self.words[place] for place in self.large])))

    @cached_property
    def large_gram_set(self) -> frozenset[int]:
        """Return those, each once."""
        return frozenset(self.large_grams)

    @cached_property
    def boilerplate(self) -> list[bool]:
        """Say of every word whether it is boilerplate by its kind."""
        spans, out, place, until = sorted(boilerplate(self.raw)), [], 0, -1
        for start, _ in self.spans:
            while place < len(spans) and spans[place][0] <= start:
                until = max(until, spans[place][1])
                place += 1
            out.append(start < until)
        return out

    @cached_property
    def is_everybodys(self) -> list[bool]:
        """Say of every word whether it stands in a register in which everybody writes alike."""
        return in_a_register(self.raw, self.words, self.spans)

    def left_out(self, also: Collection[int]) -> list[bool]:
        """Say of every word whether it is no evidence: boilerplate, or in one of these grams."""
        out, known = list(self.boilerplate), known_grams()
        for place, gram in enumerate(self.grams):
            if gram in known or gram in also:
                out[place : place + RUN] = [True] * RUN
        return out


@lru_cache(maxsize=64)
def read(text: str) -> Read:
    """Return what is compared of a text. The last few are remembered."""
    return Read.of(text)

"""A small linear model that was trained from labels/messages: what it says of a message, and which words weighed.

Its file is text, packed: `python -m labels.training` writes it, the same bytes each time.
"""

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from labels import features
from labels.features import Lexicon, Token
from labels.words import Words

HERE = Path(__file__).parent
RUNS = ("w", "k", "s", "a")
LONGEST_RUN = 8  # words
SHARED = frozenset("wksac")  # groups whose features share one weight among them, known to the model or not
LONGEST_REASON = 7  # words that are shown
LEAST_KNOWN = 0.5  # of a message's words
HUNDREDTHS = 100  # weights are kept in these
LEXICON = ("names", "bodies", "common", "known")
MOST_WORDS = 50_000  # whose letters are remembered
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a model says of one message: a score for each label, above 0 where it holds."""

    by_label: Mapping[str, float]
    model: "Model"
    some: Sequence[Token]

    @property
    def know_enough(self) -> bool:
        """Whether the model knows half of the message's words; of another language it can say nothing."""
        of_letters = [token.text for token in self.some if token.text[0].isalpha()]
        known = sum(self.model.kind(word) != features.UNKNOWN for word in of_letters)
        return known >= LEAST_KNOWN * max(1, len(of_letters))

    def words_for(self, label: str, words: Words) -> str:
        """Return the words of the message that weighed most for a label, as they were written."""
        if not self.some:
            return ""
        weighed = self.model.weighed(self.some)[:, self.model.labels.index(label)]
        first, last = _heaviest(weighed.tolist())
        return words.quote(self.some[first].start, self.some[last].end)


class Model:
    """Weights of features for each label, and the lexicon they were made with."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Take what the model's file holds."""
        self.labels: tuple[str, ...] = tuple(told["labels"])
        self.thresholds: Mapping[str, Sequence[float]] = told["thresholds"]  # label -> in English, in Welsh
        self.lexicon = Lexicon(**{kind: frozenset(told["lexicon"][kind].split()) for kind in LEXICON})
        self.places: dict[str, dict[str, int]] = {}  # group -> feature -> its row of weights
        rows: list[Sequence[int]] = []
        for group, weights in told["weights"].items():
            self.places[group] = {name: len(rows) + at for at, name in enumerate(weights)}
            rows += weights.values()
        self.weights: Numbers = np.array(rows, dtype=np.float64).reshape(-1, len(self.labels)) / HUNDREDTHS
        self.bias: Numbers = np.array(told["bias"], dtype=np.float64) / HUNDREDTHS
        self.kind = lru_cache(maxsize=MOST_WORDS)(self.lexicon.kind)
        self._words: dict[str, int] = {}  # word -> its row in what follows: its letters were read once
        self._letters = np.zeros((MOST_WORDS, len(self.labels)))
        self._sizes = np.zeros(MOST_WORDS)

    def scores(self, words: Words, said: Iterable[str], *, in_welsh: bool) -> Scores:
        """Return what the model says of a message, of which the rules have said this."""
        some = features.tokens(words)
        rest = [("l", features.length_of(some)), *(("r", one) for one in said)]
        alone = [place for group, name in rest if (place := self.places[group].get(name)) is not None]
        totals = self.bias + self.weights[alone].sum(axis=0) + self._of_letters(some)
        for found, number in self._found(some).values():
            if found:
                totals += self.weights[[place for _, _, place in found]].sum(axis=0) / math.sqrt(number)
        by_label = {
            label: float(total) - self.thresholds[label][in_welsh]
            for label, total in zip(self.labels, totals, strict=True)
        }
        return Scores(by_label, self, some)

    def _found(self, some: Sequence[Token]) -> dict[str, tuple[list[tuple[int, int, int]], int]]:
        """Return of each group the runs that the model knows, and how many runs there are.

        A run is where it begins, how many words it has, and its row of weights.
        """
        found: dict[str, list[tuple[int, int, int]]] = {group: [] for group in RUNS}
        numbers = dict.fromkeys(RUNS, 0)
        for group, size, names in features.runs(features.line_of(some).words, self.kind):
            known = self.places[group]
            numbers[group] += len(names)
            found[group] += [
                (at, size, place) for at, name in enumerate(names) if (place := known.get(name)) is not None
            ]
        return {group: (some_runs, numbers[group]) for group, some_runs in found.items()}

    def _of_letters(self, some: Sequence[Token]) -> Numbers:
        """Return what the runs of letters say."""
        rows = [self._row_of(token.text) for token in some]
        size = self._sizes[rows].sum()
        return (
            np.asarray(self._letters[rows].sum(axis=0) / math.sqrt(size))
            if size
            else np.zeros_like(self.bias)
        )

    def _row_of(self, word: str) -> int:
        row = self._words.get(word)
        if row is None:
            if len(self._words) == MOST_WORDS:
                self._words.clear()
            row = self._words[word] = len(self._words)
            known = self.places["c"]
            letters = features.letters_of(word)
            found = [place for run in letters if (place := known.get(run)) is not None]
            self._letters[row], self._sizes[row] = self.weights[found].sum(axis=0), len(letters)
        return row

    def weighed(self, some: Sequence[Token]) -> Numbers:
        """Return how much each word weighed for each label: a row a word, a column a label."""
        places = np.array(features.line_of(some).places)
        rows = [self._row_of(token.text) for token in some]
        weighed: Numbers = self._letters[rows] / math.sqrt(max(1.0, self._sizes[rows].sum()))
        for found, number in self._found(some).values():
            at, size, place = np.array(found, dtype=np.int64).reshape(-1, 3).T
            share = self.weights[place] / (math.sqrt(max(1, number)) * size[:, None])
            for nth in range(LONGEST_RUN):
                here = size > nth
                np.add.at(weighed, places[at[here] + nth], share[here])
        return weighed


def _heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """Return the first and the last of the neighbours, few enough to be read, that weigh most together."""
    best, reach = -math.inf, (0, 0)
    for first in range(len(weights)):
        total = 0.0
        for last in range(first, min(first + LONGEST_REASON, len(weights))):
            total += weights[last]
            if total > best:
                best, reach = total, (first, last)
    return reach


@cache
def model(name: str) -> Model:
    """Return a model by its name: residents or members."""
    return Model(json.loads(gzip.decompress((HERE / f"{name}.json.gz").read_bytes())))

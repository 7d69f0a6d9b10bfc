"""A small linear model that was trained from labels/messages: what it says of a message, and which words weighed.

Its file is text, packed: `python -m labels.training` writes it, the same bytes each time.
"""

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from labels import features
from labels.features import Lexicon, Token
from labels.said import Said
from labels.words import Words

HERE = Path(__file__).parent
RUNS = ("w", "k", "s")
SHARED = frozenset("wksc")  # groups whose features share one weight among them, known to the model or not
LONGEST_REASON = 7  # words that are shown
STEPS = 20  # to 1; weights are whole numbers of them
LEXICON = ("names", "bodies", "common", "known")
MOST_WORDS = 50_000  # whose letters are remembered
Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of words of one message that a model knows: an array each, a place a run."""

    at: Whole  # the first word
    words: Whole  # how many there are
    row: Whole  # its weights
    share: Numbers  # of its weights that counts: the more runs a message has, the less each says


@dataclass(frozen=True)
class Scores:
    """What a model says of one message: a score for each label, above 0 where it holds."""

    by_label: Mapping[str, float]
    model: "Model"
    some: Sequence[Token]
    runs: Runs

    @cached_property
    def unknown(self) -> float:
        """The share of the message's words that the model doesn't know."""
        kinds = [self.model.kind(token.text) for token in self.some if token.text[0].isalpha()]
        return kinds.count(features.UNKNOWN) / max(1, len(kinds))

    @property
    def known(self) -> int:
        """How many different words of the message the model knows."""
        words = {token.text for token in self.some if token.text[0].isalpha()}
        return sum(self.model.kind(word) != features.UNKNOWN for word in words)

    def words_for(self, label: str, words: Words) -> str:
        """Return the words of the message that weighed most for a label, as they were written."""
        if not self.some:
            return ""
        first, last = _heaviest(self._weighed[:, self.model.labels.index(label)].tolist())
        return words.quote(self.some[first].start, self.some[last].end)

    @cached_property
    def _weighed(self) -> Numbers:
        """How much each word weighed for each label: a row a word, a column a label."""
        return self.model.weighed(self.some, self.runs)


class Model:
    """Weights of features for each label, and the lexicon they were made with."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Take what the model's file holds."""
        self.labels: tuple[str, ...] = tuple(told["labels"])
        # label -> in English, in Welsh: where the rules say no, where they say yes
        self.thresholds: Mapping[str, Sequence[Sequence[float]]] = told["thresholds"]
        self.lexicon = Lexicon(**{kind: frozenset(told["lexicon"][kind].split()) for kind in LEXICON})
        self.places: dict[str, dict[str, int]] = {}  # group -> feature -> its row of weights
        rows = 0
        for group, joined in told["features"].items():
            names = joined.split("\t") if joined else []
            self.places[group] = {name: rows + at for at, name in enumerate(names)}
            rows += len(names)
        by_label = [told["weights"][label] for label in self.labels]
        self.weights: Numbers = np.array(by_label, dtype=np.float64).T.copy() / STEPS
        self.bias: Numbers = np.array(told["bias"], dtype=np.float64) / STEPS
        self.kind = lru_cache(maxsize=MOST_WORDS)(self.lexicon.kind)
        self._words: dict[str, int] = {}  # word -> its row in what follows: its letters were read once
        self._letters = np.zeros((MOST_WORDS, len(self.labels)))
        self._sizes = np.zeros(MOST_WORDS)

    def scores(self, words: Words, said: Said, *, in_welsh: bool) -> Scores:
        """Return what the model says of a message, of which the rules have said this."""
        some = features.tokens(words)
        rest = [("l", features.length_of(some)), *(("r", one) for one in said.features)]
        alone = [place for group, name in rest if (place := self.places[group].get(name)) is not None]
        runs = self._runs(some)
        totals = self.bias + self.weights[alone].sum(axis=0) + runs.share @ self.weights[runs.row]
        totals += self._of_letters(some).sum(axis=0)
        by_label = {
            label: float(total) - self.thresholds[label][in_welsh][label in said.labels]
            for label, total in zip(self.labels, totals, strict=True)
        }
        return Scores(by_label, self, some, runs)

    def _runs(self, some: Sequence[Token]) -> Runs:
        """Return the runs of a message that the model knows."""
        found: dict[str, list[tuple[int, int, int]]] = {group: [] for group in RUNS}
        numbers = dict.fromkeys(RUNS, 0)
        for group, size, names in features.runs(features.line_of(some).words, self.kind):
            known = self.places[group]
            numbers[group] += len(names)
            found[group] += [
                (at, size, place) for at, name in enumerate(names) if (place := known.get(name)) is not None
            ]
        at, words, row = np.array([run for group in RUNS for run in found[group]], np.int64).reshape(-1, 3).T
        shares = [1 / math.sqrt(max(1, numbers[group])) for group in RUNS]
        return Runs(at, words, row, np.repeat(shares, [len(found[group]) for group in RUNS]))

    def _of_letters(self, some: Sequence[Token]) -> Numbers:
        """Return what the runs of letters in each word say: a row a word."""
        if len(self._words) + len(some) > MOST_WORDS:
            self._words.clear()
        rows = [self._row_of(token.text) for token in some]
        return np.asarray(self._letters[rows] / math.sqrt(max(1.0, float(self._sizes[rows].sum()))))

    def _row_of(self, word: str) -> int:
        row = self._words.get(word)
        if row is None:
            row = self._words[word] = len(self._words)
            known = self.places["c"]
            letters = features.letters_of(word, self.kind)
            found = [place for run in letters if (place := known.get(run)) is not None]
            self._letters[row], self._sizes[row] = self.weights[found].sum(axis=0), len(letters)
        return row

    def weighed(self, some: Sequence[Token], runs: Runs) -> Numbers:
        """Return how much each word weighed for each label: a row a word, a column a label."""
        places = np.array(features.line_of(some).places)
        nth = np.arange(runs.words.sum()) - np.repeat(np.cumsum(runs.words) - runs.words, runs.words)
        each = self.weights[runs.row] * (runs.share / runs.words)[:, None]
        weighed = self._of_letters(some)
        np.add.at(weighed, places[np.repeat(runs.at, runs.words) + nth], np.repeat(each, runs.words, axis=0))
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

"""A small linear model that was trained from labels/messages: what it says of a message, and which words weighed.

Its file is text, packed: `python -m labels.training` writes it, the same bytes each time.
"""

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from labels import features
from labels.features import Lexicon, Token
from labels.words import Words

HERE = Path(__file__).parent
SHARED = frozenset("wksc")  # groups whose features share one weight among them, however many there are
LONGEST_REASON = 7  # words that are shown
HUNDREDTHS = 100  # weights are kept in these
MOST_WORDS = 50_000  # whose letters are remembered
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a model says of one message: a score for each label, above 0 where it holds."""

    by_label: Mapping[str, float]
    model: "Model"
    some: Sequence[Token]

    def words_for(self, label: str, words: Words) -> str:
        """Return the words of the message that weighed most for a label, as they were written."""
        if not self.some:
            return ""
        first, last = _heaviest(self.model.weighed(self.some, label))
        return words.quote(self.some[first].start, self.some[last].end)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features for each label, and the lexicon they were made with."""

    labels: tuple[str, ...]
    thresholds: Mapping[str, Sequence[float]]  # label -> in English, in Welsh
    lexicon: Lexicon
    places: Mapping[str, Mapping[str, int]]  # group -> feature -> its row of weights
    weights: Numbers  # a row a feature, a column a label
    bias: Numbers
    letters: dict[str, tuple[Numbers, int]] = field(default_factory=dict)  # word -> sum of its rows, how many

    def scores(self, words: Words, said: Iterable[str], *, in_welsh: bool) -> Scores:
        """Return what the model says of a message, of which the rules have said this."""
        some = features.tokens(words.plain)
        totals = self.bias + self._of_letters(some)
        for group, names in features.runs(some, self.lexicon):
            totals += self._shared(group, names)
        rest = [("l", features.of_length(some).name), *(("r", one) for one in said)]
        alone = [place for group, name in rest if (place := self.places[group].get(name)) is not None]
        totals += self.weights[alone].sum(axis=0)
        by_label = {
            label: float(total) - self.thresholds[label][in_welsh]
            for label, total in zip(self.labels, totals, strict=True)
        }
        return Scores(by_label, self, some)

    def _shared(self, group: str, names: Iterable[str]) -> Numbers:
        known = self.places[group]
        found = [place for name in names if (place := known.get(name)) is not None]
        return np.asarray(self.weights[found].sum(axis=0) / math.sqrt(len(found))) if found else self.bias * 0

    def _of_letters(self, some: Sequence[Token]) -> Numbers:
        """Return what the runs of letters say; of each word they are summed up once."""
        total, size = self.bias * 0, 0
        for token in some:
            if token.text[0].isalpha():
                told, number = self.letters.get(token.text) or self._read_letters(token.text)
                total, size = total + told, size + number
        return total / math.sqrt(size) if size else total

    def _read_letters(self, word: str) -> tuple[Numbers, int]:
        known = self.places["c"]
        found = [place for run in features.letters_of(word) if (place := known.get(run)) is not None]
        if len(self.letters) >= MOST_WORDS:
            self.letters.clear()
        self.letters[word] = self.weights[found].sum(axis=0), len(found)
        return self.letters[word]

    def weighed(self, some: Sequence[Token], label: str) -> list[float]:
        """Return how much each word weighed for a label."""
        at = self.labels.index(label)
        read = [*features.of_words(some, self.lexicon), *features.of_letters(some)]
        known = [(one, place) for one in read if (place := self.places[one.group].get(one.name)) is not None]
        sizes = Counter(one.group for one, _ in known)
        weights = [0.0] * len(some)
        for one, place in known:
            share = float(self.weights[place, at]) / math.sqrt(sizes[one.group]) / (one.last - one.first + 1)
            for word in range(one.first, one.last + 1):
                weights[word] += share
        return weights


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
    return unpacked(json.loads(gzip.decompress((HERE / f"{name}.json.gz").read_bytes())))


def unpacked(told: Mapping[str, Any]) -> Model:
    """Return a model from what its file holds."""
    places: dict[str, dict[str, int]] = {}
    rows: list[Sequence[int]] = []
    for group, weights in told["weights"].items():
        places[group] = {name: len(rows) + at for at, name in enumerate(weights)}
        rows += weights.values()
    return Model(
        labels=tuple(told["labels"]),
        thresholds=told["thresholds"],
        lexicon=Lexicon(
            **{kind: frozenset(told["lexicon"][kind].split()) for kind in ("names", "common", "known")}
        ),
        places=places,
        weights=np.array(rows, dtype=np.float64).reshape(len(rows), len(told["labels"])) / HUNDREDTHS,
        bias=np.array(told["bias"], dtype=np.float64) / HUNDREDTHS,
    )

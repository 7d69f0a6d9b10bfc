"""Learns one model from messages: which features count, how much, and from where on a label holds."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from labels.features import Lexicon, read_all
from labels.language import leans_welsh
from labels.model import LEXICON, SHARED, STEPS, Model
from labels.said import NOTHING, Said
from labels.training.fit import Floats, Rows, fit
from labels.training.lexicon import learnt
from labels.training.messages import Row, Task
from labels.words import read

STRENGTH = 10.0
WEIGHT = {"w": 1.0, "k": 1.0, "s": 0.7, "c": 1.0, "l": 0.3, "r": 0.5}  # of a group against the others
FEWEST = 3  # messages that a feature stands in
LEAST = 0.7  # of a weight that is kept
ROUNDS = 2  # trained, and once more on what weighed
PARTS = 3
TRIED = np.arange(-3.0, 1.0, 0.05)
AS_GOOD = 0.002  # of F1, well inside its interval
Read = Sequence[tuple[str, str]]  # the features of a message: group and name, as often as they stand there
Yes = npt.NDArray[np.bool_]


def learn(task: Task, rows: Sequence[Row], *, with_rules: bool = True) -> dict[str, Any]:
    """Return a model as its file holds it. `with_rules`: it also reads what the rules say."""
    held_out = np.zeros((len(rows), len(task.labels)))
    writers = sorted({row["writer"] for row in rows})
    # By writer, since a model is to read people it hasn't met.
    part = np.array([writers.index(row["writer"]) % PARTS for row in rows])
    for one in range(PARTS):
        others = [row for row, is_in in zip(rows, part != one, strict=True) if is_in]
        made = _learnt(task, others, with_rules=with_rules)
        left_out = [row for row, is_in in zip(rows, part == one, strict=True) if is_in]
        held_out[part == one] = scored(made, task, left_out, with_rules=with_rules)
    told = _learnt(task, rows, with_rules=with_rules)
    in_welsh = np.array([leans_welsh(read(row["text"]).plain) for row in rows])
    by_rules = [_by_rules(task, row, with_rules=with_rules).labels for row in rows]
    for at, label in enumerate(task.labels):
        says_so = np.array([label in one for one in by_rules])
        told["thresholds"][label] = [
            _thresholds(held_out[here, at], _yes(task, rows, label)[here], says_so[here], task.rarer)
            for here in (~in_welsh, in_welsh)
        ]
    told["messages"] = digest(rows)
    if with_rules:
        told["read"] = read_as(told, task, rows)
    return told


def digest(rows: Sequence[Row]) -> str:
    """Return a mark of messages, by which a model made of others is known."""
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def read_as(told: dict[str, Any], task: Task, rows: Sequence[Row]) -> str:
    """Return a mark of what is read in messages, by which a model made when the rules said other things is known."""
    lexicon = Model(told).lexicon
    mark = hashlib.sha256()
    for row in rows:
        mark.update(json.dumps(sorted(_said(task, row, lexicon, with_rules=True))).encode())
    return mark.hexdigest()[:16]


def _learnt(task: Task, rows: Sequence[Row], *, with_rules: bool) -> dict[str, Any]:
    """Return a model without its thresholds: trained, and once more on what weighed."""
    lexicon = learnt(row["text"] for row in rows)
    said = [_said(task, row, lexicon, with_rules=with_rules) for row in rows]
    stands_in = Counter(feature for one in said for feature in set(one))
    rarity = {
        feature: math.log(len(rows) / (1 + number)) / 3 if feature[0] in SHARED else 1.0
        for feature, number in stands_in.items()
        if number >= FEWEST
    }
    weights: dict[tuple[str, str], Floats] = {}
    for _ in range(ROUNDS):
        kept = sorted(
            rarity if not weights else {one for one in weights if np.abs(weights[one]).max() >= LEAST}
        )
        made = _rows(said, {feature: at for at, feature in enumerate(kept)}, rarity)
        fitted = np.array([fit(made, _yes(task, rows, label), STRENGTH) for label in task.labels])
        scale = np.array([rarity[one] * WEIGHT[one[0]] for one in kept])
        weights = dict(zip(kept, (fitted[:, :-1] * scale).T, strict=True))
    whole = np.round(np.array([weights[one] for one in kept]) * STEPS).astype(int)
    return {
        "labels": list(task.labels),
        "lexicon": {kind: " ".join(sorted(getattr(lexicon, kind))) for kind in LEXICON},
        "features": {group: "\t".join(name for of, name in kept if of == group) for group in sorted(WEIGHT)},
        "weights": {label: whole[:, at].tolist() for at, label in enumerate(task.labels)},
        "bias": [round(float(number) * STEPS) for number in fitted[:, -1]],
        "thresholds": {label: [[0.0, 0.0], [0.0, 0.0]] for label in task.labels},
    }


def _by_rules(task: Task, row: Row, *, with_rules: bool) -> Said:
    return task.rules(row) if with_rules else NOTHING


def _said(task: Task, row: Row, lexicon: Lexicon, *, with_rules: bool) -> Read:
    return list(read_all(read(row["text"]), lexicon, _by_rules(task, row, with_rules=with_rules).features))


def _rows(
    said: Sequence[Read], places: dict[tuple[str, str], int], rarity: dict[tuple[str, str], float]
) -> Rows:
    """Return messages as sparse rows; the last column is 1 for all."""
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for one in said:
        counted = Counter(feature for feature in one if feature in places)
        sizes = Counter(group for group, _ in one)
        for feature, number in sorted(counted.items()):
            share = 1 / math.sqrt(sizes[feature[0]]) if feature[0] in SHARED else 1.0
            columns.append(places[feature])
            values.append(number * share * rarity[feature] * WEIGHT[feature[0]])
        columns.append(len(places))
        values.append(1.0)
        starts.append(len(columns))
    return Rows(np.array(columns), np.array(values), np.array(starts), len(places) + 1)


def scored(told: dict[str, Any], task: Task, rows: Sequence[Row], *, with_rules: bool) -> Floats:
    """Return the scores of messages by a model as its file holds it, a column a label."""
    made = Model(told)
    return np.array(
        [
            list(
                made.scores(
                    read(row["text"]),
                    _by_rules(task, row, with_rules=with_rules),
                    in_welsh=leans_welsh(read(row["text"]).plain),
                ).by_label.values()
            )
            for row in rows
        ]
    )


def _yes(task: Task, rows: Sequence[Row], label: str) -> Yes:
    return np.array([task.is_one(row, label) for row in rows])


def _thresholds(scores: Floats, is_one: Yes, says_so: Yes, rarer: float) -> list[float]:
    """Return from which score on a label holds: where the rules say no, and where they say yes.

    Of thresholds that do about as well as the best, the highest against the rules, where a wrong yes counts `rarer`
    times: it holds better on messages of another kind, of which a model knows little.
    """
    if not is_one.any():
        return [0.0, 0.0]

    def well(no: float, yes: float, wrong: float = 1.0) -> float:
        found = scores > np.where(says_so, yes, no)
        right, missed = (is_one & found).sum(), (is_one & ~found).sum()
        return float(2 * right / max(1, 2 * right + missed + wrong * (found & ~is_one).sum()))

    best = max(TRIED, key=lambda at: well(at, at))
    yes = min(at for at in TRIED if at <= best and well(best, at) >= well(best, best))
    most = max(well(at, yes, rarer) for at in TRIED)
    no = max(at for at in TRIED if well(at, yes, rarer) >= most - AS_GOOD)
    return [round(float(no), 2), round(float(yes), 2)]

"""Compares the rules, the model alone, and both together on messages set aside: `python -m labels.training.compare`.

Prints precision, recall and F1 of each label in English and in Welsh, F1 with its 95 % range over a thousand draws of
messages. `--open` tries them on parts of the open messages that were left out of training.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from labels import copies, language
from labels.rules import ask
from labels.said import by_rules
from labels.training.learn import Yes, learn, scored
from labels.training.messages import MEMBERS, RESIDENTS, Row, Task, messages

DRAWS = 1_000


def main() -> None:
    """Print a table of what each way reaches."""
    print(f"{'label':14}{'':4}{'by':8}{'P':>6}{'R':>6}{'F1':>6}  95% range      n")
    for task in (RESIDENTS, MEMBERS):
        rows = messages("aside", task.name)
        welsh = np.array([row["language"] == "cy" for row in rows])
        for by, said in ways(task, rows):
            for label in shown(task):
                true = np.array([task.is_one(row, label) for row in rows])
                for name, here in (("en", ~welsh), ("cy", welsh)):
                    line(label, name, by, true[here], said[label][here])
    pairs = messages("aside", "copies")
    true = np.array([row["copies"] for row in pairs])
    found = np.array([bool(copies(row["text"], [row["source"]])) for row in pairs])
    line("copies", "", "rules", true, found)
    spoken(("residents", "members"))


def shown(task: Task) -> Sequence[str]:
    """Return the labels that are compared."""
    return ("ask",) if task is RESIDENTS else task.labels


def ways(task: Task, rows: Sequence[Row]) -> Iterator[tuple[str, dict[str, Yes]]]:
    """Yield each way of labelling and what it says of each message."""
    yield "rules", {label: np.array([_by_rule(task, row, label) for row in rows]) for label in shown(task)}
    for by, with_rules in (("model", False), ("both", True)):
        told = learn(task, messages("open", task.name), with_rules=with_rules)
        scores = scored(told, task, rows, with_rules=with_rules)
        yield by, {label: scores[:, task.labels.index(label)] > 0 for label in shown(task)}


def _by_rule(task: Task, row: Row, label: str) -> bool:
    if task is RESIDENTS:
        return ask.by_rule(row["text"], answers_question=bool(row["context"])).value == label
    return by_rules(row["text"])[label].value == "yes"


def line(label: str, language_: str, by: str, true: Yes, found: Yes) -> None:
    """Print how well one label was found."""
    both = int((true & found).sum())
    precision, recall = both / max(1, int(found.sum())), both / max(1, int(true.sum()))
    low, high = f1_range(true, found)
    figures = f"{precision:6.2f}{recall:6.2f}{f1(true, found):6.3f}"
    print(f"{label:14}{language_:4}{by:8}{figures}  {low:.2f} to {high:.2f}{int(true.sum()):7}", flush=True)


def f1(true: Yes, found: Yes) -> float:
    """Return the harmonic mean of precision and recall."""
    return float(2 * (true & found).sum() / max(1, true.sum() + found.sum()))


def f1_range(true: Yes, found: Yes) -> tuple[float, float]:
    """Return the 95 % range of F1 over draws of as many messages, the same draws each time."""
    draws = np.random.default_rng(0).integers(0, len(true), (DRAWS, len(true)))
    both, either = (true & found)[draws].sum(axis=1), true[draws].sum(axis=1) + found[draws].sum(axis=1)
    low, high = np.quantile(2 * both / np.maximum(1, either), [0.025, 0.975])
    return float(low), float(high)


def spoken(names: Sequence[str]) -> None:
    """Print how often the language was right, of messages of three words and more."""
    rows: list[dict[str, Any]] = [row for name in names for row in messages("aside", name)]
    said = [(language(row["text"]), row["language"]) for row in rows]
    told = [(one, true) for one, true in said if one != "und"]
    right = sum(one == true for one, true in told)
    print(f"language: {right} of {len(told)} right ({right / len(told):.3f})")


if __name__ == "__main__":
    main()

"""The messages for training, and those set aside, as the models read them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import labels
from labels import said
from labels.rules import ask
from labels.said import Said
from labels.words import read

MESSAGES = Path(labels.__file__).with_name("messages")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """What one model learns: from which messages, and what of them."""

    name: str  # of the file of messages and of the model
    labels: tuple[str, ...]
    is_one: Callable[[Row, str], bool]
    rules: Callable[[Row], Said]
    rarer: float  # how many times rarer its labels are among messages as they come than among these, about


def _is_labelled(row: Row, label: str) -> bool:
    return bool(row["label"] == label)


def _is_marked(row: Row, label: str) -> bool:
    return bool(row[label])


def _of_resident(text: str, *, is_answer: bool) -> Said:
    found = ask.by_rule(text, answers_question=is_answer)
    return said.of_resident(read(text), found, answers_question=is_answer)


RESIDENTS = Task(
    "residents",
    ("ask", "report", "thanks", "nothing"),
    _is_labelled,
    lambda row: _of_resident(row["text"], is_answer=bool(row["context"])),
    rarer=1.0,
)
MEMBERS = Task(
    "members",
    ("invites", "seeks_views", "reports_back", "credits", "corrects"),
    _is_marked,
    lambda row: said.of_member(read(row["text"]), said.by_rules(row["text"])),
    rarer=1.5,
)
TASKS = (RESIDENTS, MEMBERS)


@lru_cache(maxsize=8)
def messages(part: str, name: str) -> Sequence[Row]:
    """Return the messages of a part, `open` or `aside`."""
    text = (MESSAGES / part / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]

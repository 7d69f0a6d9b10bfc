"""Tries the text rules on messages from a file or standard input: JSON Lines in, one JSON a line out."""

import json
from collections.abc import Callable, Iterable

from facts import Trouble
from labels.label import label_item
from pipelines.signs import shown


def try_labels(lines: Iterable[str], answer: Callable[[str], None]) -> list[Trouble]:
    """Answer each line with its labels; a line that can't be read is answered with an error, and reported."""
    troubles = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer(shown(json.dumps(_labels(line), ensure_ascii=False)))
        except ValueError as error:
            troubles.append(Trouble(what=str(error), where=f"line {number}"))
            answer(shown(json.dumps({"error": str(error)}, ensure_ascii=False)))
    return troubles


def _labels(line: str) -> dict[str, object]:
    try:
        told = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError as error:  # also a number of thousands of digits
        raise ValueError("it isn't JSON") from error
    return label_item(told)

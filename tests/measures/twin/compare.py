"""Puts the twin beside the product: many histories in one run, the differences, the smallest that differs."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.measures.twin.clock import iso, local_day, moment
from tests.measures.twin.history import History, Import, from_json
from tests.measures.twin.twin import figures
from tests.measures.twin.words import stand_beside

CLOSE = 1e-12
FIELDS = ("outcome", "value", "low", "high", "n", "met", "unit", "why", "counts")
Answers = dict[tuple[str, str, str], dict[str, Any]]  # (member, window, measure) -> result and occasions
Run = Callable[[History], Answers]


@dataclass(frozen=True)
class Difference:
    """One field of one result that the two see differently."""

    member: str
    window: str
    measure: str
    field: str
    twin: object
    product: object

    def __str__(self) -> str:
        return (
            f"{self.measure} of {self.member}, {self.window}: {self.field}\n"
            f"  twin    {self.twin}\n  product {self.product}"
        )


def windows(history: History) -> list[str]:
    """Return the last 90 days and the labels of the months from the seventh before the moment to its own."""
    as_of = moment(history.as_of)
    first = local_day(as_of, history.time_zone)
    months = [(first.year * 12 + first.month - 1 - back) for back in range(7)]
    return ["90 days", *(f"{month // 12}-{month % 12 + 1:02}" for month in months)]


def twin_answers(history: History) -> Answers:
    """Return all the twin says of a history."""
    return {
        (member, label, measure): {
            **{name: getattr(figure, name) for name in FIELDS},
            "occasions": {(iso(o.happened), o.post, o.answer, o.met, o.value) for o in figure.occasions},
        }
        for member in history.members()
        for label in windows(history)
        for measure, figure in figures(history, member, label).items()
    }


def differences(
    histories: list[History], product: Answers, beside: list[History] | None = None
) -> Iterator[Difference]:
    """Yield every field that differs; `beside` are all histories that the product was told in one run."""
    stand_beside(beside or histories)
    for history in histories:
        ours_all, labels = twin_answers(history), windows(history)
        for key in product.keys() - ours_all.keys():
            if key[0] in history.members() and key[1] in labels:
                yield Difference(*key, "a result", None, "is there")
        for key, figure in ours_all.items():
            if key not in product:
                yield Difference(*key, "a result", "is there", None)
                continue
            ours, theirs = comparable(key, figure), comparable(key, product[key])
            for name in ours:
                if not is_same(ours[name], theirs.get(name)):
                    yield Difference(*key, name, ours[name], theirs.get(name))


def comparable(key: tuple[str, str, str], result: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a result what the definitions leave to whoever writes it."""
    result = dict(result)
    if result["outcome"] != "measured" or result["value"] is not None:
        result.pop("why")  # words, except for "under half answered" (34)
    if result["outcome"] in ("unknown", "not visible"):
        result.pop("occasions")  # whether what was seen all the same is listed
    elif key[2] == "longest-silence":
        # the acts at a silence's ends are only its labels
        result["occasions"] = {(happened, value) for happened, *_, value in result["occasions"]}
    return result


def is_same(one: object, other: object) -> bool:
    """Say whether two values agree, numbers to 1e-12."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, set) and isinstance(other, set):
        return len(one) == len(other) and all(map(is_same, _sorted(one), _sorted(other)))
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return one == other


def _sorted(some: set[Any]) -> list[Any]:
    return sorted(some, key=lambda row: [str(part) for part in row])


def together(histories: list[History]) -> History:
    """Return histories of one frame as one: file by file, row after row."""
    first = histories[0]
    return replace(
        first,
        register=[row for history in histories for row in history.register],
        imports=[
            Import(
                rows=[row for history in histories for row in history.imports[place].rows], covers=step.covers
            )
            for place, step in enumerate(first.imports)
        ],
        marks=[mark for history in histories for mark in history.marks],
        hours=[one for history in histories for one in history.hours],
        profiles=[row for history in histories for row in history.profiles],
        releases=[one for history in histories for one in history.releases],
        removed={id_: when for history in histories for id_, when in history.removed.items()},
    )


def smallest(history: History, run: Run, token: str, first: Difference) -> History:
    """Return the smallest history that differs alike; each round tries many in one run."""
    parts = 2
    while True:
        tries = [_renamed(less, token, f"s{place}q") for place, less in enumerate(_smaller(history, parts))]
        product = run(together(tries)) if tries else {}
        failing = next((less for less in tries if _differs_like(first, less, product, tries)), None)
        if failing:
            history, token = failing, failing.register[0]["member"].partition("m")[0]
            parts = max(2, parts // 2)
        elif parts >= len(history.rows()):
            return history
        else:
            parts = min(parts * 4, len(history.rows()))


def _differs_like(first: Difference, history: History, product: Answers, tries: list[History]) -> bool:
    found = differences([history], product, tries)
    return any((one.measure, one.field) == (first.measure, first.field) for one in found)


def _smaller(history: History, parts: int) -> Iterator[History]:
    """Yield the history without each of so many parts of its rows; at last without single marks, accounts."""
    for part in range(parts):
        yield _without_rows(history, part, parts)
    if parts < len(history.rows()):
        return
    for place in range(len(history.releases)):
        yield replace(history, releases=history.releases[:place] + history.releases[place + 1 :])
    for place in range(len(history.marks)):
        yield replace(history, marks=history.marks[:place] + history.marks[place + 1 :])
    for place in range(len(history.profiles)):
        yield replace(history, profiles=history.profiles[:place] + history.profiles[place + 1 :])
    for place in range(len(history.register) if len(history.register) > 1 else 0):
        yield _without_account(history, place)


def _without_account(history: History, place: int) -> History:
    """Return a history without one row of its register, and without the marks of a member who had no other."""
    register = history.register[:place] + history.register[place + 1 :]
    members = {row["member"] for row in register}
    marks = [mark for mark in history.marks if not mark.get("member") or mark["member"] in members]
    return replace(history, register=register, marks=marks)


def _without_rows(history: History, part: int, parts: int) -> History:
    """Return a history without one part of its rows."""
    total, place, imports = len(history.rows()), 0, []
    for step in history.imports:
        kept = []
        for row in step.rows:
            if place * parts // max(total, 1) != part:
                kept.append(row)
            place += 1
        imports.append(Import(rows=kept, covers=step.covers))
    return replace(history, imports=imports)


def _renamed(history: History, token: str, new: str) -> History:
    """Return a history with names of its own."""
    text = history.to_json().replace(token, new).replace(token.upper(), new.upper())
    return from_json(text)


def report(history: History, found: list[Difference]) -> str:
    """Return a history and its first differences, to be read and to be handed in as a posts file."""
    lines = [f"looked at {history.as_of}, time zone {history.time_zone}"]
    lines += [
        f"account {row['platform']}:{row['handle']} of {row['member']}, consent {row['consented_on']}"
        for row in history.register
    ]
    for step in history.imports:
        lines.append(f"file, covers {step.covers}:")
        lines += ["  " + json.dumps(row, ensure_ascii=False) for row in step.rows]
    lines += [f"profile {row}" for row in history.profiles]
    lines += [f"release {one}" for one in history.releases]
    lines += [f"mark {mark}" for mark in history.marks]
    lines += [f"removed {id_} {when}" for id_, when in history.removed.items()]
    return "\n".join([*lines, "", *map(str, found[:5])])

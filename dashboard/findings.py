"""What is worth saying of the published rows: plain rules over facts, no scores, nobody set against anybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.nouns import Run
from dashboard.ui.markup import Html, bdi, fill
from facts import DAY_US
from store.published import Row
from store.showing import Person
from wording import advice, results
from wording import findings as words
from wording.advice import ANSWERED, SILENCE, WAITS, Try, is_everything, strengths

__all__ = ["Fact", "answered_all", "is_quiet", "named", "one_thing", "returned", "state", "strengths"]

RETURNED_WITHIN_DAYS = 14
LONG_SILENCE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a member, in words that describe what happened; `measure` holds its evidence."""

    member: str
    words: str
    measure: str


def answered_all(rows: list[Row]) -> list[Fact]:
    """Return the members who answered every question that counts within a day, where there were at least ten.

    Nobody for whom a resident waits, of whatever question: it would stand beside the praise.
    """
    unanswered = {row["member"]: row for row in rows if row["measure"] == WAITS}
    found = []
    for row in rows:
        if row["measure"] != ANSWERED or not results.is_number(row) or row["met"] != row["n"]:
            continue
        open_ = unanswered.get(row["member"])
        if open_ is None or not results.is_number(open_):
            continue
        is_all = is_everything(row) and not open_["value"]
        if open_["value"] <= open_["counts"].get("new", 0):  # a new one has its day still
            told = words.answered_all(row["n"]) if is_all else words.answered_those(row["met"], row["n"])
            found.append(Fact(row["member"], told, ANSWERED))
    return found


def returned(rows: list[Row], run: Run) -> list[Fact]:
    """Return the members who lately ended a long silence."""
    return [
        Fact(row["member"], _returned(row, run), SILENCE)
        for row in rows
        if run.as_of_us - row["ended_us"] <= RETURNED_WITHIN_DAYS * DAY_US
    ]


def _returned(row: Row, run: Run) -> str:
    less_away = row["reason"]["code"].endswith("-less-days-away")
    return words.returned(row["ended_us"], row["value"], less_away=less_away, reading=run)


def state(person: Person, run: Run, away_until_us: int | None = None) -> str:
    """Return what was seen of a member's accounts, of the one that posted last, as it is true when it is read."""
    return advice.state(person.accounts, run, away_until_us)


def named(names: dict[str, str], away_until_us: dict[str, int], run: Run) -> dict[str, Html]:
    """Return members' names as a list of questions shows them: of whoever is away it says so."""
    return {
        id_: fill(words.name_away(away_until_us[id_], run), name=bdi(name))
        if id_ in away_until_us
        else bdi(name)
        for id_, name in names.items()
    }


def is_quiet(person: Person) -> bool:
    """Say whether all of a member's accounts that were seen are quiet or unattended."""
    return advice.is_quiet(person.accounts)


def one_thing(
    rows: Mapping[str, Row], waits: Sequence[Row], person: Person, run: Run, self_check: str, *, lost: int
) -> Try:
    """Return ONE thing to try (wording/advice.py)."""
    return advice.one_thing(rows, waits, person.accounts, run, self_check, lost=lost)

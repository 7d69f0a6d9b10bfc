"""What is worth saying of the published rows: plain rules over facts, no scores, nobody set against anybody else."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.nouns import Run
from dashboard.ui.markup import Html, bdi, fill
from facts import DAY_US, Unseen
from metrics import (
    all_measures,
    answered_within_a_day,
    conversation_share,
    longest_silence,
    still_waiting,
    typical_wait,
)
from store.published import Row
from store.showing import Person
from wording import findings as words
from wording import nouns, results, waiting

RETURNED_WITHIN_DAYS = 14
LONG_SILENCE_DAYS = 30
MOSTLY = conversation_share.MOSTLY
ANSWERED, WAIT, TALK, WAITS, SILENCE = (
    measure.MEASURE.id
    for measure in (answered_within_a_day, typical_wait, conversation_share, still_waiting, longest_silence)
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a member, in words that describe what happened; `measure` holds its evidence."""

    member: str
    words: str
    measure: str


@dataclass(frozen=True, slots=True)
class Try:
    """One thing to try, why, and the measure that shows it."""

    do: str
    because: str
    measure: str | None = None


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


def is_everything(row: Row) -> bool:
    """Say whether a figure holds every question that was asked: none was left out, and no account."""
    counts = row["counts"]
    return counts.get("asks") == row["n"] and not counts.get("set_aside") and not row["reason"]


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
    if away_until_us is not None:
        return words.away(away_until_us, run)
    seen = [account["last_seen_us"] for account in person.accounts if account["state"] != "unknown"]
    if not any(seen):  # somebody away may never have been seen at all
        last = max(person.accounts, key=lambda account: account["last_seen_us"] or 0)
        why = nouns.unseen(Unseen(last["reason"]["code"])) if last["reason"] else ""
        return words.not_seen(last["last_seen_us"], why, run)
    acts = [account["last_act_us"] for account in person.accounts if account["last_act_us"]]
    if not acts:
        return words.no_posts_seen()
    seen_us = min(us for us in seen if us)
    is_seen_now = run.read_us - seen_us <= DAY_US  # else nobody knows what was posted since
    if is_quiet(person):
        return words.silent(max(acts), None if is_seen_now else seen_us, run)
    return words.posted(max(acts), run, is_seen_now=is_seen_now)


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
    seen = [account["state"] for account in person.accounts if account["state"] != "unknown"]
    return bool(seen) and all(state in ("quiet", "unattended") for state in seen)


def strengths(rows: dict[str, Row]) -> list[tuple[str, str]]:
    """Return up to two things done well, each as (words, measure): only where the whole range says so."""
    found = []
    answered, wait, talk = (rows.get(id_) for id_ in (ANSWERED, WAIT, TALK))
    if answered and results.is_number(answered) and answered["low"] >= MOSTLY:
        is_all = is_everything(answered)
        found.append((words.well_answered(answered["met"], answered["n"], is_everything=is_all), ANSWERED))
    elif wait and results.is_number(wait) and wait["high"] is not None and wait["high"] <= 24:
        is_all = is_everything(wait)
        found.append((words.soon_answered(wait["n"], wait["value"], is_everything=is_all), WAIT))
    if talk and results.is_number(talk) and talk["low"] >= MOSTLY:
        found.append((words.in_conversation(talk["met"], talk["n"]), TALK))
    return found[:2]


def one_thing(
    rows: Mapping[str, Row], waits: list[Row], person: Person, run: Run, self_check: str, *, lost: int
) -> Try:
    """Return ONE thing to try: the first of these that the facts call for, else a question to oneself.

    `waits`: who waits for an answer, longest first; `lost`: how many waited when their account was last seen.
    """
    if waits:
        until = words.seen_until(waits[0]["seen_until_us"], run)
        return Try(words.answer_first(), words.asked(waits[0]["asked_us"], until, run), WAITS)
    if lost:
        return Try(words.look_again(), words.sentence(waiting.lost(lost)), WAITS)
    if is_quiet(person):
        return Try(words.say_hello(), words.sentence(state(person, run)), SILENCE)
    for measure in all_measures():
        row, suggestion = rows.get(measure.id), measure.suggestion
        is_number = row is not None and results.is_number(row)
        if suggestion and row and is_number and suggestion.applies(row["value"], row["low"], row["high"]):
            return Try(*nouns.suggested(suggestion, row["met"], row["n"]), measure.id)
    return Try(words.ask_yourself(), self_check) if self_check else Try(*words.carry_on())

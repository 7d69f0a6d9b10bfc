"""What a scorecard says first: what goes well, one thing to try, and what was seen of a member's accounts.

Plain rules over published rows, no scores, nobody set against anybody else: the same on the page, on paper and in the
post.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facts import DAY_US, Unseen
from metrics import (
    all_measures,
    answered_within_a_day,
    conversation_share,
    longest_silence,
    still_waiting,
    typical_wait,
)
from wording import findings as words
from wording import nouns, results, waiting
from wording.reading import Reading

Row = Mapping[str, Any]

MOSTLY = conversation_share.MOSTLY
ANSWERED, WAIT, TALK, WAITS, SILENCE = (
    measure.MEASURE.id
    for measure in (answered_within_a_day, typical_wait, conversation_share, still_waiting, longest_silence)
)


@dataclass(frozen=True, slots=True)
class Try:
    """One thing to try, why, and the measure that shows it."""

    do: str
    because: str
    measure: str | None = None


def is_everything(row: Row) -> bool:
    """Say whether a figure holds every question that was asked: none was left out, and no account."""
    counts = row["counts"]
    return counts.get("asks") == row["n"] and not counts.get("set_aside") and not row["reason"]


def strengths(rows: Mapping[str, Row]) -> list[tuple[str, str]]:
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
    rows: Mapping[str, Row],
    waits: Sequence[Row],
    accounts: Sequence[Row],
    reading: Reading,
    self_check: str,
    *,
    lost: int,
) -> Try:
    """Return ONE thing to try: the first of these that the facts call for, else a question to oneself.

    `waits`: who waits for an answer, longest first; `lost`: how many waited when their account was last seen.
    """
    if waits:
        until = words.seen_until(waits[0]["seen_until_us"], reading)
        return Try(words.answer_first(), words.asked(waits[0]["asked_us"], until, reading), WAITS)
    if lost:
        return Try(words.look_again(), words.sentence(waiting.lost(lost)), WAITS)
    if is_quiet(accounts):
        return Try(words.say_hello(), words.sentence(state(accounts, reading)), SILENCE)
    for measure in all_measures():
        row, suggestion = rows.get(measure.id), measure.suggestion
        is_number = row is not None and results.is_number(row)
        if suggestion and row and is_number and suggestion.applies(row["value"], row["low"], row["high"]):
            return Try(*nouns.suggested(suggestion, row["met"], row["n"]), measure.id)
    return Try(words.ask_yourself(), self_check) if self_check else Try(*words.carry_on())


def state(accounts: Sequence[Row], reading: Reading, away_until_us: int | None = None) -> str:
    """Return what was seen of a member's accounts, of the one that posted last, as it is true when it is read."""
    if away_until_us is not None:
        return words.away(away_until_us, reading)
    seen = [account["last_seen_us"] for account in accounts if account["state"] != "unknown"]
    if not any(seen):  # somebody away may never have been seen at all
        last = max(accounts, key=lambda account: account["last_seen_us"] or 0)
        why = nouns.unseen(Unseen(last["reason"]["code"])) if last["reason"] else ""
        return words.not_seen(last["last_seen_us"], why, reading)
    acts = [account["last_act_us"] for account in accounts if account["last_act_us"]]
    if not acts:
        return words.no_posts_seen()
    seen_us = min(us for us in seen if us)
    is_seen_now = reading.read_us - seen_us <= DAY_US  # else nobody knows what was posted since
    if is_quiet(accounts):
        return words.silent(max(acts), None if is_seen_now else seen_us, reading)
    return words.posted(max(acts), reading, is_seen_now=is_seen_now)


def is_quiet(accounts: Sequence[Row]) -> bool:
    """Say whether all of a member's accounts that were seen are quiet or unattended."""
    seen = [account["state"] for account in accounts if account["state"] != "unknown"]
    return bool(seen) and all(state in ("quiet", "unattended") for state in seen)

"""What is worth saying of the published rows: plain rules over facts, no scores, nobody set against anybody else."""

from dataclasses import dataclass

from dashboard.nouns import Run
from dashboard.shown import Person
from dashboard.ui import times, waits, words
from dashboard.ui.markup import Html, bdi, join
from facts import DAY_US
from metrics import numbers
from store.published import Row

RETURNED_WITHIN_DAYS = 14
LONG_SILENCE_DAYS = 30
MOSTLY = 0.5
SHARES_LITTLE = 0.1


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
    unanswered = {row["member"]: row for row in rows if row["measure"] == "still-waiting"}
    found = []
    for row in rows:
        if row["measure"] != "answered-within-a-day" or not words.is_number(row) or row["met"] != row["n"]:
            continue
        waiting = unanswered.get(row["member"])
        if waiting is None or not words.is_number(waiting):
            continue
        is_all = is_everything(row) and not waiting["value"]
        if waiting["value"] <= waiting["counts"].get("new", 0):  # a new one has its day still
            many = (
                f"all {row['n']} questions"
                if is_all
                else f"{row['met']} of the {row['n']} questions that count"
            )
            found.append(Fact(row["member"], f"answered {many} within a day", row["measure"]))
    return found


def is_everything(row: Row) -> bool:
    """Say whether a figure holds every question that was asked: none was left out, and no account."""
    counts = row["counts"]
    return counts.get("asks") == row["n"] and not counts.get("set_aside") and not row["why"]


def returned(rows: list[Row], run: Run) -> list[Fact]:
    """Return the members who lately ended a long silence."""
    found = []
    for row in rows:
        if run.as_of_us - row["ended_us"] <= RETURNED_WITHIN_DAYS * DAY_US:
            away = ", days away taken out" if "away" in row["why"] else ""  # else the two dates don't agree
            on = times.day(row["ended_us"], run.zone, run.read_us)
            told = f"posted again on {on}, after {numbers.days(row['value'])}{away}"
            found.append(Fact(row["member"], told, "longest-silence"))
    return found


def state(person: Person, run: Run, away_until_us: int | None = None) -> str:
    """Return what was seen of a member's accounts, of the one that posted last, as it is true when it is read."""
    if away_until_us is not None:
        return away(away_until_us, run)
    seen = [account["last_seen_us"] for account in person.accounts if account["state"] != "unknown"]
    if not any(seen):  # somebody away may never have been seen at all
        last = max(person.accounts, key=lambda account: account["last_seen_us"] or 0)
        since_us, why = last["last_seen_us"], last["what"].rstrip(".")
        told = f"Not seen since {times.day(since_us, run.zone, run.read_us)}" if since_us else "Not seen yet"
        return f"{told}: {why}" if why else told
    acts = [account["last_act_us"] for account in person.accounts if account["last_act_us"]]
    if not acts:
        return "No posts seen yet"
    posted = times.day(max(acts), run.zone, run.read_us)
    seen_us = min(us for us in seen if us)
    is_seen_now = run.read_us - seen_us <= DAY_US  # else nobody knows what was posted since
    if is_quiet(person):
        until = times.day(seen_us, run.zone, run.read_us)
        return f"No posts since {posted}" if is_seen_now else f"No posts from {posted} to {until}"
    if is_seen_now:
        return f"Posted {times.days_ago(max(acts), run.zone, run.read_us)}"
    return f"Last post we saw: {posted}"


def away(until_us: int, run: Run) -> str:
    """Return until when a member declared to be away: the last day of it."""
    return f"Declared away until {times.day(until_us - 1, run.zone, run.read_us)}"


def named(names: dict[str, str], away_until_us: dict[str, int], run: Run) -> dict[str, Html]:
    """Return members' names as a list of questions shows them: of whoever is away it says so."""
    return {
        id_: join(bdi(name), f" (d{away(away_until_us[id_], run)[1:]})" if id_ in away_until_us else None)
        for id_, name in names.items()
    }


def is_quiet(person: Person) -> bool:
    """Say whether all of a member's accounts that were seen are quiet or unattended."""
    seen = [account["state"] for account in person.accounts if account["state"] != "unknown"]
    return bool(seen) and all(state in ("quiet", "unattended") for state in seen)


def strengths(rows: dict[str, Row]) -> list[tuple[str, str]]:
    """Return up to two things done well, each as (words, measure): only where the whole range says so."""
    found = []
    answered, wait, talk = (
        rows.get(id_) for id_ in ("answered-within-a-day", "typical-wait", "conversation-share")
    )
    if answered and words.is_number(answered) and answered["low"] >= MOSTLY:
        some = "questions" if is_everything(answered) else "questions that count"
        told = f"{answered['met']} of {answered['n']} {some} answered within a day"
        found.append((told, "answered-within-a-day"))
    elif wait and words.is_number(wait) and wait["high"] is not None and wait["high"] <= 24:
        some = words.occasions(wait["measure"], wait["n"]) + ("" if is_everything(wait) else " that count")
        told = f"half of {some} answered within {numbers.hours(wait['value'])}"
        found.append((told, "typical-wait"))
    if talk and words.is_number(talk) and talk["low"] >= MOSTLY:
        told = f"{talk['met']} of {talk['n']} posts and replies were conversation"
        found.append((told, "conversation-share"))
    return found[:2]


def one_thing(
    rows: dict[str, Row], waiting: list[Row], person: Person, run: Run, self_check: str, *, lost: int
) -> Try:
    """Return ONE thing to try: the first of these that the facts call for, else a question to oneself.

    `waiting`: who waits for an answer, longest first; `lost`: how many waited when their account was last seen.
    """
    if waiting:
        asked, until = times.ago(waiting[0]["asked_us"], run.read_us), times.seen_until(waiting[0], run)
        told = f"Asked {asked}{f', and {until}' if until else ''}."
        return Try("answer the resident who has waited longest", told, "still-waiting")
    if lost:
        told = f"{numbers.count(lost, 'question')}{waits.lost(lost)}."
        return Try("look whether somebody is still waiting", told, "still-waiting")
    if is_quiet(person):
        return Try(
            "say hello with one short post",
            f"{state(person, run)}.",
            "longest-silence",
        )
    talk, share = rows.get("conversation-share"), rows.get("sharing-share")
    if talk and words.is_number(talk) and talk["high"] < MOSTLY:
        told = f"{talk['met']} of {talk['n']} posts and replies were conversation."
        return Try("reply to somebody before your next announcement", told, "conversation-share")
    if share and words.is_number(share) and share["value"] < SHARES_LITTLE:
        told = f"{share['met']} of {share['n']} posts passed on somebody else's words or link."
        return Try("pass on one helpful post by somebody else", told, "sharing-share")
    if not self_check:
        return Try("carry on", "Nothing in these figures calls for something else.")
    return Try("ask yourself", self_check)

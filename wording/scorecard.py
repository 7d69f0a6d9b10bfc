"""A member's scorecard in words: what goes well, one thing to try, who waits, and the guidance line by line."""

from collections.abc import Mapping, Sequence
from typing import Any

from facts import Outcome
from metrics.measure import Measure
from wording import nouns, results, waiting
from wording.language import gettext as _
from wording.language import ngettext, template
from wording.reading import Reading
from wording.reasons import sentence as reason_sentence
from wording.waiting import Group

Row = Mapping[str, Any]


def title() -> str:
    """Return the title of the page on which a member is chosen."""
    return _("Scorecards")


def choose() -> str:
    """Return what to do where no member is chosen."""
    return _("Choose a member to see their scorecard.")


def going_well(number: int) -> str:
    """Return a template of {one}, and of {other} where there are two: what is done well."""
    return template("Going well: {one}, and {other}.") if number > 1 else template("Going well: {one}.")


def went_well(number: int, month: str) -> str:
    """Return a template of {one}, and of {other} where there are two: what was done well in a month."""
    if number > 1:
        return template("Went well in {month}: {one}, and {other}.", month=month)
    return template("Went well in {month}: {one}.", month=month)


def shown_of(month: str) -> str:
    """Return what a month's scorecard shows where nothing stands out."""
    return _("What public posts show of {month}.", month=month)


def of_now() -> str:
    """Return a template of {link}: where to find what is of now and not of a month."""
    return template("Who is waiting now, and one thing to try, stand under {link}.")


def last_90_days() -> str:
    """Return the words of the way to what is of now."""
    return _("the last 90 days")


def one_thing() -> str:
    """Return a template of {thing}: the one thing to try."""
    return template("One thing to try: {thing}.")


def nothing_asked() -> str:
    """Return what holds while a member is away."""
    return _("Nothing is asked of a member who is away. What residents ask meanwhile is kept here.")


def no_answer_asked(away: str) -> str:
    """Return until when a member is away, and what follows from it for those who wait."""
    return _("{away}: no answer is asked of them before.", away=away)


def what_would_help() -> str:
    """Return the question to oneself where a council's guidance has none."""
    return _("What would help residents most?")


def residents_waiting(*, for_you: bool) -> str:
    """Return the head above those who wait."""
    return _("Residents waiting for you") if for_you else _("Residents waiting")


def waiting_for(name: str) -> str:
    """Return the title above those who wait for one member."""
    return _("Waiting for {name}", name=name)


def waiting_for_an_answer() -> str:
    """Return the title above those who wait for any member."""
    return _("Waiting for an answer")


def all_waiting(number: int) -> str:
    """Return the words of the way to all who wait."""
    return ngettext("All {n} waiting", "All {n} waiting", number)


def new(number: int) -> str:
    """Return the words of the way to new questions."""
    return ngettext("{n} new question", "{n} new questions", number)


def lost(number: int) -> str:
    """Return the words of the way to those who waited when their account was last seen."""
    return ngettext(
        "{n} was waiting when we last saw the account",
        "{n} were waiting when we last saw the account",
        number,
    )


def corrected(number: int) -> str:
    """Return the words of the way to questions that were corrected since."""
    return ngettext(
        "{n} corrected since these figures were worked out",
        "{n} corrected since these figures were worked out",
        number,
    )


def part(*, do: bool) -> str:
    """Return the head above what the guidance says to do, or not to do."""
    return _("Do") if do else _("Don't")


def ask_yourself() -> str:
    """Return the head of a question to oneself."""
    return _("Ask yourself:")


def shown_above(measure: Measure, row: Row | None, reading: Reading) -> str:
    """Return the figure of a card that stands further up already."""
    told = results.in_full(row, reading) if row else _("not measured")
    return _("{title}: {figure}", title=nouns.title(measure), figure=told)


def see(measure: Measure, row: Row | None) -> str:
    """Return the words of the way to the evidence: 'See 52 questions'."""
    if row is None or not results.is_measured(row):
        return _("See what was seen")
    return _("See {occasions}", occasions=nouns.occasions(measure, row["n"] or 0))


def unsure(row: Row | None, since: str | None, reading: Reading, *, is_any_listed: bool) -> str:
    """Return why we can't know who waits, or who else, or nothing where we can.

    `row`: the member's figure of who waits; `since`: since which day something isn't seen without a gap.
    """
    if row is None or row["outcome"] != Outcome.MEASURED:
        reason = row["reason"] if row is not None else None
        why = reason_sentence(reason, reading) if reason else _("It wasn't measured yet.")
        if is_any_listed:
            return _("We can't say who else is waiting. {why}", why=why)
        return _("We can't say who is waiting. {why}", why=why)
    if not since:
        return ""
    if is_any_listed:
        return _("We can't say who else is waiting: not seen without a gap since {day}.", day=since)
    return _("We can't say who is waiting: not seen without a gap since {day}.", day=since)


def nobody_waits(row: Row | None, counts: Sequence[Row], accounts: Sequence[Row], reading: Reading) -> str:
    """Return what to say where who waits isn't listed, or not all: that nobody does, or why we can't know.

    `counts`: the member's open asks by group.
    """
    lists_some = waiting.totals(counts)[Group.WAITING] > 0
    since = waiting.lost_since(counts, reading)
    if told := unsure(row, since, reading, is_any_listed=lists_some):
        return told
    if lists_some:
        return ""
    return waiting.nobody([account["last_seen_us"] for account in accounts], reading)


def nothing_published() -> str:
    """Return what stands in place of a figure that was never published."""
    return _("Nothing published")


def measured_at_next_run() -> str:
    """Return when there will be a figure that was never published."""
    return _("Measured at the next run.")


def not_in_office() -> str:
    """Return what stands in place of a figure of a time in which a member held no office."""
    return _("Not in office")


def none_outside_office() -> str:
    """Return why there is no figure of such a time."""
    return _("Only the time in office is measured.")

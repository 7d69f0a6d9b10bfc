"""Words for questions without an answer we saw: one word and one count for one thing, everywhere (definition 89)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from facts import DAY_US
from wording import nouns
from wording.language import gettext as _
from wording.language import ngettext
from wording.reading import Reading

SEEN_OF_LATE_US = 90 * DAY_US  # what is known of who waits is of the last 90 days


class Group(StrEnum):
    """The groups of questions without an answer we saw: each in one, by its age when last seen (definition 89)."""

    WAITING = "waiting"  # asked between a day and 14 days before
    NEW = "new"  # asked less than a day before
    LOST = "lost"  # new or waiting, but its account wasn't seen for over a day before the run
    CLOSED = "closed"  # asked longer ago: no longer followed
    MARKED = "marked"  # corrected since: it leaves the figures at the next measure


def name(group: Group) -> str:
    """Return what a group is called."""
    return {
        Group.WAITING: _("Waiting"),
        Group.NEW: _("New"),
        Group.LOST: _("Waiting when last seen"),
        Group.CLOSED: _("Closed"),
        Group.MARKED: _("Corrected since"),
    }[group]


def state(group: Group) -> str:
    """Return what the list behind a figure calls a question of this group."""
    return _("Closed, no longer followed") if group is Group.CLOSED else name(group)


def explains(group: Group) -> str:
    """Return what a group's name means, or nothing where it says it itself."""
    if group is Group.WAITING:
        return _(
            "Waiting means: asked between a day and 14 days before we last looked, and no public answer seen. "
            "A phone call, a surgery or an e-mail is an answer too: say so with “Correct this”, and it leaves this "
            "list."
        )
    if group is Group.CLOSED:
        return _(
            "Asked more than 14 days before we last looked, without a public answer that we saw. A question is no "
            "longer followed then. It may have been settled in another way, and nobody is asked to answer it now."
        )
    return ""


def totals(counts: Sequence[Mapping[str, Any]]) -> dict[Group, int]:
    """Return how many questions there are of each group, from the counts by member."""
    return {group: sum(row[group] for row in counts) for group in Group}


def none(reading: Reading) -> str:
    """Return that no question waits, of all members, or that none did when we last looked."""
    if reading.is_now:
        return _("We saw no question that is waiting for an answer.")
    day = reading.day(reading.as_of_us)
    return _("We saw no question waiting for an answer when we last looked ({day}).", day=day)


def nobody(last_seen_us: Sequence[int | None], reading: Reading) -> str:
    """Return that nobody waits for a member, or that nobody did when all of their accounts had last been seen."""
    of_late = [us for us in last_seen_us if us and reading.as_of_us - us <= SEEN_OF_LATE_US]
    looked_us = min([reading.as_of_us, *of_late])
    if reading.read_us - looked_us <= DAY_US:
        return _("Nobody is waiting for an answer, as far as we could see.")
    return _(
        "Nobody was waiting for an answer when we last looked ({day}), as far as we could see.",
        day=reading.day(looked_us),
    )


def lost_since(counts: Sequence[Mapping[str, Any]], reading: Reading) -> str | None:
    """Return since which day questions that waited are out of sight, if there are any."""
    since = [row["lost_since_us"] for row in counts if row["lost_since_us"] is not None]
    return reading.day(min(since)) if since else None


def waiting(number: int, reading: Reading) -> str:
    """Return how many questions wait: '3 questions are waiting for an answer'."""
    if reading.is_now:
        return ngettext(
            "{n} question is waiting for an answer", "{n} questions are waiting for an answer", number
        )
    return ngettext(
        "{n} question was waiting for an answer when we last looked",
        "{n} questions were waiting for an answer when we last looked",
        number,
    )


def lost(number: int) -> str:
    """Return how many questions were waiting when their accounts were last seen."""
    return ngettext(
        "{n} question was waiting when we last saw the account",
        "{n} questions were waiting when we last saw the account",
        number,
    )


def label(group: Group, number: int) -> str:
    """Return a group's name with its count. Those that are closed aren't counted at anybody."""
    return name(group) if group is Group.CLOSED else _("{name}: {n}", name=name(group), n=f"{number:,}")


def told(group: Group, number: int, members: int, reading: Reading) -> str:
    """Return what a list of one group holds, as a sentence; `members` is how many it is about, 0 where it is one."""
    put = _(", put to {members}", members=nouns.members(members)) if members else ""
    if group is Group.WAITING:
        longest = _("{waiting}{put}, longest first.", waiting=waiting(number, reading), put=put)
        return longest if number else none(reading)
    if group is Group.NEW:
        return _(
            "{new}{put}: asked less than a day before we last looked.", new=_new(number, reading), put=put
        )
    if group is Group.LOST:
        return _(
            "{lost}, more than a day before these figures. We can't say more of them than that.",
            lost=lost(number),
        )
    if group is Group.MARKED:
        return ngettext(
            "{n} question was corrected since these figures were worked out, or a correction was undone: "
            "the next measure counts anew.",
            "{n} questions were corrected since these figures were worked out, or a correction was undone: "
            "the next measure counts anew.",
            number,
        )
    return _("Closed questions, newest first.") if number else _("No question is closed.")


def _new(number: int, reading: Reading) -> str:
    if reading.is_now:
        return ngettext("{n} question is new", "{n} questions are new", number)
    return ngettext("{n} question was new", "{n} questions were new", number)

"""The words for questions without an answer we saw: one word and one count for one thing, on every page (3b, 89)."""

from dashboard.nouns import Group, Run
from dashboard.shown import Person
from dashboard.ui import times
from facts import DAY_US
from metrics import numbers
from store.published import Row

NAMES = {
    Group.WAITING: "Waiting",
    Group.NEW: "New",
    Group.LOST: "Waiting when last seen",
    Group.CLOSED: "Closed",
    Group.MARKED: "Corrected since",
}
MEANS = (
    "Waiting means: asked between a day and 14 days before we last looked, and no public answer seen. "
    "A phone call, a surgery or an e-mail is an answer too: say so with “Correct this”, and it leaves this list."
)
NOBODY = "We saw no question that is waiting for an answer."
CLOSED = (
    "Asked more than 14 days before we last looked, without a public answer that we saw. A question is no longer "
    "followed then. It may have been settled in another way, and nobody is asked to answer it now."
)
SEEN_OF_LATE_US = 90 * DAY_US  # what is known of who waits is of the last 90 days
EXPLAINS = {Group.WAITING: MEANS, Group.CLOSED: CLOSED}


def totals(counts: list[Row]) -> dict[Group, int]:
    """Return how many questions there are of each group, from the counts by member."""
    return {group: sum(row[group] for row in counts) for group in Group}


def none(run: Run) -> str:
    """Return that no question waits, of all members, or that none did when we last looked."""
    if run.read_us - run.as_of_us <= DAY_US:
        return NOBODY
    return f"We saw no question waiting for an answer when we last looked ({_day(run.as_of_us, run)})."


def nobody(person: Person, run: Run) -> str:
    """Return that nobody waits for a member, or that nobody did when all of their accounts had last been seen."""
    seen = [account["last_seen_us"] for account in person.accounts if account["last_seen_us"]]
    of_late = [us for us in seen if run.as_of_us - us <= SEEN_OF_LATE_US]
    looked_us = min([run.as_of_us, *of_late])
    if run.read_us - looked_us <= DAY_US:
        return "Nobody is waiting for an answer, as far as we could see."
    return f"Nobody was waiting for an answer when we last looked ({_day(looked_us, run)}), as far as we could see."


def lost_since(counts: list[Row], run: Run) -> str | None:
    """Return since which day questions that waited are out of sight, if there are any."""
    since = [row["lost_since_us"] for row in counts if row["lost_since_us"] is not None]
    return _day(min(since), run) if since else None


def _day(us: int, run: Run) -> str:
    return times.day(us, run.zone, run.read_us)


def are(number: int, run: Run) -> str:
    """Return 'is' or 'are' as long as the run's moment is about now, else 'was' or 'were'."""
    if run.read_us - run.as_of_us <= DAY_US:
        return "is" if number == 1 else "are"
    return "was" if number == 1 else "were"


def waiting(number: int, run: Run) -> str:
    """Return what follows a number of questions that wait: ' are waiting for an answer'."""
    when = "" if are(2, run) == "are" else " when we last looked"
    return f" {are(number, run)} waiting for an answer{when}"


def lost(number: int) -> str:
    """Return what follows a number of questions that were waiting when their accounts were last seen."""
    return f" {'was' if number == 1 else 'were'} waiting when we last saw the account"


def label(group: Group, number: int) -> str:
    """Return a group's name with its count. Those that are closed aren't counted at anybody."""
    return NAMES[group] if group is Group.CLOSED else f"{NAMES[group]}: {number:,}"


def told(group: Group, number: int, members: int, run: Run) -> str:
    """Return what a list of one group holds, as a sentence; `members` is how many it is about, 0 where it is one."""
    asked = numbers.count(number, "question")
    put = f", put to {numbers.count(members, 'member')}" if members else ""
    if group is Group.WAITING:
        return f"{asked}{waiting(number, run)}{put}, longest first." if number else none(run)
    if group is Group.NEW:
        return f"{asked} {are(number, run)} new{put}: asked less than a day before we last looked."
    if group is Group.LOST:
        return f"{asked}{lost(number)}, more than a day before these figures. We can't say more of them than that."
    if group is Group.MARKED:
        was = "was" if number == 1 else "were"
        since = f"{was} corrected since these figures were worked out, or a correction was undone"
        return f"{asked} {since}: the next measure counts anew."
    return "Closed questions, newest first." if number else "No question is closed."

"""The words for questions without an answer we saw: one word and one count for one thing, on every page (3b, 89)."""

from dashboard.nouns import Group, Run
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
EXPLAINS = {Group.WAITING: MEANS, Group.CLOSED: CLOSED}


def totals(counts: list[Row]) -> dict[Group, int]:
    """Return how many questions there are of each group, from the counts by member."""
    return {group: sum(row[group] for row in counts) for group in Group}


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
        return f"{asked}{waiting(number, run)}{put}, longest first." if number else NOBODY
    if group is Group.NEW:
        return f"{asked} {are(number, run)} new{put}: asked less than a day before we last looked."
    if group is Group.LOST:
        return f"{asked}{lost(number)}, more than a day before these figures. We can't say more of them than that."
    if group is Group.MARKED:
        was = "was" if number == 1 else "were"
        return f"{asked} {was} corrected since these figures were worked out, and left out of them at the next measure."
    return "Closed questions, newest first." if number else "No question is closed."

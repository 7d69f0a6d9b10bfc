"""What stands beside a figure: how many were asked, left out, answered elsewhere, and what became of them."""

from store.published import Row

COUNTS = {
    "asks": "asked in this window",
    "distinct_askers": "different residents asked",
    "same_person": "left out: one resident counts for at most a third",
    "answered_elsewhere": "answered elsewhere (phone, surgery, e-mail)",
    "set_aside": "set aside, each with its reason",
    "removed": "removed by whoever wrote them",
    "backdated": "with a doubtful date",
    "younger_than_a_day": "less than a day old when measured, not counted yet",
    "first_day_unseen": "left out: their first day wasn't seen whole",
    "within_2_days": "answered within 2 days",
    "within_5_days": "answered within 5 days",
    "new": "new: asked less than a day before we last looked",
    "waiting": "waiting: asked between a day and 14 days before we last looked",
    "closed": "closed: asked longer ago, no longer followed",
}
# Which of them stand beside a figure, where it isn't all that are published: a question less than a day old isn't
# counted yet in one figure, and counted for as long as it has waited in another.
BESIDE = {
    "typical-wait": (
        "asks", "distinct_askers", "same_person", "answered_elsewhere", "set_aside", "removed", "backdated",
    ),
    "still-waiting": (
        "asks", "distinct_askers", "answered_elsewhere", "set_aside", "removed", "new", "waiting", "closed",
    ),
}  # fmt: skip


def counts(row: Row, listed: dict[str, int] | None = None) -> list[tuple[str, str]]:
    """Return what stands beside a figure as (number, words); nothing where the number is zero.

    `listed`: how many occasions each of these counts is the reason for, in the list behind the figure.
    """
    told = []
    for name in BESIDE.get(row["measure"], COUNTS):
        number, words = row["counts"].get(name), COUNTS[name]
        if isinstance(number, list) and number[1]:
            told.append((f"{number[0]:,} of {number[1]:,}", words))
        elif isinstance(number, int) and (number or name == "asks"):
            more = number - listed.get(name, number) if listed else 0
            told.append((f"{number:,}", f"{words}{_otherwise(row, name, more)}"))
    return told


def _otherwise(row: Row, name: str, number: int) -> str:
    """Return what became of those in a count that the list doesn't hold for this reason.

    A question may be in two counts, but has one reason: else they would add up to more than were asked.
    """
    if number <= 0:
        return ""
    if row["measure"] == "still-waiting":  # only what has no answer is in its list
        return f"; {number:,} of them answered here too, or listed under another reason"
    is_counted = (
        "counted, or " if name == "removed" else ""
    )  # one that had gone a day without an answer counts (24)
    return f"; {number:,} of them {is_counted}listed under another reason"

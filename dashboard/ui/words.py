"""Results as sentences. The figure and the list behind it are told in the same words on every page."""

import re

from dashboard.nouns import WITHHELD
from dashboard.ui.times import MONTHS
from facts import MarkKind, Outcome, Unit
from metrics import numbers
from metrics.measure import Measure
from store.published import Row

# What one occasion of a measure is called (one, many) and what the met ones did. A measure that isn't named here
# is still told, in plainer words.
OCCASIONS = {
    "answered-within-a-day": ("question", "questions", "answered within a day"),
    "typical-wait": ("question", "questions", "answered"),
    "still-waiting": ("question", "questions", "without an answer we saw"),
    "conversation-share": ("post or reply", "posts and replies", "in conversation with somebody"),
    "sharing-share": ("post", "posts", "passing on somebody else's words or link"),
    "longest-silence": ("silence", "silences", ""),
}
MENTIONS = {
    "partly": "Questions put to the member elsewhere, by mentioning them, were seen for part of this time only.",
    "not seen": "Questions put to the member elsewhere, by mentioning them, were not seen.",
}
MARKS = {
    MarkKind.NOT_AN_ASK: "not a question",
    MarkKind.IS_AN_ASK: "a question",
    MarkKind.ANSWERED_ELSEWHERE: "answered elsewhere",
    MarkKind.SET_ASIDE: "set aside",
    MarkKind.INVITES: "an invitation",
    MarkKind.NOT_INVITES: "not an invitation",
    MarkKind.AWAY: "away",
}
ENOUGH = 10
WITHHELD_BECAUSE = (
    "Fewer than five members have a figure here, so it would be about persons and not the council."
)
NO_RANGE = "no range is worked out for this one"
ACCOUNT = re.compile(r"\b([a-z]+):(?=\S*[a-z0-9])[^\s,;]+")
DATE = re.compile(r"\b\d{4}-(\d\d)-(\d\d)\b")
PLATFORMS = {"x": "X", "bluesky": "Bluesky", "facebook": "Facebook", "mastodon": "Mastodon"}


def occasions(measure: str, number: int) -> str:
    """Return '52 questions'."""
    one, many, _ = OCCASIONS.get(measure, ("occasion", "occasions", ""))
    return numbers.count(number, one, many)


def counted(row: Row) -> str:
    """Return what a count counts: 'questions without an answer we saw'."""
    one, many, did = OCCASIONS.get(row["measure"], ("occasion", "occasions", ""))
    return f"{one if row['value'] == 1 else many} {did}".strip()


def value(row: Row) -> tuple[str, str]:
    """Return what stands big on a card and what follows it; in words where there is no number."""
    if row["outcome"] == Outcome.MEASURED and row["value"] is not None:
        return numbers.figure(row["value"], Unit(row["unit"]))
    if row["outcome"] == Outcome.MEASURED:
        return "Under half", "answered"
    heads = {Outcome.TOO_FEW: "Too few to say", Outcome.UNKNOWN: "Unknown", WITHHELD: "Withheld"}
    return heads.get(row["outcome"], "Can't be seen"), ""


def is_measured(row: Row | None) -> bool:
    """Say whether there is a figure, or under half were answered, which is one too."""
    return row is not None and row["outcome"] == Outcome.MEASURED


def is_under_half(row: Row | None) -> bool:
    """Say whether a result was measured and has no value, because fewer than half were answered (3b, 34)."""
    return row is not None and row["outcome"] == Outcome.MEASURED and row["value"] is None


def is_number(row: Row | None) -> bool:
    """Say whether a result may be shown as a number."""
    return row is not None and row["outcome"] == Outcome.MEASURED and row["value"] is not None


def basis(row: Row) -> str:
    """Return what a figure rests on: '41 of 52 questions', '12 silences', or why there is none."""
    if row["outcome"] == Outcome.TOO_FEW:
        return too_few(row)
    if row["outcome"] == WITHHELD:
        return WITHHELD_BECAUSE
    if row["outcome"] != Outcome.MEASURED:
        return plainly(row.get("why") or "It was not seen well enough.")
    return f"{_counted(row)}{elsewhere(row)}"


def elsewhere(row: Row) -> str:
    """Return ', and 2 answered elsewhere', which is no part of a figure and stands beside it, or nothing."""
    number = (row.get("counts") or {}).get("answered_elsewhere")
    return f", and {number:,} answered elsewhere" if number else ""


def _counted(row: Row) -> str:
    if row["met"] is not None:
        return f"{row['met']:,} of {occasions(row['measure'], row['n'])}"
    told = occasions(row["measure"], row["n"] or 0)
    return f"Fewer than half of {told} have an answer" if is_under_half(row) else told


def closed(row: Row) -> str:
    """Return how many of the questions without an answer are closed, or nothing."""
    number = row["counts"].get("closed")
    are = "is" if number == 1 else "are"
    return (
        f"{number:,} of them {are} no longer followed: asked over 14 days before we last looked"
        if number
        else ""
    )


def plainly(why: str) -> str:
    """Return a published reason as people read it: platforms instead of account ids, days instead of dates."""
    told = ACCOUNT.sub(lambda found: f"on {platform(found[1])}", why).replace(": on ", " on ")
    told = DATE.sub(lambda found: f"{int(found[2])} {MONTHS[int(found[1]) - 1]}", told)
    return f"{told[:1].upper()}{told[1:]}" + ("" if told.endswith(".") else ".")


def too_few(row: Row) -> str:
    """Return the counts that stand where a share or a typical wait will: '3 of 4 so far; a share needs 10'."""
    told = f"{occasions(row['measure'], row['n'] or 0)} so far{elsewhere(row)}"
    if row["met"] is not None:
        return f"{row['met']} of {told}; a share needs {ENOUGH}."
    if row["unit"] == Unit.HOURS:
        return f"{told}; a typical wait needs {ENOUGH}."
    return str(row.get("why") or "Nothing to look at yet.")


def span(row: Row) -> str:
    """Return '95% range 66% to 88%'; that a share or wait has none; nothing where no range is to be expected."""
    told = numbers.ranged(row["low"], row["high"], Unit(row["unit"]))
    return told or (NO_RANGE if is_number(row) and row["unit"] in (Unit.SHARE, Unit.HOURS) else "")


def in_full(row: Row) -> str:
    """Return a result in one piece with what it rests on: '60% (31 of 52 questions; 95% range 46% to 72%)'."""
    told = " ".join(value(row)).strip()
    if row["outcome"] not in (Outcome.MEASURED, Outcome.TOO_FEW):
        return told
    if row["unit"] == Unit.COUNT and is_number(row):
        return f"{told} {counted(row)}{elsewhere(row)}"
    rests = (basis(row), span(row) if is_number(row) else "")
    return f"{told} ({'; '.join(part.rstrip('.') for part in rests if part)})"


def sentences(*parts: str) -> str:
    """Return these as sentences: each begins with a capital letter and ends once."""
    return " ".join(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in parts if part)


def sentence(row: Row, measure: Measure) -> str:
    """Return a result as one sentence: the formula in words."""
    if row["outcome"] != Outcome.MEASURED:
        return {
            Outcome.TOO_FEW: f"Too few to say. {basis(row)}",
            Outcome.UNKNOWN: f"Unknown. {basis(row)}",
        }.get(row["outcome"], f"This can't be seen. {basis(row)}")
    told = {Unit.SHARE: _share, Unit.HOURS: _hours, Unit.DAYS: _days}.get(measure.unit, _count)(row)
    return f"{told}{f' ({span(row)})' if span(row) else ''}."


def _share(row: Row) -> str:
    _, _, did = OCCASIONS.get(row["measure"], ("", "", "met"))
    return f"{_counted(row)} {did}: {numbers.per_cent(row['value'])}"


def _hours(row: Row) -> str:
    asked = occasions(row["measure"], row["n"])
    if row["value"] is None:
        return f"{_counted(row)}, so there is no typical wait to name"
    return f"Half of {asked} were answered within {numbers.hours(row['value'])}"


def _days(row: Row) -> str:
    return f"The longest of {occasions(row['measure'], row['n'])} lasted {numbers.days(row['value'])}"


def _count(row: Row) -> str:
    _, _, did = OCCASIONS.get(row["measure"], ("", "", ""))
    return f"{occasions(row['measure'], int(row['value']))} {did}".strip()


def mentions(row: Row) -> str:
    """Return what to say where questions put to a member by mentioning them weren't all seen (3b, 88)."""
    return MENTIONS.get(row["counts"].get("mentions", ""), "")


def platform(name: str) -> str:
    """Return a platform's name as people write it."""
    return PLATFORMS.get(name, name.capitalize())


def listed(parts: list[str]) -> str:
    """Return 'a', 'a and b' or 'a, b and c'."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""


def surname(name: str) -> str:
    """Return what a name is sorted by: the last word, accents and case aside, then the whole name."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return f"{plain.split()[-1]} {plain}" if plain.split() else ""

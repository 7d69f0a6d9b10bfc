"""Results as sentences. The figure and the list behind it are told in the same words on every page."""

import re

from dashboard.ui.times import MONTHS
from facts import Outcome, Unit
from metrics import numbers
from metrics.measure import Measure
from store.published import Row

# What one occasion of a measure is called (one, many) and what the met ones did. A measure that isn't named here
# is still told, in plainer words.
OCCASIONS = {
    "answered-within-a-day": ("question", "questions", "answered within a day"),
    "typical-wait": ("question", "questions", "answered"),
    "still-waiting": ("question", "questions", "waiting"),
    "conversation-share": ("post or reply", "posts and replies", "in conversation with somebody"),
    "sharing-share": ("post", "posts", "passing on somebody else's words or link"),
    "longest-silence": ("silence", "silences", ""),
}
COUNTS = {
    "asks": "asked in this window",
    "distinct_askers": "different residents asked",
    "same_person": "left out: one resident counts for at most a third",
    "answered_elsewhere": "answered elsewhere (phone, surgery, e-mail)",
    "set_aside": "set aside, each with its reason",
    "removed": "removed by whoever wrote them",
    "backdated": "with a doubtful date",
    "younger_than_a_day": "less than a day old, not counted yet",
    "first_day_unseen": "not counted: we didn't see the whole first day after them",
    "within_2_days": "answered within 2 days",
    "within_5_days": "answered within 5 days",
    "new": "of those open, under a day old",
    "waiting": "waiting for a day or longer, up to 14 days",
    "closed": "older, closed without an answer that we saw",
    "mentions": "posts elsewhere that mention the member",
}
MENTIONS = {"seen": "Seen", "partly": "Seen in part", "not seen": "Not seen"}
ENOUGH = 10
ACCOUNT = re.compile(r"\b([a-z]+):(?=\S*[a-z0-9])[^\s,;]+")
DATE = re.compile(r"\b\d{4}-(\d\d)-(\d\d)\b")
PLATFORMS = {"x": "X", "bluesky": "Bluesky", "facebook": "Facebook", "mastodon": "Mastodon"}


def occasions(measure: str, number: int) -> str:
    """Return '52 questions'."""
    one, many, _ = OCCASIONS.get(measure, ("occasion", "occasions", ""))
    return numbers.count(number, one, many)


def counted(row: Row) -> str:
    """Return what a count counts: 'questions'."""
    one, many, _ = OCCASIONS.get(row["measure"], ("occasion", "occasions", ""))
    return one if row["value"] == 1 else many


def value(row: Row) -> tuple[str, str]:
    """Return what stands big on a card and what follows it; in words where there is no number."""
    if row["outcome"] == Outcome.MEASURED and row["value"] is not None:
        return numbers.figure(row["value"], Unit(row["unit"]))
    if row["outcome"] == Outcome.MEASURED:
        return "Under half", "answered so far"
    return {Outcome.TOO_FEW: "Too few to say", Outcome.UNKNOWN: "Unknown"}.get(
        row["outcome"], "Can't be seen"
    ), ""


def is_number(row: Row | None) -> bool:
    """Say whether a result may be shown as a number."""
    return row is not None and row["outcome"] == Outcome.MEASURED and row["value"] is not None


def basis(row: Row) -> str:
    """Return what a figure rests on: '41 of 52 questions', '12 silences', or why there is none."""
    if row["outcome"] == Outcome.TOO_FEW:
        return too_few(row)
    if row["outcome"] != Outcome.MEASURED:
        return plainly(row["why"] or "It was not seen well enough.")
    if row["met"] is not None:
        return f"{row['met']:,} of {occasions(row['measure'], row['n'])}"
    return occasions(row["measure"], row["n"] or 0)


def plainly(why: str) -> str:
    """Return a published reason as people read it: platforms instead of account ids, days instead of dates."""
    told = ACCOUNT.sub(lambda found: f"on {platform(found[1])}", why).replace(": on ", " on ")
    told = DATE.sub(lambda found: f"{int(found[2])} {MONTHS[int(found[1]) - 1]}", told)
    return f"{told[:1].upper()}{told[1:]}" + ("" if told.endswith(".") else ".")


def too_few(row: Row) -> str:
    """Return the counts that stand where a share or a typical wait will: '3 of 4 so far; a share needs 10'."""
    n = row["n"] or 0
    if row["met"] is not None:
        return f"{row['met']} of {occasions(row['measure'], n)} so far; a share needs {ENOUGH}."
    if row["unit"] == Unit.HOURS:
        return f"{occasions(row['measure'], n)} so far; a typical wait needs {ENOUGH}."
    return str(row["why"] or "Nothing to look at yet.")


def span(row: Row) -> str:
    """Return '95% range 66% to 88%', or nothing where the figure has no range."""
    words = numbers.span(row["low"], row["high"], Unit(row["unit"]))
    return f"95% range {words}" if words else ""


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
    return f"{basis(row)} {did}: {numbers.per_cent(row['value'])}"


def _hours(row: Row) -> str:
    asked = occasions(row["measure"], row["n"])
    if row["value"] is None:
        return f"Fewer than half of {asked} have been answered, so there is no typical wait to name"
    return f"Half of {asked} were answered within {numbers.hours(row['value'])}"


def _days(row: Row) -> str:
    return f"The longest of {occasions(row['measure'], row['n'])} lasted {numbers.days(row['value'])}"


def _count(row: Row) -> str:
    _, _, did = OCCASIONS.get(row["measure"], ("", "", ""))
    return f"{occasions(row['measure'], int(row['value']))} {did}".strip()


def counts(row: Row) -> list[tuple[str, str]]:
    """Return what stands beside a figure as (number, words); nothing where the number is zero.

    Whether mentions were seen is said too: a question put elsewhere may have been missed.
    """
    told = []
    for name, words in COUNTS.items():
        number = row["counts"].get(name)
        if isinstance(number, list) and number[1]:
            told.append((f"{number[0]:,} of {number[1]:,}", words))
        elif isinstance(number, int) and (number or name == "asks"):
            told.append((f"{number:,}", words))
        elif isinstance(number, str):
            told.append((MENTIONS[number], words))
    return told


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

"""The whole council's figures in words. Never a verdict."""

from collections.abc import Mapping, Sequence
from typing import Any

from facts import Outcome
from metrics.measure import Measure
from wording import nouns, numbers
from wording.language import gettext as _
from wording.language import ngettext
from wording.reading import Reading
from wording.reasons import capitalised
from wording.results import in_full, is_number, span, withheld_because
from wording.withholding import WITHHELD

Row = Mapping[str, Any]


def no_verdict() -> str:
    """Return why a month without an edition has no verdict."""
    return _(
        "Whether anything really changed is said in the edition of a month, which is made when it has closed: at 9:00 "
        "on the 6th of the next. Until then two months beside each other are no more than that."
    )


def head(month: str) -> str:
    """Return the head of the card of the latest month."""
    return _("How it is going: {month}", month=month)


def beside(month: str, row: Row, reading: Reading) -> str:
    """Return a figure of another month: 'October: 66% (...)'."""
    return _("{month}: {result}", month=month, result=in_full(row, reading))


def none_before() -> str:
    """Return what stands where there is no month to put beside."""
    return _("There is no month before it.")


def how() -> tuple[str, str]:
    """Return the head of how a figure is worked out, and what it begins with: for each member alike."""
    return _("How this is worked out"), _("For each member: ")


def no_share(row: Row | None, enough: int) -> str:
    """Return why a month has no share of questions answered within a day, each reason where it is the true one."""
    if row is None:
        return _("Nothing was published for this month.")
    if row["outcome"] == WITHHELD:
        return _(
            "How many questions were answered within a day is withheld for this month. {because}",
            because=withheld_because(),
        )
    if row["outcome"] == Outcome.TOO_FEW:
        return _(
            "{met} of {questions} that residents put to members in public had a public answer within a day: "
            "too few to give a share, which needs {enough}.",
            met=f"{row['met']:,}",
            questions=nouns.questions(row["n"]),
            enough=enough,
        )
    return _("Too little was seen this month to say how many questions were answered within a day.")


def share(row: Row) -> str:
    """Return a template of {share}: the month in one sentence."""
    return _(
        "Of {questions} that residents put to members in public and that count here, {met} had a public answer "
        "within a day: {share} ({range}).",
        questions=nouns.questions(row["n"]),
        met=f"{row['met']:,}",
        range=span(row),
        share="{share}",
    )


def share_before(month: str, row: Row | None, reading: Reading) -> str:
    """Return what the share was in the month before, where it is known."""
    if row is None or not is_number(row):
        return ""
    return _("In {month} it was {result}.", month=month, result=in_full(row, reading))


def per_cent(row: Row) -> str:
    """Return a share as per cent."""
    return numbers.per_cent(row["value"])


def seen(row: Row) -> str:
    """Return how many members a figure is made of."""
    if row["outcome"] == WITHHELD:
        return withheld_because()
    unknown, none = row["members_unknown"], row["members_none"]
    return _(
        "Made of {members}{unknown}{none}.",
        members=nouns.members(row["members"]),
        unknown=ngettext("; {n} not seen well enough", "; {n} not seen well enough", unknown)
        if unknown
        else "",
        none=ngettext("; {n} had none", "; {n} had none", none) if none else "",
    )


def how_much() -> tuple[str, str]:
    """Return the head of what could be seen, and when a member's month counts."""
    return _("How much could be seen"), _(
        "A member's month counts when at least 90% of it was seen on each account of theirs that was seen at all. The "
        "others are left out of the figures, and never counted as silent."
    )


def titles(measures: Sequence[Measure]) -> str:
    """Return these measures as a sentence that names them."""
    return f"{capitalised(nouns.listed([nouns.title(measure).lower() for measure in measures]))}."


def ranges() -> str:
    """Return what the ranges of the pictures mean."""
    return _(
        "The upright lines are 95% ranges. They allow for the fact that one member's questions are more alike than "
        "questions put to different members. A typical wait counts those without an answer for "
        "as long as they were followed."
    )

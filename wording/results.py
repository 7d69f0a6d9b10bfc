"""Results as sentences. The figure and the list behind it are told in the same words wherever they stand."""

from collections.abc import Mapping
from typing import Any

from facts import Outcome, Unit
from metrics import measure_of
from metrics.measure import Measure
from metrics.sums import PROPORTION
from wording import nouns, numbers
from wording.language import gettext as _
from wording.language import ngettext
from wording.reading import Reading
from wording.reasons import capitalised
from wording.reasons import sentence as reason_sentence
from wording.withholding import WITHHELD

Row = Mapping[
    str, Any
]  # of the published results: measure, outcome, value, low, high, n, met, unit, reason, counts


def value(row: Row) -> tuple[str, str]:
    """Return what stands big on a card and what follows it; in words where there is no number."""
    if is_number(row) and not row["value"] and (none := measure_of(row["measure"]).if_none):
        return _(none), ""
    if is_number(row) and row["unit"] == Unit.NUMBER:
        return numbers.said(row["value"], Unit.NUMBER), nouns.did(measure_of(row["measure"]))
    if is_number(row):
        return numbers.figure(row["value"], Unit(row["unit"]))
    if is_measured(row):
        return _("Under half"), _("answered")
    heads = {
        Outcome.TOO_FEW: _("Too few to say"),
        Outcome.UNKNOWN: _("Unknown"),
        WITHHELD: _("Withheld"),
    }
    return heads.get(row["outcome"]) or _("Can't be seen"), ""


def is_measured(row: Row | None) -> bool:
    """Say whether there is a figure, or under half were answered, which is one too."""
    return row is not None and row["outcome"] == Outcome.MEASURED


def is_under_half(row: Row | None) -> bool:
    """Say whether a result was measured and has no value, because fewer than half were answered (definition 34)."""
    return row is not None and row["outcome"] == Outcome.MEASURED and row["value"] is None


def is_number(row: Row | None) -> bool:
    """Say whether a result may be shown as a number."""
    return row is not None and row["outcome"] == Outcome.MEASURED and row["value"] is not None


def withheld_because() -> str:
    """Return why a council's figure is withheld."""
    return _("Fewer than five members have a figure here, so it would be about persons and not the council.")


def basis(row: Row, reading: Reading) -> str:
    """Return what a figure rests on: '41 of 52 questions', '12 silences', or why there is none."""
    if row["outcome"] == Outcome.TOO_FEW:
        return too_few(row, reading)
    if row["outcome"] == WITHHELD:
        return withheld_because()
    if row["outcome"] != Outcome.MEASURED:
        reason = row.get("reason")
        return reason_sentence(reason, reading) if reason else _("It was not seen well enough.")
    return f"{counted(row)}{elsewhere(row)}"


def elsewhere(row: Row) -> str:
    """Return ', and 2 answered elsewhere', which is no part of a figure and stands beside it, or nothing."""
    number = (row.get("counts") or {}).get("answered_elsewhere")
    return ngettext(", and {n} answered elsewhere", ", and {n} answered elsewhere", number) if number else ""


def elsewhere_alone(row: Row) -> str:
    """Return '2 answered elsewhere', where nothing stands before it, or nothing."""
    number = (row.get("counts") or {}).get("answered_elsewhere")
    return ngettext("{n} answered elsewhere", "{n} answered elsewhere", number) if number else ""


def counted(row: Row) -> str:
    """Return how many were met of how many: '41 of 52 questions'; of what is no share, how many there were."""
    measure = measure_of(row["measure"])
    told = nouns.occasions(measure, row["n"] or 0)
    if row["met"] is not None:
        return _("{met} of {occasions}", met=f"{row['met']:,}", occasions=told)
    return _("Fewer than half of {occasions} have an answer", occasions=told) if is_under_half(row) else told


def met_of(row: Row) -> str:
    """Return '41 of 52', where what is counted stands above it."""
    return _("{met} of {n}", met=f"{row['met']:,}", n=f"{row['n']:,}")


def short_basis(row: Row) -> str:
    """Return in a few words what a figure in a cell rests on; nothing but what stands beside it for a count."""
    if row["unit"] == Unit.COUNT:
        return elsewhere_alone(row)
    told = nouns.occasions(measure_of(row["measure"]), row["n"] or 0) if row["met"] is None else met_of(row)
    return f"{told}{elsewhere(row)}"


def counted_words(row: Row) -> str:
    """Return what a count counts: 'questions without an answer we saw'; nothing of a none that has its own words."""
    if not row["value"] and measure_of(row["measure"]).if_none:
        return ""
    return nouns.counted(measure_of(row["measure"]), int(row["value"]))


def closed(row: Row) -> str:
    """Return how many of the questions without an answer are closed, or nothing."""
    number = row["counts"].get("closed") if measure_of(row["measure"]).is_about_asks else 0
    if not number:
        return ""
    return ngettext(
        "{n} of them is no longer followed: asked over 14 days before we last looked",
        "{n} of them are no longer followed: asked over 14 days before we last looked",
        number,
    )


def too_few(row: Row, reading: Reading) -> str:
    """Return the counts that stand where a share or a wait will: '3 of 4 questions so far; a share needs 10'."""
    measure = measure_of(row["measure"])
    enough = measure.sum_up.enough
    told = _(
        "{occasions} so far{elsewhere}",
        occasions=nouns.occasions(measure, row["n"] or 0),
        elsewhere=elsewhere(row),
    )
    if row["met"] is not None:
        return _("{met} of {so_far}; a share needs {enough}.", met=row["met"], so_far=told, enough=enough)
    if row["unit"] == Unit.HOURS:
        return _("{so_far}; a typical wait needs {enough}.", so_far=told, enough=enough)
    return reason_sentence(row["reason"], reading) if row.get("reason") else _("Nothing to look at yet.")


def short_reason(row: Row) -> str:
    """Return in a few words why a cell holds no number, or nothing."""
    if row["outcome"] == Outcome.TOO_FEW:
        if row["met"] is not None:
            return _("{met} of {n} so far", met=row["met"], n=row["n"] or 0) + elsewhere(row)
        return _("{n} so far", n=row["n"] or 0) + elsewhere(row)
    if is_under_half(row):
        told = nouns.occasions(measure_of(row["measure"]), row["n"])
        return _("of {occasions}", occasions=told) + elsewhere(row)
    return _("not seen well enough") if row["outcome"] == Outcome.UNKNOWN else ""


def span(row: Row) -> str:
    """Return '95% range 66% to 88%'; that a share or wait has none; nothing where no range is to be expected."""
    told = numbers.ranged(row["low"], row["high"], Unit(row["unit"]))
    is_expected = is_number(row) and row["unit"] in (Unit.SHARE, Unit.HOURS)
    is_expected &= measure_of(row["measure"]).sum_up is not PROPORTION  # whose definition has none
    return told or (_("no range is worked out for this one") if is_expected else "")


def in_full(row: Row, reading: Reading) -> str:
    """Return a result in one piece with what it rests on: '60% (31 of 52 questions; 95% range 46% to 72%)'."""
    told = " ".join(value(row)).strip()
    if row["outcome"] not in (Outcome.MEASURED, Outcome.TOO_FEW):
        return told
    if row["unit"] == Unit.COUNT and is_number(row):
        return f"{told} {counted_words(row)}{elsewhere(row)}".strip()
    rests = (basis(row, reading), span(row) if is_number(row) else "")
    return f"{told} ({'; '.join(part.rstrip('.') for part in rests if part)})"


def sentences(*parts: str) -> str:
    """Return these as sentences: each begins with a capital letter and ends once."""
    return " ".join(f"{capitalised(part).rstrip('.')}." for part in parts if part)


def sentence(row: Row, reading: Reading) -> str:
    """Return a result as one sentence: the formula in words."""
    if row["outcome"] != Outcome.MEASURED:
        rests = basis(row, reading)
        if row["outcome"] == Outcome.TOO_FEW:
            return _("Too few to say. {why}", why=rests)
        return (
            _("Unknown. {why}", why=rests)
            if row["outcome"] == Outcome.UNKNOWN
            else _("This can't be seen. {why}", why=rests)
        )
    measure = measure_of(row["measure"])
    say = {Unit.SHARE: _share, Unit.HOURS: _hours, Unit.DAYS: _days, Unit.NUMBER: _number}
    told = say.get(measure.unit, _count)(row, measure)
    return _("{told} ({range}).", told=told, range=span(row)) if span(row) else f"{told}."


def _share(row: Row, measure: Measure) -> str:
    share = numbers.per_cent(row["value"])
    return _("{counted} {did}: {share}", counted=counted(row), did=nouns.did(measure), share=share)


def _hours(row: Row, measure: Measure) -> str:
    if row["value"] is None:
        return _("{counted}, so there is no typical wait to name", counted=counted(row))
    asked, wait = nouns.occasions(measure, row["n"]), numbers.hours(row["value"])
    return _("Half of {occasions} were answered within {wait}", occasions=asked, wait=wait)


def _days(row: Row, measure: Measure) -> str:
    length = numbers.days(row["value"])
    return _(
        "The longest of {occasions} lasted {length}",
        occasions=nouns.occasions(measure, row["n"]),
        length=length,
    )


def _number(row: Row, measure: Measure) -> str:
    counted = nouns.occasions(measure, row["n"])
    number = numbers.rounded(row["value"], 1)
    return _("{occasions} of {number} {kinds}", occasions=counted, number=number, kinds=nouns.did(measure))


def _count(row: Row, measure: Measure) -> str:
    if not row["value"] and measure.if_none:
        return _(measure.if_none)
    told = nouns.occasions(measure, int(row["value"]))
    return _("{occasions} {did}", occasions=told, did=nouns.did(measure)).strip()


def mentions(row: Row) -> str:
    """Return what to say where questions put to a member by mentioning them weren't all seen (definition 88)."""
    seen = row["counts"].get("mentions", "")
    if seen == "partly":
        return _(
            "Questions put to the member elsewhere, by mentioning them, were seen for part of this time only."
        )
    if seen == "not seen":
        return _("Questions put to the member elsewhere, by mentioning them, were not seen.")
    return ""

"""The words of the workbook: what its sheets are called, their heads, and what stands above each table."""

from collections.abc import Mapping, Sequence
from typing import Any

from facts import Unit
from metrics import all_measures, measure_of, still_waiting
from metrics.measure import Audience
from wording import council, document, members, nouns, results, times
from wording.language import gettext as _

Row = Mapping[str, Any]

WAITING = still_waiting.MEASURE.id
COUNCIL, MEMBERS, DEFINITIONS, COVERAGE = "council", "members", "definitions", "coverage"


def sheets() -> dict[str, str]:
    """Return what each sheet is called: at most 31 characters, of which programs allow most."""
    return {
        COUNCIL: _("Council summary"),
        MEMBERS: _("Members"),
        DEFINITIONS: _("Definitions"),
        COVERAGE: _("How much was seen"),
    }


def title(sheet: str, window: Row, facts: Row) -> str:
    """Return what a sheet holds, of which council and window: 'Members, last 90 days: Anytown Borough Council'."""
    time = times.months(
        window["label"], to_us=window["to_us"], as_of_us=int(facts["as_of_us"]), zone=facts["time_zone"]
    )
    return _("{sheet}, {time}: {council}", sheet=sheets()[sheet], time=time, council=facts["council"])


def measured(facts: Row, version: str) -> str:
    """Return as of when the figures were measured, and in which published run they stand."""
    moment = times.full(int(facts["as_of_us"]), facts["time_zone"])
    return _(
        "Measured as of {moment} ({zone}). Published run {run}.",
        moment=moment,
        zone=facts["time_zone"],
        run=version,
    )


def frozen(facts: Row) -> str:
    """Return which edition a month's figures are of."""
    return _("These figures are of the frozen month. {edition}", edition=document.edition(facts))


def not_frozen() -> str:
    """Return why the council's figures have no verdict."""
    return council.no_verdict()


def whose(number: int) -> str:
    """Return what the table of members is, and what it isn't."""
    return members.caption(number)


def empty() -> str:
    """Return what a cell without anything in it means."""
    return _("An empty cell is unknown, or has no such number: never zero.")


def columns() -> list[str]:
    """Return the measures with a column in the list of members, by id, in the order people read them."""
    return [one.id for one in all_measures() if one.column]


def defined() -> list[str]:
    """Return the measures that aren't for a member's own eyes, by id, in the order people read them."""
    return [one.id for one in all_measures() if one.audience is Audience.ALL]


def counts_met(measure: str) -> bool:
    """Say whether a figure has a numerator."""
    return measure_of(measure).unit is Unit.SHARE


def column(measure: str) -> str:
    """Return the head of a measure's figures, with what they are counted in: 'Typical wait (hours)'."""
    about = measure_of(measure)
    return _in_unit(nouns.column(about), about.unit)


def heads_beside(head: str, *, with_met: bool) -> list[str]:
    """Return the heads of what stands beside a figure: both ends of its range, and what it rests on."""
    low = _("{figure}: 95% range from", figure=head)
    high = _("{figure}: 95% range to", figure=head)
    met = [_("{figure}: met", figure=head)] if with_met else []
    return [low, high, *met, _("{figure}: of how many", figure=head)]


def of_figures() -> list[str]:
    """Return the heads of a table of the council's figures."""
    return [
        _("Figure"),
        _("Counted in"),
        _("Value"),
        _("95% range from"),
        _("95% range to"),
        _("Met"),
        _("Of how many"),
        _("Members it is made of"),
        _("Members not seen well enough"),
    ]


def of_changes() -> list[str]:
    """Return the heads of what an edition says beside its figures."""
    return [
        _("Month before"),
        _("Same month of the year before"),
        _("Verdict"),
        _("Change in points"),
        _("99% range from"),
        _("99% range to"),
        _("Members compared"),
    ]


def of_members() -> tuple[str, str, str, str]:
    """Return the heads that say who a member is."""
    return members.member(), _("Ward"), _("Area"), _("Id on the register")


def waiting() -> tuple[str, str]:
    """Return the heads of how many questions wait, and of how many more waited when their account was last seen."""
    return members.waiting(), _("Waiting when last seen")


def without_answer() -> str:
    """Return the head of how many questions of a month have no answer we saw."""
    return nouns.title(measure_of(WAITING))


def figure_in_words(row: Row) -> str:
    """Return what stands where there is no number: 'Too few to say: 3 of 4 so far'."""
    told, why = " ".join(results.value(row)).strip(), results.short_reason(row)
    return _("{figure}: {why}", figure=told, why=why) if why else told


def not_measured() -> str:
    """Return what stands where there is no result."""
    return members.not_measured()


def at_least(number: int) -> str:
    """Return how many wait at least, where not all was seen."""
    return members.at_least(number)


def of_definitions() -> list[str]:
    """Return the heads of the table of definitions."""
    return [
        _("Measure"),
        _("Id of the measure"),
        _("Version of the definition"),
        _("In force since"),
        _("Counted in"),
        _("How it is worked out"),
        _("What it can't see"),
    ]


def definition(measure: str) -> tuple[str, str, str, str]:
    """Return a measure's title, unit, how it is worked out, and what it can't see."""
    about = measure_of(measure)
    return nouns.title(about), unit(about.unit), nouns.explains(about), nouns.cant_see(about)


def of_coverage(zone: str) -> list[str]:
    """Return the heads of the table of what was seen of each account."""
    return [
        members.member(),
        _("Ward"),
        _("Platform"),
        _("Account"),
        _("State"),
        _("Newest public post ({zone})", zone=zone),
        _("Seen without a gap up to ({zone})", zone=zone),
        _("Posts seen"),
        _("Replies seen"),
        _("What is in the way"),
    ]


def seen() -> str:
    """Return what the shares of what was seen are of."""
    return _("Shares are of the time in this window that had passed when it was measured.")


def state(name: str) -> str:
    """Return in which state an account was."""
    return {
        "active": _("Active"),
        "quiet": _("Quiet"),
        "unattended": _("Unattended"),
        "declared away": _("Declared away"),
    }.get(name) or _("Unknown")


def unit(of: Unit) -> str:
    """Return what a figure is counted in."""
    return {
        Unit.SHARE: _("share"),
        Unit.HOURS: _("hours"),
        Unit.DAYS: _("days"),
        Unit.COUNT: _("count"),
        Unit.NUMBER: _("number"),
    }[of]


def name() -> str:
    """Return what the file is called where it can be downloaded."""
    return _("Excel workbook")


def listed(lines: Sequence[str]) -> list[str]:
    """Return those of some lines that say anything."""
    return [line for line in lines if line]


def _in_unit(head: str, of: Unit) -> str:
    return _("{figure} ({unit})", figure=head, unit=unit(of)) if of in (Unit.HOURS, Unit.DAYS) else head

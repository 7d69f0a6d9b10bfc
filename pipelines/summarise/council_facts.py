"""The whole council's month as one document of facts: numbers, codes and moments, never a sentence.

It is worked out as of the month's close and holds all that any rendering prints, so that the page, the file, the
e-mail and the workbook can't differ. docs/summary.md says what each name means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facts import DAY_US, Outcome, Sight, Window, iso
from metrics import sharing_share
from metrics.measure import InMonth, Measure, Span
from metrics.statistics.changes import change_of_rate
from metrics.statistics.ratios import Part
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import parts_in_office
from pipelines.measure.measure import WorkedOut
from pipelines.measure.outcomes import ENOUGH_SEEN
from pipelines.measure.run import Run
from pipelines.summarise.at_close import who_is_silent, who_waits
from pipelines.summarise.figures import MONTHS, SEEN, Facts, Figures, told
from pipelines.summarise.months import after
from store.archive import Archive
from store.stretches import length

SCHEMA = 2
READ = sharing_share.MEASURE  # it needs nothing but a member's posts, so it says whose were seen


def needed(run: Run, month: str) -> Run:
    """Return as much of a run as of a month's close as its facts need: six measures and 13 months."""
    labels = {after(month, -back) for back in range(MONTHS)}
    return replace(
        run,
        measures=[one for one in run.measures if one.in_month is not InMonth.NOT],
        windows=[one for one in run.windows if one.label in labels],
    )


def council_facts(
    archive: Archive,
    run: Run,
    worked_out: WorkedOut,
    month: str,
    *,
    frozen: Mapping[str, Facts],
    examples: Sequence[Facts],
) -> Facts:
    """Return the facts of a month from a run as of its close, of which the archive still holds the relations.

    `frozen` holds the facts of other months' editions, `examples` what members let be shown of the month.
    """
    [window] = [one for one in run.windows if one.label == month]
    figures = Figures(worked_out, month, frozen)
    waiting, silent = who_waits(archive, run), who_is_silent(archive, run)
    return {
        **_whose(run.decided.settings),
        "month": {"label": month, "from": iso(window.from_us), "to": iso(window.to_us)},
        "as_of": iso(run.as_of_us),
        "figures": [figures.of(one) for one in run.measures if one.in_month is InMonth.FIGURE],
        "beside": [figures.of(one) for one in run.measures if one.in_month is InMonth.CHANGE],
        "a_day": [_a_day(run, worked_out, one, month) for one in run.measures if one.a_day],
        "waiting": waiting.told,
        "silent": silent.told,
        "named": {
            "waiting": waiting.named,
            "silent": silent.named,
            "examples": list(examples),
            "redacted": 0,
        },
        "members": _members(run, worked_out, window),
        "platforms": _platforms(run, worked_out, month),
        "definitions": [
            {"measure": one.id, "version": one.version, "since": one.since} for one in run.measures
        ],
    }


def _whose(settings: Settings) -> Facts:
    return {
        "schema": SCHEMA,
        "kind": "council",
        "council": settings.council,
        "country": settings.country,
        "time_zone": settings.time_zone,
        "is_invented": settings.invented,
        "pack": settings.pack,
        "languages": list(settings.languages),
        "languages_signed": sorted(settings.languages_checked),
    }


def _a_day(run: Run, worked_out: WorkedOut, measure: Measure, month: str) -> Facts:
    """Return how many occasions of a measure there were a day, and whether that changed."""
    since = after(month, -1)
    before, now = (_counted(run, worked_out, measure, label) for label in (since, month))
    return {"measure": measure.id, "since": since, **told(change_of_rate(before, now, "neither"))}


def _counted(run: Run, worked_out: WorkedOut, measure: Measure, label: str) -> Mapping[str, Part]:
    """Return of each readable member how many occasions they had, on how many days in office."""
    parts = run.judged(Span.WINDOW)
    return {
        one.member: (one.n or 0, _days(parts[one.member, label]))
        for one in worked_out.results
        if (one.measure, one.window) == (measure.id, label) and one.outcome in SEEN
    }


def _days(parts: Sequence[tuple[int, int]]) -> int:
    return round(length(parts) / DAY_US)  # a month in which the clocks change is an hour longer or shorter


def _members(run: Run, worked_out: WorkedOut, window: Window) -> Facts:
    """Return how many members there were in the month, and of how many enough was seen; the three add up to all."""
    in_office = [one.id for one in run.members if parts_in_office(window, run.decided.terms_of(one.id))]
    outcomes = {
        one.member: one.outcome
        for one in worked_out.results
        if (one.measure, one.window) == (READ.id, window.label)
    }
    seen = sum(outcomes.get(member) in SEEN for member in in_office)
    unseen = sum(outcomes.get(member) is Outcome.UNKNOWN for member in in_office)
    return {
        "all": len(in_office),
        "seen": seen,
        "not_seen": unseen,
        "not_read": len(in_office) - seen - unseen,
    }


def _platforms(run: Run, worked_out: WorkedOut, month: str) -> list[Facts]:
    """Return of each platform how many accounts it has, and of how many enough was seen in the month."""
    found: dict[str, list[bool]] = {}
    for account in run.accounts:
        shares = worked_out.coverage[account.id, Sight.POSTS]
        if month in shares:
            found.setdefault(account.platform, []).append(shares[month] >= ENOUGH_SEEN)
    return [
        {
            "platform": platform,
            "name": run.platforms.get(platform, platform),
            "accounts": len(seen),
            "seen": sum(seen),
        }
        for platform, seen in sorted(found.items())
    ]

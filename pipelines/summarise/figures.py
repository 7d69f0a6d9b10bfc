"""The council's figures of a month as facts: beside other months, with the verdict, and with what is ordinary."""

from collections.abc import Mapping, Sequence
from typing import Any

from facts import Outcome, Result, Unit
from metrics.measure import Measure, Span
from metrics.statistics.changes import Change, change_of_share
from metrics.statistics.ordinary import ordinary_band
from metrics.statistics.ratios import Part
from pipelines.measure.council import CouncilFigure
from pipelines.measure.measure import WorkedOut
from pipelines.measure.run import Run
from pipelines.summarise.months import after
from wording.withholding import WITHHELD, is_withheld

MONTHS = 13  # a year, and the same month before it
SEEN = (Outcome.MEASURED, Outcome.TOO_FEW)
Facts = dict[str, Any]


class Figures:
    """Every figure of the council as a run worked it out, to be told of one month.

    A month that was frozen before is told as it was then: what the papers of both months say of it is the same, and who
    has left since can't be told from the difference.
    """

    def __init__(self, worked_out: WorkedOut, month: str, frozen: Mapping[str, Facts]) -> None:
        self._month = month
        self._frozen: dict[tuple[str, int, str], Facts] = {
            (one["measure"], one["version"], label): one["now"]
            for label, facts in frozen.items()
            for one in (*facts["figures"], *facts["beside"])
            if label != month
        }
        self._council = {(one.measure, one.label): one for one in worked_out.council}
        self._results: dict[tuple[str, str], list[Result]] = {}
        for result in worked_out.results:
            self._results.setdefault((result.measure, result.window), []).append(result)

    def of(self, measure: Measure) -> Facts:
        """Return a measure's facts: the month's figure, those beside it, its change and its last 13 months."""
        months = [after(self._month, -back) for back in reversed(range(MONTHS))]
        series = [self._figure(measure, label) for label in months]
        return {
            "measure": measure.id,
            "version": measure.version,
            "unit": measure.unit.value,
            "better": measure.better,
            "now": series[-1],
            "month_before": series[-2],
            "year_before": series[0],
            "change": self._change(measure, after(self._month, -1)),
            "months": series,
            "ordinary": _ordinary(measure, series[:-1]),
        }

    def _figure(self, measure: Measure, label: str) -> Facts:
        if before := self._frozen.get((measure.id, measure.version, label)):
            return before
        found = self._council.get((measure.id, label))
        if found is None:
            return {
                "label": label,
                "outcome": Outcome.UNKNOWN.value,
                "members": 0,
                "members_none": 0,
                "members_unknown": 0,
            }
        there = sum(one.outcome in SEEN for one in self._results.get((measure.id, label), []))
        seen = {
            "label": label,
            "members": found.members,
            "members_none": there - found.members,
            "members_unknown": found.members_unknown,
        }
        if is_withheld(found.outcome, found.members):
            return {**seen, "outcome": WITHHELD}
        return {**seen, "outcome": found.outcome, **_numbers(found)}

    def _change(self, measure: Measure, since: str) -> Facts | None:
        """Return the change since another month; none of a median, which has a range alone.

        Nor of the 13 weeks up to each month, which share nine with the month before: it could hardly be found.
        """
        if not measure.sum_up.is_share or measure.judged_over is Span.WEEKS:
            return None
        before, now = self._parts(measure, since), self._parts(measure, self._month)
        return {"since": since, **told(change_of_share(before, now, measure.better))}

    def _parts(self, measure: Measure, label: str) -> Mapping[str, Part]:
        return {
            result.member: (result.met or 0, result.n or 0)
            for result in self._results.get((measure.id, label), [])
            if result.outcome in SEEN
        }


def made_of(run: Run, worked_out: WorkedOut, month: str) -> dict[str, list[str]]:
    """Return the accounts that each figure of a month is made of: those of members who had something to count."""
    found: dict[str, list[str]] = {}
    for one in worked_out.results:
        if one.window == month and one.outcome in SEEN and one.n:
            found.setdefault(one.measure, []).extend(
                account.id for account in run.accounts if account.member == one.member
            )
    return {measure: sorted(some) for measure, some in found.items()}


def _numbers(found: CouncilFigure) -> Facts:
    names = ("value", "low", "high", "n", "met")
    return {name: getattr(found, name) for name in names}


def told(change: Change) -> Facts:
    """Return a change in whole points (or hundredths of a count a day): more would give a few members away.

    The figures of both months are of all members and the change of those who are in both; from its exact value
    anybody could work out what the one or two had who are in one of them only.
    """
    facts: Facts = {
        "verdict": change.verdict.value,
        "members": change.members,
        "members_either": change.members_either,
    }
    if change.difference is None:
        return facts
    return {**facts, "difference": {name: round(one, 2) for name, one in change.difference._asdict().items()}}


def _ordinary(measure: Measure, earlier: Sequence[Facts]) -> Facts | None:
    """Return the band of the twelve months before.

    None where one was under half answered, since it has no number; nor of 13 weeks up to each month, which share nine
    with the month before: they move so little from one to the next that chance would lie outside.
    """
    if measure.judged_over is Span.WEEKS:
        return None
    if any(month["outcome"] == Outcome.MEASURED and month["value"] is None for month in earlier):
        return None
    band = ordinary_band([month.get("value") for month in earlier])
    if band is None:
        return None
    low, high = max(0.0, band[0]), min(1.0, band[1]) if measure.unit is Unit.SHARE else band[1]
    return {"low": low, "high": high}

"""Figures of leadership's month, and whether they changed, in words from the facts of an edition."""

from collections.abc import Mapping, Sequence
from typing import Any

from facts import Outcome, Unit
from metrics import measure_of
from metrics.statistics.changes import FEWEST, Verdict
from wording import nouns, numbers, results, times
from wording.language import gettext as _
from wording.language import ngettext
from wording.reasons import capitalised
from wording.withholding import WITHHELD

Facts = Mapping[str, Any]

CLEAR = (Verdict.IMPROVED, Verdict.WORSE, Verdict.ROSE, Verdict.FELL)


def row(figure: Facts, of: str = "now") -> dict[str, Any]:
    """Return a figure as a published row has it; `of` is now, month_before or year_before."""
    nothing = dict.fromkeys(("value", "low", "high", "n", "met"))
    return {**nothing, **figure[of], "measure": figure["measure"], "unit": figure["unit"], "counts": {}}


def title(figure: Facts) -> str:
    """Return what a figure is called."""
    return nouns.title(measure_of(figure["measure"]))


def verdict(figure: Facts) -> str:
    """Return a verdict in a word or two; of a figure that has none, that its range alone is given."""
    said = {
        Verdict.IMPROVED: _("Improved"),
        Verdict.WORSE: _("Worse"),
        Verdict.ROSE: _("Rose"),
        Verdict.FELL: _("Fell"),
        Verdict.NO_CLEAR_CHANGE: _("No clear change"),
        Verdict.TOO_FEW: _("Too few to say"),
        Verdict.NOT_COMPARABLE: _("Not comparable"),
    }
    change = figure["change"]
    return said[Verdict(change["verdict"])] if change else _("Range only")


def is_clear(figure: Facts) -> bool:
    """Say whether a figure really changed."""
    return bool(figure["change"]) and figure["change"]["verdict"] in CLEAR


def kind(figure: Facts) -> str:
    """Return how a verdict looks: clear, same, unsure or none. Never by colour alone: its word stands in it."""
    if figure["change"] is None:
        return "none"
    if is_clear(figure):
        return "clear"
    return "same" if figure["change"]["verdict"] == Verdict.NO_CLEAR_CHANGE else "unsure"


def is_told_alike(figure: Facts) -> bool:
    """Say whether the figures of both months, which are of all members, moved as those compared did, and visibly."""
    now, before = row(figure)["value"], row(figure, "month_before")["value"]
    by = figure["change"].get("difference")
    if by is None or now is None or before is None:
        return True
    return (now - before) * by["value"] > 0 and numbers.per_cent(now) != numbers.per_cent(before)


def is_it_real(figure: Facts) -> str:
    """Return whether the difference between two months is a change."""
    verdict = Verdict(figure["change"]["verdict"])
    if is_clear(figure) and not is_told_alike(figure):
        if verdict is Verdict.IMPROVED:
            return _("Among the members who could be read in both months it improved.")
        return _("Among the members who could be read in both months it fell.")
    said = {
        Verdict.IMPROVED: _("That is a real improvement."),
        Verdict.WORSE: _("That is a real fall."),
        Verdict.NO_CLEAR_CHANGE: _("That is no clear change."),
        Verdict.TOO_FEW: _("That is too few to say whether anything changed."),
    }
    return said.get(verdict) or _("Too few members could be read in both months to compare them.")


def rests_on(figure: Facts) -> str:
    """Return what a figure of a month rests on, or why there is none: '286 of 483 questions'."""
    if figure["outcome"] == Outcome.MEASURED:
        return results.counted(figure)
    if figure["outcome"] == Outcome.TOO_FEW:
        return _(
            "{occasions}: too few to say.",
            occasions=nouns.occasions(measure_of(figure["measure"]), figure["n"] or 0),
        )
    if figure["outcome"] == WITHHELD:
        return results.withheld_because()
    return _("Too little was seen.")


def range_of(figure: Facts) -> str:
    """Return '95% range 53% to 65%.', or that the data give none."""
    if not results.is_measured(figure):
        return ""
    told = numbers.ranged(figure["low"], figure["high"], Unit(figure["unit"]))
    return f"{capitalised(told)}." if told else _("No range: too few members have any.")


def other_month(figure: Facts, *, with_year: bool) -> str:
    """Return a figure of another month in one line, as 'September: 48%, 231 of 481.'.

    The month before is told without its year, the same month a year before with it.
    """
    head, after = results.value(figure)
    told = f"{head} {after}".strip()
    if results.is_measured(figure) and figure["met"] is not None:
        told = _("{figure}, {counted}", figure=told, counted=results.met_of(figure))
    name = times.month if with_year else times.month_alone
    return _("{month}: {figure}.", month=name(figure["label"]), figure=told)


def now_and_before(figure: Facts) -> str:
    """Return a figure of the month and of the month before, as '59%, was 48%.', or why there is none."""
    now, before = row(figure), row(figure, "month_before")
    if not results.is_number(now):
        return rests_on(now)
    told = numbers.said(now["value"], Unit(now["unit"]))
    if not results.is_number(before):
        return _("{figure}; there is no figure of the month before.", figure=told)
    return _("{figure}, was {was}.", figure=told, was=numbers.said(before["value"], Unit(before["unit"])))


def members_of(figure: Facts) -> str:
    """Return of how many members a figure is, as 'Of 53 members; 1 with nothing to count; 3 not seen well enough.'."""
    unknown, none = figure["members_unknown"], figure.get("members_none", 0)
    return _(
        "Of {members}{unknown}.",
        members=nouns.members(figure["members"]),
        unknown="".join(
            [
                ngettext("; {n} with nothing to count", "; {n} with nothing to count", none) if none else "",
                ngettext("; {n} not seen well enough", "; {n} not seen well enough", unknown)
                if unknown
                else "",
            ]
        ),
    )


def moved(change: Facts) -> str:
    """Return by how much a share moved with the range of it, or why that can't be said."""
    found = Verdict(change["verdict"])
    if found is Verdict.NOT_COMPARABLE:
        return _(
            "Only {members} of {either} could be read in both months: too few to compare them.",
            members=f"{change['members']:,}",
            either=f"{change['members_either']:,}",
        )
    if found is Verdict.TOO_FEW:
        return _("A comparison needs {enough} in each month, of five members at least.", enough=FEWEST)
    by, low, high = (change["difference"][name] for name in ("value", "low", "high"))
    if found is Verdict.NO_CLEAR_CHANGE:
        return _("Anything from {low} to {high} fits.", low=_points(low), high=_points(high))
    ends = [_whole(end) for end in sorted((abs(low), abs(high)))]
    return _("{points}, somewhere between {low} and {high}.", points=_points(by), low=ends[0], high=ends[1])


def over_whom(figures: Sequence[Facts]) -> str:
    """Return that changes are not over all members, where some could be read in one of the months only; or nothing."""
    found = [figure["change"] for figure in figures if figure["change"]]
    if all(change["members"] == change["members_either"] for change in found):
        return ""
    return _("A change is over the members read in both months alone; the figures are of all.")


def compared_over(change: Facts | None) -> str:
    """Return over how many members a figure was compared."""
    if change is None:
        return _("not compared")
    return _(
        "{members} of {either}", members=f"{change['members']:,}", either=f"{change['members_either']:,}"
    )


def _points(by: float) -> str:
    """Return '3 points up', '1 point down' or 'no change'."""
    number = int(_whole(abs(by)))
    if not number:
        return _("no change")
    if by > 0:
        return ngettext("{n} point up", "{n} points up", number)
    return ngettext("{n} point down", "{n} points down", number)


def _whole(share: float) -> str:
    return numbers.rounded(100 * share)


def rule() -> str:
    """Return when a change is called one."""
    return _(
        "We call it a change when its 99% range leaves out “no change” and it is big enough to matter: 3 points, or 5% "
        "of a count a day. Otherwise we say “no clear change”."
    )

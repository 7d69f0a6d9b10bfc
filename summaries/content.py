"""What stands in a monthly summary, as words and pictures: one content for paper, web page and e-mail alike."""

from collections.abc import Mapping
from typing import Any

from facts import Unit
from metrics import measure_of
from metrics.statistics.changes import Verdict
from summaries import charts
from wording import months, nouns, results, summary, times
from wording.language import language

INK, SHADE, SOFT = "#0b5d5e", "#d5e6e4", "#4c6168"
CLEAR = (Verdict.IMPROVED, Verdict.WORSE, Verdict.ROSE, Verdict.FELL)
LEAST_REACH = (
    0.1  # of the scale of changes: ten points to either side at least, so that small ones look small
)

Facts = Mapping[str, Any]
Content = dict[str, Any]


def content(facts: Facts) -> Content:
    """Return the content of a council's month in the reader's language."""
    head, real = summary.headline(facts)
    return {
        "language": language(),
        "title": summary.title(),
        "for_whom": summary.for_whom(),
        "council": facts["council"],
        "month": times.month(facts["month"]["label"]),
        "as_of": facts["as_of"],
        "invented": summary.invented() if facts["is_invented"] else "",
        "headline": head,
        "real": real,
        "others": " ".join(part for part in (summary.asked(facts), summary.the_others(facts)) if part),
        "heads": summary.heads(),
        "figures": [_figure(figure) for figure in facts["figures"]],
        "key": summary.key(),
        "changes": _changes(facts),
        "rule": summary.rule(),
        "steps": summary.steps(facts),
        "waiting": [summary.waiting(facts), summary.silent(facts)],
        "columns": list(summary.columns()),
        "made_of": [_made_of(figure) for figure in (*facts["figures"], *facts["beside"])],
        "seen": [summary.coverage(facts), f"{nouns.listed(summary.platforms(facts))}."],
        "method": summary.method(),
        "edition": summary.edition(facts),
    }


def _figure(figure: Facts) -> Content:
    now, measure, unit = summary.row(figure), measure_of(figure["measure"]), Unit(figure["unit"])
    number, after = results.value(now)
    history, band = charts.months_of(figure), figure["ordinary"]
    ends = charts.axis(history, band, unit)
    usual = months.usual(band["low"], band["high"], unit) if band else ""
    return {
        "id": figure["measure"],
        "title": nouns.title(measure),
        "number": number,
        "after": after,
        "is_number": results.is_number(now),
        "rests_on": summary.rests_on(now),
        "verdict": summary.verdict(figure["change"]),
        "kind": _kind(figure["change"]),
        "range": summary.range_of(now),
        "beside": [
            summary.other_month(summary.row(figure, of), with_year=of == "year_before")
            for of in ("month_before", "year_before")
        ],
        "picture": charts.series(history, band, unit, ink=INK, shade=SHADE),
        "spoken": months.spoken(history, unit, nouns.title(measure), usual_range=usual, note=""),
        "top": months.end(ends.high, unit),
        "bottom": months.end(ends.low, unit),
        "first": times.short_month(history[0].label),
        "last": times.short_month(history[-1].label),
    }


def _changes(facts: Facts) -> list[Content]:
    """Return what changed, clear changes first; all on one scale."""
    compared = sorted(charts.compared(facts), key=lambda figure: figure["change"]["verdict"] not in CLEAR)
    return [_change(figure, charts.reach(facts)) for figure in compared]


def _change(figure: Facts, reach: float) -> Content:
    change = figure["change"]
    told, _over = summary.moved(change)
    by = change.get("difference")
    is_clear = change["verdict"] in CLEAR
    return {
        "id": figure["measure"],
        "verdict": summary.verdict(change),
        "kind": _kind(change),
        "title": nouns.title(measure_of(figure["measure"])),
        "beside": summary.now_and_before(figure),
        "moved": told,
        "picture": charts.change(
            by["low"], by["value"], by["high"], reach, ink=INK if is_clear else SOFT, is_clear=is_clear
        )
        if by and change["verdict"] not in (Verdict.TOO_FEW, Verdict.NOT_COMPARABLE)
        else "",
    }


def _made_of(figure: Facts) -> list[str]:
    change = figure["change"]
    over = summary.moved(change)[1] if change else ""
    return [nouns.title(measure_of(figure["measure"])), summary.members_of(summary.row(figure)), over or "–"]


def _kind(change: Facts | None) -> str:
    """Return how a verdict looks: clear, same, or unsure; never by colour alone, since the word stands in it."""
    if change is None:
        return "none"
    if change["verdict"] in CLEAR:
        return "clear"
    return "same" if change["verdict"] == Verdict.NO_CLEAR_CHANGE else "unsure"

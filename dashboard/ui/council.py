"""The whole council's figures: with their range, what they rest on, and last month's beside them.

Never a verdict: that is an edition's (edition.py).
"""

from dashboard import identity
from dashboard.nouns import Definition, Run
from dashboard.ui import explain, monthly, trend
from dashboard.ui.cards import range_bar
from dashboard.ui.markup import Html, el
from dashboard.viewer import Viewer
from metrics import all_measures, measure_of
from metrics.measure import InMonth, Measure
from store.published import Row
from summaries import charts
from wording import council as words
from wording import months as month_words
from wording import nouns, results, times
from wording.months import Month
from wording.withholding import WITHHELD


def measures() -> list[Measure]:
    """Return the measures whose council figures stand on the month's page."""
    return [measure for measure in all_measures() if measure.in_month is InMonth.FIGURE]


def months(windows: list[Row]) -> list[Row]:
    """Return the months there are figures for, oldest first."""
    return sorted((row for row in windows if row["kind"] == "month"), key=lambda row: row["from_us"])


def figures(rows: list[Row], label: str) -> dict[str, Row]:
    """Return the council's figures of one window, by measure."""
    return {row["measure"]: row for row in rows if row["label"] == label}


def history(rows: list[Row], known: list[Row], measure: str, run: Run) -> list[Month]:
    """Return a measure's council figures of these months, oldest first."""
    spans = {month["label"]: month for month in known[-monthly.MONTHS_SHOWN :]}
    own = [row for row in rows if row["measure"] == measure and row["label"] in spans]
    return monthly.months([{**row, **spans[row["label"]]} for row in own], run.as_of_us)


def card(rows: list[Row], windows: list[Row], run: Run, viewer: Viewer) -> Html:
    """Return how it is going: the latest month, and the one before beside it."""
    known = months(windows)
    now, before = (
        figures(rows, known[-1]["label"]),
        figures(rows, known[-2]["label"]) if len(known) > 1 else {},
    )
    label = known[-1]["label"]
    parts = [
        el(
            "li",
            trend.bars(
                history(rows, known, one.id, run),
                one.unit,
                nouns.title(one),
                definition=run.definitions.get(one.id),
            ),
            el(
                "a",
                *_figure(now[one.id]),
                href=identity.address(viewer, "month", w=label) + f"#{one.id}",
                target="_self",
            ),
            f" {nouns.title(one).lower()}",
            range_bar(now[one.id]),
            el("span", _beside(now[one.id], before.get(one.id), known, run), class_="when"),
        )
        for one in measures()
        if one.id in now
    ]
    month = times.months(label, to_us=known[-1]["to_us"], as_of_us=run.as_of_us, zone=run.zone)
    return el("section", el("h2", words.head(month)), el("ul", *parts, class_="facts big"), class_="sheet")


def _figure(row: Row) -> tuple[Html, str]:
    head, after = results.value(row)
    return el("b", head), f" {after}" if after else ""


def _beside(row: Row, before: Row | None, known: list[Row], run: Run) -> str:
    parts = [results.basis(row, run), results.span(row) if results.is_number(row) else ""]
    if before is not None:
        parts.append(words.beside(times.month_alone(known[-2]["label"]), before, run))
    return results.sentences(*parts)


def sheet(
    row: Row,
    before: Row | None,
    past: list[Month],
    month_before: str,
    run: Run,
) -> Html:
    """Return one figure of a month in full."""
    measure, definition = measure_of(row["measure"]), run.definitions.get(row["measure"])
    head, after = results.value(row)
    is_number = results.is_number(row)
    figure = (
        el("p", el("span", head, class_="number"), " ", el("span", after, class_="unit"))
        if is_number
        else el("p", f"{head} {after}".strip(), class_="no-figure")
    )
    rests = results.sentences(results.basis(row, run), results.span(row) if is_number else "")
    beside = results.sentences(words.beside(month_before, before, run) if before else words.none_before())
    how, alike = words.how()
    return el(
        "section",
        el("h2", nouns.title(measure), id=row["measure"]),
        figure,
        el("p", rests, class_="basis"),
        el("p", beside, class_="basis"),
        _picture(past, measure, definition) if past else None,
        el("p", words.seen(row), class_="basis") if row["outcome"] != WITHHELD else None,
        el(
            "details",
            el("summary", how),
            el("p", alike),
            explain.body(measure),
            _definition(definition) if definition else None,
        ),
        class_="sheet",
    )


def _picture(past: list[Month], measure: Measure, definition: Definition | None) -> Html:
    axis = charts.axis(past, None, measure.unit)
    return trend.plot(past, measure.unit, nouns.title(measure), definition=definition, axis=axis)


def _definition(definition: Definition) -> Html:
    return el("p", month_words.definition(definition.version, definition.since), class_="basis")

"""One measure as a card: its figure with its range and what it rests on, and the months before it."""

from dashboard.nouns import Definition
from dashboard.ui import monthly, trend
from dashboard.ui.markup import Html, el, join
from facts import Outcome, Unit
from metrics import measure_of
from metrics.measure import Measure
from store.published import Row
from wording import counts, months, nouns, results, scorecard
from wording.reading import Reading


def card(
    measure: Measure,
    row: Row | None,
    history: list[months.Month],
    reading: Reading,
    definition: Definition | None = None,
) -> Html:
    """Return a card's inside. Without a number it says in words why."""
    title = el("h4", nouns.title(measure), class_="card-title")
    if row is None:
        told = (
            (scorecard.not_in_office(), scorecard.none_outside_office())
            if definition
            else (scorecard.nothing_published(), scorecard.measured_at_next_run())
        )
        return el("div", title, el("p", told[0], class_="no-figure"), _plain(told[1]))
    figure = _figure(row, reading) if results.is_number(row) else _no_figure(row, reading)
    past = _history(measure, history, definition)
    return el("div", el("div", title, figure), el("div", past) if past else None, class_="inside")


def _figure(row: Row, reading: Reading) -> Html:
    number, unit = results.value(row)
    rests_on = [results.basis(row, reading), results.span(row)]
    if row["unit"] == Unit.COUNT:  # it rests on itself: say what is counted, once
        unit, rests_on = results.counted_words(row), [results.closed(row), results.elsewhere_alone(row)]
    told = results.sentences(*rests_on, *counts.on_card(measure_of(row["measure"]), row["counts"]))
    return join(
        el("p", el("span", number, class_="number"), " ", el("span", unit, class_="unit"), class_="figure"),
        range_bar(row),
        _plain(told) if told else None,
    )


def _no_figure(row: Row, reading: Reading) -> Html:
    head, after = results.value(row)
    told = results.sentences(results.basis(row, reading))
    meter = None
    if row["outcome"] == Outcome.TOO_FEW and row["unit"] in (Unit.SHARE, Unit.HOURS):
        enough = measure_of(row["measure"]).sum_up.enough
        part = 100 * min(row["n"] or 0, enough) / enough
        meter = el("div", el("i", style=f"width:{part:.0f}%"), class_="meter", aria_hidden="true")
    return join(el("p", f"{head} {after}".strip(), class_="no-figure"), meter, _plain(told))


def range_bar(row: Row, spoken: str | None = None) -> Html | None:
    """Return a share on a scale of 0 to 100 with its range. Read aloud only where no words beside it say the same."""
    if row["unit"] != Unit.SHARE or row["low"] is None:
        return None
    low, high = 100 * row["low"], 100 * row["high"]
    heard: dict[str, str] = {"role": "img", "aria_label": spoken} if spoken else {"aria_hidden": "true"}
    return el(
        "span",
        el("i", class_="range", style=f"left:{low:.1f}%;width:{high - low:.1f}%"),
        el("i", class_="dot", style=f"left:{100 * row['value']:.1f}%"),
        class_="range-bar",
        **heard,
    )


def _history(measure: Measure, history: list[months.Month], definition: Definition | None) -> Html | None:
    if not any(month.is_measured for month in history):
        return None
    earlier = history[:-1]  # the month that is looked at isn't what is usual for it
    band = monthly.usual_of(earlier)
    told = months.earlier_months(*band, measure.unit) if band else _too_short(earlier)
    drawn = trend.plot(history, measure.unit, nouns.title(measure), band=band, definition=definition)
    return join(drawn, _plain(told, "small"))


def _too_short(earlier: list[months.Month]) -> str:
    seen = sum(month.is_measured and not month.runs for month in earlier)
    return months.too_short(monthly.ENOUGH_MONTHS, seen)


def _plain(text: str, class_: str = "basis") -> Html:
    return el("p", text, class_=class_)


def key() -> Html:
    """Return what the signs of the pictures mean."""
    return el(
        "p", *(el("span", told, class_=f"k-{sign}") for sign, told in months.key().items()), class_="key"
    )

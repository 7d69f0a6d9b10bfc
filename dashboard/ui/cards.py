"""One measure as a card: its figure with its range and what it rests on, and the months before it."""

from dashboard.nouns import Definition
from dashboard.ui import monthly, trend, words
from dashboard.ui.markup import Html, el, join
from facts import Outcome, Unit
from metrics.measure import Measure
from store.published import Row


def card(
    measure: Measure,
    row: Row | None,
    history: list[monthly.Month],
    definition: Definition | None = None,
) -> Html:
    """Return a card's inside. Without a number it says in words why."""
    title = el("h4", measure.title, class_="card-title")
    if row is None:
        return el(
            "div",
            title,
            el("p", "Nothing published", class_="no-figure"),
            _plain("Measured at the next run."),
        )
    figure = _figure(row) if words.is_number(row) else _no_figure(row)
    past = _history(measure, history, definition)
    return el("div", el("div", title, figure), el("div", past) if past else None, class_="inside")


def _figure(row: Row) -> Html:
    number, unit = words.value(row)
    rests_on = [words.basis(row), words.span(row)]
    if row["unit"] == Unit.COUNT:  # it rests on itself: say what is counted, once
        unit, rests_on = words.counted(row), [words.closed(row), words.elsewhere(row).removeprefix(", ")]
    told = words.sentences(*rests_on)
    return join(
        el("p", el("span", number, class_="number"), " ", el("span", unit, class_="unit"), class_="figure"),
        range_bar(row),
        _plain(told) if told else None,
    )


def _no_figure(row: Row) -> Html:
    head, after = words.value(row)
    told = f"{words.basis(row)}." if words.is_under_half(row) else words.basis(row)
    meter = None
    if row["outcome"] == Outcome.TOO_FEW and row["unit"] in (Unit.SHARE, Unit.HOURS):
        part = 100 * min(row["n"] or 0, words.ENOUGH) / words.ENOUGH
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


def _history(measure: Measure, history: list[monthly.Month], definition: Definition | None) -> Html | None:
    if not any(month.is_measured for month in history):
        return None
    earlier = history[:-1]  # the month that is looked at isn't what is usual for it
    band = monthly.usual(earlier)
    told = f"Most earlier months: {monthly.usual_said(band, measure.unit)}." if band else _too_short(earlier)
    drawn = trend.plot(history, measure.unit, measure.title, band=band, definition=definition)
    return join(drawn, _plain(told, "small"))


def _too_short(earlier: list[monthly.Month]) -> str:
    seen = sum(month.is_measured and not month.runs for month in earlier)
    return f"A usual range needs {monthly.ENOUGH_MONTHS} earlier months with a figure; there are {seen}."


def _plain(text: str, class_: str = "basis") -> Html:
    return el("p", text, class_=class_)


KEY = el(
    "p",
    el("span", "a month", class_="k-dot"),
    el("span", "part of a month", class_="k-runs"),
    el("span", "under half answered: longer than any wait that could be named", class_="k-over"),
    el("span", "too few to show", class_="k-few"),
    el("span", "not seen", class_="k-unseen"),
    el("span", "most of the member's own earlier months", class_="k-band"),
    class_="key",
)

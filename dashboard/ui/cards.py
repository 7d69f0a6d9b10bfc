"""One measure as a card: its figure with its range and what it rests on, and the months before it."""

from dashboard.nouns import Definition
from dashboard.ui import monthly, trend
from dashboard.ui.markup import Html, el, join
from facts import Outcome, Unit
from metrics.measure import Measure
from store.published import Row
from wording import carded, months, nouns
from wording.carded import Told
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
    told = carded.figure(measure, row, reading, is_defined=definition is not None)
    drawn = _figure(told, row) if row is not None and told.is_number else _no_figure(told, measure, row)
    if row is None:
        return el("div", title, drawn)
    past = _history(measure, history, definition)
    return el("div", el("div", title, drawn), el("div", past) if past else None, class_="inside")


def _figure(told: Told, row: Row) -> Html:
    unit = el("span", told.after, class_="unit")
    return join(
        el("p", el("span", told.big, class_="number"), " ", unit, class_="figure"),
        range_bar(row),
        _plain(told.rests_on) if told.rests_on else None,
    )


def _no_figure(told: Told, measure: Measure, row: Row | None) -> Html:
    meter = None
    if row and row["outcome"] == Outcome.TOO_FEW and row["unit"] in (Unit.SHARE, Unit.HOURS):
        enough = measure.sum_up.enough
        part = 100 * min(row["n"] or 0, enough) / enough
        meter = el("div", el("i", style=f"width:{part:.0f}%"), class_="meter", aria_hidden="true")
    return join(el("p", f"{told.big} {told.after}".strip(), class_="no-figure"), meter, _plain(told.rests_on))


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

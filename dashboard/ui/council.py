"""The whole council's figures: with their range, what they rest on, and last month's beside them. Never a verdict."""

from dashboard import identity, sources
from dashboard.nouns import WITHHELD, Definition, Run
from dashboard.ui import explain, monthly, times, trend, words
from dashboard.ui.cards import range_bar
from dashboard.ui.markup import Html, el
from dashboard.viewer import Viewer
from facts import Outcome
from metrics import numbers
from store.published import Row

FOUR = ("answered-within-a-day", "typical-wait", "conversation-share", "sharing-share")
NO_VERDICT = (
    "A difference between two months is not called a change here. Saying that it is one needs a test against "
    "chance, which comes with the monthly summary."
)


def months(windows: list[Row]) -> list[Row]:
    """Return the months there are figures for, oldest first."""
    return sorted((row for row in windows if row["kind"] == "month"), key=lambda row: row["from_us"])


def figures(rows: list[Row], label: str) -> dict[str, Row]:
    """Return the council's figures of one window, by measure."""
    return {row["measure"]: row for row in rows if row["label"] == label}


def history(rows: list[Row], known: list[Row], measure: str, run: Run) -> list[monthly.Month]:
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
                history(rows, known, id_, run),
                sources.measures()[id_].unit,
                title(id_),
                definition=run.definitions.get(id_),
            ),
            el(
                "a",
                *_figure(now[id_]),
                href=identity.address(viewer, "month", w=label) + f"#{id_}",
                target="_self",
            ),
            f" {title(id_).lower()}",
            range_bar(now[id_]),
            el("span", _beside(now[id_], before.get(id_), known), class_="when"),
        )
        for id_ in FOUR
        if id_ in now
    ]
    month = times.months(label, to_us=known[-1]["to_us"], as_of_us=run.as_of_us, zone=run.zone)
    head = f"How it is going: {month}"
    return el("section", el("h2", head), el("ul", *parts, class_="facts big"), class_="sheet")


def title(measure: str) -> str:
    """Return a measure's title for the council, where nobody is addressed."""
    return sources.measures()[measure].title


def _figure(row: Row) -> tuple[Html, str]:
    head, after = words.value(row)
    return el("b", head), f" {after}" if after else ""


def _beside(row: Row, before: Row | None, known: list[Row]) -> str:
    parts = [words.basis(row), words.span(row) if words.is_number(row) else ""]
    if before is not None:
        head = times.month(known[-2]["label"]).split()[0]
        parts.append(f"{head}: {words.in_full(before)}")
    return words.sentences(*parts)


def sheet(
    row: Row,
    before: Row | None,
    past: list[monthly.Month],
    month_before: str,
    definition: Definition | None = None,
) -> Html:
    """Return one figure of a month in full."""
    measure = sources.measures()[row["measure"]]
    head, after = words.value(row)
    is_number = words.is_number(row)
    figure = (
        el("p", el("span", head, class_="number"), " ", el("span", after, class_="unit"))
        if is_number
        else el("p", f"{head} {after}".strip(), class_="no-figure")
    )
    rests = words.sentences(words.basis(row), words.span(row) if is_number else "")
    beside = (
        f"{month_before}: {words.in_full(before)}." if before is not None else "There is no month before it."
    )
    return el(
        "section",
        el("h2", measure.title, id=row["measure"]),
        figure,
        el("p", rests, class_="basis"),
        el("p", beside, class_="basis"),
        trend.plot(past, measure.unit, measure.title, definition=definition) if past else None,
        el("p", seen(row), class_="basis") if row["outcome"] != WITHHELD else None,
        el(
            "details",
            el("summary", "How this is worked out"),
            el("p", "For each member: "),
            explain.body(measure),
            el("p", f"Definition {monthly.version_said(definition)}.", class_="basis")
            if definition
            else None,
        ),
        class_="sheet",
    )


def no_share(row: Row | None) -> str:
    """Return why a month has no share of questions answered within a day, each reason where it is the true one."""
    if row is None:
        return "Nothing was published for this month."
    if row["outcome"] == WITHHELD:
        return f"How many questions were answered within a day is withheld for this month. {words.WITHHELD_BECAUSE}"
    if row["outcome"] == Outcome.TOO_FEW:
        asked = numbers.count(row["n"], "question")
        told = f"{row['met']:,} of {asked} that residents put to members in public had a public answer within a day"
        return f"{told}: too few to give a share, which needs {words.ENOUGH}."
    return "Too little was seen this month to say how many questions were answered within a day."


def seen(row: Row) -> str:
    """Return how many members a figure is made of."""
    if row["outcome"] == WITHHELD:
        return words.WITHHELD_BECAUSE
    unknown = f"; {row['members_unknown']} not seen well enough" if row["members_unknown"] else ""
    none = f"; {row['members_none']} had none" if row["members_none"] else ""
    return f"Made of {numbers.count(row['members'], 'member')}{unknown}{none}."

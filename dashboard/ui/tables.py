"""The members, in the order of their surnames: a table on a wide screen, cards on a phone. Never sortable by a figure.

Both hold the same cells; the style sheet shows one of them. Each number is a link to its evidence.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.identity import address
from dashboard.nouns import Group
from dashboard.shown import Person
from dashboard.ui import words
from dashboard.ui.cards import range_bar
from dashboard.ui.markup import Html, bdi, el, join
from dashboard.viewer import Viewer
from facts import Outcome, Unit
from metrics import numbers
from store.published import Row

WAITING = "still-waiting"
MEASURES = ("answered-within-a-day", "typical-wait", "conversation-share", WAITING)
COLUMNS = tuple(measure for measure in MEASURES if measure != WAITING)
DRAWN_FROM = ("measure", "outcome", "value", "low", "high", "n", "met", "unit", "why")
HEADS = ("Answered within a day", "Typical wait", "Conversation", "Waiting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One member as the list of members shows them."""

    person: Person
    called: str  # what tells them from others of the same name
    results: dict[str, Row]
    waiting: Row | None  # how many questions of each group there are, where there are any
    state: str  # "Posted 2 days ago", "No posts since 3 May"


def table(lines: list[Line], viewer: Viewer, label: str) -> Html:
    """Return the members as a table."""
    heads = [el("th", head, scope="col") for head in ("Member", *HEADS, "Accounts")]
    rows = [
        el(
            "tr",
            el("th", *_name(line, viewer), scope="row"),
            *(el("td", cell) for cell in _cells(line, viewer, label)),
            el("td", line.state, class_="state"),
        )
        for line in lines
    ]
    caption = el("caption", f"{numbers.count(len(lines), 'member')}, by surname: this is not a league table.")
    return el("table", caption, el("thead", el("tr", *heads)), el("tbody", *rows), class_="members")


def cards(lines: list[Line], viewer: Viewer, label: str) -> Html:
    """Return the same members as a list of cards."""
    items = [
        el(
            "li",
            el("h3", *_name(line, viewer)),
            el(
                "dl",
                *(
                    el("div", el("dt", head), el("dd", cell))
                    for head, cell in zip(HEADS, _cells(line, viewer, label), strict=True)
                ),
            ),
            el("p", line.state, class_="state"),
        )
        for line in lines
    ]
    return el("ul", *items, class_="member-cards")


def _name(line: Line, viewer: Viewer) -> tuple[Html, Html]:
    to = address(viewer, "scorecard", m=line.person.id)
    is_shared = line.called not in (line.person.name, f"{line.person.name}, {line.person.ward}")
    told = line.called if is_shared else line.person.name  # the ward stands beside it
    return el("a", bdi(told), href=to, target="_self"), el("span", bdi(line.person.ward), class_="ward")


def _cells(line: Line, viewer: Viewer, label: str) -> list[Html]:
    return [*(_figure(line, measure, viewer, label) for measure in COLUMNS), _waiting(line, viewer, label)]


def _waiting(line: Line, viewer: Viewer, label: str) -> Html:
    """Return how many wait now: as many as the list holds that it opens."""
    row, counts = line.results.get(WAITING), line.waiting or {}
    number, lost = counts.get(Group.WAITING, 0), counts.get(Group.LOST, 0)
    unsure = el("span", f"{lost:,} when last seen", class_="of") if lost else None
    if not number and not words.is_measured(row):
        return join(_figure(line, WAITING, viewer, label), unsure)
    to = address(viewer, "waiting", m=line.person.id)
    told = f"{number:,}" if words.is_measured(row) else f"at least {number:,}"
    return join(el("a", told, href=to, target="_self", class_="value"), " " if unsure else None, unsure)


def _figure(line: Line, measure: str, viewer: Viewer, label: str) -> Html:
    row = line.results.get(measure)
    if row is None:
        return el("span", "Not measured", class_="none")
    figures = (row[name] for name in DRAWN_FROM)
    return _drawn(viewer, line.person.id, label, words.elsewhere(row), *figures)


@lru_cache(maxsize=4096)  # hundreds of cells, the same at each keystroke of a search
def _drawn(viewer: Viewer, member: str, label: str, elsewhere: str, *figures: Any) -> Html:
    row = dict(zip(DRAWN_FROM, figures, strict=True))
    to = address(viewer, "evidence", m=member, k=row["measure"], w=label)
    head, after = words.value(row)
    told = f"{head} {after}".strip()
    if not words.is_number(row):
        return join(el("a", told, href=to, target="_self", class_="none"), _short_reason(row, elsewhere))
    value = el("a", told, href=to, target="_self", class_="value")
    of = f"{_basis(row)}{elsewhere}"
    return join(value, " ", el("span", of.removeprefix(", "), class_="of"), range_bar(row, words.span(row)))


def _basis(row: Row) -> str:
    if row["unit"] == Unit.COUNT:
        return ""  # the number is its own basis
    return words.basis(row) if row["met"] is None else f"{row['met']:,} of {row['n']:,}"


def _short_reason(row: Row, elsewhere: str) -> Html | None:
    if row["outcome"] == Outcome.TOO_FEW:
        n = row["n"] or 0
        told = f"{row['met']} of {n} so far" if row["met"] is not None else f"{n} so far"
        return el("span", f"{told}{elsewhere}", class_="of")
    if words.is_under_half(row):
        return el("span", f"of {words.occasions(row['measure'], row['n'])}{elsewhere}", class_="of")
    return el("span", "not seen well enough", class_="of") if row["outcome"] == Outcome.UNKNOWN else None

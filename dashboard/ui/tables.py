"""The members, in the order of their surnames: a table on a wide screen, cards on a phone. Never sortable by a figure.

Both hold the same cells; the style sheet shows one of them. Each number is a link to its evidence.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.identity import address
from dashboard.ui.cards import range_bar
from dashboard.ui.markup import Html, bdi, el, join
from dashboard.viewer import Viewer
from metrics import all_measures, still_waiting
from metrics.measure import Measure
from store.published import Row
from store.showing import Person
from wording import members, nouns, results
from wording.language import language
from wording.waiting import Group

WAITING = still_waiting.MEASURE.id
DRAWN_FROM = ("measure", "outcome", "value", "low", "high", "n", "met", "unit")


def columns() -> list[Measure]:
    """Return the measures with a column in the list, in the order people read them."""
    return [measure for measure in all_measures() if measure.column]


def _heads() -> list[str]:
    return [*(nouns.column(measure) for measure in columns()), members.waiting()]


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
    told = (members.member(), *_heads(), members.accounts())
    heads = [el("th", head, scope="col") for head in told]
    rows = [
        el(
            "tr",
            el("th", *_name(line, viewer), scope="row"),
            *(el("td", cell) for cell in _cells(line, viewer, label)),
            el("td", line.state, class_="state"),
        )
        for line in lines
    ]
    caption = el("caption", members.caption(len(lines)))
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
                    for head, cell in zip(_heads(), _cells(line, viewer, label), strict=True)
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
    return [
        *(_figure(line, measure.id, viewer, label) for measure in columns()),
        _waiting(line, viewer, label),
    ]


def _waiting(line: Line, viewer: Viewer, label: str) -> Html:
    """Return how many wait now: as many as the list holds that it opens."""
    row, counts = line.results.get(WAITING), line.waiting or {}
    number, lost = counts.get(Group.WAITING, 0), counts.get(Group.LOST, 0)
    unsure = el("span", members.when_last_seen(lost), class_="of") if lost else None
    if not number and not results.is_measured(row):
        return join(_figure(line, WAITING, viewer, label), unsure)
    to = address(viewer, "waiting", m=line.person.id)
    told = f"{number:,}" if results.is_measured(row) else members.at_least(number)
    return join(el("a", told, href=to, target="_self", class_="value"), " " if unsure else None, unsure)


def _figure(line: Line, measure: str, viewer: Viewer, label: str) -> Html:
    row = line.results.get(measure)
    if row is None:
        return el("span", members.not_measured(), class_="none")
    figures = (row[name] for name in DRAWN_FROM)
    elsewhere = (row["counts"] or {}).get("answered_elsewhere")
    return _drawn(viewer, line.person.id, label, language(), elsewhere, *figures)


@lru_cache(maxsize=4096)  # hundreds of cells, the same at each keystroke of a search
def _drawn(
    viewer: Viewer, member: str, label: str, _language: str, elsewhere: int | None, *figures: Any
) -> Html:
    row = {**dict(zip(DRAWN_FROM, figures, strict=True)), "counts": {"answered_elsewhere": elsewhere}}
    to = address(viewer, "evidence", m=member, k=row["measure"], w=label)
    head, after = results.value(row)
    told = f"{head} {after}".strip()
    if not results.is_number(row):
        reason = results.short_reason(row)
        short = el("span", reason, class_="of") if reason else None
        return join(el("a", told, href=to, target="_self", class_="none"), short)
    value = el("a", told, href=to, target="_self", class_="value")
    of = el("span", results.short_basis(row), class_="of")
    return join(value, " ", of, range_bar(row, results.span(row)))

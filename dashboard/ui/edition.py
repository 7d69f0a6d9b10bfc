"""A month as it was frozen when it closed: the content of its documents, drawn on the page to the digit."""

from collections.abc import Iterator, Mapping, Sequence

from dashboard.ui import trend
from dashboard.ui.markup import Html, bdi, el, join
from facts import Unit
from store.published import Row
from summaries import charts
from summaries.look import Content

Difference = Mapping[str, float]


def lede(content: Content) -> Html:
    """Return the month in one sentence that says whether it is real, and how the others fared."""
    head = el("p", el("b", f"{content['headline']} {content['real']}"), class_="lede")
    return join(head, el("p", content["others"], class_="sub") if content["others"] else None)


def crumb(content: Content) -> Html:
    """Return whose month it is, and which edition."""
    told = el("p", bdi(content["council"]), " · ", content["edition"], class_="crumb")
    aside = [el("p", line, class_="sub") for line in (content["draft"], content["named"]["why_not"]) if line]
    return join(told, *aside)


def cards(content: Content, facts: Row) -> Html:
    """Return the month's figures: each with its verdict, its range, those beside it and its 13 months."""
    of = {figure["measure"]: figure for figure in facts["figures"]}
    return el("div", *(_card(one, of[one["id"]]) for one in content["figures"]), class_="month-figures")


def _card(one: Content, figure: Row) -> Html:
    history, band, unit = charts.months_of(figure), figure["ordinary"], Unit(figure["unit"])
    number = (
        el("p", el("span", one["number"], class_="number"), " ", el("span", one["after"], class_="unit"))
        if one["is_number"]
        else el("p", f"{one['number']} {one['after']}".strip(), class_="no-figure")
    )
    ends = (band["low"], band["high"]) if band else None
    return el(
        "section",
        el("h2", one["title"], id=one["id"]),
        number,
        el("p", el("span", one["verdict"], class_=f"chip {one['kind']}")),
        el(
            "p",
            one["rests_on"],
            "" if one["rests_on"].endswith(".") else ".",
            " ",
            one["range"],
            class_="basis",
        ),
        *(el("p", line, class_="basis") for line in one["beside"]),
        trend.plot(history, unit, one["title"], band=ends, axis=charts.axis(history, band, unit)),
        class_="sheet",
    )


def changes(content: Content, facts: Row) -> Html:
    """Return what changed, clear changes first, each with its range on one scale."""
    found = {figure["measure"]: figure["change"].get("difference") for figure in charts.compared(facts)}
    reach = charts.reach(facts)
    lines = [
        el(
            "li",
            el("span", el("span", one["verdict"], class_=f"chip {one['kind']}")),
            el("div", el("h3", one["title"]), el("p", one["beside"], " ", one["moved"])),
            _bar(found[one["id"]], reach, one["kind"]) if one["picture"] else None,
        )
        for one in content["changes"]
    ]
    head = el("h2", content["heads"]["changes"], class_="part")
    return el(
        "section",
        head,
        el("p", content["rule"], " ", content["over"], " ", content["bars"], class_="sub"),
        el("ul", *lines, class_="changes"),
    )


def _bar(by: Difference, reach: float, kind: str) -> Html:
    """Return a change's range as a bar; the sentence beside it says the same."""
    low, value, high = (50 * (1 + max(-1.0, min(1.0, by[end] / reach))) for end in ("low", "value", "high"))
    return el(
        "span",
        el("i", class_="range", style=f"left:{low:.1f}%;width:{max(high - low, 1):.1f}%"),
        el("i", class_="dot", style=f"left:{value:.1f}%"),
        class_=f"change-bar {kind}",
        aria_hidden="true",
    )


def beside(content: Content) -> Html:
    """Return what to do next, who waits and who is silent, and how much was seen."""
    heads = content["heads"]
    return el(
        "div",
        _sheet(heads["steps"], el("ol", *(el("li", step) for step in content["steps"])), is_next=True),
        _sheet(heads["waiting"], *_waiting(content)),
        _sheet(heads["seen"], *(el("p", line) for line in content["seen"])),
        class_="month-beside",
    )


def _waiting(content: Content) -> Iterator[Html]:
    """Yield who waits and whose accounts are silent: counts, and whoever is named."""
    named = content["named"]
    for line in (*content["waiting"], named["offer"], named["redacted"]):
        if line:
            yield el("p", line)
    for of in ("waits", "quiet"):
        if named[of]:
            yield el("h3", named["heads"][of])
            yield el("ul", *(el("li", bdi(line)) for line in named[of]))


def examples(content: Content) -> Html:
    """Return good practice worth sharing: members' own words, and why somebody chose them."""
    named = content["named"]
    return el(
        "section",
        el("h2", named["heads"]["examples"], class_="part"),
        el("div", *(_example(one) for one in named["examples"]), class_="month-figures"),
    )


def _example(one: Content) -> Html:
    words = el("blockquote", one["words"], dir="auto") if one["is_quote"] else el("p", one["words"])
    link = (
        el("a", one["link"], href=one["url"], rel="noopener noreferrer", target="_blank")
        if one["url"]
        else None
    )
    return el(
        "figure",
        words,
        el("figcaption", bdi(one["posted"]), ". ", bdi(one["why"]), " ", link),
        class_="sheet",
    )


def _sheet(head: str, *inside: Html, is_next: bool = False) -> Html:
    return el("section", el("h2", head), *inside, class_="sheet next" if is_next else "sheet")


def earlier(heads: str, months: Sequence[tuple[str, str, str]]) -> Html:
    """Return the months that were frozen, folded: each as (name, address, which edition)."""
    lines = [el("li", el("a", name, href=to, target="_self"), f". {told}") for name, to, told in months]
    return el("details", el("summary", heads), el("ul", *lines), class_="prose")


def method(content: Content) -> Html:
    """Return how it is worked out, folded: what each figure is made of, and the method in six lines."""
    head = el("tr", *(el("th", told, scope="col") for told in content["columns"]))
    rows = [
        el("tr", el("th", name, scope="row"), el("td", made_of), el("td", over))
        for name, made_of, over in content["made_of"]
    ]
    return el(
        "details",
        el("summary", content["heads"]["method"]),
        el("p", content["key"]),
        el("ul", *(el("li", line) for line in content["method"])),
        el("table", el("thead", head), el("tbody", *rows)),
        class_="prose",
    )

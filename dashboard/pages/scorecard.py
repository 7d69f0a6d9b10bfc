"""A member's scorecard: every line of the council's guidance, and what public posts show of it."""

import streamlit as st

from dashboard import findings, identity, services, sources
from dashboard.ui import around, cards, choose, lists, times, trend, words
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, el, join
from dashboard.viewer import Role
from guidance import Line
from store.published import Row

FIRST = 3  # of those who wait: the rest is one click away

looking = around.viewer()
run = services.run(looking)
windows = services.windows(looking)
label = choose.window(windows)
member = st.query_params.get("m") or looking.member
is_self = looking.role is Role.MEMBER

if not member:
    services.people(looking)  # raises for those who may not choose
    st.title("Scorecards", anchor=False)
    st.html(el("p", "Choose a member to see their scorecard.", class_="lede"))
    choose.pick_member("scorecard", looking, None)
    st.stop()

person = services.person(looking, member)
rows = {row["measure"]: row for row in services.results(looking, label, member)}
border_us = run.as_of_us - findings.RECENT_ASK_US
seen_us = run.as_of_us - findings.SEEN_LATELY_US
recent = services.waiting(looking, member, from_us=border_us, seen_us=seen_us, limit=FIRST)
open_ = sum(row["recent"] + row["lost"] + row["older"] for row in services.waiting_counts(looking, member))
pack = sources.pack(run.pack)
spans = {row["label"]: row for row in windows}
history: dict[str, list[Row]] = {}
for row in services.series(looking, member):
    if row["kind"] == "month":
        history.setdefault(row["measure"], []).append({**row, "to_us": spans[row["label"]]["to_us"]})
drawn: set[str] = set()  # measures whose card stands already: a second line points to it


def link(text: str, measure: str) -> Html:
    """Return a link to the evidence of one of these figures."""
    to = identity.address(looking, "evidence", m=member, k=measure, w=label)
    return el("a", text, href=to, target="_self")


def lede() -> Html:
    """Return strengths, ONE thing to try, and how many residents wait."""
    check = next(
        (line.self_check for line in pack.lines if line.self_check), "What would help residents most?"
    )
    thing = findings.one_thing(rows, recent, person, check if is_self else "")
    strong = findings.strengths(rows)
    parts: list[str | Html | None] = []
    if strong:
        parts.append("Going well: ")
        for place, (told, measure) in enumerate(strong):
            parts += [", and " if place else "", link(told, measure)]
        parts.append(". ")
    parts += ["One thing to try: ", el("b", thing.do), ". "]
    because = link(thing.because, thing.measure) if thing.measure else thing.because
    return el("div", el("p", *parts, class_="lede"), el("p", because, class_="sub"))


def still_waiting(member: str) -> Html:
    """Return the residents who lately asked and still wait, longest first."""
    shown = lists.asks(recent, viewer=looking, zone=run.zone, now_us=run.as_of_us)
    to = identity.address(looking, "waiting", m=member)
    more = (
        el("p", el("a", f"All {open_:,} without an answer", href=to, target="_self"))
        if open_ > len(recent)
        else None
    )
    head = "Residents still waiting for you" if is_self else "Residents still waiting"
    nobody = el("p", lists.nobody_waits(services.waits(looking, member)), class_="sub")
    return el("section", el("h2", head), shown if recent else nobody, more, class_="sheet")


def draw_lines(lines: list[tuple[int, Line]]) -> None:
    """Draw lines of guidance in order; neighbours that have no card of their own go to the browser as one piece."""
    plain: list[Html] = []
    for place, line in lines:
        shown = [measure for measure in line.measures if measure in sources.measures()]
        fresh = [measure for measure in shown if measure not in drawn]
        above = [el("p", seen_above(measure), class_="above") for measure in shown if measure in drawn]
        if not fresh:
            plain.append(
                el(
                    "div",
                    head(place, line),
                    el("div", *(above or untold(line)), class_="told"),
                    class_="line",
                )
            )
            continue
        if plain:
            st.html(join(*plain))
            plain = []
        with st.container(key=f"line_{line.id}"):
            st.html(head(place, line, *above))
            with st.grid(min(len(fresh), 3), min_column_width=230, gap="small"):
                for measure in fresh:
                    draw_card(measure)
    if plain:
        st.html(join(*plain))


def head(place: int, line: Line, *more: Html) -> Html:
    """Return a line's number and words."""
    return el(
        "div",
        el("span", f"{place}", class_="nth"),
        el("h3", line.words.in_language("en")),
        *more,
        class_="guide",
    )


def untold(line: Line) -> list[Html]:
    """Return why a line can't be seen, and the question to oneself that stands in for it."""
    has_check = (
        is_self and line.self_check
    )  # a question to oneself is for nobody else to read over one's shoulder
    check = el("p", el("b", "Ask yourself: "), line.self_check, class_="check") if has_check else None
    return [el("p", line.not_seen_because, class_="why"), *([check] if check else [])]


def seen_above(measure: str) -> Html:
    """Return the figure of a card that stands further up already."""
    row = rows.get(measure)
    told = " ".join(words.value(row)).strip() if row else "not measured"
    return link(f"{sources.measures()[measure].title}: {told}", measure)


def draw_card(measure: str) -> None:
    """Draw a measure's card; all of it opens the evidence."""
    drawn.add(measure)
    row = rows.get(measure)
    kind = "card" if words.is_number(row) else "card_none"
    with st.container(key=f"{kind}_{measure}", gap="xsmall", height="stretch"):
        past = trend.months(history.get(measure, []), run.as_of_us)
        st.html(cards.card(sources.measures()[measure], row, past))
        behind = (
            words.occasions(measure, (row or {}).get("n") or 0) if words.is_number(row) else "what was seen"
        )
        about = identity.query(looking, m=member, k=measure, w=label)
        st.page_link(
            around.PAGES / "evidence.py", label=f"See {literal(behind)}", icon="", query_params=about
        )


st.title(literal(person.name), anchor=False)
on = words.listed(sorted({words.platform(account["platform"]) for account in person.accounts}))
state = findings.state(person, run.as_of_us, run.zone)
st.html(el("p", f"{person.ward} · {on} · {state} · {times.month(label).capitalize()}", class_="sub"))
with st.container(horizontal=True, wrap=False, key="choose"):
    choose.pick_member("scorecard", looking, member)
    choose.pick_window("scorecard", looking, choose.labels(windows), label, m=member)
st.html(lede())
st.html(still_waiting(member))
for title, do in (("Do", True), ("Don't", False)):
    st.html(join(el("h2", title, class_="part"), cards.KEY if do else None))
    draw_lines([(place, line) for place, line in enumerate(pack.lines, start=1) if line.do is do])

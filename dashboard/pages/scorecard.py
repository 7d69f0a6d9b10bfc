"""A member's scorecard: every line of the council's guidance, and what public posts show of it."""

import streamlit as st

from dashboard import findings, identity, services, sources
from dashboard.nouns import Group
from dashboard.ui import around, called, cards, choose, lists, monthly, waits, words
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, join
from dashboard.viewer import Role
from guidance import Line
from metrics import numbers
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
pack = sources.pack(run.pack)
spans = {row["label"]: row for row in windows}
is_past = label != choose.LAST_90 and spans[label]["to_us"] <= run.read_us
history: dict[str, list[Row]] = {}  # up to the month that is looked at
for row in services.series(looking, member):
    if row["kind"] == "month" and row["from_us"] < spans[label]["to_us"]:
        history.setdefault(row["measure"], []).append({**row, "to_us": spans[row["label"]]["to_us"]})
drawn: set[str] = set()  # measures whose card stands already: a second line points to it


def link(text: str, measure: str) -> Html:
    """Return a link to the evidence of one of these figures."""
    to = identity.address(looking, "evidence", m=member, k=measure, w=label)
    return el("a", text, href=to, target="_self")


def going_well(before: str) -> list[str | Html]:
    """Return what is done well, as the beginning of a sentence."""
    parts: list[str | Html] = []
    for told, measure in findings.strengths(rows):
        parts += [", and " if parts else before, link(told, measure)]
    return [*parts, ". "] if parts else []


def of_a_month() -> Html:
    """Return what a past month showed, and nothing of today."""
    month = choose.name(spans[label], run)
    told = going_well(f"Went well in {month}: ") or [f"What public posts show of {month}."]
    now = el("a", "the last 90 days", href=identity.address(looking, "scorecard", m=member), target="_self")
    after = el("p", "Who is waiting now, and one thing to try, stand under ", now, ".", class_="sub")
    return el("div", el("p", *told, class_="lede"), after)


def lede(waiting: list[Row], away_until_us: int | None, *, lost: int) -> Html:
    """Return strengths, and ONE thing to try; of whoever is away nothing is asked."""
    strong = going_well("Going well: ")
    if away_until_us is not None:
        told = f"{findings.away(away_until_us, run)}."
        kept = "Nothing is asked of a member who is away. What residents ask meanwhile is kept here."
        return el("div", el("p", *strong, el("b", told), class_="lede"), el("p", kept, class_="sub"))
    check = next(
        (line.self_check for line in pack.lines if line.self_check), "What would help residents most?"
    )
    thing = findings.one_thing(rows, waiting, person, run, check if is_self else "", lost=lost)
    because = link(thing.because, thing.measure) if thing.measure else thing.because
    advice = el("p", *strong, "One thing to try: ", el("b", thing.do), ". ", class_="lede")
    return el("div", advice, el("p", because, class_="sub"))


def who_waits(waiting: list[Row], counts: list[Row], *, is_away: bool) -> Html:
    """Return who waits for an answer, longest first, and below them what else there is."""

    def more(told: str, group: Group) -> Html | None:
        to = identity.address(looking, "waiting", m=member, g=group)
        return el("p", el("a", told, href=to, target="_self")) if sums[group] else None

    sums = waits.totals(counts)
    number = sums[Group.WAITING]
    unsure = lists.nobody_waits(services.waits(looking, member or ""), counts, person=person, run=run)
    return el(
        "section",
        el("h2", "Residents waiting for you" if is_self and not is_away else "Residents waiting"),
        lists.asks(waiting, viewer=looking, run=run) if waiting else None,
        el("p", unsure, class_="sub") if unsure else None,
        more(f"All {number:,} waiting", Group.WAITING) if number > len(waiting) else None,
        more(f"{numbers.count(sums[Group.NEW], 'new question')}", Group.NEW),
        more(f"{sums[Group.LOST]:,}{waits.lost(sums[Group.LOST])}", Group.LOST),
        more(f"{sums[Group.MARKED]:,} corrected since these figures were worked out", Group.MARKED),
        class_="sheet",
    )


def draw_today() -> None:
    """Draw what is of now: it belongs to no past month."""
    waiting = services.waiting(looking, member, group=Group.WAITING, limit=FIRST)
    counts = services.waiting_counts(looking, member)
    away_until_us = services.away(looking, member).get(member or "")
    st.html(lede(waiting, away_until_us, lost=waits.totals(counts)[Group.LOST]))
    st.html(who_waits(waiting, counts, is_away=away_until_us is not None))


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
    told = words.in_full(row) if row else "not measured"
    return link(f"{sources.measures()[measure].title}: {told}", measure)


def draw_card(measure: str) -> None:
    """Draw a measure's card; all of it opens the evidence."""
    drawn.add(measure)
    row = rows.get(measure)
    kind = "card" if words.is_measured(row) else "card_none"
    with st.container(key=f"{kind}_{measure}", gap="xsmall", height="stretch"):
        past = monthly.months(history.get(measure, []), run.as_of_us)
        st.html(cards.card(sources.measures()[measure], row, past, run.definitions.get(measure)))
        behind = (
            words.occasions(measure, (row or {}).get("n") or 0) if words.is_measured(row) else "what was seen"
        )
        about = identity.query(looking, m=member, k=measure, w=label)
        st.page_link(
            around.PAGES / "evidence.py", label=f"See {literal(behind)}", icon="", query_params=about
        )


st.title(literal(called.one(looking, person.id)), anchor=False)
on = words.listed(sorted({words.platform(account["platform"]) for account in person.accounts}))
state = None if is_past else findings.state(person, run, services.away(looking, member).get(member))
about = [part for part in (on, state, choose.name(spans[label], run)) if part]
ward = join(bdi(person.ward), " · ") if person.ward else None
st.html(el("p", ward, " · ".join(about), class_="sub"))
with st.container(horizontal=True, wrap=False, key="choose"):
    choose.pick_member("scorecard", looking, member)
    choose.pick_window("scorecard", looking, choose.labels(windows), label, m=member)
if is_past:
    st.html(of_a_month())
else:
    draw_today()
for title, do in (("Do", True), ("Don't", False)):
    st.html(join(el("h2", title, class_="part"), cards.KEY if do else None))
    draw_lines([(place, line) for place, line in enumerate(pack.lines, start=1) if line.do is do])

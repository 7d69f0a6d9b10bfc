"""The evidence of one figure: the formula in words, the very list it was worked out from, and the right of reply."""

from functools import partial

import streamlit as st

from dashboard import identity, services, sources, spreadsheet, who_looked
from dashboard.ui import called, correct, download_buttons, explain, layout, occasions, pickers, sight
from dashboard.ui.beside import beside
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, el, fill, join
from dashboard.viewer import NotForYou
from store.published import Row
from wording import evidence as words
from wording import months, nouns, results

A_PAGE = 10

looking = identity.looking()
member, measure_id = st.query_params.get("m") or looking.member, st.query_params.get("k")
if not member:
    services.people(looking)  # raises for those who see no member
if not member or measure_id not in sources.measures():
    raise NotForYou(words.names_no_figure())
run = services.run(looking)
windows = services.windows(looking)
label = pickers.window(windows)
measure = sources.measures()[measure_id]
behind = services.evidence(looking, member, measure_id, label)
who_looked.note(looking, member)
result = behind.result


has_figure = occasions.has_figure(behind)
counted = sum(occasions.is_counted(row, behind) for row in behind.occasions)
left_out = sum(row["left_out"] for row in behind.occasions)


def beside_it() -> Html:
    """Return what stands beside the figure, and as of when it is."""
    counts = beside(result, occasions.reasons_counted(behind.occasions, run.as_of_us)) if result else []
    parts = [part for number, told in counts for part in (el("dt", number), el("dd", told))]
    missing = results.mentions(result) if result else ""
    return join(
        el("dl", *parts, class_="plain") if parts else None,
        el("p", missing, class_="sub") if missing else None,
        el("p", words.as_of(run), class_="sub"),
    )


def heading() -> str:
    """Return what the list holds: as many as the figure rests on, and what was left out of it."""
    if not has_figure:
        return words.heading_without_figure(len(behind.occasions))
    return words.heading(measure, counted, left_out)


def kinds() -> list[str]:
    """Return the kinds of occasions to choose from. Without a figure nothing is met, or left out of it."""
    if not has_figure:
        return ["all"]
    return ["all", *(["met", "not-met"] if measure.sum_up.is_share else []), "left-out"]


def only() -> str:
    """Return the kind that is chosen: what was chosen of another figure or window may not be offered here."""
    chosen = str(st.session_state.get("only"))
    return chosen if chosen in kinds() else "all"


def kept() -> list[Row]:
    """Return the occasions of the chosen kind."""
    rows = occasions.in_order(behind.occasions, measure)
    if alone := [row for row in rows if row["post"] == st.query_params.get("p")]:
        return alone  # somebody came to see, or to correct, this one
    chosen = only()
    if chosen == "left-out":
        return [row for row in rows if row["left_out"]]
    if chosen in ("met", "not-met"):
        return [row for row in rows if occasions.is_counted(row, behind) and row["met"] is (chosen == "met")]
    return rows


told = results.sentence(result, run) if result else words.nothing_published()
back = identity.query(looking, m=member, w=label)
labels = words.labels()
with st.container(key="back"):
    name = called.one(looking, member)
    st.page_link(layout.PAGES / "scorecard.py", label=literal(words.back(name)), icon="", query_params=back)
st.title(literal(nouns.title(measure)), anchor=False)
with st.container(horizontal=True, wrap=False, key="choose"):
    pickers.pick_window("evidence", looking, pickers.labels(windows), label, m=member, k=measure_id)
st.html(el("p", told, class_="lede"))
st.html(beside_it())

st.html(el("h2", heading(), class_="part"))
with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
    if len(kinds()) > 1:
        st.segmented_control(
            literal(labels["show"]),
            kinds(),
            format_func=lambda kind: literal(words.kinds()[kind]),
            default="all",
            key="only",
            required=True,
        )
    download_buttons.offer(
        looking,
        labels["download"],
        partial(spreadsheet.evidence, member=member, measure=measure_id, label=label),
        file_name=spreadsheet.file_name(member, measure_id, label),
        mime="text/csv",
    )
rows = kept()
if len(rows) == 1 < len(behind.occasions) and rows[0]["post"] == st.query_params.get("p"):
    everything = identity.address(looking, "evidence", m=member, k=measure_id, w=label)
    link = el("a", words.see_all(len(behind.occasions)), href=everything, target="_self")
    st.html(el("p", fill(words.one_of_them(), all=link), class_="sub"))
if not rows:
    st.html(el("p", words.nothing_here(), class_="sub"))
pages = -(-len(rows) // A_PAGE)
place = f"page_{only()}"  # each list begins at its own first page
at = min(st.session_state.get(place, 1), max(pages, 1))
for row in rows[(at - 1) * A_PAGE : at * A_PAGE]:
    with st.container(border=True, gap="small"):
        st.html(occasions.occasion(row, behind, measure, run))
        correct.draw(looking, behind, measure, row)
if pages > 1:
    st.pagination(pages, key=place, max_visible_pages=5)

left_beside = occasions.left_out(behind.occasions, measure)
if has_figure and left_beside:
    st.html(left_beside)
st.html(el("h2", labels["how"], class_="part"))
st.html(join(explain.body(measure), explain.examples(measure)))
st.html(el("h2", labels["seen"], class_="part"))
st.html(sight.read(behind, run) if measure.is_of_profiles else sight.seen(behind, run))
if definition := run.definitions.get(measure.id):
    told = words.definition(measure, months.version(definition.version, definition.since))
    st.html(el("p", told, f" {words.as_of(run)}", class_="sub"))

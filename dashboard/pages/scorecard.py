"""A member's scorecard: every line of the council's guidance, and what public posts show of it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import findings, identity, papers, services, sources, who_looked
from dashboard.ui import called, cards, download_buttons, layout, lists, monthly, pickers
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, fill, join
from dashboard.viewer import Role
from guidance import Line
from store.published import Row
from summaries.file_names import file_name
from wording import document, nouns, printed, results, scorecard, sign_in, waiting
from wording import findings as finding_words
from wording.language import DEFAULT, language
from wording.times import LAST_90_DAYS
from wording.waiting import Group

FIRST = 3  # of those who wait: the rest is one click away

looking = identity.looking()
run = services.run(looking)
windows = services.windows(looking)
label = pickers.window(windows)
member = st.query_params.get("m") or looking.member
is_self = looking.role is Role.MEMBER

if not member:
    services.people(looking)  # raises for those who may not choose
    st.title(literal(scorecard.title()), anchor=False)
    st.html(el("p", scorecard.choose(), class_="lede"))
    pickers.pick_member("scorecard", looking, None)
    st.stop()

person = services.person(looking, member)
who_looked.note(looking, member)
rows = {row["measure"]: row for row in services.results(looking, label, member)}
pack = sources.pack(run.pack)
spans = {row["label"]: row for row in windows}
is_past = label != LAST_90_DAYS and spans[label]["to_us"] <= run.read_us
history: dict[str, list[Row]] = {}  # up to the month that is looked at
for row in services.series(looking, member):
    if row["kind"] == "month" and row["from_us"] < spans[label]["to_us"]:
        history.setdefault(row["measure"], []).append({**row, "to_us": spans[row["label"]]["to_us"]})
drawn: set[str] = set()  # measures whose card stands already: a second line points to it


def link(text: str, measure: str) -> Html:
    """Return a link to the evidence of one of these figures."""
    to = identity.address(looking, "evidence", m=member, k=measure, w=label)
    return el("a", text, href=to, target="_self")


def strengths(said: Callable[[int], str]) -> Html | None:
    """Return what is done well, as `said` for as many things, or nothing."""
    links = [link(told, measure) for told, measure in findings.strengths(rows)]
    return fill(said(len(links)), **dict(zip(("one", "other"), links, strict=False))) if links else None


def of_a_month() -> Html:
    """Return what a past month showed, and nothing of today."""
    month = pickers.name(spans[label], run)
    told = strengths(lambda number: scorecard.went_well(number, month)) or scorecard.shown_of(month)
    to = identity.address(looking, "scorecard", m=member)
    now = fill(scorecard.of_now(), link=el("a", scorecard.last_90_days(), href=to, target="_self"))
    return el("div", el("p", told, class_="lede"), el("p", now, class_="sub"))


def lede(longest: list[Row], away_until_us: int | None, *, lost: int) -> Html:
    """Return strengths, and ONE thing to try; of whoever is away nothing is asked."""
    strong = strengths(scorecard.going_well)
    before = join(strong, " ") if strong else None
    if away_until_us is not None:
        told = el("b", results.sentences(finding_words.away(away_until_us, run)))
        kept = el("p", scorecard.nothing_asked(), class_="sub")
        return el("div", el("p", before, told, class_="lede"), kept)
    check = next((line.self_check for line in pack.lines if line.self_check), scorecard.what_would_help())
    thing = findings.one_thing(rows, longest, person, run, check if is_self else "", lost=lost)
    because = link(thing.because, thing.measure) if thing.measure else thing.because
    advice = fill(scorecard.one_thing(), thing=el("b", thing.do))
    return el("div", el("p", before, advice, class_="lede"), el("p", because, class_="sub"))


def who_waits(longest: list[Row], counts: list[Row], *, is_away: bool) -> Html:
    """Return who waits for an answer, longest first, and below them what else there is."""
    sums = waiting.totals(counts)

    def more(told: Callable[[int], str], group: Group) -> Html | None:
        to = identity.address(looking, "waiting", m=member, g=group)
        return el("p", el("a", told(sums[group]), href=to, target="_self")) if sums[group] else None

    unsure = lists.nobody_waits(services.waits(looking, member or ""), counts, person=person, run=run)
    return el(
        "section",
        el("h2", scorecard.residents_waiting(for_you=is_self and not is_away)),
        lists.asks(longest, viewer=looking, run=run) if longest else None,
        el("p", unsure, class_="sub") if unsure else None,
        more(scorecard.all_waiting, Group.WAITING) if sums[Group.WAITING] > len(longest) else None,
        more(scorecard.new, Group.NEW),
        more(scorecard.lost, Group.LOST),
        more(scorecard.corrected, Group.MARKED),
        class_="sheet",
    )


def others_who_looked() -> Html | None:
    """Return who else looked at this scorecard, for the member it is about; nothing where nobody signs in."""
    settings = sources.sign_in()
    if settings is None or not is_self:
        return None
    kept = settings.looks_kept_days
    told = sign_in.looks(who_looked.of(looking)) if kept else [sign_in.looks_not_kept()]
    return el(
        "section",
        el("h2", sign_in.who_looked(), class_="part"),
        *(el("p", line) for line in told),
        el("p", sign_in.looks_kept(kept), class_="sub") if kept else None,
    )


def draw_today() -> None:
    """Draw what is of now: it belongs to no past month."""
    longest = services.waiting(looking, member, group=Group.WAITING, limit=FIRST)
    counts = services.waiting_counts(looking, member)
    away_until_us = services.away(looking, member).get(member or "")
    st.html(lede(longest, away_until_us, lost=waiting.totals(counts)[Group.LOST]))
    st.html(who_waits(longest, counts, is_away=away_until_us is not None))


def draw_lines(lines: list[tuple[int, Line]]) -> None:
    """Draw lines of guidance in order; neighbours that have no card of their own go to the browser as one piece."""
    plain: list[Html] = []
    for place, line in lines:
        shown = [measure for measure in line.measures if sources.may_see(measure, is_self=is_self)]
        fresh = [measure for measure in shown if measure not in drawn]
        above = [el("p", seen_above(measure), class_="above") for measure in shown if measure in drawn]
        if not fresh:
            plain.append(
                el(
                    "div",
                    head(place, line),
                    el("div", *above, *untold(line), class_="told"),
                    class_="line",
                )
            )
            continue
        if plain:
            st.html(join(*plain))
            plain = []
        with st.container(key=f"line_{line.id}"):
            st.html(head(place, line, *above, *untold(line)))
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
        el("h3", line.words.in_language(language())),
        *more,
        class_="guide",
    )


def untold(line: Line) -> list[Html]:
    """Return what of a line can't be seen, and why; and the question to oneself that stands in for it."""
    has_check = (
        is_self and line.self_check
    )  # a question to oneself is for nobody else to read over one's shoulder
    head = el("b", scorecard.ask_yourself())
    check = el("p", head, " ", line.self_check, class_="check") if has_check else None
    why = el("p", line.not_seen_because, class_="why") if line.not_seen_because else None
    return [one for one in (why, check) if one]


def seen_above(measure: str) -> Html:
    """Return the figure of a card that stands further up already."""
    return link(scorecard.shown_above(sources.measures()[measure], rows.get(measure), run), measure)


def draw_card(measure: str) -> None:
    """Draw a measure's card; all of it opens the evidence."""
    drawn.add(measure)
    row, about = rows.get(measure), sources.measures()[measure]
    kind = "card" if results.is_measured(row) else "card_none"
    with st.container(key=f"{kind}_{measure}", gap="xsmall", height="stretch"):
        past = monthly.months(history.get(measure, []), run.as_of_us)
        st.html(cards.card(about, row, past, run, run.definitions.get(measure)))
        st.page_link(
            layout.PAGES / "evidence.py",
            label=literal(scorecard.see(about, row)),
            icon="",
            query_params=identity.query(looking, m=member, k=measure, w=label),
        )


def offer_paper() -> None:
    """Offer the scorecard on paper: in the reader's language, and in the other one that documents are made in."""
    with st.container(horizontal=True, key="paper"):
        others = sources.document_languages()
        for of in dict.fromkeys((language(), *(others if len(others) > 1 else ()))):
            download_buttons.offer(
                looking,
                printed.download() if of == language() else document.in_language(of),
                partial(papers.scorecard, member=member or "", label=label, in_language=of),
                file_name=file_name(
                    "scorecard", member or "", label, "" if of == DEFAULT else of, form="pdf"
                ),
                mime="application/pdf",
                key=f"paper in {of}",
            )


st.title(literal(called.one(looking, person.id)), anchor=False)
platforms = {nouns.platform(account["platform"], run.platforms) for account in person.accounts}
state = None if is_past else findings.state(person, run, services.away(looking, member).get(member))
about = [part for part in (nouns.listed(sorted(platforms)), state, pickers.name(spans[label], run)) if part]
ward = join(bdi(person.ward), " · ") if person.ward else None
st.html(el("p", ward, " · ".join(about), class_="sub"))
with st.container(horizontal=True, wrap=False, key="choose"):
    pickers.pick_member("scorecard", looking, member)
    pickers.pick_window("scorecard", looking, pickers.labels(windows), label, m=member)
if is_past:
    st.html(of_a_month())
else:
    draw_today()
offer_paper()
for do in (True, False):
    st.html(join(el("h2", scorecard.part(do=do), class_="part"), cards.key() if do else None))
    draw_lines([(place, line) for place, line in enumerate(pack.lines, start=1) if line.do is do])
if looks := others_who_looked():
    st.html(looks)

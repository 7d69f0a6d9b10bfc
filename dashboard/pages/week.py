"""This week, for the communications team: who is waiting, what went well, who might like a hand, how it is going."""

import streamlit as st

from dashboard import findings, identity, services
from dashboard.ui import around, council, lists, tables, times, words
from dashboard.ui.markup import Html, el
from metrics import numbers
from store.published import Row

LABEL = "90 days"
FIRST = 3  # of each list on a card: the rest is one click away
HANDS = 5
A_PAGE = 10
NOBODY_WAITS = "We saw no question of the last two weeks that is waiting for an answer. "
FILTERS = ("Residents waiting", "No posts lately", "Too few or unknown")

looking = around.viewer()
people = sorted(services.people(looking), key=lambda person: words.surname(person.name))
run = services.run(looking)
results = services.results(looking, LABEL)
border_us, seen_us = run.as_of_us - findings.RECENT_ASK_US, run.as_of_us - findings.SEEN_LATELY_US
counts = services.waiting_counts(looking, border_us=border_us, seen_us=seen_us)
waiting = {row["member"]: row["recent"] for row in counts if row["recent"]}
older, lost = sum(row["older"] for row in counts), sum(row["lost"] for row in counts)
names = {person.id: person.name for person in people}
quiet = [person for person in people if findings.is_quiet(person)]


def here(page: str, *inside: str, **about: str | None) -> Html:
    """Return a link to a page of ours."""
    return el("a", *inside, href=identity.address(looking, page, **about), target="_self")


def lede() -> Html:
    """Return the week in one sentence; each number opens what it counts."""
    asks, silent = sum(waiting.values()), numbers.count(len(quiet), "member")
    is_ = "is" if asks == 1 else "are"
    put = f" residents asked in the last two weeks {is_} waiting for an answer, put to "
    unsure = numbers.count(lost, "more question")
    was = "was" if lost == 1 else "were"
    has = "has" if len(quiet) == 1 else "have"
    return el(
        "p",
        *((here("waiting", numbers.count(asks, "question")), put) if asks else (NOBODY_WAITS,)),
        f"{numbers.count(len(waiting), 'member')}. " if asks else None,
        f"{unsure} {was} waiting when we last saw the account. " if lost else None,
        el("a", silent, href="#members", target="_self") if quiet else silent,
        f" {has} not posted for unusually long. ",
        el("a", "Find a member", href="#members", target="_self", class_="jump"),
        class_="lede",
    )


def waiting_card() -> Html:
    """Return those who have waited longest of the last two weeks: their answer isn't too late."""
    rows = services.waiting(looking, from_us=border_us, seen_us=seen_us, limit=FIRST)
    told = (
        lists.asks(rows, viewer=looking, names=names, zone=run.zone, now_us=run.as_of_us)
        if rows
        else el("p", NOBODY_WAITS)
    )
    more = [f"All {sum(waiting.values()):,} that wait"] if waiting else ["Those that waited"]
    more += [f", and {older:,} older ones"] if older else []
    foot = el("p", here("waiting", *more), class_="more") if waiting or older or lost else None
    return el("section", el("h2", "Waiting longest for an answer"), told, foot, class_="sheet")


def good_card() -> Html:
    """Return facts worth a thank-you, and accounts that might like a hand."""
    silent = {person.id for person in quiet}  # whoever is named below isn't held up as an example above
    thanks = [fact for fact in findings.answered_all(results) if fact.member not in silent]
    thanks += findings.returned(
        services.ended_silences(looking, LABEL, findings.LONG_SILENCE_DAYS), run.as_of_us, run.zone
    )
    good = [
        el(
            "li",
            el("b", names[fact.member]),
            " ",
            here("evidence", fact.words, m=fact.member, k=fact.measure, w=LABEL),
        )
        for fact in thanks[:FIRST]
    ]
    hand = [
        el(
            "li",
            here("scorecard", person.name, m=person.id),
            el("span", findings.state(person, run.as_of_us, run.zone), class_="when"),
        )
        for person in quiet[:HANDS]
    ]
    nothing = el(
        "p",
        "Nobody answered ten or more questions all within a day, or came back after a long silence.",
        class_="sub",
    )
    rest = len(quiet) - HANDS
    more = (
        el("p", el("a", f"And {rest} more below", href="#members", target="_self"), class_="more")
        if rest > 0
        else None
    )
    return el(
        "section",
        el("h2", "Worth celebrating"),
        el("ul", *good, class_="facts") if good else nothing,
        el("h2", "Might like a hand"),
        el("ul", *hand, class_="facts")
        if hand
        else el("p", "No account has been silent for unusually long.", class_="sub"),
        more,
        class_="sheet",
    )


def matches(line: tables.Line) -> bool:
    """Say whether a member is one that was searched and filtered for."""
    text = f"{line.person.name} {line.person.ward}".casefold()
    if (st.session_state.get("search") or "").strip().casefold() not in text:
        return False
    chosen = st.session_state.get("show")
    if chosen == FILTERS[0]:
        return bool((line.results.get("still-waiting") or {}).get("value"))
    if chosen == FILTERS[1]:
        return findings.is_quiet(line.person)
    if chosen == FILTERS[2]:
        return any(not words.is_number(line.results.get(measure)) for measure in tables.COLUMNS)
    return True


def lines() -> list[tables.Line]:
    """Return one line a member, by surname."""
    by_member: dict[str, dict[str, Row]] = {}
    for row in results:
        by_member.setdefault(row["member"], {})[row["measure"]] = row
    return [
        tables.Line(
            person=person,
            results=by_member.get(person.id, {}),
            state=findings.state(person, run.as_of_us, run.zone),
        )
        for person in people
    ]


st.title("This week", anchor=False)
st.html(lede())
with st.grid(3, min_column_width=300, gap="small", key="week_cards"):
    st.html(waiting_card())
    st.html(good_card())
    st.html(council.card(services.council(looking), services.windows(looking), run, looking))

st.html(el("h2", "Members", class_="part", id="members"))
until = times.day(run.as_of_us, run.zone, run.as_of_us)
told = f"Figures are of the last 90 days, to {until}. Each one opens the posts behind it."
st.html(el("p", told, class_="sub"))
with st.container(horizontal=True, vertical_alignment="top", key="filters"):
    st.text_input("Find a member or ward", key="search", placeholder="Name or ward", width=280)
    st.pills("Show only", FILTERS, key="show")
found = [line for line in lines() if matches(line)]
if not found:
    st.html(el("p", "No member fits that. Clear the search or the filter to see everybody.", class_="lede"))
else:
    with st.container(key="members_table"):
        st.html(tables.table(found, looking, LABEL))
    with st.container(key="members_cards"):
        slot, pages_ = st.empty(), -(-len(found) // A_PAGE)
        at = st.pagination(pages_, key="at", max_visible_pages=5) if pages_ > 1 else 1
        slot.html(tables.cards(found[(at - 1) * A_PAGE : at * A_PAGE], looking, LABEL))

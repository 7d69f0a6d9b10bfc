"""This week, for the communications team: who is waiting, what went well, who might like a hand, how it is going."""

import streamlit as st

from dashboard import findings, identity, services
from dashboard.nouns import Group
from dashboard.ui import around, council, lists, tables, times, waits, words
from dashboard.ui.called import called
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el
from metrics import numbers
from store.published import Row

LABEL = "90 days"
FIRST = 3  # of each list on a card: the rest is one click away
HANDS = 5
A_PAGE = 10
FILTERS = ("Residents waiting", "No posts lately", "Too few or unknown")

looking = around.viewer()
people = sorted(services.people(looking), key=lambda person: words.surname(person.name))
run = services.run(looking)
results = services.results(looking, LABEL)
counts = {row["member"]: row for row in services.waiting_counts(looking)}
sums = waits.totals(list(counts.values()))
waited_for = {member for member, row in counts.items() if row[Group.WAITING]}
away = services.away(looking)
names = called(people)
quiet = [person for person in people if findings.is_quiet(person) and person.id not in away]


def here(page: str, *inside: str, **about: str | None) -> Html:
    """Return a link to a page of ours."""
    return el("a", *inside, href=identity.address(looking, page, **about), target="_self")


def lede() -> Html:
    """Return the week in one sentence; each number opens what it counts."""
    asks, new, lost = (sums[group] for group in (Group.WAITING, Group.NEW, Group.LOST))
    silent = numbers.count(len(quiet), "member")
    has = "had" if waits.are(2, run) == "were" else "has" if len(quiet) == 1 else "have"
    to = f", put to {numbers.count(len(waited_for), 'member')}"
    return el(
        "p",
        *(
            (here("waiting", numbers.count(asks, "question")), waits.waiting(asks, run), to)
            if asks
            else (waits.none(run),)
        ),
        ", and " if asks and new else " " if new else None,
        here("waiting", f"{new:,} more" if asks else numbers.count(new, "question"), g=Group.NEW)
        if new
        else None,
        f" {waits.are(new, run)} new" if new else None,
        ". " if asks or new else " ",
        here("waiting", numbers.count(lost, "more question"), g=Group.LOST) if lost else None,
        f"{waits.lost(lost)}. " if lost else None,
        el("a", silent, href="#members", target="_self") if quiet else silent,
        f" {has} not posted for unusually long. ",
        el("a", "Find a member", href="#members", target="_self", class_="jump"),
        class_="lede",
    )


def waiting_card() -> Html:
    """Return those who have waited longest: their answer isn't too late."""
    rows = services.waiting(looking, group=Group.WAITING, limit=FIRST)
    told = findings.named(names, away, run)
    listed = lists.asks(rows, viewer=looking, names=told, run=run) if rows else el("p", waits.none(run))
    foot = el("p", here("waiting", f"All {sums[Group.WAITING]:,} waiting"), class_="more") if rows else None
    return el("section", el("h2", "Waiting longest for an answer"), listed, foot, class_="sheet")


def good_card() -> Html:
    """Return facts worth a thank-you, and accounts that might like a hand."""
    silent = {person.id for person in quiet}  # whoever is named below isn't held up as an example above
    thanks = [fact for fact in findings.answered_all(results) if fact.member not in silent]
    thanks += findings.returned(services.ended_silences(looking, LABEL, findings.LONG_SILENCE_DAYS), run)
    good = [
        el(
            "li",
            el("b", bdi(names[fact.member])),
            " ",
            here("evidence", fact.words, m=fact.member, k=fact.measure, w=LABEL),
        )
        for fact in thanks
    ]
    others = el("summary", f"And {len(good) - FIRST} more")
    folded = el("details", others, el("ul", *good[FIRST:], class_="facts")) if good[FIRST:] else None
    hand = [
        el(
            "li",
            here("scorecard", bdi(names[person.id]), m=person.id),
            el("span", findings.state(person, run), class_="when"),
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
        el("ul", *good[:FIRST], class_="facts") if good else nothing,
        folded,
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
        return line.person.id in waited_for
    if chosen == FILTERS[1]:
        return line.person in quiet
    if chosen == FILTERS[2]:
        return any(not words.is_measured(line.results.get(measure)) for measure in tables.MEASURES)
    return True


def lines() -> list[tables.Line]:
    """Return one line a member, by surname."""
    by_member: dict[str, dict[str, Row]] = {}
    for row in results:
        by_member.setdefault(row["member"], {})[row["measure"]] = row
    return [
        tables.Line(
            person=person,
            called=names[person.id],
            results=by_member.get(person.id, {}),
            waiting=counts.get(person.id),
            state=findings.state(person, run, away.get(person.id)),
        )
        for person in people
    ]


st.title(literal(times.week(run.as_of_us, run.zone, run.read_us)), anchor=False)
st.html(lede())
with st.grid(3, min_column_width=300, gap="small", key="week_cards"):
    st.html(waiting_card())
    st.html(good_card())
    st.html(council.card(services.council(looking), services.windows(looking), run, looking))

st.html(el("h2", "Members", class_="part", id="members"))
until = times.day(run.as_of_us, run.zone, run.read_us)
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

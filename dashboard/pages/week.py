"""This week, for the communications team: who is waiting, what went well, who might like a hand, how it is going."""

import streamlit as st

from dashboard import findings, identity, services
from dashboard.ui import council, download_buttons, lists, tables
from dashboard.ui.called import called
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, fill, join
from store.published import Row
from wording import nouns, results, times, waiting
from wording import week as words
from wording.times import LAST_90_DAYS
from wording.waiting import Group

LABEL = LAST_90_DAYS
FIRST = 3  # of each list on a card: the rest is one click away
HANDS = 5
A_PAGE = 10

looking = identity.looking()
by_id = {person.id: person for person in services.people(looking)}
run = services.run(looking)
names = called(by_id.values(), platforms=run.platforms)
people = [by_id[id_] for id_ in names]  # by surname
published = services.results(looking, LABEL)
counts = {row["member"]: row for row in services.waiting_counts(looking)}
sums = waiting.totals(list(counts.values()))
waited_for = {member for member, row in counts.items() if row[Group.WAITING]}
away = services.away(looking)
quiet = [person for person in people if findings.is_quiet(person) and person.id not in away]


def here(page: str, *inside: str, **about: str | None) -> Html:
    """Return a link to a page of ours."""
    return el("a", *inside, href=identity.address(looking, page, **about), target="_self")


def lede() -> Html:
    """Return the week in a few sentences; each number opens what it counts."""
    asks, new, lost, silent = sums[Group.WAITING], sums[Group.NEW], sums[Group.LOST], len(quiet)
    questions = here("waiting", words.more(new) if asks else nouns.questions(new), g=Group.NEW)
    told = fill(words.new(new, run), questions=questions)
    if asks:
        questions, put = here("waiting", nouns.questions(asks)), nouns.members(len(waited_for))
        wait = fill(words.waiting(asks, run), questions=questions, members=put)
        parts: list[str | None] = [fill(words.both(), waiting=wait, new=told) if new else join(wait, ".")]
    else:
        parts = [waiting.none(run), join(told, ".") if new else None]
    if lost:
        more = here("waiting", words.more_questions(lost), g=Group.LOST)
        parts.append(fill(words.lost(lost), questions=more))
    some = nouns.members(silent)
    link = el("a", some, href="#members", target="_self") if quiet else some
    parts.append(fill(words.silent(silent, run), members=link))
    parts.append(el("a", words.find(), href="#members", target="_self", class_="jump"))
    return el("p", *(part for one in parts if one for part in (one, " ")), class_="lede")


def waiting_card() -> Html:
    """Return those who have waited longest: their answer isn't too late."""
    rows = services.waiting(looking, group=Group.WAITING, limit=FIRST)
    told = findings.named(names, away, run)
    listed = lists.asks(rows, viewer=looking, names=told, run=run) if rows else el("p", waiting.none(run))
    foot = el("p", here("waiting", words.all_waiting(sums[Group.WAITING])), class_="more") if rows else None
    return el("section", el("h2", words.heads()[0]), listed, foot, class_="sheet")


def good_card() -> Html:
    """Return facts worth a thank-you, and accounts that might like a hand."""
    silent = {person.id for person in quiet}  # whoever is named below isn't held up as an example above
    thanks = [fact for fact in findings.answered_all(published) if fact.member not in silent]
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
    others = el("summary", words.and_more(len(good) - FIRST))
    folded = el("details", others, el("ul", *good[FIRST:], class_="facts")) if good[FIRST:] else None
    hand = [
        el(
            "li",
            here("scorecard", bdi(names[person.id]), m=person.id),
            el("span", findings.state(person, run), class_="when"),
        )
        for person in quiet[:HANDS]
    ]
    nothing = el("p", words.nothing_to_celebrate(), class_="sub")
    _, celebrating, hand_head = words.heads()
    rest = len(quiet) - HANDS
    more = (
        el("p", el("a", words.and_more_below(rest), href="#members", target="_self"), class_="more")
        if rest > 0
        else None
    )
    return el(
        "section",
        el("h2", celebrating),
        el("ul", *good[:FIRST], class_="facts") if good else nothing,
        folded,
        el("h2", hand_head),
        el("ul", *hand, class_="facts") if hand else el("p", words.nobody_silent(), class_="sub"),
        more,
        class_="sheet",
    )


def matches(line: tables.Line) -> bool:
    """Say whether a member is one that was searched and filtered for."""
    text = f"{line.person.name} {line.person.ward} {line.person.area}".casefold()
    if (st.session_state.get("search") or "").strip().casefold() not in text:
        return False
    chosen = st.session_state.get("show")
    if chosen == "waiting":
        return line.person.id in waited_for
    if chosen == "silent":
        return line.person in quiet
    if chosen == "unsure":
        shown = [*(measure.id for measure in tables.columns()), tables.WAITING]
        return any(not results.is_measured(line.results.get(measure)) for measure in shown)
    return True


def lines() -> list[tables.Line]:
    """Return one line a member, by surname."""
    by_member: dict[str, dict[str, Row]] = {}
    for row in published:
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

head, told = words.members(run)
st.html(el("h2", head, class_="part", id="members"))
st.html(el("p", told, class_="sub"))
find, hint, only = words.search()
filters = words.filters()
with st.container(horizontal=True, vertical_alignment="top", key="filters"):
    st.text_input(literal(find), key="search", placeholder=hint, width=280)
    st.pills(literal(only), list(filters), format_func=lambda one: literal(filters[one]), key="show")
    download_buttons.workbook(looking, LABEL)
found = [line for line in lines() if matches(line)]
if not found:
    st.html(el("p", words.nobody_fits(), class_="lede"))
else:
    with st.container(key="members_table"):
        st.html(tables.table(found, looking, LABEL))
    with st.container(key="members_cards"):
        slot, pages_ = st.empty(), -(-len(found) // A_PAGE)
        at = st.pagination(pages_, key="at", max_visible_pages=5) if pages_ > 1 else 1
        slot.html(tables.cards(found[(at - 1) * A_PAGE : at * A_PAGE], looking, LABEL))

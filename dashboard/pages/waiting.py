"""Every question without an answer we saw, of all members (comms) or of one: those that wait first, old ones folded."""

import streamlit as st

from dashboard import findings, identity, services, who_looked
from dashboard.ui import lists, pickers
from dashboard.ui.called import called
from dashboard.ui.literal import literal
from dashboard.ui.markup import el
from dashboard.viewer import Role
from store.published import Row
from wording import choosing, scorecard, waiting
from wording import findings as finding_words
from wording.waiting import Group

A_PAGE = 25
ALWAYS = (Group.WAITING, Group.NEW, Group.CLOSED)  # the others are named where there are any

looking = identity.looking()
run = services.run(looking)
member = st.query_params.get("m") or looking.member
if member:
    who_looked.note(looking, member)
people = {person.id: person for person in services.people(looking)}
names = called(people.values(), platforms=run.platforms)
counts = services.waiting_counts(looking, member)
sums = waiting.totals(counts)
away = services.away(looking, member)


def pick_group() -> Group:
    """Let the viewer choose which of them to see. The address may name the group to begin with."""
    groups = [group for group in Group if group in ALWAYS or sums[group]]
    wish = st.query_params.get("g")
    if st.session_state.get("group") not in groups:
        st.session_state["group"] = wish if wish in groups else Group.WAITING
    with st.container(horizontal=True, key="filters"):
        chosen = st.segmented_control(
            literal(choosing.show()),
            groups,
            required=True,
            wrap=True,
            key="group",
            format_func=lambda group: literal(waiting.label(Group(group), sums[Group(group)])),
        )
    return Group(chosen or Group.WAITING)


def page_of(group: Group) -> list[Row]:
    """Return the questions of the chosen page of a group's list."""
    pages = -(-sums[group] // A_PAGE)
    at = min(st.session_state.get(f"at {group}", 1), max(pages, 1))
    return services.waiting(looking, member, group=group, limit=A_PAGE, offset=(at - 1) * A_PAGE)


title = scorecard.waiting_for(names[member]) if member in names else scorecard.waiting_for_an_answer()
st.title(literal(title), anchor=False)
with st.container(horizontal=True, wrap=False, key="choose"):
    pickers.pick_member("waiting", looking, member)
lede, sub = st.empty(), st.empty()
group = pick_group()
put_to = 0 if member else sum(row[group] > 0 for row in counts)
lede.html(el("p", waiting.told(group, sums[group], put_to, run), class_="lede"))
if meaning := waiting.explains(group):
    sub.html(el("p", meaning, class_="sub"))
if member and group is Group.WAITING:
    known = services.waits(looking, member)
    if unsure := lists.nobody_waits(known, counts, person=people[member], run=run):
        st.html(el("p", unsure, class_="sub"))
if member in away:
    st.html(el("p", scorecard.no_answer_asked(finding_words.away(away[member], run)), class_="sub"))
rows = page_of(group)
shown_names = findings.named(names, away, run) if looking.role is Role.COMMS and not member else None
if rows:
    st.html(lists.asks(rows, viewer=looking, run=run, names=shown_names))
if sums[group] > A_PAGE:
    # Each list begins at its own first page.
    st.pagination(-(-sums[group] // A_PAGE), key=f"at {group}", max_visible_pages=5)

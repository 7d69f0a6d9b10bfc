"""Every question without an answer we saw, of all members (comms) or of one: those that wait first, old ones folded."""

import streamlit as st

from dashboard import findings, services
from dashboard.nouns import Group
from dashboard.ui import around, choose, lists, waits
from dashboard.ui.called import called
from dashboard.ui.literal import literal
from dashboard.ui.markup import el
from dashboard.viewer import Role
from store.published import Row

A_PAGE = 25
ALWAYS = (Group.WAITING, Group.NEW, Group.CLOSED)  # the others are named where there are any

looking = around.viewer()
run = services.run(looking)
member = st.query_params.get("m") or looking.member
people = {person.id: person for person in services.people(looking)}
names = called([*people.values()])
counts = services.waiting_counts(looking, member)
sums = waits.totals(counts)
away = services.away(looking, member)


def pick_group() -> Group:
    """Let the viewer choose which of them to see. The address may name the group to begin with."""
    groups = [group for group in Group if group in ALWAYS or sums[group]]
    wish = st.query_params.get("g")
    if st.session_state.get("group") not in groups:
        st.session_state["group"] = wish if wish in groups else Group.WAITING
    with st.container(horizontal=True, key="filters"):
        chosen = st.segmented_control(
            "Show",
            groups,
            required=True,
            wrap=True,
            key="group",
            format_func=lambda group: literal(waits.label(Group(group), sums[Group(group)])),
        )
    return Group(chosen or Group.WAITING)


def page_of(group: Group) -> list[Row]:
    """Return the questions of the chosen page of a group's list."""
    pages = -(-sums[group] // A_PAGE)
    at = min(st.session_state.get(f"at {group}", 1), max(pages, 1))
    return services.waiting(looking, member, group=group, limit=A_PAGE, offset=(at - 1) * A_PAGE)


st.title(
    f"Waiting for {literal(names[member])}" if member in names else "Waiting for an answer", anchor=False
)
with st.container(horizontal=True, wrap=False, key="choose"):
    choose.pick_member("waiting", looking, member)
lede, sub = st.empty(), st.empty()
group = pick_group()
lede.html(
    el(
        "p",
        waits.told(group, sums[group], 0 if member else sum(row[group] > 0 for row in counts), run),
        class_="lede",
    )
)
if group in waits.EXPLAINS:
    sub.html(el("p", waits.EXPLAINS[group], class_="sub"))
if member and group is Group.WAITING:
    known = services.waits(looking, member)
    if unsure := lists.nobody_waits(known, counts, person=people[member], run=run):
        st.html(el("p", unsure, class_="sub"))
if member in away:
    st.html(el("p", f"{findings.away(away[member], run)}: no answer is asked of them before.", class_="sub"))
rows = page_of(group)
shown_names = findings.named(names, away, run) if looking.role is Role.COMMS and not member else None
if rows:
    st.html(lists.asks(rows, viewer=looking, run=run, names=shown_names))
if sums[group] > A_PAGE:
    # Each list begins at its own first page.
    st.pagination(-(-sums[group] // A_PAGE), key=f"at {group}", max_visible_pages=5)

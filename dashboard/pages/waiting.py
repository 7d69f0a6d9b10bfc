"""Every question still open, longest first: of all members (comms), or of one."""

import streamlit as st

from dashboard import findings, services
from dashboard.ui import around, choose, lists, numbers
from dashboard.ui.markup import el
from dashboard.viewer import Role

A_PAGE = 25
SPANS = ("Asked in the last 14 days", "Older", "All")

looking = around.viewer()
run = services.run(looking)
member = st.query_params.get("m") or looking.member
names = {person.id: person.name for person in services.people(looking)}
border_us = run.as_of_us - findings.RECENT_ASK_US
counts = services.waiting_counts(looking, member, border_us=border_us)
sums = {SPANS[0]: sum(row["recent"] for row in counts), SPANS[1]: sum(row["older"] for row in counts)}
sums[SPANS[2]] = sums[SPANS[0]] + sums[SPANS[1]]

st.title(f"Waiting for {names[member]}" if member in names else "Waiting for an answer", anchor=False)
with st.container(horizontal=True, wrap=False, key="choose"):
    choose.pick_member("waiting", looking, member)
told = f"{numbers.count(sums[SPANS[0]], 'question')} of the last 14 days without a public answer, longest first. "
older = f"{sums[SPANS[1]]:,} older ones never had one that we could see."
st.html(el("p", told, older if sums[SPANS[1]] else None, class_="lede"))
kind = "A phone call, a surgery or an e-mail is an answer too: say so on the evidence page, and it leaves this list."
st.html(el("p", kind, class_="sub"))
with st.container(horizontal=True, key="filters"):
    chosen = st.segmented_control("Show", SPANS, default=SPANS[0], key="span", required=True)
from_us = 0 if chosen != SPANS[0] else border_us
to_us = border_us if chosen == SPANS[1] else services.NEVER_US
pages = -(-sums[chosen] // A_PAGE)
at = min(st.session_state.get("at", 1), max(pages, 1))
rows = services.waiting(looking, member, from_us=from_us, to_us=to_us, limit=A_PAGE, offset=(at - 1) * A_PAGE)
shown_names = names if looking.role is Role.COMMS and not member else None
nobody = el("p", "Nobody waits here.", class_="sub")
st.html(lists.asks(rows, zone=run.zone, now_us=run.as_of_us, names=shown_names) if rows else nobody)
if pages > 1:
    st.pagination(pages, key="at", max_visible_pages=5)

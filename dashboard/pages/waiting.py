"""Every question still open, longest first: of all members (comms), or of one."""

import streamlit as st

from dashboard import findings, services
from dashboard.ui import around, choose, lists
from dashboard.ui.literal import literal
from dashboard.ui.markup import el
from dashboard.viewer import Role
from facts import Outcome
from metrics import numbers

A_PAGE = 25
SPANS = ("Asked in the last 14 days", "Older", "All")

looking = around.viewer()
run = services.run(looking)
member = st.query_params.get("m") or looking.member
names = {person.id: person.name for person in services.people(looking)}
border_us = run.as_of_us - findings.RECENT_ASK_US
seen_us = run.as_of_us - findings.SEEN_LATELY_US
counts = services.waiting_counts(looking, member, border_us=border_us, seen_us=seen_us)
recent, lost, older = (sum(row[name] for row in counts) for name in ("recent", "lost", "older"))
sums = {SPANS[0]: recent + lost, SPANS[1]: older, SPANS[2]: recent + lost + older}

st.title(
    f"Waiting for {literal(names[member])}" if member in names else "Waiting for an answer", anchor=False
)
with st.container(horizontal=True, wrap=False, key="choose"):
    choose.pick_member("waiting", looking, member)
told = [f"{numbers.count(recent, 'question')} of the last 14 days without a public answer, longest first. "]
told += (
    [f"{lost:,} more {'was' if lost == 1 else 'were'} waiting when we last saw the account. "] if lost else []
)
told += [f"{older:,} older ones never had one that we could see."] if older else []
known = services.waits(looking, member) if member else None
if member and (known is None or known["outcome"] != Outcome.MEASURED):
    told = [lists.nobody_waits(known)]
st.html(el("p", *told, class_="lede"))
kind = "A phone call, a surgery or an e-mail is an answer too: say so with “Correct this”, and it leaves this list."
st.html(el("p", kind, class_="sub"))
with st.container(horizontal=True, key="filters"):
    chosen = st.segmented_control("Show", SPANS, default=SPANS[0], key="span", required=True)
from_us = 0 if chosen != SPANS[0] else border_us
to_us = border_us if chosen == SPANS[1] else services.NEVER_US
pages = -(-sums[chosen] // A_PAGE)
place = f"at {chosen}"  # each list begins at its own first page
at = min(st.session_state.get(place, 1), max(pages, 1))
rows = services.waiting(looking, member, from_us=from_us, to_us=to_us, limit=A_PAGE, offset=(at - 1) * A_PAGE)
shown_names = names if looking.role is Role.COMMS and not member else None
nobody = el("p", "Nothing here.", class_="sub")
listed = lists.asks(rows, viewer=looking, zone=run.zone, now_us=run.as_of_us, names=shown_names)
st.html(listed if rows else nobody)
if pages > 1:
    st.pagination(pages, key=place, max_visible_pages=5)

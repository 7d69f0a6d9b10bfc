"""One month of the whole council, for leadership: four figures with their ranges. No member, no post."""

import streamlit as st

from dashboard import identity, services
from dashboard.ui import council, pickers
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, fill
from metrics import answered_within_a_day
from metrics.measure import Measure
from wording import council as words
from wording import results, times

looking = identity.looking()
run = services.run(looking)
windows = services.windows(looking)
rows = services.council(looking)
known = council.months(windows)
finished = [row["label"] for row in known if row["to_us"] <= run.as_of_us]
default = finished[-1] if finished else known[-1]["label"]
label = pickers.window(windows, months_only=True, default=default)
place = [row["label"] for row in known].index(label)
now = council.figures(rows, label)
before = council.figures(rows, known[place - 1]["label"]) if place else {}
month_before = times.month_alone(known[place - 1]["label"]) if place else ""
SHARE = answered_within_a_day.MEASURE


def lede() -> Html:
    """Return the month in one sentence."""
    row = now.get(SHARE.id)
    if row is None or not results.is_number(row):
        return el("p", words.no_share(row, SHARE.sum_up.enough), class_="lede")
    share = fill(words.share(row), share=el("b", words.per_cent(row)))
    last = words.share_before(month_before, before.get(SHARE.id), run)
    return el("p", share, f" {last}" if last else None, class_="lede")


name = times.months(label, to_us=known[place]["to_us"], as_of_us=run.as_of_us, zone=run.zone)
st.title(literal(name), anchor=False)
st.html(el("p", bdi(run.council), class_="crumb"))
with st.container(horizontal=True, wrap=False, key="choose"):
    pickers.pick_window("month", looking, pickers.labels(windows, months_only=True), label)
st.html(lede())
st.html(el("p", words.no_verdict(), class_="sub"))
there = [measure for measure in council.measures() if measure.id in now]
with st.grid(2, min_column_width=320, gap="small", key="month_cards"):
    for measure in there:
        past = council.history(rows, known[: place + 1], measure.id, run)
        st.html(council.sheet(now[measure.id], before.get(measure.id), past, month_before, run))

head, told = words.how_much()
st.html(el("h2", head, class_="part"))
by_words: dict[str, list[Measure]] = {}
for measure in there:
    by_words.setdefault(words.seen(now[measure.id]), []).append(measure)
seen = [el("li", el("b", how), f" {words.titles(some)}") for how, some in by_words.items()]
st.html(el("div", el("p", told), el("ul", *seen), class_="prose"))
st.html(el("p", words.ranges(), class_="sub"))

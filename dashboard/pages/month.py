"""One month of the whole council, for leadership: four figures with their ranges. No member, no post."""

import streamlit as st

from dashboard import services
from dashboard.ui import around, choose, council, times, words
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el
from metrics import numbers

looking = around.viewer()
run = services.run(looking)
windows = services.windows(looking)
rows = services.council(looking)
known = council.months(windows)
finished = [row["label"] for row in known if row["to_us"] <= run.as_of_us]
default = finished[-1] if finished else known[-1]["label"]
label = choose.window(windows, months_only=True, default=default)
place = [row["label"] for row in known].index(label)
now = council.figures(rows, label)
before = council.figures(rows, known[place - 1]["label"]) if place else {}
month_before = times.month(known[place - 1]["label"]).split()[0] if place else ""


def lede() -> Html:
    """Return the month in one sentence."""
    row = now.get("answered-within-a-day")
    if row is None or not words.is_number(row):
        return el("p", council.no_share(row), class_="lede")
    asked = f"Of {numbers.count(row['n'], 'question')} that residents put to members in public and that count here, "
    answered = f"{row['met']:,} had a public answer within a day: "
    share, span = numbers.per_cent(row["value"]), words.span(row)
    last = before.get("answered-within-a-day")
    is_known = last is not None and words.is_number(last)
    beside = f" In {month_before} it was {words.in_full(last)}." if last and is_known else ""
    return el("p", asked, answered, el("b", share), f" ({span}).", beside, class_="lede")


name = times.months(label, to_us=known[place]["to_us"], as_of_us=run.as_of_us, zone=run.zone)
st.title(literal(name), anchor=False)
st.html(el("p", bdi(run.council), class_="crumb"))
with st.container(horizontal=True, wrap=False, key="choose"):
    choose.pick_window("month", looking, choose.labels(windows, months_only=True), label)
st.html(lede())
st.html(el("p", council.NO_VERDICT, class_="sub"))
with st.grid(2, min_column_width=320, gap="small", key="month_cards"):
    for measure in council.FOUR:
        if measure in now:
            past = council.history(rows, known[: place + 1], measure, run)
            definition = run.definitions.get(measure)
            st.html(council.sheet(now[measure], before.get(measure), past, month_before, definition))

st.html(el("h2", "How much could be seen", class_="part"))
told = (
    "A member's month counts when at least 90% of it was seen on each account of theirs that was seen at all. The "
    "others are left out of the figures, and never counted as silent."
)
by_words: dict[str, list[str]] = {}
for measure in council.FOUR:
    if measure in now:
        by_words.setdefault(council.seen(now[measure]), []).append(council.title(measure).lower())
seen = [
    el("li", el("b", told_), f" {words.listed(titles).capitalize()}.") for told_, titles in by_words.items()
]
st.html(el("div", el("p", told), el("ul", *seen), class_="prose"))
with_range = (
    "The upright lines are 95% ranges. They allow for the fact that one member's questions are more alike than "
    "questions put to different members. A typical wait counts those without an answer for "
    "as long as they were followed."
)
st.html(el("p", with_range, class_="sub"))

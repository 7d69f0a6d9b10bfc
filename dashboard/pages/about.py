"""What this is, what it refuses, and how each figure is worked out."""

import streamlit as st

from dashboard import services, sources
from dashboard.ui import around, explain, monthly, times
from dashboard.ui.markup import el

looking = around.viewer()
run = services.run(looking)

IS = (
    "Two-Way shows councillors, and the officers who support them, how their public social media lives up to the "
    "guidance their own council adopted. The guidance says that social media is a two-way channel: what members say, "
    "and what they hear from residents."
)
REFUSES = (
    "No ranks, no overall score, no league table, no traffic lights.",
    "No guesses at party, mood, tone or character.",
    "No private messages, no private accounts, no groups.",
    "No profile, search or list of residents. Their words are shown where they speak to a member.",
    "Nobody is measured by what they delete: taking a question down can't improve a figure.",
    "It never posts, likes or hides anything, and never asks for a platform's password.",
)
NUMBERS = (
    "Unknown is never zero: what was not collected is shown as unknown, with since when and why.",
    "A share needs ten occasions. Below that you see the counts; from ten on, a share and its 95% range.",
    "Questions nobody answered stay in the figure.",
    "Every figure opens the very list it was worked out from.",
    "A member can say that a question was answered elsewhere, or wasn't one. It takes effect at the next measure.",
)

st.title("About Two-Way", anchor=False)
st.html(el("p", IS, class_="lede"))
for head, parts in (("What it refuses", REFUSES), ("How to read a number", NUMBERS)):
    st.html(el("h2", head, class_="part"))
    st.html(el("div", el("ul", *(el("li", part) for part in parts)), class_="prose"))
st.html(el("h2", "How each figure is worked out", class_="part"))
st.html(el("div", *(explain.measure(measure) for measure in sources.measures().values())))
st.html(el("h2", "What this page was made from", class_="part"))
facts = (
    ("As of", times.full(run.as_of_us, run.zone)),
    ("Newest message kept", times.full(run.cut_off_us, run.zone)),
    ("Published", times.full(run.published_us, run.zone)),
    ("Run", run.version),
    ("Guidance", sources.pack(run.pack).title),
    (
        "Definitions",
        "; ".join(
            f"{name} {monthly.version_said(definition)}" for name, definition in run.definitions.items()
        ),
    ),
)
st.html(
    el("dl", *(part for name, told in facts for part in (el("dt", name), el("dd", told))), class_="plain")
)

"""What this is, what it refuses, and how each figure is worked out."""

import streamlit as st

from dashboard import identity, services, sources
from dashboard.ui import explain
from dashboard.ui.literal import literal
from dashboard.ui.markup import el
from wording import about, months, times

looking = identity.looking()
run = services.run(looking)

st.title(literal(about.title()), anchor=False)
st.html(el("p", about.what_it_is(), class_="lede"))
for head, parts in about.parts().items():
    st.html(el("h2", head, class_="part"))
    st.html(el("div", el("ul", *(el("li", part) for part in parts)), class_="prose"))
st.html(el("h2", about.worked_out(), class_="part"))
st.html(el("div", *(explain.measure(measure) for measure in sources.measures().values())))
st.html(el("h2", about.made_from(), class_="part"))
facts = about.facts(
    as_of=times.full(run.as_of_us, run.zone),
    newest=times.full(run.cut_off_us, run.zone),
    published=times.full(run.published_us, run.zone),
    run=run.version,
    guidance=sources.pack(run.pack).title,
    definitions="; ".join(
        f"{name} {months.version(definition.version, definition.since)}"
        for name, definition in run.definitions.items()
    ),
)
st.html(
    el(
        "dl",
        *(part for name, told in facts.items() for part in (el("dt", name), el("dd", told))),
        class_="plain",
    )
)

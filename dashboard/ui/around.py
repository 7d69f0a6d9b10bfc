"""The parts around a page: navigation, the viewing-as switch, the notices, the foot, and what stands in for a page."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import identity, services
from dashboard.nouns import Run
from dashboard.ui import times
from dashboard.ui.called import called
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, join
from dashboard.viewer import Role, Viewer

PAGES = Path(__file__).resolve().parent.parent / "pages"
TITLES = {
    "week": "This week",
    "scorecard": "Scorecards",
    "month": "Month",
    "about": "About",
    "evidence": "Evidence",
    "waiting": "Waiting",
}
PROMISE = "Members are never ranked. Only public posts are read, and only with the member's consent."
SHOWN_TO = {  # which pages stand in the navigation, the first being where a role lands
    Role.COMMS: ("week", "scorecard", "month", "about"),
    Role.MEMBER: ("scorecard", "about"),
    Role.LEADERSHIP: ("month", "about"),
}


def viewer() -> Viewer:
    """Return who is looking, as the address says. Raise NotForYou where it names nobody."""
    asked = st.query_params
    return identity.viewer_of([(name, value) for name in asked for value in asked.get_all(name)])


def pages() -> dict[str, StreamlitPage]:
    """Return every page by name. All are always there: one that isn't for a viewer says so itself."""
    made = {"home": st.Page(PAGES / "home.py", title="Two-Way", url_path="home", default=True)}
    return made | {
        name: st.Page(PAGES / f"{name}.py", title=title, url_path=name) for name, title in TITLES.items()
    }


def top(looking: Viewer, run: Run) -> None:
    """Draw the name, the navigation, the switch and the notices."""
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        gap="small",
        key="frame",
    ):
        st.html(el("p", el("i", "⇄", aria_hidden="true"), "Two-Way", class_="brand"), width="content")
        with st.container(horizontal=True, gap=None, width="content", key="nav"):
            for name in SHOWN_TO[looking.role]:
                label = (
                    "Your scorecard" if (name, looking.role) == ("scorecard", Role.MEMBER) else TITLES[name]
                )
                st.page_link(
                    PAGES / f"{name}.py", label=literal(label), icon="", query_params=identity.query(looking)
                )
        _switch(looking)
    st.html(_notice(run))


def _switch(looking: Viewer) -> None:
    """Let whoever sits here choose whom to look as, and go where that role lands."""
    now = identity.written(looking)
    names = {identity.COMMS: "Communications team", identity.LEADERSHIP: "Leadership"}
    members = called(services.people(Viewer(Role.COMMS)), taken=list(names.values()))
    names |= {f"{identity.MEMBER}{id_}": told for id_, told in members.items()}
    options = list(names)
    chosen = st.selectbox(
        "Viewing as",
        options,
        index=options.index(now) if now in names else None,
        format_func=lambda option: names[option],
        key=f"viewing as, from {now}",
        width=230,
    )
    if chosen and chosen != now:
        landing = SHOWN_TO[identity.viewer_from(chosen).role][0]
        st.switch_page(PAGES / f"{landing}.py", query_params={"as": chosen})


def _notice(run: Run) -> Html:
    parts: list[str | Html] = []
    if run.is_invented:
        parts += [el("b", "Invented council:"), " no real people, places or posts. "]
    as_of = f"{times.full(run.as_of_us, run.zone)}, {times.ago(run.as_of_us, run.read_us)}"
    if times.is_stale(run.as_of_us, run.read_us):
        parts += [
            el("b", f"These figures are old: as of {as_of}."),
            " What happened since is not in them. ",
        ]
    else:
        parts.append(f"Figures as of {as_of}. ")
    parts.append("Sign-in isn't configured: this is served on this computer only.")
    return el("p", *parts, class_="notice")


def bottom(run: Run) -> None:
    """Draw the foot of every page: what the figures are as of."""
    as_of, newest = times.full(run.as_of_us, run.zone), times.full(run.cut_off_us, run.zone)
    told = f". As of {as_of}. Newest message kept: {newest}. Published run {run.version}."
    st.html(el("footer", el("p", bdi(run.council), told), el("p", PROMISE), class_="foot"))


def not_for_you(looking: Viewer, reason: str) -> None:
    """Draw what stands where a page isn't for this viewer."""
    st.title("Not for this view", anchor=False)
    st.html(el("p", reason, class_="lede"))
    landing = SHOWN_TO.get(looking.role, SHOWN_TO[Role.COMMS])[0]
    st.page_link(
        PAGES / f"{landing}.py",
        label=f"Go to {TITLES[landing]}",
        icon="",
        query_params=identity.query(looking),
    )


def nobody(reason: str) -> None:
    """Draw what stands where an address names nobody: nothing but the way to choose who is looking."""
    st.html(el("p", el("i", "⇄", aria_hidden="true"), "Two-Way", class_="brand"))
    st.title("Not for this view", anchor=False)
    st.html(el("p", reason, class_="lede"))
    st.html(el("p", "Choose who is looking. To see what a member sees, go on to “Viewing as”.", class_="sub"))
    for looking, label in (
        (Viewer(Role.COMMS), "Go on as the communications team"),
        (Viewer(Role.LEADERSHIP), "Go on as leadership"),
    ):
        landing = PAGES / f"{SHOWN_TO[looking.role][0]}.py"
        st.page_link(landing, label=literal(label), icon="", query_params=identity.query(looking))
    st.html(el("footer", el("p", PROMISE), class_="foot"))


def nothing_to_show(trouble: str) -> None:
    """Draw what stands where there is no published run: what to do, in the words of the command line."""
    head, _, command = trouble.partition("Run: ")
    st.html(el("p", el("i", "⇄", aria_hidden="true"), "Two-Way", class_="brand"))
    st.title("Nothing to show yet", anchor=False)
    st.html(el("p", head, class_="lede"))
    if command:
        st.html(el("p", "In a terminal, in the folder Two-Way is in:", class_="sub"))
        st.code(command, language=None)
    fill = "With an empty data folder, `python3 start.py` fills it with an invented council first."
    st.html(
        join(el("p", fill.replace("`", ""), class_="sub"), el("p", "Then reload this page.", class_="sub"))
    )

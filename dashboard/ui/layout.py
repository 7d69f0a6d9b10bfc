"""The parts around a page: navigation, the viewing-as switch, the notices, the foot, and what stands in for a page."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import identity, services
from dashboard.nouns import Run
from dashboard.ui.called import called
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, fill, join
from dashboard.viewer import Role, Viewer
from people.sign_in import SignedIn
from store.trouble import StoreTrouble
from wording import frame
from wording import sign_in as words

PAGES = Path(__file__).resolve().parent.parent / "pages"
NAMES = ("week", "scorecard", "month", "about", "evidence", "waiting")
SHOWN_TO = {  # which pages stand in the navigation, the first being where a role lands
    Role.COMMS: ("week", "scorecard", "month", "about"),
    Role.MEMBER: ("scorecard", "about"),
    Role.LEADERSHIP: ("month", "about"),
    Role.ADMINISTRATOR: ("about",),
}


def pages() -> dict[str, StreamlitPage]:
    """Return every page by name. All are always there: one that isn't for a viewer says so itself."""
    home = st.Page(PAGES / "home.py", title=frame.page("home"), url_path="home", default=True)
    return {"home": home} | {
        name: st.Page(PAGES / f"{name}.py", title=frame.page(name), url_path=name) for name in NAMES
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
        st.html(_brand(), width="content")
        with st.container(horizontal=True, gap=None, width="content", key="nav"):
            for name in SHOWN_TO[looking.role]:
                is_own = (name, looking.role) == ("scorecard", Role.MEMBER)
                label = frame.your_scorecard() if is_own else frame.page(name)
                _link(name, label, looking)
        if looking.person:
            _signed_in(looking, looking.person)
        else:
            _switch(looking, run)
    st.html(_notice(run, looking))


def _signed_in(looking: Viewer, person: SignedIn) -> None:
    """Say who is signed in, let them choose among their own roles, and sign out."""
    with st.container(horizontal=True, vertical_alignment="bottom", width="content", key="signed_in"):
        st.html(el("p", words.signed_in_as(), " ", bdi(person.name), class_="sub"), width="content")
        if len(person.roles) > 1:
            options = [role for role in identity.FIRST if role in dict(person.roles)]
            chosen = st.selectbox(
                literal(words.looking_as()),
                options,
                index=options.index(looking.role),
                format_func=lambda role: literal(words.role(role)),
                key=f"looking as, from {looking.role}",
                width=230,
            )
            if chosen != looking.role:
                as_chosen = {"as": chosen.value}
                st.switch_page(PAGES / f"{SHOWN_TO[chosen][0]}.py", query_params=as_chosen)
        sign_out()


def sign_out() -> None:
    """Draw the way out: it ends the sign-in in every tab (front/sign_in.py)."""
    st.button(literal(words.sign_out()), on_click=st.logout, key="sign_out", type="tertiary")


def _switch(looking: Viewer, run: Run) -> None:
    """Let whoever sits here choose whom to look as, and go where that role lands."""
    now = identity.written(looking)
    names = {identity.COMMS: frame.communications(), identity.LEADERSHIP: frame.leadership()}
    everybody = services.people(Viewer(Role.COMMS))
    members = called(everybody, platforms=run.platforms, taken=list(names.values()))
    names |= {f"{identity.MEMBER}{id_}": told for id_, told in members.items()}
    options = list(names)
    chosen = st.selectbox(
        literal(frame.viewing_as()),
        options,
        index=options.index(now) if now in names else None,
        format_func=lambda option: names[option],
        key=f"viewing as, from {now}",
        width=230,
    )
    if chosen and chosen != now:
        landing = SHOWN_TO[identity.viewer_from(chosen).role][0]
        st.switch_page(PAGES / f"{landing}.py", query_params={"as": chosen})


def _notice(run: Run, looking: Viewer) -> Html:
    invented = fill(frame.invented(), head=el("b", frame.invented_head())) if run.is_invented else None
    figures: str = frame.figures_of(run)
    if run.is_stale:
        figures = join(el("b", figures), " ", frame.not_in_them())
    about_you = None if looking.person else frame.no_sign_in()
    if looking.role is Role.ADMINISTRATOR:
        about_you = words.administrator_here()
    parts = [part for part in (invented, figures, about_you) if part]
    return el("p", *(join(" " if place else None, part) for place, part in enumerate(parts)), class_="notice")


def bottom(run: Run) -> None:
    """Draw the foot of every page: what the figures are as of."""
    told = fill(frame.foot(run, run.cut_off_us, run.version), council=bdi(run.council))
    st.html(el("footer", el("p", told), el("p", frame.promise()), class_="foot"))


def not_for_you(looking: Viewer, reason: str) -> None:
    """Draw what stands where a page isn't for this viewer."""
    _head(frame.not_for_this_view(), reason)
    landing = SHOWN_TO.get(looking.role, SHOWN_TO[Role.COMMS])[0]
    _link(landing, frame.go_to(landing), looking)


def nobody(reason: str) -> None:
    """Draw what stands where an address names nobody: nothing but the way to choose who is looking."""
    alone(frame.not_for_this_view(), reason)
    st.html(el("p", frame.choose_who(), class_="sub"))
    for looking, label in (
        (Viewer(Role.COMMS), frame.go_on_as_communications()),
        (Viewer(Role.LEADERSHIP), frame.go_on_as_leadership()),
    ):
        way_to(looking, label)
    st.html(el("footer", el("p", frame.promise()), class_="foot"))


def nothing_to_show(trouble: StoreTrouble) -> None:
    """Draw what stands where there is no published run: what to do, in the words of the command line."""
    alone(frame.nothing_to_show(), trouble.said)
    if trouble.command:
        st.html(el("p", frame.in_a_terminal(), class_="sub"))
        st.code(trouble.command, language=None)
    st.html(join(*(el("p", told, class_="sub") for told in frame.fill_first())))


def way_to(looking: Viewer, label: str) -> None:
    """Draw the way to where somebody's work begins in a role."""
    _link(SHOWN_TO[looking.role][0], label, looking)


def alone(title: str, reason: str) -> None:
    """Draw the head of a page that stands without the frame around it."""
    st.html(_brand())
    _head(title, reason)


def _brand() -> Html:
    return el("p", el("i", "⇄", aria_hidden="true"), frame.NAME, class_="brand")


def _head(title: str, reason: str) -> None:
    st.title(literal(title), anchor=False)
    st.html(el("p", reason, class_="lede"))


def _link(name: str, label: str, looking: Viewer) -> None:
    st.page_link(PAGES / f"{name}.py", label=literal(label), icon="", query_params=identity.query(looking))

"""Who comes in: whoever is signed in and has a role. Before that, and instead of it, one clear page each."""

import logging

import streamlit as st

from dashboard import identity, recognising, sources
from dashboard.front.cookies import REFUSED
from dashboard.ui import layout
from dashboard.ui.literal import literal
from dashboard.ui.markup import Html, bdi, el, fill, join
from dashboard.viewer import Viewer
from people.sign_in import Refused, SignedIn, Why
from people.sign_in_settings import SignInSettings
from store.trouble import StoreTrouble
from wording import frame
from wording import sign_in as words

LOG = logging.getLogger("two-way.sign-in")
OF_THE_WAY = (Why.FAILED, Why.CANCELLED, Why.UNREACHABLE)  # before anybody was known


def viewer() -> Viewer:
    """Return who is looking: at each run anew. Raise NotForYou, Refused or StoreTrouble."""
    asked = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    settings = sources.sign_in()
    if settings is None:
        return identity.viewer_of(asked)
    claims = st.user.to_dict()
    if claims.get("is_logged_in") is not True:
        raise Refused(_why_not())
    return identity.viewer_signed_in(recognising.recognise(claims, settings), asked)


def _why_not() -> Why:
    """Return why nobody is signed in: as the front door says, if it does."""
    told = st.context.cookies.get(REFUSED)
    return Why(told) if told in OF_THE_WAY else Why.NOBODY


def draw(refused: Refused, settings: SignInSettings) -> None:
    """Draw what stands where nobody comes in: the way to sign in, or why not and whom to ask."""
    why = refused.why
    _log(why)
    if why is Why.NOBODY:
        layout.alone(words.title(), words.what_it_is())
    else:
        layout.alone(words.not_let_in(why), words.reason(why, settings.hours))
    is_known = why not in (*OF_THE_WAY, Why.NOBODY, Why.TOO_OLD, Why.SIGNED_OUT, Why.LET_IN_SINCE)
    if is_known:
        email = str(
            st.user.to_dict().get("email") or ""
        )  # which of their accounts it was: for their own eyes
        account = el("p", words.your_account(), " ", bdi(email)) if email else None
        st.html(join(account, _whom_to_ask(settings, why)))
    with st.container(horizontal=True):
        label = words.sign_in() if why is Why.NOBODY else words.sign_in_again()
        st.button(literal(label), on_click=st.login, type="primary", key="sign_in")
        if is_known:
            layout.sign_out()
    st.html(el("footer", el("p", frame.promise()), class_="foot"))


def draw_nothing(looking: Viewer, person: SignedIn, reason: str, settings: SignInSettings) -> None:
    """Draw what somebody finds in whose role there is nothing to see: why, whom to ask, and their other roles."""
    layout.alone(frame.not_for_this_view(), reason)
    st.html(_whom_to_ask(settings, Why.NOTHING))
    for role, member in person.roles:
        if role is not looking.role:
            layout.way_to(Viewer(role, member or None, person), words.role(role))
    layout.sign_out()


def draw_trouble(trouble: StoreTrouble, settings: SignInSettings) -> None:
    """Draw what stands where a file of the data folder can't be used: whom to ask. Why is for the log alone."""
    LOG.warning("a page couldn't be drawn: %s [%s]", trouble, trouble.code)
    layout.alone(words.not_just_now(), words.nothing_is_lost())
    st.html(_whom_to_ask(settings, trouble.code))


def _whom_to_ask(settings: SignInSettings, code: str) -> Html:
    return el("p", fill(words.whom_to_ask(), ask=bdi(settings.ask), code=el("code", str(code))))


def _log(why: Why) -> None:
    """Note, once a page, that somebody wasn't let in, and why: never who, nor a word of what they showed."""
    if why is not Why.NOBODY and st.session_state.get("refused") != why:
        st.session_state["refused"] = why
        LOG.warning("not let in [%s]", why.value)

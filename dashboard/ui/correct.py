"""The right of reply: say that a question wasn't one, was answered elsewhere, or should be set aside, and why."""

import streamlit as st

from dashboard import services
from dashboard.services import Evidence
from dashboard.ui.literal import literal
from dashboard.ui.markup import el
from dashboard.ui.occasions import MARKS
from dashboard.viewer import Role, Viewer
from facts import MarkKind
from store.marks import Mark
from store.published import Row

CHOICES = {
    MarkKind.ANSWERED_ELSEWHERE: "It was answered elsewhere: phone, surgery, e-mail",
    MarkKind.NOT_AN_ASK: "It isn't a question or request",
    MarkKind.SET_ASIDE: "Set it aside, for the reason below",
}
LEFT_OUT = {MarkKind.IS_AN_ASK: "It is a question or request", **CHOICES}


def draw(viewer: Viewer, evidence: Evidence, row: Row) -> None:
    """Offer a correction of one occasion that begins with a resident's message."""
    post = row["post"]
    message = evidence.messages.get(post or "")
    if message is None or message["who"] != "resident":
        return
    key = f"correct_{post}"
    marks = [*evidence.in_force.get(post, []), *evidence.pending.get(post, [])]
    if st.session_state.get("undoing") == post and marks:
        _draw_undo(viewer, evidence, post, marks)
        return
    if st.session_state.get("correcting") != post:
        with st.container(horizontal=True):
            _offer("Correct this", key, "correcting", post)
            if marks:
                _offer("Undo the correction", f"correct_undo_{post}", "undoing", post)
        return
    choices = LEFT_OUT if row["left_out"] else CHOICES
    with st.form(key, border=True):
        kind = st.radio(
            "What should count instead?", list(choices), format_func=lambda kind: literal(choices[kind])
        )
        why = st.text_input("Why", max_chars=300, help="Kept and shown with the correction.")
        by = st.text_input("Your name", value=_own_name(viewer, evidence), max_chars=80)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button("Save the correction", type="primary")
            is_left = st.form_submit_button("Leave it as it is")
    if is_left:
        st.session_state["correcting"] = None
        st.rerun()
    if is_sent:
        _send(viewer, evidence, post, kind, by=by.strip(), why=why.strip())


def _offer(label: str, key: str, begins: str, post: str) -> None:
    if st.button(literal(label), key=key, type="tertiary"):
        st.session_state["correcting"] = st.session_state["undoing"] = None
        st.session_state[begins] = post
        st.rerun()


def _draw_undo(viewer: Viewer, evidence: Evidence, post: str, marks: list[Mark]) -> None:
    """Take back the last correction of a post, on somebody's word."""
    with st.form(f"correct_undo_form_{post}", border=True):
        st.html(
            el("p", f"Undo “{MARKS[marks[-1].kind]}”: the log keeps both, and the next measure counts anew.")
        )
        by = st.text_input("Your name", value=_own_name(viewer, evidence), max_chars=80)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button("Undo it", type="primary")
            is_left = st.form_submit_button("Leave it as it is")
    if is_sent and not by.strip():
        st.error("Who says so? Please fill in your name: corrections are logged with it.")
    elif is_sent or is_left:
        if is_sent:
            services.undo_mark(viewer, evidence.person.id, post, marks[-1].id, by=by.strip())
            st.toast("Undone. It takes effect at the next measure.")
        st.session_state["undoing"] = None
        st.rerun()


def _send(viewer: Viewer, evidence: Evidence, post: str, kind: MarkKind, *, by: str, why: str) -> None:
    if not by:
        st.error("Who says so? Please fill in your name: corrections are logged with it.")
    elif kind is MarkKind.SET_ASIDE and not why:
        st.error("Please say why it should be set aside: the reason is shown beside the figure.")
    else:
        services.mark(viewer, evidence.person.id, post, kind, by=by, why=why)
        st.session_state["correcting"] = None
        st.toast(f"Saved as {literal(MARKS[kind])}. It takes effect at the next measure.")
        st.rerun()


def _own_name(viewer: Viewer, evidence: Evidence) -> str:
    return evidence.person.name if viewer.role is Role.MEMBER else ""

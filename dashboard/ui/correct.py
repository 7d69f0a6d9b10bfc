"""The right of reply: say that a question wasn't one, was answered elsewhere, or should be set aside, and why."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import corrections, services
from dashboard.nouns import Evidence
from dashboard.ui.literal import literal
from dashboard.ui.markup import el
from dashboard.ui.words import MARKS
from dashboard.viewer import Viewer
from facts import MarkKind
from store.marks import Mark
from store.published import Row
from store.trouble import StoreTrouble
from store.typed import HoldsUnseen

CHOICES = {
    MarkKind.ANSWERED_ELSEWHERE: "It was answered elsewhere: phone, surgery, e-mail",
    MarkKind.NOT_AN_ASK: "It isn't a question or request",
    MarkKind.SET_ASIDE: "Set it aside, for the reason below",
}
NOTHING_CHOSEN = "What should count instead? Please choose one: nothing was saved."


def draw(viewer: Viewer, evidence: Evidence, row: Row) -> None:
    """Offer a correction of one occasion that begins with a resident's message."""
    post = row["post"]
    message = evidence.messages.get(post or "")
    if message is None or message["who"] != "resident":
        return
    marks = [*evidence.in_force.get(post, []), *evidence.pending.get(post, [])]
    undone = [undo.mark.kind for undo in evidence.undone.get(post, [])]
    if st.session_state.get("undoing") == post and marks:
        _draw_undo(viewer, evidence, post, marks)
    elif st.session_state.get("correcting") == post:
        _draw_form(viewer, evidence, post, offered(row, marks, undone))
    else:
        with st.container(horizontal=True):
            if offered(row, marks, undone):
                _offer("Correct this", f"correct_{post}", "correcting", post)
            if marks:
                _offer("Undo the correction", f"correct_undo_{post}", "undoing", post)


def offered(row: Row, marks: list[Mark], undone: Collection[MarkKind] = ()) -> list[MarkKind]:
    """Return the corrections that make sense for an occasion: one at a time, and none that says what stands there.

    What stands there by a mark that was `undone` since may be said again.
    """
    if corrections.takes_out(marks):
        return []  # undo it first
    kinds = [
        kind for kind in CHOICES if kind in undone or not (row["left_out"] and row["why"] == MARKS[kind])
    ]
    return [kind for kind in kinds if kind is not MarkKind.ANSWERED_ELSEWHERE or not row["answer"]]


def _draw_form(viewer: Viewer, evidence: Evidence, post: str, kinds: list[MarkKind]) -> None:
    """Ask what should count instead. Nothing is chosen beforehand, and Enter in a field saves nothing."""
    with st.form(f"correct_{post}", border=True, enter_to_submit=False):
        kind = st.radio(
            "What should count instead?", kinds, index=None, format_func=lambda kind: literal(CHOICES[kind])
        )
        why = st.text_input("Why", max_chars=300, help="Kept and shown with the correction.")
        by = st.text_input(
            "Your name", max_chars=80
        )  # nobody is signed in: whoever looks as a member isn't them
        with st.container(horizontal=True):
            is_sent = st.form_submit_button("Save the correction", type="primary")
            is_left = st.form_submit_button("Leave it as it is")
    if is_left:
        _close("correcting")
    if is_sent:
        _send(viewer, evidence, post, kind, by=by.strip(), why=why.strip())


def _offer(label: str, key: str, begins: str, post: str) -> None:
    if st.button(literal(label), key=key, type="tertiary"):
        st.session_state["correcting"] = st.session_state["undoing"] = None
        st.session_state[begins] = post
        st.rerun()


def _draw_undo(viewer: Viewer, evidence: Evidence, post: str, marks: list[Mark]) -> None:
    """Take back the last correction of a post, on somebody's word."""
    with st.form(f"correct_undo_form_{post}", border=True, enter_to_submit=False):
        st.html(
            el("p", f"Undo “{MARKS[marks[-1].kind]}”: the log keeps both, and the next measure counts anew.")
        )
        by = st.text_input("Your name", max_chars=80)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button("Undo it", type="primary")
            is_left = st.form_submit_button("Leave it as it is")
    if is_sent and not by.strip():
        st.error("Who says so? Please fill in your name: corrections are logged with it.")
    elif is_sent or is_left:
        if is_sent:
            with _or_said():
                services.undo_mark(viewer, evidence.person.id, post, marks[-1].id, by=by.strip())
                st.toast("Undone. It takes effect at the next measure.")
                _close("undoing")
        else:
            _close("undoing")


def _send(viewer: Viewer, evidence: Evidence, post: str, kind: MarkKind | None, *, by: str, why: str) -> None:
    if kind is None:
        st.error(NOTHING_CHOSEN)
    elif not by:
        st.error("Who says so? Please fill in your name: corrections are logged with it.")
    elif kind is MarkKind.SET_ASIDE and not why:
        st.error("Please say why it should be set aside: the reason is shown beside the figure.")
    else:
        with _or_said():
            services.mark(viewer, evidence.person.id, post, kind, by=by, why=why)
            st.toast(f"Saved as {literal(MARKS[kind])}. It takes effect at the next measure.")
            _close("correcting")


@contextmanager
def _or_said() -> Iterator[None]:
    """Say what kept a correction from being saved; the form and what was typed stay."""
    try:
        yield
    except HoldsUnseen as reason:
        st.error(f"Not saved: {literal(str(reason))}")
    except StoreTrouble as trouble:
        st.error(f"Not saved: {literal(str(trouble))} What you typed is still here: press it again then.")


def _close(form: str) -> None:
    """Take a form away, and draw the page anew."""
    st.session_state[form] = None
    st.rerun()

"""The right of reply: say that a question wasn't one, was answered elsewhere, or should be set aside, and why."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import services
from dashboard.nouns import Evidence
from dashboard.ui.literal import literal
from dashboard.ui.markup import bdi, el
from dashboard.viewer import Viewer
from facts import MarkKind
from metrics.measure import Measure
from people.corrections import takes_out
from store.marks import Mark
from store.published import Row
from store.trouble import DESK_BUSY, StoreTrouble
from store.typed import HoldsUnseen
from wording import corrections


def draw(viewer: Viewer, evidence: Evidence, measure: Measure, row: Row) -> None:
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
        _draw_form(viewer, evidence, post, offered(row, marks, undone, measure.marks))
    else:
        with st.container(horizontal=True):
            if offered(row, marks, undone, measure.marks):
                _offer(corrections.begin(), f"correct_{post}", "correcting", post)
            if marks:
                _offer(corrections.begin_undoing(), f"correct_undo_{post}", "undoing", post)


def offered(
    row: Row, marks: list[Mark], undone: Collection[MarkKind], kinds: Collection[MarkKind]
) -> list[MarkKind]:
    """Return which of a measure's corrections make sense for an occasion: one at a time, none that stands there.

    What stands there by a mark that was `undone` since may be said again.
    """
    if takes_out(marks):
        return []  # undo it first
    stands = row["reason"]["code"] if row["left_out"] and row["reason"] else None
    fresh = [kind for kind in kinds if kind in undone or stands != kind.value]
    return [kind for kind in fresh if kind is not MarkKind.ANSWERED_ELSEWHERE or not row["answer"]]


def _draw_form(viewer: Viewer, evidence: Evidence, post: str, kinds: list[MarkKind]) -> None:
    """Ask what should count instead. Nothing is chosen beforehand, and Enter in a field saves nothing."""
    with st.form(f"correct_{post}", border=True, enter_to_submit=False):
        kind = st.radio(
            literal(corrections.what_counts()),
            kinds,
            index=None,
            format_func=lambda kind: literal(corrections.choice(kind)),
        )
        why = st.text_input(literal(corrections.why()), max_chars=300, help=literal(corrections.why_hint()))
        by = _signs(viewer)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button(literal(corrections.save()), type="primary")
            is_left = st.form_submit_button(literal(corrections.leave()))
    if is_left:
        _close("correcting")
    if is_sent:
        _send(viewer, evidence, post, kind, by=by, why=why.strip())


def _offer(label: str, key: str, begins: str, post: str) -> None:
    if st.button(literal(label), key=key, type="tertiary"):
        st.session_state["correcting"] = st.session_state["undoing"] = None
        st.session_state[begins] = post
        st.rerun()


def _draw_undo(viewer: Viewer, evidence: Evidence, post: str, marks: list[Mark]) -> None:
    """Take back the last correction of a post, on somebody's word."""
    with st.form(f"correct_undo_form_{post}", border=True, enter_to_submit=False):
        st.html(el("p", corrections.undoing(marks[-1].kind)))
        by = _signs(viewer)
        with st.container(horizontal=True):
            is_sent = st.form_submit_button(literal(corrections.undo()), type="primary")
            is_left = st.form_submit_button(literal(corrections.leave()))
    if is_sent and not by:
        st.error(literal(corrections.no_name()))
    elif is_sent or is_left:
        if is_sent:
            with _or_said():
                services.undo_mark(viewer, evidence.person.id, post, marks[-1].id, by=by)
                st.toast(literal(corrections.undone()))
                _close("undoing")
        else:
            _close("undoing")


def _signs(viewer: Viewer) -> str:
    """Return who says so: whoever is signed in. Where nobody is, ask: whoever looks as a member isn't them."""
    if viewer.person:
        st.html(el("p", corrections.signed_by(), " ", bdi(viewer.person.name), class_="sub"))
        return viewer.person.name
    return st.text_input(literal(corrections.your_name()), max_chars=80).strip()


def _send(viewer: Viewer, evidence: Evidence, post: str, kind: MarkKind | None, *, by: str, why: str) -> None:
    if kind is None:
        st.error(literal(corrections.nothing_chosen()))
    elif not by:
        st.error(literal(corrections.no_name()))
    elif kind is MarkKind.SET_ASIDE and not why:
        st.error(literal(corrections.no_reason()))
    else:
        with _or_said():
            services.mark(viewer, evidence.person.id, post, kind, by=by, why=why)
            st.toast(literal(corrections.saved(kind)))
            _close("correcting")


@contextmanager
def _or_said() -> Iterator[None]:
    """Say what kept a correction from being saved; the form and what was typed stay."""
    try:
        yield
    except HoldsUnseen as reason:
        st.error(literal(corrections.holds_unseen_sign(reason.sign)))
    except StoreTrouble as trouble:
        is_busy = trouble.code == DESK_BUSY
        told = corrections.desk_is_busy() if is_busy else corrections.not_saved_yet(trouble.code)
        st.error(literal(told))


def _close(form: str) -> None:
    """Take a form away, and draw the page anew."""
    st.session_state[form] = None
    st.rerun()

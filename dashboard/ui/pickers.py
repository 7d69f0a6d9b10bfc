"""The pickers at the head of a page: which member, which window. The choice goes into the address."""

import streamlit as st

from dashboard import identity, services
from dashboard.nouns import Run
from dashboard.ui import layout
from dashboard.ui.called import called
from dashboard.ui.literal import literal
from dashboard.viewer import Role, Viewer
from store.published import Row
from wording import choosing
from wording.times import LAST_90_DAYS


def window(windows: list[Row], *, months_only: bool = False, default: str = LAST_90_DAYS) -> str:
    """Return the window the address names, if there is one of that name."""
    known = {row["label"] for row in windows if row["kind"] == "month" or not months_only}
    wish = st.query_params.get("w", default)
    return wish if wish in known else default


def labels(windows: list[Row], *, months_only: bool = False) -> list[str]:
    """Return the windows to choose from: the last 90 days, then months, newest first."""
    months = sorted((row["label"] for row in windows if row["kind"] == "month"), reverse=True)
    return months if months_only else [LAST_90_DAYS, *months]


def pick_window(page: str, viewer: Viewer, options: list[str], now: str, **about: str | None) -> None:
    """Let the viewer choose another window of the same page."""
    names = _names(viewer)
    chosen = st.selectbox(
        literal(choosing.time()),
        options,
        index=options.index(now),
        format_func=lambda label: names[label],
        key=f"window of {page} {sorted(about.items())} from {now}",
    )
    if chosen != now:
        st.switch_page(layout.PAGES / f"{page}.py", query_params=identity.query(viewer, **about, w=chosen))


def _names(viewer: Viewer) -> dict[str, str]:
    """Return what each window is called; one that wasn't over when it was measured says up to which day it goes."""
    run = services.run(viewer)
    return {row["label"]: name(row, run) for row in services.windows(viewer)}


def name(window: Row, run: Run) -> str:
    """Return what a window is called, as the beginning of a line."""
    return choosing.window(window["label"], window["to_us"], run)


def pick_member(page: str, viewer: Viewer, now: str | None, **about: str | None) -> None:
    """Let the communications team choose a member."""
    if viewer.role is not Role.COMMS:
        return
    names = called(services.people(viewer), platforms=services.run(viewer).platforms, with_ward=True)
    options = list(names)
    chosen = st.selectbox(
        literal(choosing.member()),
        options,
        index=options.index(now) if now in names else None,
        format_func=lambda id_: names[id_],
        placeholder=choosing.a_member(),
        key=f"member of {page} from {now}",
    )
    if chosen and chosen != now:
        st.switch_page(layout.PAGES / f"{page}.py", query_params=identity.query(viewer, m=chosen, **about))

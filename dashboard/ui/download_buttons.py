"""What a page offers to be downloaded: made at the click, for whoever may still see it then."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import recognising, workbooks
from dashboard.ui.literal import literal
from dashboard.viewer import Role, Viewer
from wording import workbook as words

Make = Callable[[Viewer], str | bytes]


def offer(
    viewer: Viewer, name: str, make: Make, *, file_name: str, mime: str, key: str | None = None
) -> None:
    """Offer a file, which `make` makes of who is looking."""
    st.download_button(
        literal(name),
        partial(_made, viewer, make),
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        key=key,
    )


def workbook(viewer: Viewer, label: str) -> None:
    """Offer a window's workbook to whoever sees every member: its members' table is for nobody else."""
    if viewer.role is Role.COMMS:
        offer(
            viewer,
            words.name(),
            partial(workbooks.workbook, label=label),
            file_name=workbooks.file_name(label),
            mime=workbooks.TYPE,
        )


def _made(viewer: Viewer, make: Make) -> str | bytes:
    """Return the file, asked for long after the page was drawn: whoever may no longer see it gets none."""
    return make(recognising.still(viewer))

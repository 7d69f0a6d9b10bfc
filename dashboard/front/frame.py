"""What stands around every page. Streamlit runs this file for each look at a page; app.py serves it."""

from pathlib import Path

import streamlit as st

from dashboard import services
from dashboard.shown import one_look
from dashboard.ui import layout
from dashboard.viewer import NotForYou
from store.trouble import StoreTrouble
from wording import frame

ICON = "/app/static/icon.png"  # as an address: a file would become one of /media, which nobody else may see

st.set_page_config(page_icon=ICON, layout="wide")
page = st.navigation(list(layout.pages().values()), position="hidden")
st.set_page_config(page_title=frame.tab(page.title))  # tabs and screen readers tell pages apart by it
st.html(Path(layout.__file__).parent / "page.css")

try:
    viewer = layout.viewer()
    with one_look():
        run = services.run(viewer)
        layout.top(viewer, run)
        try:
            page.run()
        except NotForYou as reason:
            layout.not_for_you(viewer, str(reason))
        layout.bottom(run)
except NotForYou as reason:
    layout.nobody(str(reason))
except StoreTrouble as trouble:
    layout.nothing_to_show(trouble)

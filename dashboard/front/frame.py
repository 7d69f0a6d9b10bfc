"""What stands around every page. Streamlit runs this file for each look at a page; app.py serves it."""

from pathlib import Path

import streamlit as st

from dashboard import identity, services, sources
from dashboard.snapshot import one_snapshot
from dashboard.ui import entrance, layout
from dashboard.viewer import NotForYou
from people.sign_in import Refused
from store.trouble import StoreTrouble
from wording import frame

ICON = "/app/static/icon.png"  # as an address: a file would become one of /media, which nobody else may see

st.set_page_config(page_icon=ICON, layout="wide")
page = st.navigation(list(layout.pages().values()), position="hidden")
st.set_page_config(page_title=frame.tab(page.title))  # tabs and screen readers tell pages apart by it
st.html(Path(layout.__file__).parent / "page.css")

settings, viewer = sources.sign_in(), None
try:
    viewer = entrance.viewer()
    with identity.looking_as(viewer), one_snapshot():
        run = services.run(viewer)
        layout.top(viewer, run)
        try:
            page.run()
        except NotForYou as reason:
            layout.not_for_you(viewer, str(reason))
        layout.bottom(run)
except NotForYou as reason:
    if viewer and viewer.person and settings:
        entrance.draw_nothing(viewer, viewer.person, str(reason), settings)
    else:
        layout.nobody(str(reason))
except Refused as refused:
    if settings:
        entrance.draw(refused, settings)
except StoreTrouble as trouble:
    if settings:
        entrance.draw_trouble(trouble, settings)
    else:
        layout.nothing_to_show(trouble)

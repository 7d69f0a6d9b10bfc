"""The front door: `streamlit run app.py`. Security headers and compression stand around dashboard/."""

from pathlib import Path

import streamlit as st

from dashboard.front import door, letting_go, places
from dashboard.front.secrets import secrets_for

settings = door.check()
places.only()
app = st.App(
    Path(__file__).resolve().parent / "dashboard" / "front" / "frame.py",
    middleware=door.middleware(settings),
    secrets=secrets_for(settings),
)

letting_go.begin()

from dashboard import warm  # noqa: E402, F401  (last: it freezes everything that is loaded by then)

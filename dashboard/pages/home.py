"""The bare address: go where this viewer's work begins."""

import streamlit as st

from dashboard import identity
from dashboard.ui import layout

looking = identity.looking()
landing = layout.SHOWN_TO[looking.role][0]
st.switch_page(layout.PAGES / f"{landing}.py", query_params=identity.query(looking))

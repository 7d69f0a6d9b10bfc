"""Imported once by the server before it serves: load what pages need, then keep it out of the collector's sight."""

import gc

import dashboard.services
import dashboard.ui.cards
import dashboard.ui.lists
import dashboard.ui.tables  # noqa: F401

gc.collect()
gc.freeze()

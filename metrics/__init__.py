"""Every measure, found by walking this folder. To add one, add a file with a MEASURE in it."""

import importlib
import pkgutil
from functools import cache

from metrics.measure import Measure

# The order people read them in; a measure not named here comes after these.
READING_ORDER = (
    "answered-within-a-day",
    "typical-wait",
    "still-waiting",
    "conversation-share",
    "sharing-share",
    "longest-silence",
)


@cache
def all_measures() -> tuple[Measure, ...]:
    """Return the MEASURE of every file here that has one, in reading order."""
    modules = [importlib.import_module(f"metrics.{found.name}") for found in pkgutil.iter_modules(__path__)]
    measures = [module.MEASURE for module in modules if hasattr(module, "MEASURE")]
    return tuple(sorted(measures, key=_place))


def _place(measure: Measure) -> tuple[int, str]:
    known = measure.id in READING_ORDER
    return (READING_ORDER.index(measure.id) if known else len(READING_ORDER), measure.id)

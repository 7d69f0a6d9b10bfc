"""Every measure, found by walking this folder. To add one, add a file with a MEASURE in it."""

import importlib
import pkgutil
from functools import cache

from metrics.measure import Audience, Measure


@cache
def by_id() -> dict[str, Measure]:
    """Return the MEASURE of every file here that has one, by its id, in reading order."""
    modules = [importlib.import_module(f"metrics.{found.name}") for found in pkgutil.iter_modules(__path__)]
    measures = [module.MEASURE for module in modules if hasattr(module, "MEASURE")]
    return {one.id: one for one in sorted(measures, key=lambda measure: (measure.order, measure.id))}


def all_measures() -> tuple[Measure, ...]:
    """Return every measure, in reading order."""
    return tuple(by_id().values())


def measure_of(id_: str) -> Measure:
    """Return the measure with an id. Raise KeyError where there is none."""
    return by_id()[id_]


def own_measures() -> list[str]:
    """Return the measures whose results are for the member's eyes only, by id."""
    return [measure.id for measure in all_measures() if measure.audience is Audience.MEMBER]

"""Every platform, found by walking this folder. To add one, add a file or folder with a DESCRIPTOR in it."""

import importlib
import logging
import pkgutil
from functools import cache

from connectors.platform import Platform

# Asked to be talkative, httpcore prints the head of each answer, and a server may repeat a token or a name in it.
logging.getLogger("httpcore").setLevel(logging.WARNING)


@cache
def by_id() -> dict[str, Platform]:
    """Return the DESCRIPTOR of every file or folder here that has one, by its id, in reading order."""
    modules = [
        importlib.import_module(f"connectors.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    platforms = [module.DESCRIPTOR for module in modules if hasattr(module, "DESCRIPTOR")]
    return {one.id: one for one in sorted(platforms, key=lambda one: (one.order, one.id))}


def all_platforms() -> tuple[Platform, ...]:
    """Return every platform that can be collected, in reading order."""
    return tuple(by_id().values())


def platform_of(id_: str) -> Platform | None:
    """Return the platform with an id; None where it is known from files alone, which show what they hold."""
    return by_id().get(id_)

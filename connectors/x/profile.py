"""Reads what an X user says of themselves: the description and the website beside it. Pure."""

from typing import Any

from connectors.about import in_lines
from connectors.items import inside, listed


def description(user: Any) -> str | None:
    """Return what a user says of themselves, with the addresses behind its short links; None where X gives none."""
    told, entities = inside(user, "description"), inside(user, "entities")
    if not isinstance(told, str):
        return None
    for link in listed(inside(entities, "description", "urls")):
        short, whole = inside(link, "url"), inside(link, "expanded_url")
        if isinstance(short, str) and short and isinstance(whole, str):
            told = told.replace(short, whole)
    site = next(iter(listed(inside(entities, "url", "urls"))), None)
    return in_lines(told, inside(site, "expanded_url") or inside(user, "url"))

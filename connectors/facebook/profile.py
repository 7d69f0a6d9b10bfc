"""Reads what a Facebook Page says of itself: its words, how to reach it, and when. Pure."""

from collections.abc import Iterator
from typing import Any

from connectors.about import in_lines
from connectors.items import inside, listed

FIELDS = "about,description,emails,phone,website,hours"  # pages_read_engagement opens all of them
DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
MOST_STRETCHES = 2  # of a day: Facebook knows no more


def page_text(told: Any) -> str:
    """Return what a Page says of itself, in lines. Facebook leaves out a field that holds nothing."""
    return in_lines(
        inside(told, "about"),
        inside(told, "description"),
        *listed(inside(told, "emails")),
        inside(told, "phone"),
        inside(told, "website"),
        *_hours(inside(told, "hours")),
    )


def _hours(told: Any) -> Iterator[str]:
    for day, name in DAYS.items():
        for number in range(1, MOST_STRETCHES + 1):
            opens, closes = (inside(told, f"{day}_{number}_{what}") for what in ("open", "close"))
            if isinstance(opens, str) and isinstance(closes, str):
                yield f"{name} {opens}-{closes}"

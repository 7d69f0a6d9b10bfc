"""What may be said to have been seen, by time of the content. Pure.

Where people's messages come without their authors, nothing can be said of who asked and who answered. Whether
Facebook names them shows only where there are any: so we count as blind from a day with a nameless message to
the next day with a named one, or for that day alone if it has both.
"""

import msgspec

from facts import DAY_US

Stretch = tuple[int, int]


class Days(msgspec.Struct):
    """The days (since 1970, UTC) on which people's messages were seen, and where sight stands."""

    named: set[int] = set()
    nameless: set[int] = set()
    is_blind: bool = False  # the last that was seen had no author
    seen_us: int = 0  # sight has been claimed, or given up, to here
    first_us: int = 0  # the earliest message met
    crowded_us: int = 0  # before here the Page had more posts than Facebook lists


def day_of(us: int) -> int:
    """Return the day a moment lies in."""
    return us // DAY_US


def clear(days: Days, from_us: int, to_us: int) -> tuple[list[Stretch], bool]:
    """Return the stretches in which authors were shown, and whether they no longer are at the end."""
    holes: list[Stretch] = []
    blind_us = from_us if days.is_blind else None
    for day in sorted(days.named | days.nameless):
        start_us = max(day * DAY_US, from_us)
        if (day + 1) * DAY_US <= from_us:
            continue
        if day in days.nameless and blind_us is None:
            blind_us = start_us
        if blind_us is not None and day in days.named:
            ends_us = (day + 1) * DAY_US if day in days.nameless else start_us
            holes.append((blind_us, ends_us))
            blind_us = None
    if blind_us is not None:
        holes.append((blind_us, to_us))
    return without(holes, from_us, to_us), blind_us is not None


def without(holes: list[Stretch], from_us: int, to_us: int) -> list[Stretch]:
    """Return what is left of a stretch, holes taken out; they come in order."""
    stretches, at_us = [], from_us
    for start_us, end_us in holes:
        stretches.append((at_us, min(start_us, to_us)))
        at_us = max(at_us, end_us)
    stretches.append((at_us, to_us))
    return [(start_us, end_us) for start_us, end_us in stretches if start_us < end_us]

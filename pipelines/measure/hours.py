"""The hours that count as a member's own, as the rows that measures read."""

from collections.abc import Iterator
from itertools import pairwise

from facts import DAY_US
from people.hours import in_force
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import FOREVER_US, midnight_us

Row = tuple[int, int, int, int]  # in force from and to; opens and closes, in us of a local week
FIRST_WEEKDAY = 3  # a week of those begins on Thursday, as 1970 did: so no number of days has to be counted


def rows_of(settings: Settings, member: str) -> Iterator[Row]:
    """Yield the weekly hours of a member, each with the stretch of time in which they are in force."""
    hours = in_force(settings.hours, member)
    starts = [-FOREVER_US, *(midnight_us(one.since, settings.zone) for one in hours[1:] if one.since)]
    for one, (from_us, to_us) in zip(hours, pairwise([*starts, FOREVER_US]), strict=True):
        for weekday, opens_us, closes_us in one.weekly:
            day_us = (weekday - FIRST_WEEKDAY) % 7 * DAY_US
            yield from_us, to_us, day_us + opens_us, day_us + closes_us


def stated_from(settings: Settings, member: str) -> list[int]:
    """Return since when a member's own hours hold; nothing where they state none."""
    own = [one for one in in_force(settings.hours, member) if one.member]
    return [midnight_us(own[0].since, settings.zone) if own[0].since else -FOREVER_US] if own else []

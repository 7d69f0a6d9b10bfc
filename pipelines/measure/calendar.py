"""The council's calendar: months, weeks, local days. Pure; the zone comes from the settings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from facts import DAY_US, Window, from_us, to_us
from store.stretches import Stretch

LAST_DAYS = 90
FEWEST_MONTHS = 13
MOST_MONTHS = 600  # a message dated before anybody had an account makes no windows
WEEKS = 26
WHOLE_WEEKS = 13
LAST_90_DAYS = "90 days"
FOREVER_US = 2**62


def midnight_us(day: date, zone: ZoneInfo) -> int:
    """Return the first moment of a local day."""
    return to_us(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))


def local_day(moment_us: int, zone: ZoneInfo) -> date:
    """Return the local day a moment falls on."""
    return from_us(moment_us).astimezone(zone).date()


def windows(as_of_us: int, earliest_us: int, zone: ZoneInfo) -> list[Window]:
    """Return the months since the earliest moment (13 at least), 26 weeks, and the last 90 days."""
    today = local_day(as_of_us, zone)
    first = local_day(min(earliest_us, as_of_us), zone).replace(day=1)
    months = max(FEWEST_MONTHS, min(MOST_MONTHS, _months_between(first, today) + 1))
    starts = [_month_back(today, back) for back in range(months)]
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS)]
    return [
        *(month(start, zone) for start in reversed(starts)),
        *(_week(start, zone) for start in reversed(weeks)),
        # The end belongs to it (definition 3), so the first moment after it is one microsecond later.
        Window(label=LAST_90_DAYS, kind="days", from_us=as_of_us - LAST_DAYS * DAY_US, to_us=as_of_us + 1),
    ]


def month(start: date, zone: ZoneInfo) -> Window:
    """Return the calendar month that begins on this day."""
    end = (start + timedelta(days=32)).replace(day=1)
    label = f"{start:%Y-%m}"
    return Window(label=label, kind="month", from_us=midnight_us(start, zone), to_us=midnight_us(end, zone))


def _week(start: date, zone: ZoneInfo) -> Window:
    year, number, _ = start.isocalendar()
    end = start + timedelta(weeks=1)
    return Window(
        label=f"{year}-W{number:02}",
        kind="week",
        from_us=midnight_us(start, zone),
        to_us=midnight_us(end, zone),
    )


def parts_in_office(window: Window, terms: Sequence[Stretch]) -> list[Window]:
    """Return the parts of a window within a member's terms of office, in order (definition 97).

    The end of the last 90 days belongs to them (definition 3) and takes no time: a term that begins with it has no
    part of them.
    """
    parts = [(max(window.from_us, begins), min(window.to_us, ends)) for begins, ends in terms]
    last_us = window.to_us - 1 if window.kind == "days" else window.to_us
    return [
        replace(window, from_us=begins, to_us=ends) for begins, ends in parts if begins < min(ends, last_us)
    ]


def whole_weeks(window: Window, as_of_us: int, zone: ZoneInfo) -> list[Stretch]:
    """Return the 13 whole weeks that ended at or before a window's end or the moment, oldest first (definition 54)."""
    day = local_day(min(window.to_us, as_of_us), zone)
    monday = day - timedelta(days=day.weekday())  # its midnight is at or before that end
    mondays = [monday - timedelta(weeks=back) for back in range(WHOLE_WEEKS, -1, -1)]
    return list(pairwise(midnight_us(one, zone) for one in mondays))


def clock(earliest_us: int, latest_us: int, zone: ZoneInfo) -> list[tuple[int, int, int]]:
    """Return (from, to, offset): how far local time was ahead of UTC, without gaps from ever to ever."""
    changes = list(_changes(max(earliest_us, 0), latest_us, zone))
    starts = [-FOREVER_US, *(moment_us for moment_us, _ in changes)]
    offsets = [_offset_us(max(earliest_us, 0), zone), *(offset_us for _, offset_us in changes)]
    return list(zip(starts, [*starts[1:], FOREVER_US], offsets, strict=True))


def _changes(earliest_us: int, latest_us: int, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    # Clocks never change twice in a week, so a week's two ends show whether they did.
    before_us = earliest_us
    while before_us < latest_us:
        after_us = before_us + 7 * DAY_US
        if _offset_us(before_us, zone) != _offset_us(after_us, zone):
            yield _change(before_us, after_us, zone), _offset_us(after_us, zone)
        before_us = after_us


def _change(before_us: int, after_us: int, zone: ZoneInfo) -> int:
    old = _offset_us(before_us, zone)
    while after_us - before_us > 1:
        middle_us = (before_us + after_us) // 2
        before_us, after_us = (
            (middle_us, after_us) if _offset_us(middle_us, zone) == old else (before_us, middle_us)
        )
    return after_us


def _offset_us(moment_us: int, zone: ZoneInfo) -> int:
    ahead = from_us(moment_us).astimezone(zone).utcoffset() or timedelta()
    return ahead // timedelta(microseconds=1)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _month_back(today: date, back: int) -> date:
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)

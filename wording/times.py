"""Moments as words, in the council's own time zone."""

from datetime import date, datetime
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from facts import DAY_US, HOUR_US, from_us
from wording import numbers
from wording.language import gettext as _
from wording.language import language, ngettext

LAST_90_DAYS = "90 days"
STALE_AFTER_DAYS = 2  # an hourly run that missed two days is broken, not late


def local(us: int, zone: str) -> datetime:
    """Return a moment on the council's clock."""
    return from_us(us).astimezone(ZoneInfo(zone))


def month_name(number: int) -> str:
    """Return 'May' for 5."""
    return _month_names("wide", language())[number]


@cache
def _month_names(width: Literal["wide", "abbreviated"], locale: str) -> dict[int, str]:
    """Return the names of the months by number, looked up once: a page names them two hundred times."""
    return dict(get_month_names(width, locale=locale))


def day(us: int, zone: str, near_us: int) -> str:
    """Return the day of a moment: '3 May', with the year when it isn't the year of `near_us`."""
    then = local(us, zone)
    if then.year == local(near_us, zone).year:
        return _("{day} {month}", day=then.day, month=month_name(then.month))
    return dated(then)


def dated(then: date) -> str:
    """Return a day with its year: '22 November 2026'."""
    return _("{day} {month} {year}", day=then.day, month=month_name(then.month), year=then.year)


def moment(us: int, zone: str, near_us: int) -> str:
    """Return day and time: '3 May, 14:05'."""
    return _("{day}, {time}", day=day(us, zone, near_us), time=f"{local(us, zone):%H:%M}")


def full(us: int, zone: str) -> str:
    """Return day, year and time: '22 November 2026, 09:00'."""
    then = local(us, zone)
    return _("{day}, {time}", day=dated(then), time=f"{then:%H:%M}")


def days_ago(us: int, zone: str, read_us: int) -> str:
    """Return how many of the council's calendar days ago a moment was: 'today', 'yesterday', '3 days ago'."""
    days = (local(read_us, zone).date() - local(us, zone).date()).days
    if days < 1:
        return _("today")
    return _("yesterday") if days == 1 else ngettext("{n} day ago", "{n} days ago", days)


def ago(us: int, read_us: int) -> str:
    """Return how long ago a moment was, as elapsed time: '5 hours ago', from 48 hours on '3 days ago'."""
    elapsed_us = max(read_us - us, 0)
    if elapsed_us < HOUR_US:
        return _("less than an hour ago")
    if elapsed_us >= 2 * DAY_US:
        return ngettext(
            "{n} day ago", "{n} days ago", int(numbers.rounded(elapsed_us / DAY_US).replace(",", ""))
        )
    return ngettext("{n} hour ago", "{n} hours ago", int(numbers.rounded(elapsed_us / HOUR_US)))


def week(us: int, zone: str, read_us: int) -> str:
    """Return the name of the week up to a moment: 'This week' only while that week lasts."""
    until, now = local(us, zone), local(read_us, zone)
    if until.isocalendar()[:2] == now.isocalendar()[:2]:
        return _("This week")
    return _("The week to {day}", day=day(us, zone, read_us))


def month(label: str) -> str:
    """Return '2026-10' as 'October 2026'; the last 90 days as such."""
    year, dash, number = label.partition("-")
    if not dash or not number.isdecimal():
        return _("last 90 days") if label == LAST_90_DAYS else label
    return _("{month} {year}", month=month_name(int(number)), year=year)


def month_alone(label: str) -> str:
    """Return '2026-10' as 'October', where the year is known."""
    return month_name(int(label.partition("-")[2]))


def short_month(label: str) -> str:
    """Return '2026-10' as 'Oct 26'."""
    year, _dash, number = label.partition("-")
    name = _month_names("abbreviated", language())[int(number)]
    return _("{month} {year}", month=name, year=year[2:])


def months(label: str, *, to_us: int, as_of_us: int, zone: str) -> str:
    """Return a month by name; one that wasn't over when it was measured says up to which day it goes.

    The last 90 days have no other end than the run's moment, and stay as they are.
    """
    if to_us <= as_of_us or label == LAST_90_DAYS:
        return month(label)
    return _("{month}, to {day}", month=month(label), day=day(as_of_us, zone, as_of_us))


def window(us: int, zone: str, as_of_us: int) -> str:
    """Return the label of a window that holds a moment: the last 90 days, else its month."""
    return LAST_90_DAYS if as_of_us - us <= 90 * DAY_US else f"{local(us, zone):%Y-%m}"

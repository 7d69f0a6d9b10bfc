"""Moments as words in the council's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.nouns import Run
from facts import DAY_US, HOUR_US, from_us
from metrics import numbers
from store.published import Row

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LAST_90_DAYS = "90 days"
STALE_AFTER_DAYS = 2  # an hourly run that missed two days is broken, not late


def local(us: int, zone: str) -> datetime:
    """Return a moment on the council's clock."""
    return from_us(us).astimezone(ZoneInfo(zone))


def day(us: int, zone: str, near_us: int) -> str:
    """Return the day of a moment: '3 May', with the year when it isn't the year of `near_us`."""
    then, near = local(us, zone), local(near_us, zone)
    year = "" if then.year == near.year else f" {then.year}"
    return f"{then.day} {MONTHS[then.month - 1]}{year}"


def moment(us: int, zone: str, near_us: int) -> str:
    """Return day and time: '3 May, 14:05'."""
    return f"{day(us, zone, near_us)}, {local(us, zone):%H:%M}"


def days_ago(us: int, zone: str, read_us: int) -> str:
    """Return how many of the council's calendar days ago a moment was: 'today', 'yesterday', '3 days ago'."""
    days = (local(read_us, zone).date() - local(us, zone).date()).days
    if days < 1:
        return "today"
    return "yesterday" if days == 1 else f"{numbers.count(days, 'day')} ago"


def ago(us: int, read_us: int) -> str:
    """Return how long ago a moment was, as elapsed time: '5 hours ago', from 48 hours on '3 days ago'."""
    elapsed_us = max(read_us - us, 0)
    if elapsed_us < HOUR_US:
        return "less than an hour ago"
    if elapsed_us >= 2 * DAY_US:
        return f"{numbers.days(elapsed_us / DAY_US)} ago"
    return f"{numbers.count(int(numbers.rounded(elapsed_us / HOUR_US)), 'hour')} ago"


def seen_until(row: Row, run: Run) -> str:
    """Return until when an ask was seen to wait, where that isn't just now: its wait is known only so far."""
    if run.read_us - row["seen_until_us"] <= DAY_US:
        return ""
    return f"no answer seen up to {day(row['seen_until_us'], run.zone, run.read_us)}"


def week(as_of_us: int, zone: str, read_us: int) -> str:
    """Return the name of the week up to a moment: 'This week' only while that week lasts."""
    until, now = local(as_of_us, zone), local(read_us, zone)
    if until.isocalendar()[:2] == now.isocalendar()[:2]:
        return "This week"
    return f"The week to {day(as_of_us, zone, read_us)}"


def full(us: int, zone: str) -> str:
    """Return day, year and time: '22 November 2026, 09:00'."""
    then = local(us, zone)
    return f"{then.day} {MONTHS[then.month - 1]} {then.year}, {then:%H:%M}"


def month(label: str) -> str:
    """Return '2026-10' as 'October 2026'; any other window's label as it is."""
    year, dash, number = label.partition("-")
    if not dash or not number.isdecimal():
        return f"last {label}"
    return f"{MONTHS[int(number) - 1]} {year}"


def months(label: str, *, to_us: int, as_of_us: int, zone: str) -> str:
    """Return a month by name; one that wasn't over when it was measured says up to which day it goes.

    The last 90 days have no other end than the run's moment, and stay as they are.
    """
    until = f", to {day(as_of_us, zone, as_of_us)}" if to_us > as_of_us and label != LAST_90_DAYS else ""
    return f"{month(label)}{until}"


def window(us: int, zone: str, as_of_us: int) -> str:
    """Return the label of a window that holds a moment: the last 90 days, else its month."""
    return LAST_90_DAYS if as_of_us - us <= 90 * DAY_US else f"{local(us, zone):%Y-%m}"


def is_stale(as_of_us: int, read_us: int) -> bool:
    """Say whether what was published is too old to be called current."""
    return read_us - as_of_us > STALE_AFTER_DAYS * DAY_US

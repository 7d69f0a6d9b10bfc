"""Moments as words in the council's own time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from facts import DAY_US, from_us

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


def window(us: int, zone: str, as_of_us: int) -> str:
    """Return the label of a window that holds a moment: the last 90 days, else its month."""
    return LAST_90_DAYS if as_of_us - us <= 90 * DAY_US else f"{local(us, zone):%Y-%m}"


def is_stale(as_of_us: int) -> bool:
    """Say whether what was published is too old to be called current."""
    now_us = int(datetime.now(UTC).timestamp() * 1_000_000)
    return now_us - as_of_us > STALE_AFTER_DAYS * DAY_US

"""When a month closes, and which month stands beside another."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from facts import to_us
from pipelines.measure.calendar import local_day

CLOSES_ON = 6  # five whole days: 96 % of the answers to a month's last question are there by then
CLOSES_AT = time(9)


def label_of(first: date) -> str:
    """Return the label of the month that holds a day."""
    return f"{first:%Y-%m}"


def first_day(label: str) -> date:
    """Return a month's first day. Raise ValueError for what is no YYYY-MM."""
    return date.fromisoformat(f"{label}-01")


def after(label: str, months: int = 1) -> str:
    """Return the label of the month so many after (or, below 0, before) another."""
    first = first_day(label)
    whole = first.year * 12 + first.month - 1 + months
    return f"{whole // 12}-{whole % 12 + 1:02}"


def closes_us(label: str, zone: ZoneInfo) -> int:
    """Return the moment at which a month closes: 09:00 of the council's clock on the 6th of the next (definition 4)."""
    day = first_day(after(label)).replace(day=CLOSES_ON)
    return to_us(datetime.combine(day, CLOSES_AT, zone))


def closed(earliest_us: int, now_us: int, zone: ZoneInfo) -> list[str]:
    """Return the months that have closed, oldest first, from the one that holds the earliest message on."""
    label, found = label_of(local_day(earliest_us, zone)), []
    while closes_us(label, zone) <= now_us:
        found.append(label)
        label = after(label)
    return found

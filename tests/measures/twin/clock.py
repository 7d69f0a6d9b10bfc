"""Moments as whole microseconds, local days, months and the last 90 days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 86_400 * SECOND  # 5: a day is 86,400 s of elapsed time
FORTNIGHT = 14 * DAY
EVER = ((-(2**62), 2**62),)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Window:
    """A month or the last 90 days."""

    label: str
    start: int
    stop: int
    terms: tuple[tuple[int, int], ...] = EVER  # 97: when the member was in office

    @property
    def is_month(self) -> bool:
        """Say whether this is a calendar month."""
        return self.label != "90 days"

    def holds(self, moment: int, as_of: int) -> bool:
        """Say whether a message of that moment belongs to the window."""
        in_office = any(
            start <= moment < stop for start, stop in within(self.terms, self.start, self.stop)
        )  # 97
        if not self.is_month and moment == as_of:  # 3: it belongs to them, though it takes no time
            return any(start < moment < stop for start, stop in self.terms)
        return in_office and moment <= as_of  # 2

    def end(self, as_of: int) -> int:
        """Return where the window ends as seen at a moment. 2: it never reaches past as_of."""
        return min(self.stop, as_of)

    def parts(self, as_of: int) -> list[tuple[int, int]]:
        """97: return the parts of the window, as seen at a moment, within a term of office."""
        return within(self.terms, self.start, self.end(as_of))


def within(terms: tuple[tuple[int, int], ...], start: int, stop: int) -> list[tuple[int, int]]:
    """Return the parts of a stretch of time that lie within terms of office."""
    parts = [(max(start, begins), min(stop, ends)) for begins, ends in terms]
    return [(begins, ends) for begins, ends in parts if begins < ends]


def moment(text: str) -> int:
    """Return an ISO 8601 time as microseconds UTC. 7: raise ValueError for one without an offset."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(f"no offset: {text}")
    return (when - _EPOCH) // timedelta(microseconds=1)


def iso(us: int) -> str:
    """Return microseconds UTC as ISO 8601."""
    return (_EPOCH + timedelta(microseconds=us)).isoformat().replace("+00:00", "Z")


def local_day(us: int, zone: str) -> date:
    """Return the local calendar day a moment falls on."""
    return (_EPOCH + timedelta(microseconds=us)).astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> int:
    """Return the local midnight with which a day begins."""
    when = datetime.combine(day, time(), ZoneInfo(zone))
    return (when.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)


def next_day(day: date) -> date:
    """Return the day after."""
    return day + timedelta(days=1)


def month(label: str, zone: str) -> Window:
    """Return the month `YYYY-MM`. 2: between the local midnights of its first day and the next month's."""
    first = date.fromisoformat(label + "-01")
    following = (first + timedelta(days=32)).replace(day=1)
    return Window(label=label, start=midnight(first, zone), stop=midnight(following, zone))


def last_90_days(as_of: int) -> Window:
    """Return the last 90 days. 3: elapsed time, no midnights."""
    return Window(label="90 days", start=as_of - 90 * DAY, stop=as_of)

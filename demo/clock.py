"""The council's calendar: its local days, when people write, and how a date is said on the day it is said."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from demo.dice import Dice, heap

DAY_S = 86_400
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
HOURS = range(24)
# How much is written in each hour, midnight first: residents of an evening, members round their day at work.
RESIDENT_WEEKDAY = heap(
    [3, 1, 1, 0.5, 0.5, 1, 4, 9, 12, 9, 8, 8, 12, 10, 8, 9, 11, 13, 16, 20, 22, 19, 12, 6]
)
RESIDENT_WEEKEND = heap(
    [4, 2, 1, 1, 0.5, 0.5, 1, 4, 9, 14, 16, 15, 13, 12, 11, 11, 12, 13, 14, 15, 15, 12, 9, 5]
)
NIGHT = heap([9, 6, 4, 3, 2, 2, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 8, 12, 12])
MEMBER_DAY = heap([1, 0.3, 0, 0, 0, 0.5, 4, 12, 13, 8, 6, 6, 13, 9, 6, 6, 8, 11, 14, 17, 17, 14, 9, 4])
RESIDENT_WEEK = (1.15, 1.1, 1.05, 1.0, 0.95, 0.85, 0.9)
MEMBER_WEEK = (1.0, 1.1, 1.1, 1.15, 1.0, 0.9, 0.7)


@dataclass(frozen=True, slots=True)
class Day:
    """One local day; `midnight` is its first second in UTC."""

    number: int
    on: date
    midnight: int


class Calendar:
    """The local days from the first midnight to the moment the council is looked at."""

    def __init__(self, until: datetime, months: int, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.until = int(until.timestamp())
        last = until.astimezone(self.zone).date()
        first = months_before(last, months)
        dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.days = [Day(n, on, self._midnight(on)) for n, on in enumerate(dates)]
        self.start = self.days[0].midnight
        self._midnights = [day.midnight for day in self.days]

    def _midnight(self, on: date) -> int:
        return int(datetime.combine(on, time(), self.zone).timestamp())

    def day(self, moment: int) -> Day:
        """Return the local day of a moment; the first or last day for one beyond them."""
        return self.days[max(0, bisect_right(self._midnights, moment) - 1)]

    def is_night(self, moment: int) -> bool:
        """Say whether a moment lies between midnight and six."""
        return moment - self.day(moment).midnight < 6 * 3600


def months_before(on: date, months: int) -> date:
    """Return the day so many months earlier, or that month's 28th when it has no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, 28))


def resident_moment(day: Day, dice: Dice) -> int:
    """Return when on a day a resident writes."""
    hours = RESIDENT_WEEKEND if day.on.weekday() > 4 else RESIDENT_WEEKDAY
    return day.midnight + dice.weighed(HOURS, hours) * 3600 + dice.below(3600)


def leaning_moment(day: Day, dice: Dice, *, nights: float, daytime: float) -> int:
    """Return when on a day a resident writes to a member who is asked more than others at night, or in the day."""
    if nights and dice.chance(nights):
        return day.midnight + dice.weighed(HOURS, NIGHT) * 3600 + dice.below(3600)
    if daytime and day.on.weekday() < 5 and dice.chance(daytime):
        return day.midnight + (9 + dice.below(8)) * 3600 + dice.below(3600)
    return resident_moment(day, dice)


def member_moment(day: Day, dice: Dice) -> int:
    """Return when on a day a member posts."""
    return day.midnight + dice.weighed(HOURS, MEMBER_DAY) * 3600 + dice.below(3600)


def spoken_date(slot: str, today: date, dice: Dice) -> str | None:
    """Return a day as people say it, ahead of or behind the day on which they do; None for another slot."""
    match slot:
        case "weekday":
            return _weekday(today + timedelta(days=1 + dice.below(6)))
        case "past_weekday":
            return _weekday(today - timedelta(days=1 + dice.below(6)))
        case "date":
            return _day_month(_working_day(today + timedelta(days=5 + dice.below(28))))
        case "full_date":
            ahead = _working_day(today + timedelta(days=4 + dice.below(14)))
            return f"{WEEKDAYS[ahead.weekday()]} {_day_month(ahead)}"
        case "monday":
            ahead = today + timedelta(days=7 * (1 + dice.below(4)))
            return _day_month(ahead - timedelta(days=ahead.weekday()))
        case "past_date":
            return _day_month(today - timedelta(days=6 + dice.below(40)))
        case "month_ago":
            return MONTHS[months_before(today, 1 + dice.below(4)).month - 1]
        case "month_next":
            return MONTHS[months_before(today, -1).month - 1]
        case "soon":
            month = MONTHS[months_before(today, -1 - dice.below(2)).month - 1]
            return dice.pick(("next week", "the week after next", f"in {month}", f"by the end of {month}"))
    return None


def _weekday(on: date) -> str:
    return WEEKDAYS[on.weekday() % 6]  # Monday to Saturday: on a Sunday nothing is collected or mended


def _working_day(on: date) -> date:
    return on - timedelta(days=max(0, on.weekday() - 4))


def _day_month(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]}"


def iso(moment: int) -> str:
    """Return a moment as ISO 8601 in UTC."""
    return datetime.fromtimestamp(moment, UTC).isoformat()[:19] + "Z"

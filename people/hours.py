"""The hours in which members say they answer: weekly, in the council's local time, from a day on (definitions 56, 98).

settings.toml, for everybody and for single members:

    [[hours]]
    weekly = ["Mon-Fri 09:00-17:00"]

    [[hours]]
    member = "j.okafor"
    from = 2026-09-01
    weekly = ["Mon, Wed 18:00-20:30", "Sat 10:00-12:00"]
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from facts import DAY_US, HOUR_US
from store.settings_file import BadSettings

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = frozenset({"member", "from", "weekly"})
INTERVAL = re.compile(
    r"(?P<days>[a-z]{3}(?:\s*[-,]\s*[a-z]{3})*)\s+(?P<opens>\d{2}:\d{2})\s*-\s*(?P<closes>\d{2}:\d{2})"
)
Interval = tuple[int, int, int]  # weekday (Monday 0), opens and closes in microseconds of the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The weekly hours of a member, or of everybody who states none, from a day on."""

    member: str = ""  # empty: everybody who states none
    since: date | None = None  # None: always
    weekly: tuple[Interval, ...] = ()


ORDINARY = Hours(weekly=tuple((weekday, 9 * HOUR_US, 17 * HOUR_US) for weekday in range(5)))


def stated(told: Any) -> tuple[Hours, ...]:
    """Return the hours that settings.toml states. Raise BadSettings."""
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise BadSettings(
            "settings.toml: hours are tables: write [[hours]] on a line of its own, its weekly below."
        )
    found = tuple(_hours(one) for one in told)
    twice = [key for key, times in Counter((one.member, one.since) for one in found).items() if times > 1]
    if twice:
        whose = f"of {twice[0][0]!r}" if twice[0][0] else "of everybody"
        raise BadSettings(f"settings.toml: hours {whose} stand twice from the same day on. Take one out.")
    return found


def in_force(all_hours: Sequence[Hours], member: str) -> list[Hours]:
    """Return what holds for a member, the earliest first: their own hours, before them those of everybody."""
    own = sorted((one for one in all_hours if one.member == member), key=_since)
    everybody = sorted((one for one in all_hours if not one.member), key=_since)
    first = own[0].since if own else date.max
    before = [one for one in everybody if first is not None and _since(one) < first.toordinal()]
    if (not before or before[0].since is not None) and first is not None:
        before = [ORDINARY, *before]
    return [*before, *own]


def _since(one: Hours) -> int:
    return one.since.toordinal() if one.since else 0


def _hours(told: dict[str, Any]) -> Hours:
    unknown = sorted(set(told) - NAMES)
    if unknown:
        raise BadSettings(f"settings.toml: hours have no {unknown[0]}; they have member, from and weekly.")
    member, since, weekly = told.get("member", ""), told.get("from"), told.get("weekly")
    if not isinstance(member, str):
        raise BadSettings('settings.toml: hours: member must be the register\'s id, such as member = "...".')
    if since is not None and type(since) is not date:
        raise BadSettings("settings.toml: hours: from must be a day, such as from = 2026-09-01.")
    if not isinstance(weekly, list) or not all(isinstance(one, str) for one in weekly):
        raise BadSettings(
            'settings.toml: hours: weekly must be a list of texts, such as ["Mon-Fri 09:00-17:00"].'
        )
    return Hours(
        member=member, since=since, weekly=tuple(interval for one in weekly for interval in _intervals(one))
    )


def _intervals(told: str) -> list[Interval]:
    found = INTERVAL.fullmatch(told.strip().lower())
    days = _days(found["days"]) if found else []
    opens, closes = (_time_us(found[name]) for name in ("opens", "closes")) if found else (None, None)
    if not days or opens is None or closes is None or opens >= closes:
        raise BadSettings(
            f"settings.toml: hours: {told!r} is no weekly time. Write it as Mon-Fri 09:00-17:00 or "
            "Sat, Sun 10:00-12:00; one that goes past midnight is two."
        )
    return [(day, opens, closes) for day in days]


def _days(told: str) -> list[int]:
    days: list[int] = []
    for part in told.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            return []
        start, end = DAYS.index(first), DAYS.index(last or first)
        days += [day % 7 for day in range(start, end + (1 if end >= start else 8))]
    return days


def _time_us(told: str) -> int | None:
    hours, minutes = (int(part) for part in told.split(":"))
    us = hours * HOUR_US + minutes * (HOUR_US // 60)
    return us if minutes < 60 and us <= DAY_US else None

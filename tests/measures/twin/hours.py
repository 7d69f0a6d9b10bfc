"""The hours in which a member says they answer."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.measures.twin.clock import midnight
from tests.measures.twin.history import History

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
ORDINARY = ["Mon-Fri 09:00-17:00"]  # 56


def is_within_hours(history: History, member: str, us: int) -> bool:
    """56, 98: say whether a moment lies in the hours in force then, by the council's clock."""
    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).astimezone(
        ZoneInfo(history.time_zone)
    )
    clock = local.strftime("%H:%M:%S.%f")
    return any(
        local.weekday() in days and opens <= clock < closes
        for days, opens, closes in map(_read, weekly_of(history, member, us))
    )


def has_stated(history: History, member: str, us: int) -> bool:
    """56: say whether the member had stated hours by a moment."""
    own = [one for one in history.hours if one.get("member", "") == member]
    return any(_begins(one, history.time_zone) <= us for one in own)


def weekly_of(history: History, member: str, us: int) -> list[str]:
    """98: the member's own of the latest day that has begun, else everybody's, else the ordinary ones."""
    for whose in (member, ""):
        begun = [
            one
            for one in history.hours
            if one.get("member", "") == whose and _begins(one, history.time_zone) <= us
        ]
        if begun:
            weekly: list[str] = max(begun, key=lambda one: _begins(one, history.time_zone))["weekly"]
            return weekly
    return ORDINARY


def _begins(one: dict[str, Any], zone: str) -> int:
    return midnight(date.fromisoformat(one["from"]), zone) if "from" in one else -(2**62)


def _read(weekly: str) -> tuple[list[int], str, str]:
    days, times = weekly.split(" ")
    first, _, last = days.partition("-")
    opens, closes = times.split("-")
    return list(range(DAYS.index(first), DAYS.index(last or first) + 1)), opens, closes

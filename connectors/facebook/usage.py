"""When Facebook wants to be left alone: the usage it states in its headers, and how long that lasts. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from connectors.clocks import retry_after

APP, PAGE, BUSINESS = "x-app-usage", "x-page-usage", "x-business-use-case-usage"
ENOUGH = 80  # per cent of an allowance; what is left is for others who use the same app
PAUSE = timedelta(minutes=15)  # an allowance is counted over a rolling hour, so it comes back bit by bit
LONG_PAUSE = timedelta(hours=1)  # after a refusal that doesn't say how long
LONGEST_PAUSE = timedelta(days=1)


def rest_of_app(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when the app as a whole should rest, None if it needn't."""
    return _rest([_told(headers, APP)], now)


def rest_of_page(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return until when one Page should be left alone, None if it needn't."""
    business = _told(headers, BUSINESS)
    lists = business.values() if isinstance(business, dict) else ()
    cases = [case for one in lists if isinstance(one, list) for case in one]
    return _rest([_told(headers, PAGE), *cases], now)


def after_refusal(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return when to ask again after a refusal for too many calls: after now, and within a day."""
    waits = [rest for rest in (rest_of_app(headers, now), rest_of_page(headers, now)) if rest]
    if named := retry_after(headers, now):
        waits.append(now + named)
    return min(max([*waits, now + PAUSE]) if waits else now + LONG_PAUSE, now + LONGEST_PAUSE)


def _rest(cases: list[Any], now: datetime) -> datetime | None:
    pauses = [pause for case in cases if isinstance(case, dict) and (pause := _pause(case))]
    return now + min(max(pauses), LONGEST_PAUSE) if pauses else None


def _pause(case: dict[str, Any]) -> timedelta | None:
    """Return how long one allowance needs to recover. Facebook states that in minutes, once it is used up."""
    minutes = _number(case.get("estimated_time_to_regain_access"))
    used = max(_number(case.get(name)) for name in ("call_count", "total_time", "total_cputime"))
    if minutes > 0:
        return timedelta(minutes=min(minutes, LONGEST_PAUSE.total_seconds() / 60))
    return PAUSE if used >= ENOUGH else None


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e9 else 0.0


def _told(headers: Mapping[str, str], name: str) -> Any:
    try:
        return msgspec.json.decode(headers.get(name, "null"))
    except (msgspec.DecodeError, RecursionError):
        return None

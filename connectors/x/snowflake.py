"""X's ids are clocks: since November 2010 each begins with the millisecond it was made."""

import re
from typing import Any

from facts import DAY_US

ID = re.compile(r"[0-9]{1,19}")
BEGAN_MS = 1_288_834_974_657
FIRST = 29_700_859_247  # the first id that is a clock
MS_US = 1_000


def is_id(value: Any) -> bool:
    """Say whether this can be an id of X's."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def written_us(id_: str, now_us: int) -> int | None:
    """Return when an id was made; None for one older than the clock, or from a time to come."""
    number = int(id_)
    us = ((number >> 22) + BEGAN_MS) * MS_US
    return us if number > FIRST and us <= now_us + DAY_US else None


def id_at(us: int) -> str:
    """Return the id that lies just before everything made since a moment."""
    return str(max(1, ((us // MS_US - BEGAN_MS) << 22) - 1))

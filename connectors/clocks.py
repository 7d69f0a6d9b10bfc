"""Whose clock counts: a moment that a server names is on its own clock, which its `Date` header tells.

A machine whose clock is off would otherwise come back too early or hours too late, and claim to have seen what
is still to be written.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from facts import FIRST_YEAR, LAST_YEAR, SECOND_US, Post

APART_US = 600 * SECOND_US  # two clocks of one message that differ by more tell of different moments
TICK_US = 1_000  # platforms count their own time in milliseconds
SMALL_S = 60.0  # a Date is a whole second, and an answer may take some: only what is beyond is the clock's
AGE = re.compile(r"\d{1,7}")  # up to a few months
SECONDS = re.compile(r"\d{1,9}")


class Clock:
    """How far this machine's clock is off from one server's, as its answers tell."""

    def __init__(self) -> None:
        self._off: timedelta | None = None

    def heed(self, headers: Mapping[str, str], now: datetime) -> None:
        """Compare an answer's moment with ours. The smallest difference counts: a slow answer shows a larger one."""
        there = server_time(headers)
        if there is not None and (self._off is None or abs(now - there) < abs(self._off)):
            self._off = now - there

    @property
    def is_known(self) -> bool:
        """Say whether the server has told its time."""
        return self._off is not None

    @property
    def off_s(self) -> float:
        """How many seconds this machine's clock is ahead (below zero: behind), 0 if hardly or if nobody knows."""
        off_s = self._off.total_seconds() if self._off is not None else 0.0
        return off_s if abs(off_s) > SMALL_S else 0.0

    def no_later(self, us: int) -> int:
        """Return a moment of our clock as it was on the server's, where that was earlier: no more can be seen."""
        return us - max(0, round(self.off_s * SECOND_US))


def posted_at(claimed_us: int, *known_us: int | None) -> tuple[int, bool]:
    """Return when a message counts as posted, and whether its author's clock ran ahead (definition 90).

    That is when its author claims, but no later than the platform knows it: by its id, or since it was indexed.
    """
    earliest_us = min((us for us in known_us if us is not None), default=claimed_us)
    if claimed_us - earliest_us < TICK_US:
        return claimed_us, False
    return earliest_us, claimed_us - earliest_us > APART_US


def as_first_seen(post: Post, seen_us: int) -> Post:
    """Return a message as it is to be kept: what we see has been posted, whatever its clock says (definition 90)."""
    posted_us, is_ahead = posted_at(post.posted_us, seen_us)
    return replace(post, posted_us=posted_us, is_ahead=post.is_ahead or is_ahead)


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """Return what the time is where an answer came from: its Date, and how long it lay in a cache since."""
    date = http_date(headers.get("Date") or "")
    age = headers.get("Age") or ""
    return date and date + timedelta(seconds=int(age) if AGE.fullmatch(age) else 0)


def wait_for(moment: datetime | None, headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long it is until a moment that a server named; None if it is past, or none was named."""
    wait = moment - (server_time(headers) or now) if moment else timedelta()
    return wait if wait > timedelta() else None


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long a server wants us to wait, in seconds or until a moment; None if it doesn't say."""
    text = headers.get("Retry-After") or ""
    if SECONDS.fullmatch(text):
        return timedelta(seconds=int(text)) or None
    return wait_for(http_date(text), headers, now)


def http_date(text: str) -> datetime | None:
    """Return a moment as HTTP writes it (GMT, also where it doesn't say so), None for anything else."""
    try:
        moment = parsedate_to_datetime(text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def is_due(last_us: int, now_us: int, every_us: int) -> bool:
    """Say whether something done at `last_us` is to be done again; also where that lies ahead: the clock was off."""
    return not 0 <= now_us - last_us < every_us

"""When a server is left alone, and until when: because it said so, or because we asked it often enough."""

import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from connectors.clocks import retry_after, wait_for

PAUSE = timedelta(minutes=5)  # the window of Bluesky's and Mastodon's limiters, for a 429 without a time
LONGEST_PAUSE = timedelta(days=1)
LATEST_S = 99_999_999_999  # in a thousand years; a server may say anything


@dataclass(frozen=True, slots=True)
class Limits:
    """The headers in which a platform says how many calls are left and when there will be more."""

    remaining: str
    reset: str
    moment: Callable[[str], datetime | None]  # reads the latter


class Pauses:
    """The servers that are left alone.

    Each also after `most` calls within a window, for all accounts together: most servers name no limit before it is
    passed, and others may ask from this address too.
    """

    def __init__(self, limits: Limits, *, most: int, window: timedelta = PAUSE) -> None:
        self.limits, self._most, self._window_s = limits, most, window.total_seconds()
        self.rests: dict[str, datetime] = {}  # host -> when to ask it again
        self._asked: defaultdict[str, deque[float]] = defaultdict(deque)  # host -> when, in the last window

    def count(self, host: str) -> datetime | None:
        """Count a call that is to be made. Return until when it may not be, None where it may."""
        now, tick = datetime.now(UTC), time.monotonic()
        asked = self._asked[host]
        while asked and asked[0] <= tick - self._window_s:
            asked.popleft()
        if len(asked) >= self._most:
            # Until half of them are a window ago: coming back for one call at a time would bring nothing home.
            wait_s = asked[len(asked) // 2] + self._window_s - tick
            self.rests[host] = max(self.rests.get(host, now), now + timedelta(seconds=wait_s))
        rest = self.rests.get(host)
        if rest and rest > now:
            return rest
        asked.append(tick)
        return None

    def heed(self, status: int, headers: Mapping[str, str], host: str, now: datetime) -> None:
        """Note when a server wants to be asked again."""
        if status == 429 or headers.get(self.limits.remaining) == "0":
            self.rests[host] = again_at(headers, now, self.limits)


def again_at(headers: Mapping[str, str], now: datetime, limits: Limits) -> datetime:
    """Return when a server wants to be asked again: after now, and within a day."""
    moment = limits.moment(headers.get(limits.reset) or "")
    wait = wait_for(moment, headers, now) or retry_after(headers, now) or PAUSE
    return now + min(wait, LONGEST_PAUSE)


def unix_time(text: str) -> datetime | None:
    """Return a moment written in seconds since 1970."""
    return datetime.fromtimestamp(min(int(text), LATEST_S), UTC) if re.fullmatch(r"\d{1,99}", text) else None

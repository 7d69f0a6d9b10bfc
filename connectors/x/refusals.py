"""What went wrong between us and X, and when to ask again. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import requests

from connectors.clocks import retry_after, wait_for
from connectors.pauses import unix_time
from connectors.x.transport import Endless, NotData

PAUSE = timedelta(minutes=15)  # X's own window, for a 429 that doesn't say how long or names a moment past
LONGEST_PAUSE = timedelta(days=1)


def again_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return when X wants to be asked again: after now, and within a day."""
    reset = unix_time(headers.get("x-rate-limit-reset") or "")
    wait = wait_for(reset, headers, now) or retry_after(headers, now) or PAUSE
    return now + min(wait, LONGEST_PAUSE)


def broken(error: Exception) -> str:
    """Return in a few words how an answer broke."""
    kinds: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
        ((Endless,), "answers without end."),
        ((NotData, requests.TooManyRedirects), "answered a page, not data."),
        ((requests.Timeout,), "did not answer in time."),
        ((requests.JSONDecodeError,), "answered something we can't read."),
        (
            (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError),
            "broke off its answer.",
        ),
    )
    if not isinstance(error, requests.RequestException):
        return "answered something we can't read."
    return next((words for kind, words in kinds if isinstance(error, kind)), "could not be reached.")

"""Record keys as Bluesky makes them: a moment, written so that text order is time order."""

from datetime import UTC, datetime, timedelta

KEY_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"


def key_of(when: datetime) -> str:
    """Return the record key that says it was made at a moment."""
    number = ((when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)) << 10
    return "".join(KEY_DIGITS[number >> shift & 31] for shift in range(60, -5, -5))

"""What an import shows of an account, by time of the content (definition 58)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from facts import to_us
from pipelines.measure.calendar import local_day, midnight_us


class BadCovers(ValueError):
    """A --covers that can't be read; the message shows how to write one."""

    code = "bad-covers"


@dataclass(frozen=True, slots=True)
class Covers:
    """The stretch a file is said to cover; without a beginning, each account's own earliest row."""

    from_us: int | None
    to_us: int


def read_covers(told: str, zone: ZoneInfo) -> Covers:
    """Read `[FROM]..TO`: local days (the last one whole) or ISO times with their offset. Raise BadCovers."""
    start, dots, end = told.partition("..")
    if not dots or not end.strip():
        raise BadCovers("Write --covers as FROM..TO or ..TO, such as 2026-01-01..2026-03-31.")
    from_us = moment(start.strip(), zone) if start.strip() else None
    to_us_ = moment(end.strip(), zone, is_end=True)
    if from_us is not None and from_us > to_us_:
        raise BadCovers("--covers begins after it ends. Write the earlier time first.")
    return Covers(from_us, to_us_)


def moment(told: str, zone: ZoneInfo, *, is_end: bool = False) -> int:
    """Read a local day (its first moment; with `is_end`, the first after it) or an ISO time with an offset."""
    try:
        if len(told) == len("2026-01-01"):
            day = date.fromisoformat(told)
            return midnight_us(day + timedelta(days=1) if is_end else day, zone)
        return to_us(datetime.fromisoformat(told).astimezone(UTC) if _has_offset(told) else _refuse(told))
    except (ValueError, OverflowError) as error:
        raise BadCovers(
            f"{told!r} is neither a day (2026-03-31) nor a time with its offset (…T09:00:00Z)."
        ) from error


def _has_offset(told: str) -> bool:
    return datetime.fromisoformat(told).tzinfo is not None


def _refuse(told: str) -> datetime:
    raise ValueError(told)


def shown_stretch(
    span: tuple[int, int], covers: Covers | None, zone: ZoneInfo, *, now_us: int
) -> tuple[int, int] | None:
    """Return the stretch a file shows of an account whose rows span these moments, None if it shows none.

    Nothing shows what is still to come, whoever states it (definition 90).
    """
    earliest_us, latest_us = span
    from_us, to_us = midnight_us(local_day(earliest_us, zone), zone), latest_us
    if covers is not None:
        from_us, to_us = from_us if covers.from_us is None else covers.from_us, covers.to_us
    to_us = min(to_us, now_us)
    return (from_us, to_us) if from_us <= to_us else None

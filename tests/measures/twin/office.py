"""When a member was in office."""

from datetime import date

from tests.measures.twin.clock import EVER, midnight, next_day
from tests.measures.twin.history import History

Terms = tuple[tuple[int, int], ...]


def terms(history: History, member: str) -> Terms:
    """97: whole local days, first and last included; without recorded terms a member is always in office."""
    told = {
        (row.get("in_office_from", ""), row.get("in_office_to", ""))
        for row in history.register
        if row["member"] == member
    } - {("", "")}
    zone = history.time_zone
    found = sorted(
        (
            midnight(date.fromisoformat(first), zone) if first else EVER[0][0],
            midnight(next_day(date.fromisoformat(last)), zone) if last else EVER[0][1],
        )
        for first, last in told
    )
    return tuple(found) or EVER

"""Who looked: by which role, on which day, somebody else looked at a member's scorecard. Never a name."""

from datetime import date, timedelta

from people.roles import Role
from store.desk import Desk


def note(desk: Desk, member: str, role: Role, kept_days: int, today: date) -> None:
    """Note a look, once a role and day; forget those that are kept no longer. Raise StoreTrouble."""
    if kept_days <= 0:
        desk.forget_looks(first_day=first_day(0, today))
    elif not desk.is_look_noted(member, role.value, today.isoformat()):
        desk.note_look(member, role.value, today.isoformat(), first_day=first_day(kept_days, today))


def of(desk: Desk, member: str, kept_days: int, today: date) -> dict[str, list[date]]:
    """Return the days somebody looked, newest first, by role."""
    found: dict[str, list[date]] = {}
    if kept_days > 0:
        for role, day in desk.looks(member, first_day=first_day(kept_days, today)):
            found.setdefault(role, []).append(date.fromisoformat(day))
    return found


def first_day(kept_days: int, today: date) -> str:
    """Return the first day of which looks are kept; without any it is still to come."""
    return (today - timedelta(days=kept_days - 1)).isoformat()

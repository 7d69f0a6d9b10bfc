"""From when on `health` calls Two-Way unwell. The defaults suit a scheduler that calls it hourly."""

from dataclasses import dataclass, fields
from typing import Any

from store.settings_file import BadSettings, as_table

MOST_HOURS = 24 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthSettings:
    """The table [health] of settings.toml: hours, of which 0 switches a check off."""

    collected_within_hours: int = 6  # five calls may fail in a row, as in a night's maintenance
    published_within_hours: int = 6
    edition_within_hours: int = 24  # of the close of its month
    erased_within_hours: int = 24  # of being asked for: the next run erases, unless something is in its way


NAMES = tuple(one.name for one in fields(HealthSettings))


def of(told: Any) -> HealthSettings:
    """Return what the table [health] says. Raise BadSettings."""
    table = as_table("health", told)
    if unknown := sorted(set(table) - set(NAMES)):
        raise BadSettings(f"settings.toml: [health] knows {', '.join(NAMES)}, not {unknown[0]}.")
    for name, hours in table.items():
        if type(hours) is not int or not 0 <= hours <= MOST_HOURS:
            raise BadSettings(
                f"settings.toml: [health] {name} is a number of hours from 0 (off) to {MOST_HOURS}."
            )
    return HealthSettings(**table)

"""Where backups go, and how long they may be kept: what was erased since is in them still."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.settings_file import BadSettings, as_table, only_known

NAMES = ("folder", "kept_days")
KEPT_DAYS = (
    35  # a month can be put right after it was frozen, and words that were erased are gone five weeks later
)
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSettings:
    """The table [backups] of settings.toml."""

    folder: str = ""  # an absolute path, on another disk
    kept_days: int = KEPT_DAYS


def of(told: Any) -> BackupSettings:
    """Return what the table [backups] says. Raise BadSettings."""
    table = as_table("backups", told)
    only_known("backups", table, NAMES)
    folder, days = table.get("folder", ""), table.get("kept_days", KEPT_DAYS)
    if not isinstance(folder, str) or (folder and not Path(folder).is_absolute()):
        raise BadSettings('settings.toml: [backups] folder is a whole path, such as folder = "/mnt/backups".')
    if type(days) is not int or not 1 <= days <= MOST_DAYS:
        raise BadSettings(f"settings.toml: [backups] kept_days is a number of days from 1 to {MOST_DAYS}.")
    return BackupSettings(folder=folder, kept_days=days)

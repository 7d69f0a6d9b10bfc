"""What a council says of tables it hands on: under which licence, and whom to ask. Nothing is said for it."""

from dataclasses import dataclass
from typing import Any

from store.settings_file import BadSettings

NAMES = ("licence", "licence_address", "contact", "contact_email")


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesSettings:
    """The table [tables] of settings.toml."""

    licence: str = ""  # by its usual short name, such as OGL-UK-3.0
    licence_address: str = ""  # where it can be read
    contact: str = ""
    contact_email: str = ""


def of(told: Any) -> TablesSettings:
    """Return what the table [tables] says. Raise BadSettings."""
    if not isinstance(told, dict):
        raise BadSettings("settings.toml: tables is a table: write [tables] on a line of its own.")
    if unknown := sorted(set(told) - set(NAMES)):
        raise BadSettings(f"settings.toml: [tables] knows {', '.join(NAMES)}, not {unknown[0]}.")
    for name, one in told.items():
        if not isinstance(one, str) or not one.strip():
            raise BadSettings(f'settings.toml: [tables] {name} must be text, such as {name} = "...".')
    if told.get("licence_address") and "licence" not in told:
        raise BadSettings("settings.toml: [tables] licence_address needs the licence's name in licence.")
    if not told.get("licence_address", "https://").startswith(("https://", "http://")):
        raise BadSettings("settings.toml: [tables] licence_address must begin with https://.")
    if "contact_email" in told and ("contact" not in told or "@" not in told["contact_email"]):
        raise BadSettings(
            "settings.toml: [tables] contact_email is an e-mail address, and needs a name in contact."
        )
    return TablesSettings(**told)

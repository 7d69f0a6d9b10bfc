"""What a council says of tables it hands on: under which licence, and whom to ask. Nothing is said for it."""

from dataclasses import dataclass
from typing import Any

from store.settings_file import BadSettings, as_table

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
    table = as_table("tables", told)
    if unknown := sorted(set(table) - set(NAMES)):
        raise BadSettings(f"settings.toml: [tables] knows {', '.join(NAMES)}, not {unknown[0]}.")
    for name, one in table.items():
        if not isinstance(one, str) or not one.strip():
            raise BadSettings(f'settings.toml: [tables] {name} must be text, such as {name} = "...".')
    if table.get("licence_address") and "licence" not in table:
        raise BadSettings("settings.toml: [tables] licence_address needs the licence's name in licence.")
    if not table.get("licence_address", "https://").startswith(("https://", "http://")):
        raise BadSettings("settings.toml: [tables] licence_address must begin with https://.")
    if "contact_email" in table and ("contact" not in table or "@" not in table["contact_email"]):
        raise BadSettings(
            "settings.toml: [tables] contact_email is an e-mail address, and needs a name in contact."
        )
    return TablesSettings(**table)

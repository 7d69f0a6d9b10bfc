"""settings.toml of a data folder, read whole: what the council wrote, and what is checked of every table in it."""

import os
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

LARGEST = 1_000_000  # bytes; a council's settings are a page


class BadSettings(ValueError):
    """settings.toml holds something we can't follow; the message says what and where."""

    code = "bad-settings"


def written(folder: Path) -> dict[str, Any]:
    """Return what stands in settings.toml; nothing where there is no such file. Raise BadSettings or OSError."""
    path = folder / "settings.toml"
    if not os.path.lexists(path):
        return {}
    if not path.is_file():  # the defaults may not be what was chosen
        raise BadSettings(
            "settings.toml is no file: a link that leads nowhere, a folder or a pipe. Put the file there, or remove it."
        )
    if path.stat().st_size > LARGEST:
        raise BadSettings(f"settings.toml is larger than {LARGEST:,} bytes, so it is none. Put it right.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"settings.toml can't be read: {error}. Mend that line.") from error
    except UnicodeDecodeError as error:
        raise BadSettings("settings.toml isn't text in UTF-8. Save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; lists within lists
        raise BadSettings("settings.toml holds a number or a nesting without end. Take it out.") from error


def as_table(name: str, told: Any) -> dict[str, Any]:
    """Return what is set under a name, which must be a table. Raise BadSettings."""
    if not isinstance(told, dict):
        raise BadSettings(f"settings.toml: {name} is a table: write [{name}] on a line of its own.")
    return told


def only_known(name: str, table: Collection[str], known: Collection[str]) -> None:
    """Raise BadSettings, which never holds a value, where a table has a name that means nothing."""
    if unknown := sorted(set(table) - set(known)):
        raise BadSettings(f"settings.toml: {name}.{unknown[0]} means nothing here. Take it out, or mend it.")

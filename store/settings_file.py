"""settings.toml of a data folder, read whole: what the council wrote, before anybody checks what it means."""

import os
import tomllib
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

"""Where the council's press releases are found, as settings.toml says it (definition 75).

[releases]
feeds = ["https://www.anytown.example/news/rss"]
folder = "releases"
"""

from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from people.sign_in_settings import LOOPBACK
from store.rights import OURS
from store.settings_file import BadSettings, as_table, only_known


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSettings:
    """What is configured; nothing where nothing is."""

    feeds: tuple[str, ...] = ()  # their addresses, each once
    folder: str = ""  # within the data folder

    @property
    def is_set_up(self) -> bool:
        """Say whether there is anywhere to look for releases."""
        return bool(self.feeds or self.folder)


OWN = frozenset(one.name for one in fields(ReleaseSettings))


def of(told: Any) -> ReleaseSettings:
    """Return what the table says. Raise BadSettings."""
    table = as_table("releases", told)
    only_known("releases", table, OWN)
    feeds = table.get("feeds", [])
    if not isinstance(feeds, list) or not all(_is_feed(one) for one in feeds):
        raise BadSettings(
            'settings.toml: releases.feeds must be a list of addresses, such as ["https://anytown.example/news/rss"]: '
            "https (http only for this machine), and without a user's name."
        )
    return ReleaseSettings(feeds=tuple(dict.fromkeys(feeds)), folder=_folder(table.get("folder", "")))


def _is_feed(told: Any) -> bool:
    try:
        parts = urlsplit(told) if isinstance(told, str) and told.isprintable() and " " not in told else None
        if parts is None or not parts.hostname or parts.port == 0 or parts.username is not None:
            return False
    except ValueError:  # half an IPv6 address, or no port there is
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _folder(told: Any) -> str:
    """Return a folder's name as it is written on every machine; an empty one is none."""
    if told == "":
        return ""
    is_plain = isinstance(told, str) and told.isprintable() and not {"\\", ":"} & set(told)
    path = PurePosixPath(told if is_plain else "/")
    if not path.parts or path.is_absolute() or any(part.startswith(".") for part in path.parts):
        raise BadSettings(
            'settings.toml: releases.folder must be a folder within the data folder, such as folder = "releases".'
        )
    if path.parts[0].lower() in OURS:
        raise BadSettings(
            f"settings.toml: releases.folder: {path.parts[0]} is Two-Way's own. Name another folder."
        )
    return path.as_posix()

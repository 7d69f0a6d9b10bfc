"""Reads a file of releases, JSON Lines or CSV in UTF-8, one release a line: published_at, title, text, url."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from connectors.posts_lines import NotAPostsFile, Rows, lines_of
from connectors.releases import NoWords, ReadRelease, read_release
from facts import to_us

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
RELEASES = Rows(
    columns=("published_at", "title", "text", "url"),
    needed=("published_at",),
    called="a file of releases",
    wanted="A file of releases is CSV or JSON Lines in UTF-8, one release a line: published_at, title, text, url.",
)


class BadRow(ValueError):
    """A line that can't be a release; the message says why, never in its words."""


def read_release_rows(path: Path, zone: ZoneInfo) -> Iterator[tuple[int, ReadRelease | str]]:
    """Yield each line's number, and its release or what is wrong with it. Raise NotAPostsFile or OSError."""
    for line, told in lines_of(path, RELEASES):
        try:
            yield line, _read(told, zone) if isinstance(told, dict) else str(told)
        except (BadRow, NoWords) as why:
            yield line, str(why)


def _read(told: dict[str, Any], zone: ZoneInfo) -> ReadRelease:
    values = {name: _text(told, name) for name in RELEASES.columns}
    published_us = _published_us(values["published_at"].strip(), zone)
    if not values["title"].strip() and not values["text"].strip():
        raise BadRow("title and text are both missing")
    release = read_release("", published_us, values["title"], values["text"], url=values["url"])
    parts = (str(published_us), release.title, release.text)
    named = hashlib.sha256(
        "\0".join(parts).encode()
    ).hexdigest()  # so that a file imported again changes nothing
    return replace(release, named=named)


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRow(f"{name} must be text")
    return value


def _published_us(told: str, zone: ZoneInfo) -> int:
    """Return the moment that is told; a day alone is its local midnight."""
    if not told:
        raise BadRow("published_at is missing")
    try:
        if DAY.fullmatch(told):
            return to_us(datetime.combine(date.fromisoformat(told), time(), zone).astimezone(UTC))
        return to_us(datetime.fromisoformat(told))
    except (ValueError, OverflowError) as error:
        raise BadRow(
            "published_at must be a day, such as 2026-05-01, or ISO 8601 with its offset, such as "
            "2026-05-01T09:00:00+01:00"
        ) from error


__all__ = ["NotAPostsFile", "read_release_rows"]

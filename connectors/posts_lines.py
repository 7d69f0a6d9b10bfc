"""Takes a file of rows apart, line by line: JSON Lines or CSV. A bad line takes no other along."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from connectors.csv_rows import csv_rows
from connectors.file_kinds import odd_kind

COLUMNS = (
    "id", "platform", "account", "author", "kind", "posted_at", "text", "url", "answers", "conversation", "source",
    "format", "language",
)  # fmt: skip
WANTED = "A posts file is CSV or JSON Lines in UTF-8, one message a line."


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a file of rows holds: its columns, those it can't do without, what it is called and what is wanted."""

    columns: tuple[str, ...]
    needed: tuple[str, ...]
    called: str
    wanted: str


POSTS = Rows(
    columns=COLUMNS,
    needed=("id", "account", "author", "posted_at"),
    called="a posts file",
    wanted=WANTED,
)


class NotAPostsFile(ValueError):
    """A file that isn't one of the rows that were wanted at all."""


def lines_of(path: Path, of: Rows = POSTS) -> Iterator[tuple[int, Any]]:
    """Yield (line, what it holds by name), or (line, what is wrong with it). Raise NotAPostsFile or OSError."""
    odd = odd_kind(path, may_be_empty=True)
    if odd:
        raise NotAPostsFile(f"{odd} {of.wanted}")
    with path.open("rb") as file:
        start = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        raise NotAPostsFile(f"it is one JSON list. Write each object of it on a line of its own. {of.wanted}")
    if start.startswith(b"{"):
        yield from _json_lines(path, of)
    else:
        yield from _csv_lines(path, of)


def _json_lines(path: Path, of: Rows) -> Iterator[tuple[int, Any]]:
    decode = msgspec.json.Decoder().decode
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            plain = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not plain.strip():
                continue
            try:
                told = decode(plain)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                yield number, "it isn't JSON in UTF-8"
                continue
            if not isinstance(told, dict):
                yield number, "it isn't a JSON object"
            else:
                twice = _named_twice(plain, of)
                yield number, f"it names {twice} twice" if twice else told


def _named_twice(line: bytes, of: Rows) -> str | None:
    """Return a name that stands twice in a JSON object: nobody could tell which of its two values was meant."""
    may_be = any(line.count(b'"%s"' % name.encode()) > 1 for name in of.columns)
    if not may_be and b"\\u" not in line:  # the usual line; a name may be written in escapes
        return None
    pairs = json.loads(line, object_pairs_hook=list, parse_int=str)
    names = [name for name, _ in pairs]
    return next((name for name in of.columns if names.count(name) > 1), None)


def _csv_lines(path: Path, of: Rows) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        names: list[str] | None = None
        for number, cells in csv_rows(file):
            if isinstance(cells, str):
                yield number, cells
            elif names is None:
                names = _columns(cells, of)
            elif cells:
                yield number, _csv_row(names, cells)


def _columns(cells: list[str], of: Rows) -> list[str]:
    names = [name.strip().lower() for name in cells]
    missing = [name for name in of.needed if name not in names]
    if missing:
        raise NotAPostsFile(f"it has no column {', '.join(missing)}; {of.called} needs them")
    twice = [name for name in of.columns if names.count(name) > 1]
    if twice:
        raise NotAPostsFile(f"it has the column {twice[0]} twice. Take one out.")
    return names


def _csv_row(names: list[str], cells: list[str]) -> Any:
    if len(cells) > len(names):
        return "it has more cells than the first line has names"
    if any("\udc80" <= sign <= "\udcff" for cell in cells for sign in cell):
        return "it isn't UTF-8"
    return dict(zip(names, cells, strict=False))

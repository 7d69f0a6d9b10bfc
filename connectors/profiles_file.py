"""The profiles file: what accounts said of themselves and when it was read, JSON Lines or CSV in UTF-8.

Source: whatever made the file. Columns: account, read_at, text.
Limits: none; it is read line by line.
Can't see: what a profile said in between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from connectors.posts_file import BadRow, account_in, moment_in
from connectors.posts_lines import NotAPostsFile, Rows, lines_of

COLUMNS = ("account", "read_at", "text")
PROFILES = Rows(
    columns=COLUMNS,
    needed=COLUMNS,
    called="a profiles file",
    wanted="A profiles file is CSV or JSON Lines in UTF-8, one reading of a profile a line.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line, checked, still with others' names in it."""

    line: int
    account: str
    read_us: int
    text: str


def rows(path: Path) -> Iterator[Row | tuple[int, str]]:
    """Yield each line as a Row, or (line number, what is wrong with it). Raise NotAPostsFile or OSError."""
    for line, told in lines_of(path, PROFILES):
        try:
            yield _row(line, told)
        except BadRow as bad:
            yield line, str(bad)


def _row(line: int, told: Any) -> Row:
    if not isinstance(told, dict):
        raise BadRow(str(told))
    text = told.get("text")
    if text is not None and not isinstance(text, str):
        raise BadRow("text must be text")
    return Row(line=line, account=account_in(told), read_us=moment_in(told, "read_at"), text=text or "")


__all__ = ["NotAPostsFile", "Row", "rows"]

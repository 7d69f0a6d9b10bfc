"""Reads a register file: each row as what may be registered, or what is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from connectors.csv_rows import csv_rows
from connectors.file_kinds import odd_kind
from people.register_row import COLUMNS, NEEDED


class NotARegister(ValueError):
    """A file that isn't a register."""

    code = "not-a-register"


def register_rows_of(path: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield each row with its line number, or (line, what is wrong with it). Raise NotARegister or OSError."""
    odd = odd_kind(path)
    if odd:
        raise NotARegister(f"{path.name} isn't a register: {odd} {_wanted()}")
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        names: list[str] | None = None
        for line, cells in csv_rows(file, one_line_each=True):
            if names is None:
                names = _columns(path, cells)
            elif isinstance(cells, str):
                yield line, f"{cells}."
            elif any(cells):
                yield line, _row(names, cells)


def _columns(path: Path, cells: list[str] | str) -> list[str]:
    names = [name.strip().lower() for name in cells] if isinstance(cells, list) else []
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise NotARegister(f"{path.name} has no column {', '.join(missing)}. {_wanted()}")
    twice = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
    if twice:
        raise NotARegister(f"{path.name} has the column {twice[0]} twice. Take one out.")
    return names


def _wanted() -> str:
    return f"It needs to be CSV in UTF-8 with the columns {', '.join(COLUMNS)}."


def _row(names: list[str], cells: list[str]) -> dict[str, str] | str:
    if len(cells) > len(names):
        return "it has more cells than the first line has names; quote a cell that holds a comma."
    told = dict(zip(names, cells, strict=False))
    return {name: told.get(name, "").strip() for name in COLUMNS}

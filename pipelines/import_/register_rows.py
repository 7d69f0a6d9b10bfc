"""Reads a register file: each row as what may be registered, or what is wrong with it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from connectors.csv_rows import csv_rows
from connectors.file_kinds import odd_kind
from facts import account_id
from pipelines.signs import UNSEEN

COLUMNS = ("member", "name", "ward", "email", "platform", "handle", "consented_on", "consented_by", "scope")
NEEDED = ("member", "name")
LONGEST_CELL = 2_000  # a blog's address, which is its handle, may be long


class NotARegister(ValueError):
    """A file that isn't a register."""


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


def check_row(row: Mapping[str, str]) -> None:
    """Check every cell of a row. Raise ValueError, which says what is wrong, in none of its words."""
    for name, cell in row.items():
        if any("\udc80" <= sign <= "\udcff" for sign in cell):
            raise ValueError(f"{name} isn't UTF-8.")
        unseen = UNSEEN.search(cell)
        if unseen:
            raise ValueError(f"{name} holds a sign that nobody sees (U+{ord(unseen[0]):04X}).")
        if len(cell) > LONGEST_CELL:
            raise ValueError(f"{name} is longer than {LONGEST_CELL:,} characters.")
    missing = [name for name in NEEDED if not any(sign.isalnum() for sign in row[name])]
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing.")
    if bool(row["platform"]) != bool(row["handle"]):
        raise ValueError("platform and handle go together; one of them is missing.")
    if row["platform"]:
        _check_account(row["platform"], row["handle"])


def _check_account(platform: str, handle: str) -> None:
    if ":" in platform or any(sign.isspace() for sign in platform):
        raise ValueError("platform must be one word, such as bluesky.")
    if not any(sign.isalnum() for sign in account_id(platform, handle).partition(":")[2]):
        raise ValueError("handle names nobody: write what stands after the @.")


def consent_day(told: str) -> date:
    """Return the day a consent was given. Raise ValueError."""
    try:
        return datetime.fromisoformat(told).date()  # a day, or a moment of it
    except ValueError as error:
        raise ValueError("consented_on must be a day such as 2026-03-31.") from error

"""A workbook for spreadsheet programs: no cell is a formula or a link, and the same contents give the same bytes."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # of UTF-16, as the programs count
LONGEST_NAME = 31
CUT = "…"
NEVER_LIVE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORMATS: dict[str, str] = {
    "share": "0%",
    "hours": "#,##0.0",
    "days": "#,##0",
    "count": "#,##0",
    "number": "#,##0.0",
    "points": "+0;-0;0",
    "moment": "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that holds a number, or a moment on the council's clock; `form` is one of FORMATS."""

    value: float | datetime
    form: str


Cell = str | Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: lines that say what it is, and one table with its heads."""

    id: str  # letters alone: what programs call the table
    name: str
    lines: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    wide: Mapping[int, int]  # column -> width in characters; the others are as wide as figures need


FIGURE_WIDTH = 16


def workbook(sheets: Sequence[Sheet], *, title: str, made_at: datetime) -> bytes:
    """Return the workbook as a file; `made_at` (UTC) stands in it as when it was made."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **NEVER_LIVE}) as book:
        book.set_properties(
            {"title": _cut(title), "created": made_at.replace(tzinfo=None), "author": "Two-Way"}
        )
        forms = {
            name: book.add_format({"num_format": form, "valign": "top"}) for name, form in FORMATS.items()
        }
        forms["title"] = book.add_format({"bold": True, "font_size": 14})
        forms["head"] = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        forms["text"] = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _draw(book.add_worksheet(sheet.name[:LONGEST_NAME]), sheet, forms)
    return out.getvalue()


def _draw(drawn: Worksheet, sheet: Sheet, forms: Mapping[str, Any]) -> None:
    """Draw what it is from the first cell on, then one table; no cell is merged and none is left out."""
    for at, line in enumerate(sheet.lines):
        drawn.write_string(at, 0, _cut(line), forms["title"] if at == 0 else None)
    head = len(sheet.lines)
    last = max(len(sheet.heads) - 1, 0)
    for at in range(last + 1):
        drawn.set_column(at, at, sheet.wide.get(at, FIGURE_WIDTH))
    if sheet.rows:  # a table by name: programs read its heads aloud with each cell
        columns = [{"header": _cut(name), "header_format": forms["head"]} for name in sheet.heads]
        plain = {"style": None, "autofilter": False, "name": f"table_{sheet.id}", "columns": columns}
        drawn.add_table(head, 0, head + len(sheet.rows), last, plain)
    else:
        for at, name in enumerate(sheet.heads):
            drawn.write_string(head, at, _cut(name), forms["head"])
    for at, row in enumerate(sheet.rows, start=head + 1):
        for column, cell in enumerate(row):
            _write(drawn, at, column, cell, forms)
    drawn.freeze_panes(head + 1, 1)
    drawn.repeat_rows(head)
    drawn.set_landscape()
    drawn.set_paper(9)  # A4
    drawn.fit_to_pages(1, 0)


def _write(drawn: Worksheet, row: int, column: int, cell: Cell, forms: Mapping[str, Any]) -> None:
    if isinstance(cell, Number) and isinstance(cell.value, datetime):
        drawn.write_datetime(row, column, cell.value, forms[cell.form])
    elif isinstance(cell, Number):
        drawn.write_number(row, column, cell.value, forms[cell.form])
    elif cell:
        drawn.write_string(row, column, _cut(cell), forms["text"])


def _cut(text: str) -> str:
    """Return a text as a cell can hold it: in whole characters, and marked where its end is missing."""
    held = text.encode("utf-16-le", errors="replace")  # half a character, which no file may hold
    if len(held) <= 2 * LONGEST_CELL:
        return held.decode("utf-16-le")
    return held[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", errors="ignore") + CUT

"""Reads a workbook as another program does."""

import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(written: bytes) -> Workbook:
    """Return a workbook, opened."""
    return load_workbook(io.BytesIO(written))


def head_row(sheet: Worksheet) -> int:
    """Return in which row the heads stand: the one above which the sheet is frozen."""
    return int(str(sheet.freeze_panes)[1:]) - 1


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the table of a sheet, by its heads."""
    head = head_row(sheet)
    heads = [cell.value for cell in sheet[head]]
    assert len(set(heads)) == len(heads)
    values = sheet.iter_rows(min_row=head + 1, values_only=True)
    return [dict(zip(heads, one, strict=True)) for one in values]


def texts(folder: Path) -> str:
    """Return everything that stands in the files of a folder, in those within workbooks too."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found += [book.read(name).decode() for name in book.namelist()]
        else:
            found.append(path.read_text("utf-8"))
    return "\n".join(found)

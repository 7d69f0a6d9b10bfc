"""Tables as CSV: for people, whose programs run what looks like a formula, and for programs, untouched."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

# What makes a spreadsheet program run a cell, in plain, full width, small, raised and lowered form.
LIVE = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u207b\u208c\u208a\u208b\u2212"
SKIPPED = r"[^\S\t\r\n]|[\"\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # it may be overlooked
# Where a cell begins: at its own beginning, and wherever a program cuts it that takes another sign than the comma for
# the end of a cell, as those of many countries do. It doesn't see our quotes, which stand in the middle of its cell,
# so that a line ends there too.
BEGINS = re.compile(rf"(?:^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=(?:{SKIPPED})*[{LIVE}]))")

MARK = "\ufeff"  # spreadsheet programs take a file without it for another alphabet


def plain(cell: str) -> str:
    """Return a cell that a spreadsheet program shows and never runs, whatever it takes for the end of a cell."""
    return BEGINS.sub("'", cell)


def for_people(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as a file that people open in a spreadsheet program: no cell of it can be a formula."""
    out = io.StringIO()
    sheet = csv.DictWriter(out, columns)
    sheet.writeheader()
    for row in rows:
        sheet.writerow({name: plain(cell) for name, cell in row.items()})
    return MARK + out.getvalue()


def for_people_in_parts(
    columns: Sequence[str], batches: Iterable[Iterable[Sequence[object]]]
) -> Iterator[bytes]:
    """Yield what `for_people` writes, some rows at a time: nothing is an empty cell, lists and the like are JSON."""
    yield MARK.encode() + _lines([columns])
    for rows in batches:
        yield _lines([cell_for_people(value) for value in row] for row in rows)


def cell_for_people(value: object) -> str:
    """Return a value as a cell that is never a formula; a number is none."""
    return plain(_cell(value)) if isinstance(value, (str, dict, list)) else _cell(value)


def for_programs(columns: Sequence[str], batches: Iterable[Iterable[Sequence[object]]]) -> Iterator[bytes]:
    """Yield rows as plain UTF-8 in the form of RFC 4180, some at a time: nothing is an empty cell, no cell is changed.

    It isn't made for spreadsheet programs, which may run a cell of it.
    """
    yield _lines([columns])
    for rows in batches:
        yield _lines([_cell(value) for value in row] for row in rows)


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", errors="replace")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return repr(value) if isinstance(value, float) else str(value)

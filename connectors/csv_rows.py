"""Reads CSV row by row. One bad row never takes the rows after it along, also where a quote was never closed."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_FIELD = 20_000_000  # the csv module's own limit is far below what a hostile cell may hold

UNCLOSED = "a quotation mark in it isn't closed on its line"


def csv_rows(file: Iterable[str], *, one_line_each: bool = False) -> Iterator[tuple[int, list[str] | str]]:
    """Yield (line, cells), or (line, what is wrong): then the row is that line alone, and the next begins after it.

    With `one_line_each` a row that goes on over the next lines is one whose quote wasn't closed.
    """
    csv.field_size_limit(LONGEST_FIELD)
    lines = _Lines(file)
    reader = csv.reader(
        lines, strict=True
    )  # an unclosed quote is then an error, not all the rest of the file
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines_taken = lines.of_row
            number = lines.go_back()
            reader = csv.reader(lines, strict=True)
            why = UNCLOSED if str(error) == "unexpected end of data" or lines_taken > 1 else str(error)
            yield number, f"it isn't CSV: {why}"
            continue
        if one_line_each and lines.of_row > 1:
            number = lines.go_back()
            reader = csv.reader(lines, strict=True)
            yield number, UNCLOSED
            continue
        yield lines.number, cells


class _Lines:
    """A file's lines, and a way back: a row that ran over many of them may have been one with an unclosed quote."""

    def __init__(self, file: Iterable[str]) -> None:
        self._file, self._again, self._row = iter(file), deque[str](), list[str]()
        self.number = 0  # of the line handed out last

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self.number += 1
        self._row.append(line)
        return line

    @property
    def of_row(self) -> int:
        """Return how many lines this row has taken so far."""
        return len(self._row)

    def begin_row(self) -> None:
        """Note that the next line begins a row."""
        self._row.clear()

    def go_back(self) -> int:
        """Hand out again all lines of this row but its first. Return the first one's number."""
        first = self.number - len(self._row) + 1
        self._again.extendleft(reversed(self._row[1:]))
        self.number = first
        return first

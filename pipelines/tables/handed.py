"""The published tables as they are handed on: of the council's, no number that fewer than five members make up.

In the published file all figures stand, since the communications team sees them; a file or a frame goes further.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from store.described import Column, Table
from store.shown_tables import ShownTables
from wording.withholding import NUMBERS, WITHHELD, withheld

COUNCIL = "council"
MEANING = f"; {WITHHELD}, without a number, where fewer than five members make it up"


def described(table: Table) -> Table:
    """Return what a table and its columns mean once it is handed on."""
    if table.name != COUNCIL:
        return table
    return replace(table, columns=tuple(map(_described, table.columns)))


def _described(column: Column) -> Column:
    if column.name in NUMBERS:
        return replace(column, may_be_null=True)
    return replace(column, meaning=column.meaning + MEANING) if column.name == "outcome" else column


def rows(run: ShownTables, table: Table, *, without: Collection[str] = ()) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table, some at a time, always in the same order. Raise StoreTrouble."""
    if table.name != COUNCIL:
        yield from run.rows(table, without=without)
        return
    names = [one.name for one in table.columns if one.name not in without]
    for some in run.rows(table, without=without):
        yield [tuple(withheld(dict(zip(names, row, strict=True))).values()) for row in some]


def frame(run: ShownTables, table: Table) -> Any:
    """Return a table as a pandas frame. Raise StoreTrouble."""
    made = run.frame(table)
    if table.name != COUNCIL:
        return made
    told = type(made)([withheld(row) for row in made.to_dict("records")], columns=made.columns)
    # What is missing is so in a column of numbers, also where no number stays.
    return told.astype({name: "float64" for name in NUMBERS if told[name].isna().any()})

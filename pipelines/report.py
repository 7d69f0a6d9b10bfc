"""Says what happened: answers on standard output, progress and troubles on standard error.

Whatever is said may hold an id or a file name that a stranger chose: signs that move a terminal are written out.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from facts import Trouble
from pipelines.signs import shown

MOST_SHOWN = 50  # of one import's troubles; all are in its report

_aside = Console(stderr=True, highlight=False, markup=False)


def tell(text: str) -> None:
    """Say how far a command is, on standard error."""
    _aside.print(f"{datetime.now(UTC):%H:%M:%S} {shown(text)}", soft_wrap=True)


@contextmanager
def progress(totals: Mapping[str, int]) -> Iterator[Callable[[str, str], None]]:
    """Show how far each part of a work is: lend what is to be called with a part's name and what was done of it.

    On a terminal each part has a bar; elsewhere, in a scheduler's log, each call is a line.
    """
    if not _aside.is_terminal:
        yield lambda _, what: tell(what)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_aside, transient=True) as bars:
        tasks = {name: bars.add_task(shown(name), total=total) for name, total in totals.items()}
        yield lambda name, _: bars.advance(tasks[name])


def complain(text: str) -> None:
    """Say one clear line on standard error; of several things, a line each."""
    _aside.print(shown(text, keep="\n"), soft_wrap=True)


def troubles(found: Sequence[Trouble], all_in: str = "") -> None:
    """Say each trouble in a line."""
    for trouble in found[:MOST_SHOWN]:
        complain(shown(str(trouble)))
    if len(found) > MOST_SHOWN:
        complain(f"... and {len(found) - MOST_SHOWN} more" + (f", all in {all_in}" if all_in else ""))


def answer(text: str) -> None:
    """Print what was asked for, on standard output."""
    sys.stdout.write(shown(text, keep="\n") + "\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table on standard output."""
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)  # lines take room from long ids
    for column in columns:
        drawn.add_column(shown(column), overflow="fold")  # an id cut short can't be copied
    for row in rows:
        drawn.add_row(*map(shown, row))
    Console(markup=False, highlight=False).print(drawn)

"""Says what happened: answers on standard output, progress and troubles on standard error.

Whatever is said may hold an id or a file name that a stranger chose: signs that move a terminal are written out.
Work never stops because nobody can be told of it, on a full disk say: what couldn't be answered is said at the end.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from facts import Trouble
from pipelines.signs import shown

MOST_SHOWN = 50  # of one import's troubles; all are in its report


class _Console(Console):
    """Prints. That nobody listens is for us to say: rich would end the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


_aside = _Console(stderr=True, highlight=False, markup=False)
_unanswered: list[OSError] = []  # why what was asked for couldn't be printed


def tell(text: str) -> None:
    """Say how far a command is, on standard error."""
    _say(f"{datetime.now(UTC):%H:%M:%S} {shown(text)}")


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


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number and the word that goes with it: 1 day, 2 days."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def complain(text: str, code: str = "") -> None:
    """Say one clear line on standard error; of several things, a line each. What it is stands last, as a code."""
    _say(shown(f"{text} [{code}]" if code else text, keep="\n"))


def _say(text: str) -> None:
    try:
        _aside.print(text, soft_wrap=True)
    except OSError:  # on a full disk say; forget it, or it would come again with the next line
        _aside.quiet = True
        _aside.print()
        _aside.quiet = False


def troubles(found: Sequence[Trouble], all_in: str = "") -> None:
    """Say each trouble in a line."""
    for trouble in found[:MOST_SHOWN]:
        complain(shown(str(trouble)), trouble.why or trouble.kind)
    if len(found) > MOST_SHOWN:
        complain(f"... and {len(found) - MOST_SHOWN} more" + (f", all in {all_in}" if all_in else ""))


def answer(text: str) -> None:
    """Print what was asked for, on standard output."""
    try:
        sys.stdout.write(shown(text, keep="\n") + "\n")
    except OSError as error:
        _unanswered.append(error)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table on standard output."""
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)  # lines take room from long ids
    for column in columns:
        drawn.add_column(shown(column), overflow="fold")  # an id cut short can't be copied
    for row in rows:
        drawn.add_row(*map(shown, row))
    try:
        _Console(markup=False, highlight=False).print(drawn)
    except OSError as error:
        _unanswered.append(error)


def is_heard() -> bool:
    """Say whether everything could be printed so far: for a command whose only work is to answer."""
    return not _unanswered


def unanswered() -> OSError | None:
    """Return why an answer couldn't be printed, if so, once; all that could be is printed then."""
    failed = _flushed(sys.stdout)
    found = [*_unanswered, *([failed] if failed else [])]
    _unanswered.clear()
    let_go()
    return found[0] if found else None


def let_go() -> None:
    """Be done with both streams: Python would complain at its end of what couldn't be printed, and of nothing else."""
    for stream in (sys.stdout, sys.stderr):
        if _flushed(stream):
            with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())


def _flushed(stream: TextIO) -> OSError | None:
    """Print what waits to be printed. Return why it couldn't be, if so."""
    try:
        stream.flush()
    except OSError as error:
        return error
    return None

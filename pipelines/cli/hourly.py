"""All that a scheduler has to call, once an hour: each part does what is due, and nothing where nothing is."""

from collections.abc import Callable
from typing import NamedTuple

import typer

from pipelines import report
from pipelines.cli.deliver import deliver_due
from pipelines.cli.ending import BUSY, FAILED, TROUBLED, Data, clearly, end, folder_of, troubled
from pipelines.cli.faults import own_up
from pipelines.cli.loading import STOPPED
from pipelines.cli.messages import collect_in, measure_in
from pipelines.cli.summary import freeze_due
from pipelines.keep.folder import Folder
from store.locking import one_at_a_time

WORST_FIRST = (FAILED, BUSY, TROUBLED)


class Part(NamedTuple):
    """One part of the hour's work, by the command that does it alone."""

    command: str
    do: Callable[[Folder], None]
    needs_archive: bool = True


def _collect(folder: Folder) -> None:
    troubled(collect_in(folder))


def _measure(folder: Folder) -> None:
    measure_in(folder, None)


def _deliver(folder: Folder) -> None:
    deliver_due(folder, only_news=True)  # `doctor` tells what stays unsent


PARTS = (
    Part("collect", _collect),
    Part("measure", _measure),
    Part("summary --due", freeze_due),
    Part("deliver --due", _deliver, needs_archive=False),
)


def hourly(data: Data = None) -> None:
    """Collect, measure, freeze and deliver what is due: one line for a scheduler. What fails stops nothing else."""
    with clearly():
        folder = folder_of(data)
        with one_at_a_time(folder.path, "hourly"):
            codes = _all_parts(folder)
        end(next((code for code in WORST_FIRST if code in codes), 0))


def _all_parts(folder: Folder) -> set[int]:
    """Do each part that can be done, and return how they ended."""
    codes: set[int] = set()
    for part in PARTS:
        if part.needs_archive and BUSY in codes:
            continue  # whoever holds the archive does the same, or is in the way of all of it
        report.tell(part.command)
        codes.add(_ended(part, folder))
    return codes


def _ended(part: Part, folder: Folder) -> int:
    """Return how a part ended, having said what went wrong; a fault of ours stops the others as little as any."""
    try:
        with clearly():
            part.do(folder)
    except typer.Exit as ended:
        if ended.exit_code == STOPPED:
            raise
        return ended.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:
        report.complain(own_up(error, part.command, folder.path), "our-fault")
        return FAILED
    return 0

"""The months as leadership gets them: frozen when they close."""

import re
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from pipelines import report
from pipelines.cli.ending import By, Data, Wrong, a_folder, clearly, folder_of
from pipelines.keep.erasure import carry_out_what_came_up, step
from pipelines.keep.folder import Folder
from pipelines.measure.run import now_of
from pipelines.summarise import freeze as editions
from pipelines.summarise.documents import FACTS, documents_of, name_of
from store.archive import Archive
from store.editions import Edition
from store.written_together import written_together

A_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])", re.ASCII)


def summary(
    data: Data = None,
    month: Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help="A closed month.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", parser=a_folder, metavar="DIR", help="Where summary.json, .html and .pdf are put."
        ),
    ] = None,
    by: By = "",
    *,
    due: Annotated[
        bool, typer.Option("--due", help="Every closed month of the last 13 that has none.")
    ] = False,
    revise: Annotated[
        bool, typer.Option("--revise", help="By what is known now; says what changed.")
    ] = False,
) -> None:
    """Freeze a month as of its close (09:00 on the 6th of the next), or hand out what was frozen."""
    with clearly():
        _refuse(month, out, by, due=due, revise=revise)
        if out is not None:
            _make_ready(out)
        folder = folder_of(data)
        now = now_of(folder)
        with step(folder, report.tell) as archive:
            if month is None:
                _work_off(folder, archive, now)
            elif revise:
                _hand_out(folder, editions.revise(folder, archive, month, by=by, tell=report.tell), out)
            else:
                _hand_out(folder, editions.freeze(folder, archive, month, now=now, tell=report.tell), out)
        carry_out_what_came_up(folder, report.tell)


def _refuse(month: str | None, out: Path | None, by: str, *, due: bool, revise: bool) -> None:
    """Refuse what goes ill together. Raise Wrong."""
    if due == (month is not None):
        raise Wrong("Say --month YYYY-MM, or --due for every closed month without an edition.")
    if month is not None and not A_MONTH.fullmatch(month):
        raise Wrong(f"Write --month as YYYY-MM, of this century, such as 2026-10, not {month!r}.")
    if due and (out or revise):
        raise Wrong("--out and --revise are about one month: say --month.")
    if revise and not by.strip():
        raise Wrong("Say with --by who asks for the revision: it is logged.")
    if by and not revise:
        raise Wrong("--by goes with --revise.")
    if out is not None and out.exists() and not out.is_dir():
        raise Wrong(f"{out} is no folder: say --out with one.")


def _make_ready(out: Path) -> None:
    """Make the folder for the documents before anything is frozen. Raise OSError or Wrong."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=out):
        pass
    in_the_way = [path for path in out.glob("summary*.*") if path.is_dir()]
    if in_the_way:
        raise Wrong(
            f"{in_the_way[0]} is a folder where a file is to be put: move it, or say --out with another."
        )


def freeze_due(folder: Folder) -> None:
    """Freeze every closed month of the last 13 that has no edition. Raise StoreTrouble or ArchiveBusy."""
    with step(folder, report.tell) as archive:
        _work_off(folder, archive, now_of(folder))
    carry_out_what_came_up(folder, report.tell)


def _work_off(folder: Folder, archive: Archive, now: int) -> None:
    """Freeze what is due, oldest first."""
    months = editions.due(folder, archive, now)
    for month in months:
        _say(editions.freeze(folder, archive, month, now=now, tell=report.tell))
    if not months:
        report.answer("Every closed month has its edition.")


def _hand_out(folder: Folder, edition: Edition, out: Path | None) -> None:
    _say(edition)
    if out is None:
        return
    documents = documents_of(folder, edition)
    with written_together(out, last=name_of(FACTS)) as files:  # of one revision, or none of them
        for name, written in documents.items():
            files.write(name, [written])
    for name in documents:
        report.answer(f"Written: {out / name}")


def _say(edition: Edition) -> None:
    report.answer(f"Edition of {edition.month}, revision {edition.revision}: {edition.facts[:12]}")

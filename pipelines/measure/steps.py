"""Measures: labels what is new, works every figure out as of a moment, and publishes the run."""

from collections.abc import Callable

from metrics import all_measures, own_measures
from pipelines.keep.folder import Folder, now_us
from pipelines.measure import label
from pipelines.measure.measure import work_out
from pipelines.measure.run import Run, run_of
from pipelines.publish.rows import keep_run
from store.archive import Archive
from store.finished_run import version_of
from store.late import Late, late
from store.publishing import publish

Tell = Callable[[str], None]


def measure(folder: Folder, archive: Archive, as_of_us: int, tell: Tell = lambda _: None) -> str:
    """Label, measure and publish as of a moment. Return the published version."""
    label.catch_up(archive, folder.on_register(), lambda done: tell(f"labelled {done:,} messages"))
    tell("measuring")
    run = run_of(folder, archive, as_of_us)
    keep_run(archive, run, work_out(archive, run), _meta(folder, archive, run), _late(folder, archive, run))
    tell("publishing")
    return publish(archive, folder.published, own_measures())


def _late(folder: Folder, archive: Archive, run: Run) -> list[Late]:
    """Return what came too late for the latest edition of each month of a run."""
    months = {one.label: one for one in run.windows if one.kind == "month"}
    editions = [
        (one, months[month].from_us, months[month].to_us)
        for month, one in folder.desk.latest_editions().items()
        if month in months
    ]
    first_us = min((one.made_us for one, _, _ in editions), default=run.as_of_us)
    return late(archive, editions, run.decided.marks, folder.desk.undos(first_us))


def _meta(folder: Folder, archive: Archive, run: Run) -> dict[str, str]:
    published_us = now_us()
    messages, newest_us = archive.messages_by(run.as_of_us)
    settings = folder.settings
    return {
        "version": version_of(published_us),
        "folder": folder.known.folder,
        "as_of_us": str(run.as_of_us),
        "published_us": str(published_us),
        "cut_off_us": str(newest_us),
        "council": settings.council,
        "country": settings.country,
        "time_zone": settings.time_zone,
        "pack": settings.pack,
        "invented": "yes" if settings.invented else "no",
        "definitions": ", ".join(f"{m.id}@{m.version}" for m in all_measures()),
        "messages": str(messages),
        "marks": str(
            max((mark.id for mark in run.decided.marks), default=0)
        ),  # a later one is no part of this run
    }

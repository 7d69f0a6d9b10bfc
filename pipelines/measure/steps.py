"""Measures: labels what is new, works every figure out as of a moment, and publishes the run."""

from collections.abc import Callable

from connectors import all_platforms
from metrics import all_measures, own_measures
from pipelines.keep.folder import Folder, now_us
from pipelines.measure import calendar, label
from pipelines.measure.measure import work_out
from pipelines.measure.run import Run
from pipelines.measure.sights import earliest_us, what_shows
from pipelines.publish.rows import keep_run
from store.archive import Archive
from store.finished_run import version_of
from store.own_archives import names_nobody
from store.publishing import publish
from store.visits import reasons, visits

Tell = Callable[[str], None]


def measure(folder: Folder, archive: Archive, as_of_us: int, tell: Tell = lambda _: None) -> str:
    """Label, measure and publish as of a moment. Return the published version."""
    label.catch_up(archive, folder.on_register(), lambda done: tell(f"labelled {done:,} messages"))
    tell("measuring")
    run = run_of(folder, archive, as_of_us)
    keep_run(archive, run, work_out(archive, run), _meta(folder, archive, run))
    tell("publishing")
    return publish(archive, folder.published, own_measures())


def now_of(folder: Folder) -> int:
    """Return this moment; of an invented council the end of its calendar, or every day more of it would be unknown."""
    if not folder.settings.invented:
        return now_us()
    with folder.archive() as archive:
        return min(
            now_us(), max((seen[-1][1] for seen in archive.stretches().values() if seen), default=now_us())
        )


def run_of(folder: Folder, archive: Archive, as_of_us: int) -> Run:
    """Return what a run as of a moment is asked, with what people decided by now: everything."""
    sees, from_files = what_shows(archive)
    return Run(
        measures=all_measures(),
        members=folder.desk.members(),
        decided=folder.decided(),
        windows=calendar.windows(as_of_us, earliest_us(archive, as_of_us), folder.settings.zone),
        sees=sees,
        platforms={one.id: one.name for one in all_platforms()},
        names_nobody=names_nobody(archive),
        from_files=from_files,
        as_of_us=as_of_us,
        visits=visits(archive),
        reasons=reasons(archive),
    )


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

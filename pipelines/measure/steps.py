"""Measures: labels what is new, works every figure out as of a moment, and publishes the run."""

from collections.abc import Callable, Mapping

from connectors import all_platforms
from facts import Sight
from metrics import all_measures, own_measures
from pipelines.keep.folder import Folder, now_us
from pipelines.measure import calendar, label
from pipelines.measure.measure import measure_all
from pipelines.measure.run import Run
from store.archive import Archive
from store.finished_run import version_of
from store.own_archives import from_files_alone, names_nobody, shows_only_own
from store.publishing import publish
from store.visits import reasons, visits

Tell = Callable[[str], None]


def measure(folder: Folder, archive: Archive, as_of_us: int, tell: Tell = lambda _: None) -> str:
    """Label, measure and publish as of a moment. Return the published version."""
    label.catch_up(archive, folder.on_register(), lambda done: tell(f"labelled {done:,} messages"))
    tell("measuring")
    decided = folder.decided()
    platforms = {one.id: one.sees for one in all_platforms()}
    filed = from_files_alone(archive)
    run = Run(
        measures=all_measures(),
        members=folder.desk.members(),
        decided=decided,
        windows=calendar.windows(as_of_us, _earliest(archive, as_of_us), folder.settings.zone),
        sees=platforms | _without_profiles(filed, platforms) | shows_only_own(archive),
        platforms={one.id: one.name for one in all_platforms()},
        names_nobody=names_nobody(archive),
        from_files=filed - shows_only_own(archive).keys(),
        as_of_us=as_of_us,
        visits=visits(archive),
        reasons=reasons(archive),
    )
    newest = max((mark.id for mark in decided.marks), default=0)  # a later one is no part of this run
    measure_all(archive, run, {**_meta(folder, archive, as_of_us), "marks": str(newest)})
    tell("publishing")
    return publish(archive, folder.published, own_measures())


def _without_profiles(
    accounts: frozenset[str], sees: Mapping[str, frozenset[Sight]]
) -> dict[str, frozenset[Sight]]:
    """Return what is seen of accounts whose profiles nothing shows."""
    of = {account: sees.get(account.partition(":")[0], frozenset(Sight)) for account in accounts}
    return {account: sights - {Sight.PROFILE} for account, sights in of.items()}


def _earliest(archive: Archive, as_of_us: int) -> int:
    starts = [seen[0][0] for (_, sight), seen in archive.stretches().items() if sight is Sight.POSTS and seen]
    return min(starts, default=as_of_us)


def _meta(folder: Folder, archive: Archive, as_of_us: int) -> dict[str, str]:
    published_us = now_us()
    [(messages, newest)] = archive.rows(
        "select count(*), coalesce(max(posted_us), 0) from posts where posted_us <= ?", [as_of_us]
    )
    settings = folder.settings
    return {
        "version": version_of(published_us),
        "folder": folder.known.folder,
        "as_of_us": str(as_of_us),
        "published_us": str(published_us),
        "cut_off_us": str(newest),
        "council": settings.council,
        "country": settings.country,
        "time_zone": settings.time_zone,
        "pack": settings.pack,
        "invented": "yes" if settings.invented else "no",
        "definitions": ", ".join(f"{m.id}@{m.version}" for m in all_measures()),
        "messages": str(messages),
    }

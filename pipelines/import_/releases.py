"""Imports a file of the council's press releases: good lines are kept, of each bad one is said what is wrong."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from connectors.releases import ReadRelease
from connectors.releases.rows import read_release_rows
from pipelines.import_.keep import Report, set_aside
from pipelines.keep.releases import FILE, from_files
from store.archive import Archive
from store.releases import keep_releases

WHAT = "release"
AT_ONCE = 1_000  # kept in one transaction; a release is longer than a message


def import_releases_file(
    archive: Archive, path: Path, zone: ZoneInfo, tell: Callable[[int], None] = lambda _: None
) -> Report:
    """Import one file of releases. Importing it twice changes nothing. Raise NotAPostsFile or OSError."""
    report = Report(file=path.name, holds=WHAT)
    lines = read_release_rows(path, zone)
    while some := list(islice(lines, AT_ONCE)):
        report.troubles += [set_aside(line, why) for line, why in some if isinstance(why, str)]
        _keep(archive, [one for _, one in some if isinstance(one, ReadRelease)], report)
        tell(report.kept + report.already_kept)
    return report


def _keep(archive: Archive, read: list[ReadRelease], report: Report) -> None:
    kept = keep_releases(archive, from_files(FILE, read))
    report.kept += kept.new
    report.already_kept += len(read) - kept.new

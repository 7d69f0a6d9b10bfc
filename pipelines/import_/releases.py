"""Imports a file of the council's press releases: good lines are kept, of each bad one is said what is wrong."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from connectors.releases import ReadRelease
from connectors.releases.rows import read_release_rows
from facts import Trouble
from pipelines.import_ import reports as import_reports
from pipelines.import_.keep import Report
from pipelines.keep.erasure import carry_out_what_came_up, step
from pipelines.keep.folder import Folder
from pipelines.keep.releases import FILE, from_files
from store.archive import Archive
from store.releases import keep_releases

AT_ONCE = 1_000  # kept in one transaction; a release is longer than a message


def import_releases(folder: Folder, path: Path, *, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Import a file of releases and write its report beside the data. Importing it twice changes nothing.

    Raise NotAPostsFile, ArchiveBusy or OSError.
    """
    report = Report(file=path.name, holds="release")
    with step(folder, tell) as archive:
        lines = read_release_rows(path, folder.settings.zone)
        while some := list(islice(lines, AT_ONCE)):
            report.troubles += [_set_aside(line, why) for line, why in some if isinstance(why, str)]
            _keep(archive, [one for _, one in some if isinstance(one, ReadRelease)], report)
            tell(f"{path.name}: {report.kept + report.already_kept:,} releases")
    import_reports.write_or_say(folder, report)
    carry_out_what_came_up(folder, tell)
    return report


def _keep(archive: Archive, read: list[ReadRelease], report: Report) -> None:
    kept = keep_releases(archive, from_files(FILE, read))
    report.kept += kept.new
    report.already_kept += len(read) - kept.new


def _set_aside(line: int, why: str) -> Trouble:
    return Trouble(what=f"{why}. Set aside; mend it and import the file again.", where=f"line {line}")

"""Imports profiles files: what accounts said of themselves, each text at the moment it was read (definition 80)."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from connectors import profiles_file
from connectors.about import about
from connectors.profiles_file import Row
from facts import iso
from pipelines.import_.keep import (
    Importing,
    Report,
    no_consent,
    noting_ends,
    refused,
    say_what_ended,
    set_aside,
)
from store.archive import Archive
from store.profiles import Met, keep_readings, reading

WHAT = "profile text"
OTHER = "another text of this account is kept for the same moment; that one stays"


def import_profiles_file(archive: Archive, path: Path, importing: Importing) -> Report:
    """Import one profiles file. Importing it twice changes nothing. Raise NotAPostsFile or OSError."""
    report = Report(file=path.name, holds=WHAT)
    if importing.only and importing.only not in importing.accounts:
        report.troubles.append(refused(importing.only, "The file was refused"))
        report.refused = {importing.only: []}
        return report
    good = _good_rows(path, importing, report)
    for account, rows in sorted(good.items()):
        with noting_ends(report, len(rows)), archive.keeping([account]):
            _keep(archive, rows, importing, report)
    for account, lines in sorted(report.refused.items()):
        report.troubles.append(no_consent(account, len(lines), WHAT))
    say_what_ended(report)
    return report


def _good_rows(path: Path, importing: Importing, report: Report) -> Mapping[str, list[Row]]:
    """Return the rows that may be kept, by account; of each other say why it isn't."""
    good: dict[str, list[Row]] = {}
    for row in profiles_file.rows(path):
        if not isinstance(row, Row):
            report.troubles.append(set_aside(*row))
        elif importing.only and row.account != importing.only:
            report.of_others += 1
        elif row.account not in importing.accounts:
            report.refused.setdefault(row.account, []).append(row.line)
        elif row.read_us > importing.now_us:
            why = f"read_at is {iso(row.read_us)}, which is still to come"
            report.troubles.append(set_aside(row.line, why))
        else:
            good.setdefault(row.account, []).append(row)
    return good


def _keep(archive: Archive, rows: Iterable[Row], importing: Importing, report: Report) -> None:
    """Keep one account's readings in the order of their moments; of one moment the first line stays."""
    rows = sorted(rows, key=lambda row: (row.read_us, row.line))
    brought = [reading(row.account, row.read_us, _words(row, importing)) for row in rows]
    for row, met in zip(rows, keep_readings(archive, brought), strict=True):
        if met is Met.OTHER:
            report.troubles.append(set_aside(row.line, OTHER))
        report.kept += met is Met.NEW
        report.already_kept += met is Met.KNOWN


def _words(row: Row, importing: Importing) -> str:
    return about(row.text, row.account.partition(":")[0], importing.masks) or ""

"""Writes the published tables, as they may be shown now, into a folder: CSV, their description, and the workbook."""

from pathlib import Path

from pipelines.keep.folder import Folder
from pipelines.tables import handed
from pipelines.tables.book import book
from pipelines.tables.package import description, resource
from store.described import tables
from store.published import Published
from store.shown_tables import WHICH, ShownTables
from store.written_together import written_together
from summaries.csvs import for_programs

INDEX, BOOK = "datapackage.json", "tables.xlsx"
# Residents' words: a figure doesn't need them, and no erasure reaches a file that was handed on.
WITHOUT = {"messages": ("text",)}


def hand_on(folder: Folder, out: Path, label: str) -> list[str]:
    """Write all files into a folder, whole or not at all. Return their names. Raise StoreTrouble or OSError.

    `label` is the workbook's window; the tables are of all windows.
    """
    live = folder.live_accounts()
    run = ShownTables(folder.published, live)
    facts = Published(folder.published, version=run.version).meta()
    with written_together(out, last=INDEX) as files:
        files.write(BOOK, [book(folder, live, label, version=run.version)])
        resources = []
        for name in WHICH:
            table, without = handed.described(tables()[name]), WITHOUT.get(name, ())
            columns = [one.name for one in table.columns if one.name not in without]
            written = files.write(
                f"{name}.csv", for_programs(columns, handed.rows(run, table, without=without))
            )
            resources.append(resource(table, f"{name}.csv", written, without=without))
        files.write(INDEX, [description(facts, resources, folder.settings.tables)])
    return sorted(files.strays)

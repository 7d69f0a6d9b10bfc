"""A published table as a pandas frame, for notebooks (docs/notebooks.md).

from pipelines.tables.frames import frame
results = frame("results", data="data")
"""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from facts import iso
from people.consent import live_accounts
from pipelines.tables import handed
from store.belonging import PUBLISHED, desk_to_read
from store.data_folder import data_folder
from store.published import Published
from store.shown_tables import ShownTables, moment_named, table_named


def frame(table: str, data: Path | str | None = None) -> Any:
    """Return a table of the current published run as a pandas DataFrame, less what no live consent covers.

    `table` is one of those that docs/published.md lists; another name raises NoSuchTable, a StoreTrouble, as all that
    may be wrong with the data folder does. `data` is the data folder; without it TWOWAY_DATA's, else data/.

    Columns are those of the published file with two exceptions: a moment (`posted_us`) is a timestamp in UTC
    (`posted_at`), and `waited_us` a length of time (`waited`). `value`, `low` and `high` are counted in what `unit`
    says: a share is 0 to 1, hours and days are as they are called; `seen` is a share, `quiet_bar_days` days. What is
    null in the file is missing here, never zero; so is what is withheld of `council`. `reason_parameters` and `counts`
    hold JSON as text.
    `frame.attrs` has the run's `version`, its `as_of`, and in `columns` what each column means.
    """
    wanted, folder = handed.described(table_named(table)), data_folder(data)
    published = Published(folder / PUBLISHED)
    facts = published.meta()
    today = datetime.now(ZoneInfo(facts["time_zone"])).date()
    desk = desk_to_read(folder)
    try:
        run = ShownTables(folder / PUBLISHED, live_accounts(desk, today), version=published.version)
    finally:
        desk.close()
    made = handed.frame(run, wanted)
    for column in wanted.columns:
        if column.is_moment:
            made[moment_named(column)] = made[moment_named(column)].dt.tz_localize("UTC")
    made.attrs = {
        "version": published.version,
        "as_of": iso(int(facts["as_of_us"])),
        "columns": {moment_named(one): one.meaning for one in wanted.columns},
    }
    return made

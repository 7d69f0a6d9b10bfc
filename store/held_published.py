"""What a published run holds about one member, some rows at a time: as pages show it to them, their own file too."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb

from store.described import Table
from store.opened import trouble_of
from store.published_file import PublishedFile
from store.shown_tables import KNOWN, WHICH, shown

THEIRS = "member = $member"
ROWS_AT_ONCE = 2_000  # each becomes text twice over


class HeldPublished(PublishedFile):
    """One file of the current run, asked for one member's rows, less all that rests on accounts that aren't `live`."""

    def __init__(
        self, folder: Path, live: Collection[str], *, own: bool = False, version: str | None = None
    ) -> None:
        super().__init__(folder, own=own, version=version)
        self._live = sorted(live)

    def meta(self) -> dict[str, str]:
        """Return the facts about the run."""
        return {row["name"]: row["value"] for row in self._rows("select name, value from meta")}

    def of_member(self, table: Table, member: str) -> Iterator[list[tuple[Any, ...]]]:
        """Yield a table's rows of a member, always in the same order. Raise StoreTrouble."""
        columns = ", ".join(shown(table, one) for one in table.columns)
        query = (
            f"{KNOWN} select {columns} from {table.name}"
            f" where {THEIRS} and ({WHICH[table.name]}) order by all"
        )
        cursor = self._file.cursor()
        try:
            cursor.execute(query, {"live": self._live, "member": member})
            while some := cursor.fetchmany(ROWS_AT_ONCE):
                yield some
        except duckdb.Error as error:
            raise trouble_of(error, self.version) from error
        finally:
            cursor.close()

"""One kind of thing that is held about a member: a file of the export. How its values are told."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from facts import HOUR_US, iso
from pipelines.keep.export.sources import Sources

Batches = Iterable[Sequence[Sequence[Any]]]
MOMENT, LENGTH, NEVER_ENDS = "_us", "waited_us", "token_ends_us"
JSON = {"reason_parameters", "counts"}  # published as JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a file of the export holds: from which tables, in which columns, and how its rows are found."""

    id: str
    group: str  # under which head people find it (wording/held.py)
    of: tuple[str, ...]  # desk.TABLE, archive.TABLE, published.TABLE, or folder.THING
    columns: tuple[str, ...]  # as the stores name them
    rows: Callable[[Sources], Batches]
    in_archive: bool = False

    @property
    def file(self) -> str:
        """Return what the file is called."""
        return f"{self.id}.csv"

    @property
    def heads(self) -> list[str]:
        """Return the columns as the export names them: a moment is `_at`, a length of time counted in hours."""
        return [head(one) for one in self.columns]


def head(column: str) -> str:
    """Return what a column is called where its microseconds are told for people."""
    if column == LENGTH:
        return "waited_hours"
    return f"{column.removesuffix(MOMENT)}_at" if column.endswith(MOMENT) else column


def teller(column: str) -> Callable[[Any], Any] | None:
    """Return how a column's values are told, where there are any: moments as ISO 8601 in UTC, JSON as what it holds.

    None: they are told as they are.
    """
    if column == LENGTH:
        return lambda us: round(us / HOUR_US, 2)
    if column == NEVER_ENDS:
        return lambda us: iso(us) if us else "never"
    if column.endswith(MOMENT):
        return iso
    return (lambda held: json.loads(held or "null")) if column in JSON else None


def in_order(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[list[list[Any]]]:
    """Yield rows, all at once, with these columns of each: for what is few."""
    yield [[row[name] for name in columns] for row in rows]

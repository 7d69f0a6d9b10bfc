"""What was collected of a member and for them, kind by kind, and what a published run says."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from pipelines.keep.export.kind import Batches, Kind
from pipelines.keep.export.sources import Sources
from store import held_in_archive
from store.archive import Archive
from store.described import tables

POSTED, FIGURES = "posted", "figures"  # heads, in wording/held.py
COPIES = "copies-member"  # whose post was copied is for nobody else to read


def _asked(question: Callable[[Archive], Batches]) -> Callable[[Sources], Batches]:
    def rows(found: Sources) -> Batches:
        if found.archive is None:
            raise RuntimeError("the archive is asked while it is open")
        return question(found.archive)

    return rows


def _of_accounts(table: str) -> Kind:
    return Kind(
        id=COLLECTED[table],
        group=POSTED,
        of=(f"archive.{table}",),
        columns=tuple(held_in_archive.columns_of(table)),
        rows=_asked(lambda archive: held_in_archive.of_accounts(archive, table)),
        in_archive=True,
    )


COLLECTED = {"profiles": "profiles", "coverage": "stretches", "visits": "visits", "reasons": "not-seen"}

IN_ARCHIVE = (
    Kind(
        id="posts", group=POSTED, of=("archive.posts",), columns=tuple(held_in_archive.POSTS),
        rows=_asked(held_in_archive.posts), in_archive=True,
    ),
    Kind(
        id="labels", group=POSTED, of=("archive.labels",), columns=tuple(held_in_archive.LABELS),
        rows=_asked(held_in_archive.labels), in_archive=True,
    ),
    *map(_of_accounts, COLLECTED),
)  # fmt: skip


def _published(table: str, *, own: bool = False) -> Kind:
    described = tables()[table]
    columns = tuple(one.name for one in described.columns if one.name != "member")
    return Kind(
        id=CALLED[table],
        group=FIGURES,
        of=(f"published.{table}",),
        columns=columns,
        rows=lambda found: _rows_of(found, table, own=own),
    )


def _rows_of(found: Sources, table: str, *, own: bool) -> Batches:
    described = tables()[table]
    names = [one.name for one in described.columns]
    at = names.index("member")
    for file in found.published if own else found.published[:1]:
        for some in file.of_member(described, found.member.id):
            yield [[*row[:at], *row[at + 1 :]] for row in _without_others(names, some)]


def _without_others(names: list[str], rows: list[tuple[Any, ...]]) -> Iterator[list[Any]]:
    for row in rows:
        told = list(row)
        if "reason_parameters" in names and row[names.index("reason")] == COPIES:
            at = names.index("reason_parameters")
            parameters = json.loads(row[at])
            parameters.pop("source", None)
            told[at] = json.dumps(parameters)
        yield told


CALLED = {"accounts": "states", "results": "results", "occasions": "occasions", "series": "series",
              "waiting": "waiting", "coverage": "coverage", "unseen": "unseen"}  # fmt: skip
FOR_OWN_EYES = ("results", "occasions", "series")  # of some measures in a file of its own

PUBLISHED = tuple(_published(table, own=table in FOR_OWN_EYES) for table in CALLED)

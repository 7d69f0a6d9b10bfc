"""What came too late for a month's edition: messages collected, and corrections made, after it was frozen."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyarrow as pa

from store.archive import Archive
from store.editions import Edition
from store.marks import Mark, Undo


class Late(NamedTuple):
    """A row of the published `late` (store/published.sql)."""

    month: str
    messages: int
    marks: int


LATE = """
    select
        frozen.month,
        (
            select count(*) from posts
            where posts.posted_us >= frozen.from_us and posts.posted_us < frozen.as_of_us
                and posts.first_seen_us > frozen.made_us and posts.removed_us is null
        ),
        (
            select count(*) from decided join posts on posts.id = decided.post
            where posts.posted_us >= frozen.from_us and posts.posted_us < frozen.to_us
                and decided.decided_us > frozen.made_us
        )
    from frozen
    order by frozen.month
"""
FROZEN = pa.schema(
    {"month": pa.string(), **dict.fromkeys(("from_us", "to_us", "as_of_us", "made_us"), pa.int64())}
)
DECIDED = pa.schema({"post": pa.string(), "decided_us": pa.int64()})


def late(
    archive: Archive,
    editions: Iterable[tuple[Edition, int, int]],
    marks: Sequence[Mark],
    undos: Sequence[Undo],
) -> list[Late]:
    """Return what came too late for each edition, given with where its month begins and ends."""
    frozen = [
        {
            "month": one.month,
            "from_us": begins,
            "to_us": ends,
            "as_of_us": one.as_of_us,
            "made_us": one.made_us,
        }
        for one, begins, ends in editions
    ]
    decided = [{"post": one.post, "decided_us": one.made_us} for one in marks if one.post]
    decided += [{"post": one.mark.post, "decided_us": one.undone_us} for one in undos if one.mark.post]
    with (
        archive.lent("frozen", pa.Table.from_pylist(frozen, schema=FROZEN)),
        archive.lent("decided", pa.Table.from_pylist(decided, schema=DECIDED)),
    ):
        return [Late(*row) for row in archive.rows(LATE)]

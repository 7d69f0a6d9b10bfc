"""Questions without an answer we saw, as they are at this moment: what was published, and what people said since."""

from people import corrections
from store.desk import Desk
from store.opened import Row
from store.showing import Showing


def page(
    showing: Showing, desk: Desk, member: str | None, *, group: str | None, limit: int, offset: int = 0
) -> list[Row]:
    """Return a page of the open asks of one group, or of all, each with its `message` and the marks `pending`."""
    since = corrections.since(desk, showing.published.meta())
    rows = showing.waiting(
        member,
        group=group,
        marked=since.taken_out,
        put_back=since.put_back,
        seen_us=showing.seen_us,
        limit=limit,
        offset=offset,
    )
    return [
        {**row, "pending": since.pending.get(row["post"], []), "undone": since.undone.get(row["post"], [])}
        for row in rows
    ]


def counts(showing: Showing, desk: Desk, member: str | None = None) -> list[Row]:
    """Return how many open asks of each group there are, by member who has any."""
    since = corrections.since(desk, showing.published.meta())
    return showing.waiting_counts(
        member, marked=since.taken_out, put_back=since.put_back, seen_us=showing.seen_us
    )

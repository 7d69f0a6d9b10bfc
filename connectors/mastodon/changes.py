"""Looks again at all that is kept: were words changed or removed?

Daily for the last week, weekly for everything, many messages in one call. What isn't shown there is asked for
by itself: only what the server then says it doesn't have is gone.
"""

from collections.abc import Iterator

import msgspec

from connectors.clocks import is_due
from connectors.heard import Heard
from connectors.items import Unreadable
from connectors.mastodon.shapes import Status, moment
from connectors.mastodon.visit import MOST_AT_ONCE, Visit
from facts import DAY_US, Page, Trouble

WEEK_US = 7 * DAY_US
MOST_CONFIRMED = 50  # a visit; the rest follows on the next


class Check(msgspec.Struct):
    """One way through what is kept, as far as it has come."""

    begun_us: int
    is_weekly: bool
    after: str = ""


class State(msgspec.Struct):
    """When we last looked again."""

    day_us: int = 0
    week_us: int = 0
    under_way: Check | None = None


def changes(visit: Visit) -> Iterator[Page]:
    """Yield messages as they are now, and those that are gone. Raise PlatformTrouble."""
    state: State = visit.remembered("checked", State)
    if state.under_way and state.under_way.begun_us > visit.now_us:  # our clock ran ahead
        state.under_way = None
    if visit.known is None or not (state.under_way or is_due(state.day_us, visit.now_us, DAY_US)):
        return
    if not state.week_us:  # the first visit: all of it was read just now
        yield visit.page({"checked": State(day_us=visit.now_us, week_us=visit.now_us)})
        return
    check = state.under_way or Check(visit.now_us, is_due(state.week_us, visit.now_us, WEEK_US))
    state.under_way = check
    edited_us = visit.until(state.day_us) - DAY_US if state.day_us <= visit.now_us else 0
    confirmed = 0
    for batch in _batches(visit, check):
        if confirmed >= MOST_CONFIRMED:
            return
        troubles: list[Trouble] = []
        shown, gone, asked = _look_at(visit, batch, troubles)
        confirmed += asked
        edited = [status for status in shown if _is_edited(status, edited_us)]
        visit.resolve(edited, troubles)
        check.after = max(batch)
        yield visit.page(
            {"checked": state},
            posts=visit.read_all(edited, troubles, Heard.AS_KEPT),
            gone=gone,
            gone_us=visit.now_us,
            troubles=troubles,
        )
    week_us = check.begun_us if check.is_weekly else state.week_us
    if check.is_weekly:
        kept = visit.known(visit.account.id, 0)
        for local in visit.ids:
            if visit.ids[local] not in kept:
                visit.ids.drop(local)
    yield visit.page({"checked": State(day_us=check.begun_us, week_us=week_us)})


def _batches(visit: Visit, check: Check) -> Iterator[dict[str, str]]:
    """Yield our ids and the server's, as many as it gives at once."""
    known = visit.known if visit.known and not check.is_weekly else None
    ids = known(visit.account.id, visit.until(check.begun_us) - WEEK_US) if known else visit.known_ids
    pairs = [(id_, local) for id_ in sorted(ids) if id_ > check.after and (local := visit.local_of(id_))]
    for start in range(0, len(pairs), MOST_AT_ONCE):
        yield dict(pairs[start : start + MOST_AT_ONCE])


def _look_at(
    visit: Visit, batch: dict[str, str], troubles: list[Trouble]
) -> tuple[list[Status], list[str], int]:
    """Return what is shown, what is gone, and how many had to be asked for by themselves."""
    shown = visit.fetch(list(batch.values()), troubles)
    here = {status.id for status in shown}
    missing = [(id_, local) for id_, local in batch.items() if local not in here]
    gone = []
    for id_, local in missing:
        raw = visit.fetch_one(local)
        if raw is None:
            gone.append(id_)
        else:
            shown += visit.take([raw], troubles)
    return shown, gone, len(missing)


def _is_edited(status: Status, since_us: int) -> bool:
    try:
        return status.edited_at is not None and moment(status.edited_at) >= since_us
    except Unreadable:
        return False

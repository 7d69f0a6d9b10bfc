"""Looks for what was removed: each absence from a list is confirmed by asking for the thing itself.

Facebook answers alike for what is gone and for what we may no longer see. So a thing counts as gone at once only
if its own list, read to the end, lacks it and still shows others; else it must be missing still a day later.
Everything that is held is asked for by id once a week.
"""

from collections.abc import Iterator

import msgspec

from connectors.clocks import is_due
from connectors.facebook.errors import READ_PEOPLE, Refused, Sort
from connectors.facebook.read import kept_id, platform_id
from connectors.facebook.shapes import ID
from connectors.facebook.visit import MOST_CHECKS, Visit, as_json
from facts import DAY_US, Page

BATCH = 50  # the most ids that Facebook takes in one call
WEEK_US = 7 * DAY_US
MOST_BATCHES = 40  # a visit: two thousand messages; the rest on the next


class State(msgspec.Struct):
    """How far the weekly look has come, and what it missed."""

    begun_us: int = 0
    past: str = ""  # asked for, in order, up to here
    is_done: bool = True
    missing: dict[str, int] = {}  # id -> when it was first not there


def gone_among(visit: Visit, ids: list[str]) -> list[str]:
    """Return those of these ids that Facebook no longer has, or no longer shows. Raise PlatformTrouble."""
    gone = []
    for start in range(0, len(ids), BATCH):
        gone += _gone_in(visit, [id_ for id_ in ids[start : start + BATCH] if ID.fullmatch(platform_id(id_))])
    return gone


def _gone_in(visit: Visit, ids: list[str]) -> list[str]:
    """Facebook refuses a whole batch for one id that is gone: then each half is asked for apart."""
    if not ids or visit.checks >= MOST_CHECKS:
        return []
    visit.checks += 1
    try:
        told = visit.line.some([platform_id(id_) for id_ in ids], READ_PEOPLE, fields="id")
    except Refused as refused:
        if refused.sort is not Sort.GONE:
            raise
        if len(ids) == 1:
            return ids
        half = len(ids) // 2
        return _gone_in(visit, ids[:half]) + _gone_in(visit, ids[half:])
    return [id_ for id_ in ids if platform_id(id_) not in told]


def unlisted(visit: Visit, since_us: int) -> Iterator[Page]:
    """Yield the posts that both lists should have shown and didn't, with what was said below them."""
    page = f"{kept_id(visit.page_id)}_"
    known = {id_ for id_ in visit.known_since(since_us) if id_.startswith(page)}
    missing = known - visit.met
    if not any(id_.startswith(page) for id_ in visit.met):  # it may be the lists that are closed to us
        visit.suspects |= missing
        return
    gone = gone_among(visit, sorted(missing))
    if gone:
        yield visit.page(gone=_with_comments(visit, gone), gone_us=visit.now_us)


def _with_comments(visit: Visit, gone: list[str]) -> list[str]:
    """Return these ids, and those of the comments below: Facebook removes a post's comments with it."""
    page = f"{kept_id(visit.page_id)}_"
    posts = [id_.removeprefix(page) for id_ in gone if id_.startswith(page)]
    return gone + sorted({id_ for post in posts for id_ in visit.known_comments.get(post, ())})


def missing_by_id(visit: Visit) -> Iterator[Page]:
    """Yield what is gone among all that is held, a part on each visit. Raise PlatformTrouble."""
    state = msgspec.json.decode(visit.cursors.get("checked", "{}"), type=State)
    state.missing = {
        id_: min(since_us, visit.now_us) for id_, since_us in state.missing.items()
    }  # never ahead
    yield from _still_missing(visit, state)
    if visit.suspects - state.missing.keys():
        state.missing = dict.fromkeys(visit.suspects, visit.now_us) | state.missing
        yield visit.page(cursors={"checked": as_json(state)})
    if state.is_done:
        if visit.known is None or not is_due(state.begun_us, visit.now_us, WEEK_US):
            return
        state.begun_us, state.past, state.is_done = visit.now_us, "", False
    # What lies elsewhere Facebook may show in lists and refuse by id; its own list watches over it.
    left = sorted(id_ for id_ in visit.known_since(0) if id_ > state.past and not visit.is_elsewhere(id_))
    for start in range(0, min(len(left), MOST_BATCHES * BATCH), BATCH):
        batch = left[start : start + BATCH]
        for id_ in gone_among(visit, [id_ for id_ in batch if id_ not in visit.met]):
            state.missing.setdefault(id_, visit.now_us)
        state.past = batch[-1]
        yield visit.page(cursors={"checked": as_json(state)})
    state.is_done = len(left) <= MOST_BATCHES * BATCH
    yield visit.page(cursors={"checked": as_json(state)})


def _still_missing(visit: Visit, state: State) -> Iterator[Page]:
    """Look again, a day later, for what was missing by its id alone."""
    ripe = sorted(id_ for id_, since_us in state.missing.items() if visit.now_us - since_us >= DAY_US)
    if not ripe:
        return
    gone = [id_ for id_ in gone_among(visit, ripe) if id_ not in visit.met]
    for id_ in ripe:
        del state.missing[id_]
    yield visit.page(
        gone=_with_comments(visit, gone), gone_us=visit.now_us, cursors={"checked": as_json(state)}
    )

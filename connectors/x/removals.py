"""Looks again at what is kept: X lets nobody keep what was removed, or what its author closed.

Each message is looked at again when it is 2, 7, 30 and 180 days old, a hundred in a call. What X no longer has is
gone; of whom X suspended or who closed their account the words go, and the message still counts.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from connectors.clocks import is_due
from connectors.connector import PlatformTrouble
from connectors.heard import Heard
from connectors.x.answers import Said, listed
from connectors.x.fetch import EACH, PAGE
from connectors.x.people import problem_of
from connectors.x.read import PLATFORM, history, is_withheld, status
from connectors.x.snowflake import is_id, written_us
from connectors.x.visit import REPORT, Memory, Visit
from facts import DAY_US, Page, Post, Trouble, Unseen

AGES_US = (2 * DAY_US, 7 * DAY_US, 30 * DAY_US, 180 * DAY_US)
LOOKS_A_MESSAGE = len(AGES_US)
BACK_US = 30 * DAY_US  # what came due since may have passed unlooked at where our clock ran ahead
EACH_STATE = 2  # a message, and at worst its later version
AWAY = frozenset({"not-authorized-for-resource", "resource-unavailable", "disallowed-resource"})


class State(msgspec.Struct):
    """How far looking again has come."""

    done_us: int = 0  # everything due by then was looked at
    upto_us: int = 0  # the pass under way takes what is due by then; 0: none is under way
    after: str = "0"  # and has looked at everything up to this id


def changed(visit: Visit) -> Iterator[Page]:
    """Yield what is gone, closed or edited among the messages due. Raise PlatformTrouble."""
    state = msgspec.json.decode(visit.cursors.get("again", "{}"), type=State)
    state.done_us = state.done_us or visit.now_us  # what is fetched in a first visit stands at that moment
    if max(state.done_us, state.upto_us) > visit.now_us:
        state = State(done_us=state.done_us if state.done_us <= visit.now_us else visit.now_us - BACK_US)
    if not state.upto_us and not is_due(state.done_us, visit.now_us, DAY_US) and "again" in visit.cursors:
        return
    state.upto_us = state.upto_us or visit.now_us
    ids = due(looked_after(visit.memory, visit.account.id), state.done_us, state.upto_us)
    left = [id_ for id_ in ids if int(id_) > int(state.after)]
    while left:
        size = visit.asking.budget.room_for(PAGE, each=EACH_STATE, account=visit.account.id)
        batch, left = left[:size], left[size:]
        state.after = batch[-1]
        yield _look_at(visit, batch, state)
    state = State(done_us=state.upto_us)
    yield visit.page(cursors={"again": msgspec.json.encode(state).decode()})


def looked_after(memory: Memory, account: str, since_us: int = 0) -> set[str]:
    """Return the ids of what may have to go; of what only came along nothing is kept that X could want back."""
    return memory.since(account, since_us) - memory.along(account)


def due(ids: Iterable[str], from_us: int, to_us: int) -> list[str]:
    """Return which messages came of an age to be looked at again in between, oldest first."""
    found = []
    for kept in ids:
        id_ = kept.removeprefix(f"{PLATFORM}:")
        made_us = written_us(id_, to_us) if is_id(id_) else None
        if made_us is not None and any(from_us <= made_us + age < to_us for age in AGES_US):
            found.append(id_)
    return sorted(found, key=int)


def _look_at(visit: Visit, batch: list[str], state: State) -> Page:
    said = visit.asking.state_of(visit.account.id, batch)
    if said.get("data") is None and not listed(said.get("errors")):
        what = "X doesn't say which messages still stand."
        raise PlatformTrouble(what, visit.account.id, REPORT, why=Unseen.DRIFT)
    gone, closed = lost(said, set(batch))
    closed += [status(item["id"]) for item in _standing(said) if is_withheld(item)]
    troubles: list[Trouble] = []
    return visit.page(
        posts=[post for version in _edited(said) for post in _whole(visit, version, troubles)],
        gone=gone,
        gone_us=visit.now_us,
        closed=closed,
        cursors={"again": msgspec.json.encode(state).decode()},
        troubles=troubles,
    )


def lost(said: Said, asked: set[str]) -> tuple[list[str], list[str]]:
    """Return the ids of messages that X no longer has, and of those it no longer shows to everybody."""
    gone, closed = [], []
    standing = {item["id"] for item in _standing(said)}
    for error in listed(said.get("errors")):
        problem, is_suspended = problem_of(error)
        id_ = (error.get("resource_id") or error.get("value")) if isinstance(error, dict) else None
        if id_ not in asked or id_ in standing or not isinstance(id_, str):
            continue  # of something a message refers to, or of one field
        if problem in AWAY or (is_suspended and problem):
            closed.append(status(id_))
        elif problem == "resource-not-found":
            gone.append(status(id_))
    return sorted(set(gone) - set(closed)), sorted(set(closed))


def _standing(said: Said) -> list[dict[str, Any]]:
    return [item for item in listed(said.get("data")) if isinstance(item, dict) and is_id(item.get("id"))]


def _edited(said: Said) -> list[str]:
    """Return the newest versions of messages that were edited since the version we asked for."""
    return [newest for item in _standing(said) if (newest := history(item)[-1]) != item["id"]]


def _whole(visit: Visit, version: str, troubles: list[Trouble]) -> list[Post]:
    visit.asking.budget.room_for(1, each=EACH, account=visit.account.id)
    said = visit.asking.whole(visit.account.id, [version])
    return (
        visit.read(said, troubles, Heard.AS_KEPT) if listed(said.get("data")) else []
    )  # it may have been removed meanwhile

"""Chooses where a command ends, and says where it died."""

import random

from tests.crash.kills.points import (
    COMMIT,
    ELSEWHERE,
    KEY_MAKING,
    MIGRATION,
    PUBLISH,
    REPORT,
    TRANSACTION,
    Hit,
    Passed,
)
from tests.crash.kills.processes import Ended

BY_CLOCK = "by the clock"
# How often a kill falls where, of what a command has: where it matters most.
WEIGHTS = {
    COMMIT: 7, PUBLISH: 6, REPORT: 6, KEY_MAKING: 5, MIGRATION: 3, TRANSACTION: 2, ELSEWHERE: 2, BY_CLOCK: 3,
}  # fmt: skip
HOLDS_DESK = ("desk: insert", "desk: update", "desk: delete")  # until it commits: then anybody else waits


def choose(chance: random.Random, usual: Ended) -> Hit:
    """Choose where a command ends: a moment, or a point, of those it passes when nothing disturbs it."""
    at = {place: [one for one in usual.passed if one.place == place] for place in WEIGHTS}
    places = [place for place in WEIGHTS if at[place] or place == BY_CLOCK]
    place = chance.choices(places, [WEIGHTS[one] for one in places])[0]
    if place == BY_CLOCK:
        last = usual.passed[-1]
        return Hit(0, us=chance.randrange(1, last.began_us + (last.took_us or 0)))
    point = chance.choice(at[place])
    when = chance.choice(("before", "during", "during", "after"))
    return Hit(point.number, when, us=chance.randrange(1, max(point.took_us or 0, 2)))


def stand(chance: random.Random, usual: Ended) -> Passed:
    """Choose after which point a command stands still, while somebody withdraws: never where it holds the desk."""
    return chance.choice([one for one in usual.passed if not one.what.lower().startswith(HOLDS_DESK)])


def died_at(hit: Hit, ended: Ended, usual: Ended) -> tuple[str, str, bool]:
    """Return where a command died: the place, the point in words, and whether it died within that point."""
    if not ended.passed:
        return ELSEWHERE, "before anything", False
    last = ended.passed[-1]
    how = f"{hit.when} {hit.number}" if hit.number else f"after {hit.us / 1000:.0f} ms"
    is_within = last.took_us is None and hit.when != "before"
    is_between = last.took_us is not None and not hit.number
    place = _between(last, usual) if is_between else last.place
    return place, f"{how}: {last.kind} {last.what[:70]}", is_within


def _between(last: Passed, usual: Ended) -> str:
    """Return the place between two points: theirs, if they share one."""
    following = {one.number: one.place for one in usual.passed}.get(last.number + 1)
    return last.place if following == last.place else ELSEWHERE

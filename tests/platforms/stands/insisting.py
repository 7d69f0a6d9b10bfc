"""Days of a random history on one platform, collected each evening while calls fail: what is lost, doubled, paid."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from facts import DAY_US, HOUR_US
from tests.platforms.local_platform import Answer, said
from tests.platforms.stands.collecting import Ground, Seen, settled
from tests.platforms.stands.stand import AHMED, BETH, HTML, NOW_US, RITA, TOM, Stand

FAILURES = [
    Answer(b'{"data": [], "records": []}' * 9, is_cut=True),
    said({"title": "Too Many Requests"}, 429),
    Answer(b"<html>over capacity</html>", 500, HTML),
]
TRIES = 60  # runs an evening, at most
PATIENCE = 20  # walks an evening: a failed one is tried again by the usual code too


@dataclass
class Tally:
    """What one way of collecting brought."""

    there: int = 0  # messages of Ahmed's own, and what was said back where that is read
    kept: int = 0
    rows: int = 0  # rows in the archive: more than kept, and something was doubled
    handed_over: int = 0  # items in the answers that arrived
    runs: int = 0
    held: Seen = field(default_factory=Seen)
    claimed: dict[tuple[str, str], int] = field(default_factory=dict)  # until when each sight was claimed

    @property
    def lost(self) -> int:
        """How many messages are not there in the end."""
        return self.there - self.kept

    @property
    def reads(self) -> float:
        """How many items were handed over for each that was kept."""
        return self.handed_over / max(1, self.kept)


def a_day(stand: Stand, dice: random.Random, from_us: int) -> set[str]:
    """Let the members and residents write. Return the words of what was written, no two the same."""
    written = set()
    for number in range(dice.randint(0, 6)):
        us = from_us + number * HOUR_US
        written.add(f"News {us}.")
        post = stand.post(dice.choice([AHMED, AHMED, BETH]), f"News {us}.", us)
        for who in dice.sample([RITA, TOM], dice.randint(0, 2)) if stand.has_replies else ():
            us += HOUR_US // 10
            written.add(f"Well, {us}.")
            stand.reply(who, post, f"Well, {us}.", us)
    return written


def play(kind: type[Stand], path: Path, *, seed: int, days: int, fails: float) -> Tally:
    """Live through some days, collecting each evening until a run ends well."""
    dice, luck = random.Random(seed), random.Random(seed + 1)
    tally = Tally()
    with settled(kind, path) as ground:
        stand, written = ground.stand, set[str]()
        ground.timeout_s = 2.0
        for day in range(days):
            from_us = NOW_US - (days - day) * DAY_US
            written |= a_day(stand, dice, from_us)
            stand.fault = failing(luck, fails)
            tally.runs += insist(ground, from_us + 20 * HOUR_US, tally)
        told = "\n".join(row[1] for row in tally.held.posts.values()) + "\n"
        tally.there = len(written)
        tally.kept = sum(f"{one}\n" in told for one in written)
        tally.claimed = {
            (re.sub(r":\d+/", "/", account), sight): stretches[-1][1]
            for (account, sight), stretches in tally.held.stretches.items()
            if account != ground.far  # nobody writes there
        }
        tally.rows = len(tally.held.posts)
        tally.handed_over = stand.handed_over.total()
    return tally


def play_naively(kind: type[Stand], path: Path, *, seed: int, days: int, fails: float) -> Tally:
    """Live through the same days as most code does: the newest of the first page is "seen" at once.

    A walk down Ahmed's list ends where a call fails; the next one stops where the newest was.
    """
    dice, luck = random.Random(seed), random.Random(seed + 1)
    tally = Tally()
    with settled(kind, path) as ground, httpx.Client(timeout=5.0) as client:
        stand, seen, met = ground.stand, set[str](), set[str]()
        for day in range(days):
            from_us = NOW_US - (days - day) * DAY_US
            a_day(stand, dice, from_us)
            stand.clock(from_us + 20 * HOUR_US)
            stand.fault = failing(luck, fails)
            for _ in range(PATIENCE):
                newest, is_done = set[str](), False
                for page, is_last in stand.walk(client):
                    newest = newest or set(page)
                    met |= set(page)
                    tally.handed_over += len(page)
                    is_done = is_last or bool(seen & set(page))
                    if is_done:
                        break
                seen |= newest
                tally.runs += 1
                if is_done:
                    break
        stand.fault = lambda _: None
        there = {one for page, _ in stand.walk(client) for one in page}
        tally.there, tally.kept = len(there), len(there & met)
    return tally


def failing(luck: random.Random, share: float) -> Callable[[str], Answer | None]:
    """Return a fault that stands in the way of some calls."""
    return lambda _: luck.choice(FAILURES) if luck.random() < share else None


def insist(ground: Ground, now_us: int, tally: Tally) -> int:
    """Run until a run ends without trouble. Return how many it took."""
    for runs in range(1, TRIES):
        tally.held = ground.run(now_us)
        if not tally.held.troubles:
            return runs
    raise AssertionError("it never came to an end")

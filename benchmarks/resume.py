"""What a collector loses and pays when a quarter of its calls fail: ours, and the usual watermark beside it.

Run `python -m benchmarks.resume [seeds]`. The usual watermark takes the newest id of the first page as "seen", at
once, and gives up a walk down the list where a call fails. Both ask a small X on this machine through tweepy.
"""

import sys
from dataclasses import dataclass

from connectors.connector import PlatformTrouble
from connectors.x.answers import ids_of, next_token
from facts import DAY_US, HOUR_US
from tests.local_x import ACCOUNT, NOW_US, LocalX, Visitor, running, visiting

DAYS, MOST_A_DAY, FAILING, TRIES = 14, 25, 0.25, 20


@dataclass
class Tally:
    """What one way of collecting brought."""

    messages: int = 0
    lost: int = 0
    read: int = 0

    def add(self, network: LocalX, kept: int) -> None:
        """Count one finished history."""
        self.messages += len(network.messages)
        self.lost += len(network.messages) - kept
        self.read += sum(network.handed_over.values())

    def __str__(self) -> str:
        per_item = self.read / max(1, self.messages - self.lost)
        return f"{self.messages:,} messages, {self.lost:,} lost, {per_item:.2f} reads per message kept"


def a_day(network: LocalX, day: int) -> int:
    """Let the member post a few times and return the evening of that day."""
    ahmed = next(iter(network.handles))
    for number in range(network.dice.randint(0, MOST_A_DAY)):
        network.post(ahmed, f"{day} {number}", NOW_US + day * DAY_US + number * HOUR_US // 2)
    return NOW_US + day * DAY_US + 20 * HOUR_US


def usual(visitor: Visitor, user: str, seen: list[str], kept: set[str]) -> None:
    """Walk down the list as most code does. Raise PlatformTrouble where a call fails."""
    since, token = seen[0], None
    while True:
        said = visitor.x.asking.timeline(ACCOUNT.id, user, since_id=since, pagination_token=token)
        kept.update(ids_of(said))
        seen[0] = max([seen[0], *ids_of(said)], key=int)
        token = next_token(said)
        if token is None:
            return


def play(seed: int, ours: Tally, theirs: Tally) -> None:
    """Live through the same days twice."""
    for tally in (ours, theirs):
        with running() as network, visiting(network) as visitor:
            user, seen, kept = network.person(ACCOUNT.handle), ["1"], set[str]()
            network.dice.seed(seed)
            for day in range(DAYS + 1):
                now_us = network.now_us = a_day(network, day)
                network.fails = FAILING if day < DAYS else 0.0
                if tally is ours:
                    visitor.insist(now_us)
                    continue
                for _ in range(TRIES):
                    visitor.x.close()
                    visitor.x = visitor.fresh()
                    try:
                        usual(visitor, user, seen, kept)
                    except PlatformTrouble:
                        continue
                    break
            tally.add(network, len(visitor.kept()) if tally is ours else len(kept))


def main() -> None:
    """Print both."""
    ours, theirs = Tally(), Tally()
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        play(seed, ours, theirs)
    print(f"two phases:      {ours}")
    print(f"usual watermark: {theirs}")


if __name__ == "__main__":
    main()

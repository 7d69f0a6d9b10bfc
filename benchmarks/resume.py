"""What a collector loses and reads when a quarter of its calls fail: ours, and the usual watermark beside it.

Run `python -m benchmarks.resume [seeds]`. The usual watermark takes the newest of the first page as "seen", at once,
and gives up a walk down the list where a call fails; it reads the member's own list only. Each platform is a server
on this machine; all live through the same days. Reads are items handed over for each that was kept in the end.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.stands import STANDS
from tests.stands.insisting import Tally, play, play_naively
from tests.stands.stand import Stand

DAYS, FAILING = 10, 0.25
WAYS: dict[str, tuple[Callable[..., Tally], float]] = {
    "ours, nothing fails": (play, 0.0),
    "ours": (play, FAILING),
    "usual watermark": (play_naively, FAILING),
}


def total(way: Callable[..., Tally], kind: type[Stand], seeds: int, fails: float) -> Tally:
    """Live through several histories and add up what they brought."""
    sums = Tally()
    for seed in range(seeds):
        with tempfile.TemporaryDirectory() as folder:
            one = way(kind, Path(folder) / "data", seed=seed, days=DAYS, fails=fails)
        for name in ("there", "kept", "handed_over", "runs"):
            setattr(sums, name, getattr(sums, name) + getattr(one, name))
    return sums


def main() -> None:
    """Print the table."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"{'platform':<10}{'way':<22}{'there':>7}{'lost':>6}{'reads per message kept':>24}{'runs':>6}")
    for platform, kind in STANDS.items():
        for name, (way, fails) in WAYS.items():
            sums = total(way, kind, seeds, fails)
            print(
                f"{platform:<10}{name:<22}{sums.there:>7}{sums.lost:>6}{sums.reads:>24.2f}{sums.runs:>6}",
                flush=True,
            )


if __name__ == "__main__":
    main()

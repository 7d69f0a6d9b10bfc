"""What a collector loses and reads when a quarter of its calls fail: ours, and the usual watermark beside it.

Run `python -m benchmarks.resume [seeds]`. The usual watermark takes the newest of the first page as "seen", at once,
and gives up a walk down the list where a call fails; it reads the member's own list only. Each platform is a server
on this machine; all live through the same days. Reads are items handed over for each that was kept in the end: more
than one where a platform is listed again on purpose, to see edits and removals, and where X's messages are looked at
again. What failures cost is the ratio to the same history without any: 1.00 says that no item was read for them.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.platforms.stands import STANDS
from tests.platforms.stands.insisting import Tally, play, play_naively
from tests.platforms.stands.stand import Stand

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
    print(
        f"{'platform':<10}{'way':<22}{'there':>7}{'lost':>6}{'reads':>8}{'read for failures':>19}{'runs':>6}"
    )
    for platform, kind in STANDS.items():
        calm = 0
        for name, (way, fails) in WAYS.items():
            sums = total(way, kind, seeds, fails)
            calm = calm or sums.handed_over
            again = f"{sums.handed_over / calm:.2f}" if way is play else ""
            row = f"{platform:<10}{name:<22}{sums.there:>7}{sums.lost:>6}{sums.reads:>8.2f}{again:>19}{sums.runs:>6}"
            print(row, flush=True)


if __name__ == "__main__":
    main()

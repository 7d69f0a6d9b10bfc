"""Compares every measure with its slow twin on many random histories: `python -m tests.measures.many [MANY] [SEED]`.

Outside the usual lanes: ten thousand take hours. It prints how many were compared after each batch, stops at the first
that differs, and shows the smallest history that does.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.measures.histories import batch
from tests.measures.twin.compare import differences, report, together, twin_answers
from tests.measures.twin.product import run

IN_ONE_RUN = 50


def main(many: int = 10_000, first_seed: int = 1) -> int:
    """Compare so many histories. Return 1 if one differs."""
    done = results = 0
    begun = time.monotonic()
    for seed in range(first_seed, first_seed + -(-many // IN_ONE_RUN)):
        some = batch(seed, min(IN_ONE_RUN, many - done))
        with tempfile.TemporaryDirectory() as folder:
            product = run(together(some), Path(folder))
        for place, history in enumerate(some):
            found = list(differences([history], product, some))
            if found:
                print(f"seed {seed}, history {place}: {len(found)} differences")
                print(report(history, found))
                return 1
            results += len(twin_answers(history))
        done += len(some)
        took_s = time.monotonic() - begun
        print(
            f"seed {seed}: {done:,} histories, {results:,} results, 0 differences, {took_s:,.0f} s",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:3])))

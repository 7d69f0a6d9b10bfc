"""Kills every command at random moments, and says what was lost, doubled, half-seen, kept or broken: nothing may be.

Run `python -m benchmarks.kills [kills] [seed] [part of a command's name]`; one trial again: `--trial SEED/NUMBER`.
Each trial copies a small council, ends one command (or a withdrawal beside it) at a random moment or point, looks as a
reader does, gives the command again, and holds everything against a twin that nothing disturbed (tests/crash/kills/).
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path

from tests.crash.kills.commands import COMMANDS
from tests.crash.kills.judging import SORTS
from tests.crash.kills.points import COMMIT, PUBLISH
from tests.crash.kills.stage import Stage
from tests.crash.kills.trial import Outcome, Trials
from tests.platforms.local_bluesky import running

KILLS, SEED = 200, 1
AT_ONCE = os.cpu_count() or 1


def outcomes(trials: Trials, seed: int, kills: int, part: str = "") -> Iterator[Outcome]:
    """Yield trials of commands with this in their names, in order, until so many have killed."""
    numbers = (number for number in count() if part in COMMANDS[number % len(COMMANDS)].name)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = 0
        while done < kills:
            some = list(islice(numbers, min(AT_ONCE * 4, kills - done)))
            for outcome in pool.map(lambda number: trials.trial(seed, number), some):
                done += outcome.kills > 0
                yield outcome


def table(found: list[Outcome]) -> list[str]:
    """Return the table that ends a run: a row for each command, and the sum."""
    heads = ("kills", "commit", "publish", *(sort.split()[0] for sort in SORTS))
    lines = [f"{'command':<32}" + "".join(f"{head:>10}" for head in heads)]
    for name in [*(command.name for command in COMMANDS), ""]:
        of = [one for one in found if name in ("", one.command)]
        if not of:
            continue
        sorts = Counter(fault.sort for one in of for fault in one.faults)
        row = [
            sum(one.kills > 0 for one in of),
            _died(of, COMMIT),
            _died(of, PUBLISH),
            *(sorts[sort] for sort in SORTS),
        ]
        lines.append(f"{name or 'all':<32}" + "".join(f"{number:>10}" for number in row))
    within = sum(one.is_within and one.where in (COMMIT, PUBLISH) for one in found if one.kills)
    places = Counter(one.where for one in found if one.kills)
    lines.append("where: " + ", ".join(f"{place} {number}" for place, number in places.most_common()))
    lines.append(f"of those at a commit or a publish, {within} died within a step of it")
    return lines


def _died(found: list[Outcome], place: str) -> int:
    return sum(one.kills > 0 and one.where == place for one in found)


def main() -> None:
    """Kill, print a line each and the table. Ends with 1 if anything was found."""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="kills") as folder, running() as network:
        trials = Trials(Stage(Path(folder) / "stage", network), Path(folder) / "trials")
        if wanted[:1] == ["--trial"]:
            seed, number = map(int, wanted[1].split("/"))
            found = [trials.trial(seed, number)]
            print(found[0], flush=True)
        else:
            kills, seed = (int(wanted[0]) if wanted else KILLS), (int(wanted[1]) if wanted[1:] else SEED)
            found = []
            for outcome in outcomes(trials, seed, kills, " ".join(wanted[2:])):
                found.append(outcome)
                print(outcome, flush=True)
            print("\n".join(["", *table(found)]))
    sys.exit(any(one.faults for one in found))


if __name__ == "__main__":
    main()

"""How often the rule of metrics/statistics/changes.py cries wolf, and how often it finds what is there.

`python -m benchmarks.false_calls [COUNCILS]` invents councils whose members differ, have few questions or many, and
answer better in one month than in another by chance; it prints beside the rule what simpler rules would have called.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping

from metrics.statistics.changes import Verdict, change_of_share
from metrics.statistics.rates import wilson
from metrics.statistics.ratios import Part, total

Month = dict[str, Part]
Rule = Callable[[Month, Month], bool]
WITHIN = 0.15  # how much one member's months differ: the intraclass correlation of their answers
OF_MEMBERS = (6, 4)  # how members differ: a beta distribution about six in ten
QUESTIONS = (0.8, 10)  # how many they have a month: gamma, eight on average, many with none
CALLS = {Verdict.IMPROVED, Verdict.WORSE}


def council(members: int, risen_by: float, dice: random.Random) -> tuple[Month, Month]:
    """Return two months of a council: of each member how many questions were answered within a day, of how many."""
    before: Month = {}
    now: Month = {}
    for number in range(members):
        share, usual = dice.betavariate(*OF_MEMBERS), dice.gammavariate(*QUESTIONS)
        before[str(number)] = _month(share, usual, dice)
        now[str(number)] = _month(share + risen_by, usual, dice)
    return before, now


def _month(share: float, usual: float, dice: random.Random) -> Part:
    mean = min(max(share, 0.02), 0.98)
    this_month = dice.betavariate(mean * (1 - WITHIN) / WITHIN, (1 - mean) * (1 - WITHIN) / WITHIN)
    n = _poisson(usual, dice)
    return sum(dice.random() < this_month for _ in range(n)), n


def _poisson(mean: float, dice: random.Random) -> int:
    count, left = 0, math.exp(-mean)
    while (left := left / max(dice.random(), 1e-300)) < 1:
        count += 1
    return count


def ours(before: Month, now: Month) -> bool:
    """Say whether the rule calls a change."""
    return change_of_share(before, now, "more").verdict in CALLS


def five_points(before: Month, now: Month) -> bool:
    """Say whether the share moved by five points."""
    (met_before, n_before), (met_now, n_now) = _totals(before, now)
    return abs(met_now / n_now - met_before / n_before) >= 0.05


def ranges_apart(before: Month, now: Month) -> bool:
    """Say whether the 95 % ranges of both months, as if every question stood alone, lie apart."""
    one, other = (wilson(*part) for part in _totals(before, now))
    return one[1] < other[0] or other[1] < one[0]


def _totals(before: Month, now: Month) -> tuple[Part, Part]:
    return total(list(before.values())), total(list(now.values()))


RULES: Mapping[str, Rule] = {
    "ours": ours,
    "moved by five points": five_points,
    "95 % ranges lie apart, every question alone": ranges_apart,
}


def called(members: int, risen_by: float, councils: int, seed: int = 1) -> dict[str, float]:
    """Return of each rule in how many of so many councils it called a change, as a share."""
    dice = random.Random(seed)
    calls: Counter[str] = Counter()
    for _ in range(councils):
        months = council(members, risen_by, dice)
        calls.update(name for name, rule in RULES.items() if rule(*months))
    return {name: calls[name] / councils for name in RULES}


def main(councils: int = 4000) -> None:
    """Print a table: what was true, and how often each rule called a change."""
    print(f"{councils:,} councils each\n{'members':>7}  {'truly':>10}  " + "  ".join(RULES))
    for members in (60, 20):
        for risen_by in (0.0, 0.1, 0.15, 0.2):
            found = called(members, risen_by, councils)
            truly = f"+{100 * risen_by:.0f} points" if risen_by else "the same"
            told = "  ".join(f"{share:>{len(name)}.1%}" for name, share in found.items())
            print(f"{members:>7}  {truly:>10}  {told}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))

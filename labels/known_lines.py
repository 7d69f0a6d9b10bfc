"""Lines that are said or posted everywhere, so that who writes them copies nobody (decision 79).

They are in `labels/lines`, a file for each kind and a line each. Runs of five of their words are no evidence. Only
wordings that are common property: oaths, Acts, model notices and conditions, formulas of public bodies and their
members, advice of the services, scripture, hymns, verse and sayings.
"""

from functools import cache
from pathlib import Path

from labels.copy_words import only_words_of
from labels.grams import grams_of

LINES = Path(__file__).with_name("lines")


def known_lines() -> list[str]:
    """Return all lines."""
    return [line for path in sorted(LINES.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]


@cache
def known_grams() -> frozenset[int]:
    """Return the grams of all lines."""
    return frozenset(gram for line in known_lines() for gram in grams_of(only_words_of(line)).tolist())

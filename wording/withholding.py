"""What of the council's figures is withheld, decided once for pages, papers, workbooks and tables alike."""

from collections.abc import Mapping
from typing import Any

from facts import Outcome

FEWEST_MEMBERS = 5  # a figure of fewer would be about persons, not about the council
WITHHELD = "withheld"  # the outcome of a figure that a reader doesn't get: fewer than five members make it up
NUMBERS = ("value", "low", "high", "n", "met")

Row = Mapping[str, Any]  # of the council: outcome, members, and its numbers


def is_withheld(outcome: str, members: int) -> bool:
    """Say whether a council's figure is to be withheld. What nobody saw has no number, and is called what it is."""
    return outcome in (Outcome.MEASURED, Outcome.TOO_FEW) and members < FEWEST_MEMBERS


def withheld(row: Row) -> dict[str, Any]:
    """Return a council's figure, without its numbers where fewer than five members make it up."""
    if not is_withheld(row["outcome"], row["members"]):
        return dict(row)
    return {**row, **dict.fromkeys(NUMBERS), "outcome": WITHHELD}

"""Whose posts are worth a look when examples of good practice are sought: a shortlist for a person, never a rank.

By raw shares it would be those of whom least is known, so each is drawn towards what all have in common first.
"""

from collections.abc import Mapping

from metrics.statistics.ratios import Part
from metrics.statistics.shrinkage import shrunk


def above_the_rest(parts: Mapping[str, Part]) -> list[str]:
    """Return the members whose share, drawn towards the others', lies above that of all together, by id."""
    met, n = (sum(part[place] for part in parts.values()) for place in (0, 1))
    if not n:
        return []
    members = sorted(parts)
    shares = shrunk([parts[member] for member in members])
    return [member for member, share in zip(members, shares, strict=True) if share > met / n]

"""Which stretches of an account weren't seen, and why. Pure: over what was seen, and over how the visits went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from facts import DAY_US, Account, Sight, Unseen, Window
from store.stretches import Stretch
from store.visits import Shortfall, Visited

A_VISIT_LATER_US = 2 * DAY_US  # a gap is noticed by the visit after it: hourly, or daily at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A stretch that wasn't seen; `why` is None where nothing is known of its reason."""

    from_us: int
    to_us: int
    why: Unseen | None
    what: str  # in a sentence without its full stop


@dataclass(frozen=True, slots=True)
class Visits:
    """How collecting went, by account."""

    last: Mapping[str, Visited] = field(default_factory=dict)
    shortfalls: Mapping[str, Sequence[Shortfall]] = field(default_factory=dict)


Holes = Mapping[tuple[str, Sight], Sequence[Hole]]


def holes(
    accounts: Iterable[Account],
    stretches: Mapping[tuple[str, Sight], Sequence[Stretch]],
    visits: Visits,
    *,
    from_us: int,
    to_us: int,
) -> Holes:
    """Return what wasn't seen of each account between two moments, by sight, in order."""
    return {
        (account.id, sight): [
            _hole(gap, visits.last.get(account.id), visits.shortfalls.get(account.id, ()))
            for gap in between(stretches.get((account.id, sight), ()), from_us, to_us)
        ]
        for account in accounts
        for sight in (Sight.POSTS, Sight.REPLIES)
    }


def between(stretches: Iterable[Stretch], from_us: int, to_us: int) -> list[Stretch]:
    """Return the time between two moments that none of these stretches, in order, holds."""
    gaps, at_us = [], from_us
    for start_us, end_us in stretches:
        gaps.append((at_us, min(start_us, to_us)))
        at_us = max(at_us, end_us)
    gaps.append((at_us, to_us))
    return [(start_us, end_us) for start_us, end_us in gaps if start_us < end_us]


def _hole(gap: Stretch, last: Visited | None, shortfalls: Sequence[Shortfall]) -> Hole:
    start_us, end_us = gap
    if last and last.why and last.failing_us is not None and last.failing_us <= end_us:
        return Hole(from_us=start_us, to_us=end_us, why=last.why, what=last.what.rstrip("."))
    near = [
        one for one in shortfalls if one.last_us >= start_us and one.first_us <= end_us + A_VISIT_LATER_US
    ]
    if not near:
        return Hole(from_us=start_us, to_us=end_us, why=None, what="")
    one = min(near, key=lambda shortfall: abs(shortfall.first_us - end_us))
    return Hole(from_us=start_us, to_us=end_us, why=one.why, what=one.what.rstrip("."))


def reason(found: Iterable[Hole], window: Window) -> str:
    """Return why most of what is missing of a window wasn't seen; empty where nothing is known of it."""
    inside = {
        hole: min(hole.to_us, window.to_us) - max(hole.from_us, window.from_us) for hole in found if hole.what
    }
    longest = max(inside, key=lambda hole: inside[hole], default=None)
    return longest.what if longest and inside[longest] > 0 else ""

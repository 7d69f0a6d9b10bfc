"""Which stretches of an account weren't seen, and why. Pure: over what was seen, and over how the visits went.

A reason is given where it is known and nowhere else. The platform's own words may hold what is nobody's business, and
stay with the administrator.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from facts import Account, Sight, Unseen, Window
from store.stretches import Stretch
from store.visits import A_VISIT_LATER_US, Reason

# Noticed by the visit after it, and true of the whole stretch before.
NOTICED_AFTERWARDS = frozenset({Unseen.CAP, Unseen.GAP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A stretch that wasn't seen; `why` is None where nothing is known of its reason."""

    from_us: int
    to_us: int
    why: Unseen | None


Holes = Mapping[tuple[str, Sight], Sequence[Hole]]


def holes(
    accounts: Iterable[Account],
    stretches: Mapping[tuple[str, Sight], Sequence[Stretch]],
    reasons: Mapping[str, Sequence[Reason]],
    *,
    sees: Mapping[str, frozenset[Sight]],
    from_us: int,
    to_us: int,
) -> Holes:
    """Return what wasn't seen of each account between two moments, by sight it could give, in order."""
    seen = {key: some for key, some in stretches.items() if some}
    return {
        (account.id, sight): [
            hole
            for gap in between(seen.get((account.id, sight), ()), from_us, to_us)
            for hole in explained(
                gap, _of(sight, reasons.get(account.id, ())), was_ever_seen=(account.id, sight) in seen
            )
        ]
        for account in accounts
        for sight in (Sight.POSTS, Sight.REPLIES)
        if sight in sees.get(account.id, sees.get(account.platform, frozenset(Sight)))
    }


def _of(sight: Sight, reasons: Iterable[Reason]) -> list[Reason]:
    return [reason for reason in reasons if reason.sight in (None, sight)]


def between(stretches: Iterable[Stretch], from_us: int, to_us: int) -> list[Stretch]:
    """Return the time between two moments that none of these stretches, in order, holds."""
    gaps, at_us = [], from_us
    for start_us, end_us in stretches:
        gaps.append((at_us, min(start_us, to_us)))
        at_us = max(at_us, end_us)
    gaps.append((at_us, to_us))
    return [(start_us, end_us) for start_us, end_us in gaps if start_us < end_us]


def explained(gap: Stretch, reasons: Sequence[Reason], *, was_ever_seen: bool = True) -> Iterator[Hole]:
    """Yield a gap in pieces, each with its reason. Each reason lasts until another one took its place.

    Of what was never seen the first reason is why: a first visit would have shown what was there before it.
    """
    at_us, end_us = gap
    first = None if was_ever_seen else next(iter(reasons), None)
    for reason in reasons:
        if reason.first_us > end_us + A_VISIT_LATER_US or reason.last_us < at_us:
            continue
        is_afterwards = reason.why in NOTICED_AFTERWARDS or reason is first
        from_us = at_us if is_afterwards else max(at_us, reason.first_us - A_VISIT_LATER_US)
        limit_us = min([end_us, *(one.first_us for one in reasons if one.first_us > reason.last_us)])
        to_us = limit_us if reason.last_us + A_VISIT_LATER_US >= limit_us else reason.last_us
        if to_us <= from_us:
            continue
        if at_us < from_us:
            yield Hole(from_us=at_us, to_us=from_us, why=None)
        yield Hole(from_us=from_us, to_us=to_us, why=reason.why)
        at_us = to_us
    if at_us < end_us:
        yield Hole(from_us=at_us, to_us=end_us, why=None)


def because(found: Iterable[Hole], window: Window) -> Unseen | None:
    """Return why most of what is missing of a window wasn't seen; None where nothing is known of it."""
    missing: Counter[Unseen | None] = Counter()
    for hole in found:
        missing[hole.why] += max(0, min(hole.to_us, window.to_us) - max(hole.from_us, window.from_us))
    why = max(missing, key=lambda why: missing[why], default=None)
    return why if why and missing[why] else None

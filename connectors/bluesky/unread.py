"""What couldn't be read of what people said back, and what may be claimed for all that. Pure.

Sight stops at the message after which something may be missing. An item that can't be read is read again on the
next visits, for it may be mended; after a few it is set aside and counted, as any other odd item is, and sight goes
on. What is too large to be read whole never will be: there sight has a hole.
"""

import msgspec

from facts import DAY_US

MOST_TRIES = 5  # visits; after those it isn't going to be mended soon
FORGET_US = 91 * DAY_US  # a day more than messages are looked at

Stretch = tuple[int, int]


class Odd(msgspec.Struct, array_like=True):
    """Items around one of the member's messages that can't be read."""

    items: int
    since_us: int  # they were said after this
    looked_us: int
    tries: int = 1  # visits in a row

    @property
    def waits(self) -> bool:
        """Say whether sight waits for them."""
        return self.tries < MOST_TRIES


class Unread(msgspec.Struct):
    """All of one account that couldn't be read."""

    odd: dict[str, Odd] = {}  # by the key of the member's message
    holes: list[Stretch] = []  # in here messages may be missing for good

    def note(self, key: str, odd: Odd) -> bool:
        """Remember items that can't be read. Say whether they are set aside by now."""
        before = self.odd.get(key)
        if before and odd.items <= before.items:
            odd.tries = before.tries + (before.looked_us < odd.looked_us)
        self.odd[key] = odd
        return not odd.waits

    def waits_from_us(self) -> int | None:
        """Return from when on something may be missing that is still waited for."""
        return min((odd.since_us for odd in self.odd.values() if odd.waits), default=None)

    def claim(self, from_us: int, to_us: int) -> tuple[list[Stretch], int]:
        """Return what has been seen between two moments, and up to where sight has now come."""
        waits_us = self.waits_from_us()
        to_us = max(from_us, to_us if waits_us is None else min(to_us, waits_us))
        stretches, at_us = [], from_us
        for begins_us, ends_us in sorted(self.holes):
            stretches.append((at_us, min(begins_us, to_us)))
            at_us = max(at_us, ends_us)
        stretches.append((at_us, to_us))
        self.holes = [hole for hole in self.holes if hole[1] > to_us]
        return [(begin_us, end_us) for begin_us, end_us in stretches if begin_us < end_us], to_us

    def forget(self, looked_us: int) -> None:
        """After a look at all of it, drop what was waited for and is no longer there, and what is old."""
        self.odd = {
            key: odd
            for key, odd in self.odd.items()
            if odd.looked_us == looked_us or (not odd.waits and odd.looked_us >= looked_us - FORGET_US)
        }

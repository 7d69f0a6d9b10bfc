"""When members were in office, by the council's clock (definition 97)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from pipelines.measure.calendar import FOREVER_US, midnight_us
from store.desk import Term
from store.stretches import Stretch, join


def terms_of_office(terms: Iterable[Term], zone: ZoneInfo) -> dict[str, list[Stretch]]:
    """Return the time each member with recorded terms was in office, in order: whole local days, both included."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    for term in terms:
        from_us = midnight_us(term.from_on, zone) if term.from_on else -FOREVER_US
        to_us = midnight_us(term.to_on + timedelta(days=1), zone) if term.to_on else FOREVER_US
        found[term.member].append((from_us, to_us))
    return {member: join(some) for member, some in found.items()}

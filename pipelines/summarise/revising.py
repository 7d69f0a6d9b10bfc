"""What a revision says that the edition before it didn't: which parts, never by how much.

Both documents are there to be compared; where one to four members have come or gone since, comparing them would tell
what those had, and no revision is made.
"""

from pipelines.summarise.figures import FEWEST_MEMBERS, Facts

PARTS = ("waiting", "silent", "named", "members", "platforms")
REST = "rest"  # anything else: an earlier month, a picture, the council's name


def changed(before: Facts, now: Facts) -> list[str]:
    """Return what differs: measures, and parts of the facts by their names."""
    was, is_ = _figures(before), _figures(now)
    found = [measure for measure, figure in is_.items() if was.get(measure) != figure]
    found += [name for name in PARTS if before[name] != now[name]]
    return found or ([REST] if _rest(before) != _rest(now) else [])


def gives_away(before: Facts, now: Facts) -> bool:
    """Say whether between one and four members have come or gone since, in any figure."""
    was, is_ = _figures(before), _figures(now)
    counts = [(was[one]["now"]["members"], is_[one]["now"]["members"]) for one in was.keys() & is_.keys()]
    return any(0 < abs(first - last) < FEWEST_MEMBERS for first, last in counts)


def _figures(facts: Facts) -> dict[str, Facts]:
    """Return of each measure what is told of the month itself."""
    return {
        one["measure"]: {"now": one["now"], "change": one["change"]}
        for one in (*facts["figures"], *facts["beside"])
    }


def _rest(facts: Facts) -> Facts:
    return {name: one for name, one in facts.items() if name not in ("revision", "changed")}

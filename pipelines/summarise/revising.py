"""What a revision says that the edition before it didn't: which parts, never by how much.

Both documents are there to be compared; where a few members have come or gone since, comparing them would tell what
those had, and no revision is made.
"""

from collections.abc import Iterable, Mapping, Sequence

from pipelines.summarise.figures import Facts
from store.editions import ERASED
from wording.withholding import FEWEST_MEMBERS

PARTS = ("a_day", "waiting", "silent", "named", "members", "platforms")
REST = "rest"  # anything else: an earlier month, a picture, the council's name


def changed(before: Facts, now: Facts) -> list[str]:
    """Return what differs: measures, and parts of the facts by their names."""
    was, is_ = _figures(before), _figures(now)
    found = [measure for measure, figure in is_.items() if was.get(measure) != figure]
    found += [name for name in PARTS if before[name] != now[name]]
    return found or ([REST] if _rest(before) != _rest(now) else [])


def gives_away(
    former: Iterable[Mapping[str, Sequence[str]]],
    now: Mapping[str, Sequence[str]],
    members: Mapping[str, str],
) -> bool:
    """Say whether a revision beside any former one would tell what a few members had.

    Each is given as the accounts that its figures are made of, by measure; `members`: whose each account is. It would
    where one to four members make up the difference, and wherever somebody who was in it is erased: nobody knows any
    more how many those are.
    """
    return any(
        ERASED in some or 0 < len(_members(set(some) ^ set(now.get(measure, ())), members)) < FEWEST_MEMBERS
        for made_of in former
        for measure, some in made_of.items()
    )


def _members(accounts: Iterable[str], members: Mapping[str, str]) -> set[str]:
    return {members.get(one, one) for one in accounts}


def _figures(facts: Facts) -> dict[str, Facts]:
    """Return of each measure what is told of the month itself."""
    return {
        one["measure"]: {"now": one["now"], "change": one["change"]}
        for one in (*facts["figures"], *facts["beside"])
    }


def _rest(facts: Facts) -> Facts:
    return {name: one for name, one in facts.items() if name not in ("revision", "changed")}

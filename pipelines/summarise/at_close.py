"""Who waited for an answer at a month's close, and which accounts were silent: as counts, and by name.

A name stands beside what happened, never beside a rate, and at most four of each: the longest waits, the longest
silences. Whoever reads it is to offer help.
"""

from typing import NamedTuple

from facts import DAY_US, Member, iso
from metrics import relations
from pipelines.measure.run import Run
from pipelines.measure.states import account_rows, times_away
from pipelines.summarise.figures import Facts
from store.archive import Archive
from wording.withholding import FEWEST_MEMBERS

MOST_NAMED = 4  # so that the list is read, and the page stays a page
SILENT = ("quiet", "unattended")  # states of accounts (definition 51)


class AtClose(NamedTuple):
    """What is told of the close: counts, of nobody, and the few who are named."""

    told: Facts
    named: list[Facts]


def who_waits(archive: Archive, run: Run) -> AtClose:
    """Return how many questions had waited between a day and 14 days, to how many members, and who the longest.

    Nobody's number of questions is told: less the others' it would tell that of somebody who was taken out. Of fewer
    than five members the counts hold no wait: they are handed on without names, and it would be somebody's.
    """
    waits: dict[str, list[int]] = {}
    for member, state, waited_us in archive.rows(relations.sql(relations.OPEN)):
        if state == "waiting" and _serves(run, member):
            waits.setdefault(member, []).append(waited_us)
    longest_us = max((max(some) for some in waits.values()), default=0)
    told = {
        "questions": sum(map(len, waits.values())),
        "members": len(waits),
        "longest_days": longest_us // DAY_US if len(waits) >= FEWEST_MEMBERS else None,
    }
    away = times_away(archive)
    longest_first = sorted(waits, key=lambda member: (-max(waits[member]), member))
    named = [
        {
            **_who(run, member),
            "longest_days": max(waits[member]) // DAY_US,
            "is_away": any(begins <= run.as_of_us < ends for begins, ends in away.get(member, [])),
        }
        for member in longest_first[:MOST_NAMED]
    ]
    return AtClose(told, named)


def who_is_silent(archive: Archive, run: Run) -> AtClose:
    """Return how many accounts are quiet or unattended at the close, of how many whose state was seen, and whose."""
    states = account_rows(archive, run.accounts, run.as_of_us)
    found = [one for one in states if _serves(run, one.member) and one.state != "unknown"]
    silent = [one for one in found if one.state in SILENT]
    told = {
        "accounts": len(silent),
        "members": len({one.member for one in silent}),
        "of_accounts": len(found),
    }
    longest_first = sorted(silent, key=lambda one: (one.last_act_us or 0, one.account))
    named = [
        {
            **_who(run, one.member),
            "platform": run.platforms.get(one.platform, one.platform),
            "last_at": iso(one.last_act_us) if one.last_act_us is not None else None,
            "seen_since": iso(one.first_seen_us) if one.first_seen_us is not None else None,
        }
        for one in longest_first[:MOST_NAMED]
    ]
    return AtClose(told, named)


def _who(run: Run, member: str) -> Facts:
    """Return whom an entry is about, and the accounts that it may rest on: if one of them goes, so does the entry."""
    [about] = [one for one in run.members if one.id == member] or [Member(id=member, name=member, ward="")]
    return {"member": member, "name": about.name, "ward": about.ward, "accounts": _accounts(run, member)}


def _accounts(run: Run, member: str) -> list[str]:
    return sorted(one.id for one in run.accounts if one.member == member)


def _serves(run: Run, member: str) -> bool:
    """Say whether a member is in office at the close."""
    return any(begins <= run.as_of_us < ends for begins, ends in run.decided.terms_of(member))

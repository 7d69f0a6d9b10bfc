"""Whom a frozen month may still name: those whose consent is live, and examples that their members still permit.

Asked whenever a month is shown, so that an ending hides at once; a run then takes it out of the files.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from store.desk import Desk
from store.examples import State

LISTS = ("waiting", "silent", "examples")
Facts = dict[str, Any]


def names_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return everything whose end must be looked for: members, accounts and posts, each as kind:id."""
    return tuple(sorted({name for entry in _entries(facts) for name in _of(entry)}))


def ended(desk: Desk, names: Collection[str], accounts: Collection[str]) -> set[str]:
    """Return which of an edition's names may no longer be said, by the accounts whose consent is live."""
    permitted = {one.post for one in desk.examples() if one.state is State.PERMITTED}
    may_be_said = {f"account:{one}" for one in accounts} | {f"post:{one}" for one in permitted}
    return {name for name in names if not name.startswith("member:")} - may_be_said


def without(facts: Facts, gone: Collection[str]) -> Facts:
    """Return a month's facts without the entries that tell of any of these, and how many were taken out."""
    was = facts["named"]
    named = {of: [one for one in was[of] if not _of(one) & set(gone)] for of in LISTS}
    taken = sum(len(was[of]) - len(named[of]) for of in LISTS)
    waiting = facts["waiting"]
    if len(named["waiting"]) < len(was["waiting"]):  # the longest wait may have been theirs
        waiting = {**waiting, "longest_days": None}
    return {**facts, "waiting": waiting, "named": {**named, "redacted": was["redacted"] + taken}}


def of_nobody(facts: Facts) -> Facts:
    """Return a month's facts that name nobody, as before an election."""
    return {**facts, "named": {**{of: [] for of in LISTS}, "redacted": facts["named"]["redacted"]}}


def _entries(facts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for of in LISTS:
        yield from facts["named"][of]


def _of(entry: Mapping[str, Any]) -> set[str]:
    """Return whom and what an entry tells of."""
    found = {f"member:{entry['member']}", *(f"account:{one}" for one in entry["accounts"])}
    return found | ({f"post:{entry['post']}"} if "post" in entry else set())

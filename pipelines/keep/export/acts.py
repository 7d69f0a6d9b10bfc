"""Which lines of the log are about a member, or of what they did: a line names whom it is about in its words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipelines.keep.export.sources import Member
from store.held_at_desk import is_about_somebody

Row = Mapping[str, Any]
NUMBERED = {  # of which things the words begin with a number
    "mark": ("marks", "made_us"),
    "undo mark": ("marks", "undone_us"),
    "nominate example": ("examples", "made_us"),
    "settle example": ("examples", None),
    "settle message": ("messages", None),
}


def about(acts: Iterable[Row], member: Member, **known: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Yield the lines about a member, and those of what they did; of the latter, what was about others is left out.

    `known` are the marks, examples and messages that are theirs, by which lines that hold a number alone are known.
    """
    by_number = {name: {row["id"]: row for row in rows} for name, rows in known.items()}
    for act in acts:
        is_theirs = _is_about(act, member, by_number)
        is_by_member = act["subject"] in member.subjects
        if is_theirs or is_by_member:
            yield {**act, "what": act["what"] if is_theirs else "", "is_by_member": is_by_member}


def _is_about(act: Row, member: Member, known: Mapping[str, Mapping[int, Row]]) -> bool:
    did, what = act["did"], act["what"]
    if did in NUMBERED:
        return _is_of_known(act, known)
    if is_about_somebody(did):
        return _is_about_person(what, member)
    if did == "erase platform":
        return False
    return what in ((member.id,) if did.endswith("member") else (*member.accounts,))


def _is_of_known(act: Row, known: Mapping[str, Mapping[int, Row]]) -> bool:
    """Say whether a line's number is of something of theirs; a number of what was erased may be another's again."""
    of, moment = NUMBERED[act["did"]]
    number = act["what"].partition(" ")[0]
    row = known[of].get(int(number)) if number.isdecimal() else None
    if row is None:
        return False
    if moment:
        return bool(row[moment] == act["happened_us"])
    return bool(row["made_us" if of == "examples" else "queued_us"] <= act["happened_us"])


def _is_about_person(what: str, member: Member) -> bool:
    """Say whether a line is about somebody who acts as the member, and not about their acting as another."""
    email, _, more = what.partition(" ")
    role, _, whose = more.partition(" ")
    return email in member.emails and (role != "member" or whose in ("", member.id))

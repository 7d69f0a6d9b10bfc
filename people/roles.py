"""Who may sign in, and as what: a person's roles, which decide what they may see."""

import re
from enum import StrEnum

from store.desk import Desk
from store.typed import UNSEEN

EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,190}")


LOWER = str.maketrans({chr(capital): chr(capital + 32) for capital in range(ord("A"), ord("Z") + 1)})


class Role(StrEnum):
    """What somebody came for decides what they may see."""

    COMMS = "comms"
    MEMBER = "member"
    LEADERSHIP = "leadership"
    ADMINISTRATOR = "administrator"


class NotAPerson(ValueError):
    """Nobody can be let in like that; the message says why and what to write."""

    code = "bad-person"


def email_of(told: str) -> str:
    """Return an e-mail address the one way we write it. Raise NotAPerson.

    Only A to Z are written small: there are letters that only look alike, and would become the same.
    """
    email = told.strip(" \t\r\n").translate(LOWER)
    if not EMAIL.fullmatch(email) or UNSEEN.search(email):
        raise NotAPerson(f"{told!r} is no e-mail address. Write it as name@council.example.")
    return email


def add(desk: Desk, email: str, role: Role, member: str = "", *, now_us: int, by: str) -> None:
    """Let somebody sign in, in one more role; a member as which of the register's. Raise NotAPerson."""
    if (role is Role.MEMBER) is not bool(member):
        what = (
            "Say with --member whose scorecard is theirs" if role is Role.MEMBER else "Only a member has one"
        )
        raise NotAPerson(f"{what}: role {role.value}, member {member or 'none'}.")
    if member and member not in {one.id for one in desk.members()}:
        raise NotAPerson(f"{member} isn't on the register.")
    email = email_of(email)
    held = [dict(one.roles).get(role.value) for one in desk.persons() if one.email == email]
    if held not in ([], [None], [member]):
        raise NotAPerson(
            f"{email} is member {held[0]} already. Take that away first: person remove {email} --role member"
        )
    desk.add_role(email, role.value, member, now_us=now_us, by=by)


def add_register(desk: Desk, *, now_us: int, by: str) -> tuple[list[str], list[str]]:
    """Let every member on the register sign in who has an e-mail there and hasn't been let in.

    Return the e-mails added, and the ids of members who have none, or one that isn't theirs alone.
    """
    held = {(one.email, role) for one in desk.persons() for role, _ in one.roles}
    emails = {one.id: _email_or_nothing(one.email) for one in desk.members()}
    added, without = [], []
    for member in desk.members():
        email = emails[member.id]
        if not email or list(emails.values()).count(email) > 1:
            without.append(member.id)
        elif (email, Role.MEMBER) not in held:
            desk.add_role(email, Role.MEMBER.value, member.id, now_us=now_us, by=by)
            added.append(email)
    return added, without


def _email_or_nothing(told: str) -> str:
    try:
        return email_of(told)
    except NotAPerson:
        return ""


def remove(desk: Desk, email: str, role: Role | None = None, *, now_us: int, by: str) -> bool:
    """Take a role, or all of them, from somebody: they are out at their next click. Say whether there was one."""
    return desk.remove_role(email_of(email), role.value if role else None, now_us=now_us, by=by)

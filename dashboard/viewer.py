"""Who is looking. Every question to dashboard/services.py names its viewer; nothing is taken from the air."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody came for decides what they may see."""

    COMMS = "comms"
    MEMBER = "member"
    LEADERSHIP = "leadership"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looking at the dashboard; `member` is the register's id when they are one."""

    role: Role
    member: str | None = None


class NotForYou(Exception):
    """This viewer may not see this. The message says who may."""

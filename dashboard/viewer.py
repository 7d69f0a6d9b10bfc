"""Who is looking. Every question to dashboard/services.py names its viewer; nothing is taken from the air."""

from dataclasses import dataclass

from people.roles import Role
from people.sign_in import SignedIn

__all__ = ["NotForYou", "Role", "Viewer"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looking at the dashboard; `member` is the register's id when they are one.

    `person` is whoever signed in; nobody where sign-in isn't configured.
    """

    role: Role
    member: str | None = None
    person: SignedIn | None = None


class NotForYou(Exception):
    """This viewer may not see this. The message says who may."""

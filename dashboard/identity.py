"""Who is looking: whoever signed in, in one of the roles they hold. Addresses of pages keep which of them.

Where no sign-in is configured, whoever sits at this computer chooses whom to look as. The choice is kept in the address
(`as=comms`, `as=leadership`, `as=member:ID`), so that every link and every reload stays the same viewer; the server
answers this computer only (front/door.py), so this is a preview of what each person will see, not a lock.

With sign-in no role comes from an address: of somebody who holds several it says which one they chose.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import urlencode

from dashboard.viewer import NotForYou, Role, Viewer
from people.sign_in import SignedIn
from wording import refusals

COMMS, LEADERSHIP, MEMBER = "comms", "leadership", "member:"
FIRST = (Role.COMMS, Role.LEADERSHIP, Role.MEMBER, Role.ADMINISTRATOR)  # where nobody chose

_looking: ContextVar[Viewer | None] = ContextVar("looking", default=None)


@contextmanager
def looking_as(viewer: Viewer) -> Iterator[None]:
    """Let every part of a page ask who is looking, as it was found out once."""
    token = _looking.set(viewer)
    try:
        yield
    finally:
        _looking.reset(token)


def looking() -> Viewer:
    """Return who is looking at the page that is being drawn. Raise LookupError outside of one."""
    viewer = _looking.get()
    if viewer is None:
        raise LookupError("nobody is looking: no page is being drawn")
    return viewer


def viewer_of(query: Iterable[tuple[str, str]]) -> Viewer:
    """Return the viewer that an address names behind its question mark. Raise NotForYou where it names no single one.

    Nearly right is not right: `As=`, or `as=` given twice, must not be taken for an address that names nobody.
    """
    named = [(name, wish) for name, wish in query if name.strip().casefold() == "as"]
    if len(named) > 1 or any(name != "as" for name, _ in named):
        raise NotForYou(refusals.names_nobody())
    return viewer_from(named[0][1] if named else None)


def viewer_from(wish: str | None) -> Viewer:
    """Return the viewer an address asks for; without a wish, the communications team. Raise NotForYou."""
    if wish is None or wish == COMMS:
        return Viewer(Role.COMMS)
    if wish == LEADERSHIP:
        return Viewer(Role.LEADERSHIP)
    if wish.startswith(MEMBER) and wish != MEMBER:
        return Viewer(Role.MEMBER, wish.removeprefix(MEMBER))
    raise NotForYou(refusals.names_nobody())


def viewer_signed_in(person: SignedIn, query: Iterable[tuple[str, str]]) -> Viewer:
    """Return somebody who signed in, in the role that an address names if it is one of theirs, else in their first."""
    held = dict(person.roles)
    wishes = [wish for name, wish in query if name == "as"]
    chosen = [role for role in held if [role.value] == wishes]
    role = next(iter(chosen or [role for role in FIRST if role in held]))
    return Viewer(role, held[role] or None, person)


def written(viewer: Viewer) -> str:
    """Return a viewer as an address says it; nothing where there is nothing to say."""
    if viewer.person:
        return viewer.role.value if len(viewer.person.roles) > 1 else ""
    if viewer.role is Role.MEMBER:
        return f"{MEMBER}{viewer.member}"
    return LEADERSHIP if viewer.role is Role.LEADERSHIP else COMMS


def address(viewer: Viewer, page: str, **about: str | None) -> str:
    """Return the address of a page of ours, as this viewer."""
    return _address(written(viewer), page, **about)


@lru_cache(maxsize=4096)  # a table of members names hundreds, the same at each drawing
def _address(as_: str, page: str, **about: str | None) -> str:
    behind = urlencode(_query(as_, **about))
    return f"{page}?{behind}" if behind else page


def query(viewer: Viewer, **about: str | None) -> dict[str, str]:
    """Return what stands behind the question mark of a page's address."""
    return _query(written(viewer), **about)


def _query(as_: str, **about: str | None) -> dict[str, str]:
    return {name: value for name, value in {"as": as_, **about}.items() if value}

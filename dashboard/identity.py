"""Who is looking, while there is no sign-in: whoever sits at this computer chooses whom to look as.

The choice is kept in the address (`as=comms`, `as=leadership`, `as=member:ID`), so that every link and every
reload stays the same viewer. The server answers this computer only (front/door.py), so this is a preview of what
each person will see, not a lock.
"""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from dashboard.viewer import NotForYou, Role, Viewer
from wording import refusals

COMMS, LEADERSHIP, MEMBER = "comms", "leadership", "member:"


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


def written(viewer: Viewer) -> str:
    """Return a viewer as an address says it."""
    if viewer.role is Role.MEMBER:
        return f"{MEMBER}{viewer.member}"
    return LEADERSHIP if viewer.role is Role.LEADERSHIP else COMMS


@lru_cache(maxsize=4096)  # a table of members names hundreds, the same at each drawing
def address(viewer: Viewer, page: str, **about: str | None) -> str:
    """Return the address of a page of ours, as this viewer."""
    return f"{page}?{urlencode(query(viewer, **about))}"


def query(viewer: Viewer, **about: str | None) -> dict[str, str]:
    """Return what stands behind the question mark of a page's address."""
    return {"as": written(viewer), **{name: value for name, value in about.items() if value}}

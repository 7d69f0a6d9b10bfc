"""Who may see what. Every page asks here, with a Viewer; what a viewer may not see never leaves this file.

comms        every member's results, occasions and waiting asks; not what is for a member's eyes only
member       all of their own, what is for their eyes only too, and nobody else's
leadership   the council's figures; no member, no post
others       nothing: NotForYou

Nothing is cached by viewer. Consent is asked of the desk anew for each drawing of a page (shown.py).
"""

from dataclasses import dataclass

from dashboard import sources
from dashboard.shown import Person, Shown, shown
from dashboard.viewer import NotForYou, Role, Viewer
from facts import MarkKind, Outcome
from store.marks import Mark
from store.published import Row

ENOUGH_MEMBERS = 5  # a figure of fewer members would be about persons, not about the council
NEVER_US = 2**62  # later than anything
NO_SUCH_MEMBER = "There is no such member with a consent that is live now."
WHO = {Role.COMMS: "the communications team", Role.MEMBER: "members", Role.LEADERSHIP: "leadership"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is known about the run that is shown."""

    version: str
    council: str
    zone: str
    pack: str
    as_of_us: int
    published_us: int
    cut_off_us: int
    is_invented: bool
    definitions: dict[str, str]  # measure -> version


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One result and the very rows it was summed up from."""

    person: Person
    result: Row | None
    occasions: list[Row]
    messages: dict[str, Row]
    coverage: list[Row]
    unseen: list[Row]  # the stretches that are missing from it, and why
    pending: dict[str, list[Mark]]  # post -> marks that take effect at the next measure
    in_force: dict[str, list[Mark]]  # post -> marks that these figures rest on


def run(viewer: Viewer) -> Run:
    """Return the run that is shown. Everybody with a role may know it."""
    _allow(viewer, Role.COMMS, Role.MEMBER, Role.LEADERSHIP)
    published = shown().published
    meta = published.meta()
    return Run(
        version=published.version,
        council=meta["council"],
        zone=meta["time_zone"],
        pack=meta["pack"],
        as_of_us=int(meta["as_of_us"]),
        published_us=int(meta["published_us"]),
        cut_off_us=int(meta["cut_off_us"]),
        is_invented=meta["invented"] == "yes",
        definitions=dict(part.strip().rsplit("@", 1) for part in meta["definitions"].split(",") if part),
    )


def windows(viewer: Viewer) -> list[Row]:
    """Return every window there are results for."""
    _allow(viewer, Role.COMMS, Role.MEMBER, Role.LEADERSHIP)
    return shown().published.windows()


def people(viewer: Viewer) -> list[Person]:
    """Return the members this viewer may see: all of them for comms, themself for a member."""
    _allow(viewer, Role.COMMS, Role.MEMBER)
    return [
        person
        for person in shown().people.values()
        if viewer.role is Role.COMMS or person.id == viewer.member
    ]


def person(viewer: Viewer, member: str) -> Person:
    """Return one member, with their live accounts."""
    return _shown(viewer, member).people[member]


def results(viewer: Viewer, label: str, member: str | None = None) -> list[Row]:
    """Return the results of a window: of one member, or (comms) of all of them."""
    return _shown(viewer, member).results(label, member)


def series(viewer: Viewer, member: str, measure: str | None = None) -> list[Row]:
    """Return a member's last 13 months and 26 weeks."""
    return _shown(viewer, member).series(member, measure)


def waiting(
    viewer: Viewer,
    member: str | None = None,
    *,
    from_us: int = 0,
    to_us: int = NEVER_US,
    seen_us: int = 0,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """Return open asks, oldest first, each with its `message` and the marks that are `pending`."""
    found = _shown(viewer, member)
    rows = found.waiting(member, from_us=from_us, to_us=to_us, seen_us=seen_us, limit=limit, offset=offset)
    pending = _pending(found, {row["post"] for row in rows})
    return [{**row, "pending": pending.get(row["post"], [])} for row in rows]


def waiting_counts(
    viewer: Viewer, member: str | None = None, *, border_us: int = 0, seen_us: int = 0
) -> list[Row]:
    """Return how many asks are open, by member who has any: `recent`, `lost` and `older` (store/published.py)."""
    return _shown(viewer, member).waiting_counts(member, border_us, seen_us)


def waits(viewer: Viewer, member: str) -> Row | None:
    """Return what is known of who waits for a member now: the result of the last 90 days."""
    rows = _shown(viewer, member).results("90 days", member)
    return next((row for row in rows if row["measure"] == "still-waiting"), None)


def coverage(viewer: Viewer, member: str, label: str) -> list[Row]:
    """Return how much of a window was seen of each of a member's accounts."""
    return _shown(viewer, member).coverage(member, label)


def ended_silences(viewer: Viewer, label: str, at_least_days: float) -> list[Row]:
    """Return the long silences that members ended, newest first (comms)."""
    found = _shown(viewer, None)
    rows = found.published.ended_silences("longest-silence", label, at_least_days)
    return [row for row in rows if row["member"] in found.people and row["member"] not in found.touched]


def evidence(viewer: Viewer, member: str, measure: str, label: str) -> Evidence:
    """Return what one figure was worked out from."""
    found = _shown(viewer, member)
    occasions = found.occasions(member, measure, label)
    posts = {row[name] for row in occasions for name in ("post", "answer") if row[name]}
    return Evidence(
        person=found.people[member],
        result=next((row for row in found.results(label, member) if row["measure"] == measure), None),
        occasions=occasions,
        messages=found.messages(posts),
        coverage=found.coverage(member, label),
        unseen=found.unseen(member, label),
        pending=_pending(found, posts),
        in_force=_marks(posts, until_us=_published_us(found)),
    )


def council(viewer: Viewer, label: str | None = None) -> list[Row]:
    """Return the council's figures. Leadership sees none that fewer than five members make up."""
    _allow(viewer, Role.COMMS, Role.LEADERSHIP)
    rows = shown().published.council(label)
    if viewer.role is Role.COMMS:
        return rows
    return [row if row["members"] >= ENOUGH_MEMBERS else _too_few_members(row) for row in rows]


def mark(viewer: Viewer, member: str, post: str, kind: MarkKind, *, by: str, why: str) -> int:
    """Log a correction about a post to or of this member. Return its number."""
    _allow_post(viewer, member, post)
    return sources.desk().add_mark(kind, post=post, by=by, why=why, now_us=sources.now_us())


def undo_mark(viewer: Viewer, member: str, post: str, number: int, *, by: str) -> bool:
    """Undo a correction about a post to or of this member. Say whether there was one in force."""
    _allow_post(viewer, member, post)
    if not any(mark.id == number and mark.post == post for mark in sources.desk().marks()):
        return False
    return sources.desk().undo_mark(number, by=by, now_us=sources.now_us())


def _allow(viewer: Viewer, *roles: Role) -> None:
    if viewer.role is Role.MEMBER and viewer.member not in shown().people:
        raise NotForYou(
            NO_SUCH_MEMBER
        )  # somebody who isn't shown is nobody: not even the run is theirs to know
    if viewer.role not in roles:
        raise NotForYou(f"This page is for {' and '.join(WHO[role] for role in roles)}.")


def _shown(viewer: Viewer, member: str | None) -> Shown:
    """Return what may be shown of one member, or (comms) of all of them. Raise NotForYou."""
    if member is None:
        _allow(viewer, Role.COMMS)
        return shown()
    _allow(viewer, Role.COMMS, Role.MEMBER)
    is_self = viewer.role is Role.MEMBER and viewer.member == member
    if viewer.role is Role.MEMBER and not is_self:
        raise NotForYou("A member sees their own scorecard and nobody else's.")
    found = shown(own=is_self)
    if member not in found.people:
        raise NotForYou(NO_SUCH_MEMBER)
    return found


def _allow_post(viewer: Viewer, member: str, post: str) -> None:
    found = _shown(viewer, member)
    message = found.messages({post}).get(post)
    if message is None or found.live[message["account"]].member != member:
        raise NotForYou("This post is not part of this member's conversations.")


def _pending(found: Shown, posts: set[str]) -> dict[str, list[Mark]]:
    return _marks(posts, after_us=_published_us(found))


def _published_us(found: Shown) -> int:
    return int(found.published.meta()["published_us"])


def _marks(posts: set[str], *, after_us: int = 0, until_us: int = NEVER_US) -> dict[str, list[Mark]]:
    """Return the marks about these posts that stand, made in `after < t <= until`."""
    marks: dict[str, list[Mark]] = {}
    for mark in sources.desk().marks():
        if mark.post in posts and after_us < mark.made_us <= until_us:
            marks.setdefault(mark.post, []).append(mark)
    return marks


def _too_few_members(row: Row) -> Row:
    nothing = {"value": None, "low": None, "high": None, "n": 0, "met": None}
    return {**row, **nothing, "outcome": Outcome.TOO_FEW.value}

"""Who may see what. Every page asks here, with a Viewer; what a viewer may not see never leaves this file.

comms        every member's results, occasions and waiting asks; not what is for a member's eyes only
member       all of their own, what is for their eyes only too, and nobody else's
leadership   the council's figures; no member, no post
others       nothing: NotForYou

Nothing is cached by viewer. Consent is asked of the desk anew for each drawing of a page (snapshot.py).
"""

from datetime import date

from dashboard import sources
from dashboard.nouns import Definition, Evidence, Run
from dashboard.snapshot import Shown, shown
from dashboard.viewer import NotForYou, Role, Viewer
from facts import MarkKind
from people import corrections
from people import scorecard as scorecards
from people import waiting as waits_
from people.scorecard import Facts
from store.figures import Figures, figures_of
from store.published import Row
from store.showing import Person
from wording import refusals
from wording.times import LAST_90_DAYS
from wording.waiting import Group
from wording.withholding import withheld


def run(viewer: Viewer) -> Run:
    """Return the run that is shown. Everybody with a role may know it."""
    allow(viewer, *Role)
    published = shown().published
    meta = published.meta()
    return Run(
        version=published.version,
        council=meta["council"],
        zone=meta["time_zone"],
        platforms=published.platforms(),
        pack=meta["pack"],
        as_of_us=int(meta["as_of_us"]),
        read_us=max(sources.now_us(), int(meta["as_of_us"])),
        published_us=int(meta["published_us"]),
        cut_off_us=int(meta["cut_off_us"]),
        is_invented=meta["invented"] == "yes",
        definitions={
            row["measure"]: Definition(row["version"], date.fromisoformat(row["since"]))
            for row in published.definitions()
        },
    )


def windows(viewer: Viewer) -> list[Row]:
    """Return every window there are results for."""
    allow(viewer, Role.COMMS, Role.MEMBER, Role.LEADERSHIP)
    return shown().published.windows()


def people(viewer: Viewer) -> list[Person]:
    """Return the members this viewer may see: all of them for comms, themself for a member."""
    allow(viewer, Role.COMMS, Role.MEMBER)
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
    viewer: Viewer, member: str | None = None, *, group: Group | None = None, limit: int, offset: int = 0
) -> list[Row]:
    """Return a page of the open asks of one group, or of all, each with its `message` and the marks `pending`."""
    return waits_.page(
        _shown(viewer, member),
        sources.desk(),
        member,
        group=group.value if group else None,
        limit=limit,
        offset=offset,
    )


def waiting_counts(viewer: Viewer, member: str | None = None) -> list[Row]:
    """Return how many open asks of each group there are, by member who has any."""
    return waits_.counts(_shown(viewer, member), sources.desk(), member)


def away(viewer: Viewer, member: str | None = None) -> dict[str, int]:
    """Return who is declared away at this moment, as the desk knows it now, and the first moment after it."""
    people = _shown(viewer, member).people
    found = corrections.away_until(sources.desk(), sources.now_us())
    return {who: until_us for who, until_us in found.items() if who in people and member in (None, who)}


def waits(viewer: Viewer, member: str) -> Row | None:
    """Return what is known of who waits for a member now: the result of the last 90 days."""
    rows = _shown(viewer, member).results(LAST_90_DAYS, member)
    return next((row for row in rows if row["measure"] == "still-waiting"), None)


def coverage(viewer: Viewer, member: str, label: str) -> list[Row]:
    """Return how much of a window was seen of each of a member's accounts."""
    return _shown(viewer, member).coverage(member, label)


def scorecard(viewer: Viewer, member: str, label: str) -> Facts:
    """Return the facts of a scorecard that is handed out. Raise NotForYou."""
    found = _shown(viewer, member)
    return scorecards.scorecard(
        found,
        sources.desk(),
        sources.pack(found.published.meta()["pack"]),
        member,
        label,
        now_us=sources.now_us(),
        own=viewer.role is Role.MEMBER,
        signed=sources.languages_signed(),
    )


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
        open_asks=found.open_asks(posts),
        pending=corrections.of(posts, corrections.pending(sources.desk(), found.published.meta())),
        in_force=corrections.of(posts, corrections.in_force(sources.desk(), found.published.meta())),
        undone=corrections.of(posts, corrections.undone(sources.desk(), found.published.meta())),
    )


def council(viewer: Viewer, label: str | None = None) -> list[Row]:
    """Return the council's figures. Leadership sees none that fewer than five members make up.

    `members_none`: how many members were seen well enough, and had nothing to count.
    """
    allow(viewer, Role.COMMS, Role.LEADERSHIP)
    published = shown().published
    everybody = len(published.members())
    rows = [
        {**row, "members_none": max(0, everybody - row["members"] - row["members_unknown"])}
        for row in published.council(label)
    ]
    return rows if viewer.role is Role.COMMS else [withheld(row) for row in rows]


def figures(viewer: Viewer, label: str) -> Figures | None:
    """Return all that a window's figures say (comms); None where nothing was published for it."""
    found = _shown(viewer, None)
    since = corrections.since(sources.desk(), found.published.meta())
    return figures_of(found, label, taken_out=since.taken_out, put_back=since.put_back)


def mark(viewer: Viewer, member: str, post: str, kind: MarkKind, *, by: str, why: str) -> int:
    """Log a correction about a post to or of this member. Return its number.

    It is signed by whoever signed in; `by` whom counts only where no sign-in is configured.
    """
    _allow_post(viewer, member, post)
    signed = _signature(viewer, by)
    return corrections.mark(sources.desk(), kind, post, **signed, why=why, now_us=sources.now_us())


def undo_mark(viewer: Viewer, member: str, post: str, number: int, *, by: str) -> bool:
    """Undo a correction about a post to or of this member, signed alike. Say whether there was one in force."""
    _allow_post(viewer, member, post)
    if not any(mark.id == number and mark.post == post for mark in sources.desk().marks()):
        return False
    return corrections.undo(sources.desk(), number, **_signature(viewer, by), now_us=sources.now_us())


def _signature(viewer: Viewer, typed: str) -> dict[str, str]:
    """Return by whom something is decided, and as whom they are signed in."""
    if viewer.person:
        return {"by": viewer.person.name, "subject": viewer.person.subject}
    return {"by": typed}


def allow(viewer: Viewer, *roles: Role) -> None:
    """Let viewers with one of these roles on. Raise NotForYou for others."""
    if viewer.role is Role.MEMBER and viewer.member not in shown().people:
        # Somebody who isn't shown is nobody: not even the run is theirs to know.
        raise NotForYou(refusals.no_such_member())
    if viewer.role not in roles:
        raise NotForYou(refusals.page_is_for(roles))


def _shown(viewer: Viewer, member: str | None) -> Shown:
    """Return what may be shown of one member, or (comms) of all of them. Raise NotForYou."""
    if member is None:
        allow(viewer, Role.COMMS)
        return shown()
    allow(viewer, Role.COMMS, Role.MEMBER)
    is_self = viewer.role is Role.MEMBER and viewer.member == member
    if viewer.role is Role.MEMBER and not is_self:
        raise NotForYou(refusals.own_scorecard_only())
    found = shown(own=is_self)
    if member not in found.people:
        raise NotForYou(refusals.no_such_member())
    return found


def _allow_post(viewer: Viewer, member: str, post: str) -> None:
    found = _shown(viewer, member)
    message = found.messages({post}).get(post)
    if message is None or found.live[message["account"]].member != member:
        raise NotForYou(refusals.not_their_post())

"""What people decided, as a run loads it: whose handles are whose, terms of office, hours, marks, days away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facts import Account, MarkKind, Who, Window
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import FOREVER_US, parts_in_office, whole_weeks
from pipelines.measure.hours import rows_of, stated_from
from pipelines.measure.unseen import between
from store.archive import Archive
from store.marks import Mark
from store.stretches import Stretch, both, join

TEXT, WHOLE = "string", "int64"
OPPOSED = (
    (MarkKind.IS_AN_ASK, MarkKind.NOT_AN_ASK),
    (MarkKind.INVITES, MarkKind.NOT_INVITES),
    (MarkKind.CREDITS, MarkKind.NOT_CREDITS),
    (MarkKind.CORRECTS, MarkKind.NOT_CORRECTS),
    (MarkKind.COPY, MarkKind.NOT_A_COPY),
)  # of two that contradict each other the later stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the desk and the settings say at a run."""

    accounts: Sequence[Account]
    handles: Sequence[tuple[str, str, str, str | None]]  # author, source, platform, account
    council: Sequence[tuple[str, str, str]]  # author, source, platform
    marks: Sequence[Mark]
    settings: Settings
    terms: Mapping[str, Sequence[Stretch]] = field(
        default_factory=dict
    )  # of whose terms of office are recorded

    def terms_of(self, member: str) -> Sequence[Stretch]:
        """Return a member's terms of office; without recorded ones a member is always in office (definition 97)."""
        return self.terms.get(member) or ((-FOREVER_US, FOREVER_US),)


def load(archive: Archive, decided: Decided, windows: Sequence[Window], as_of_us: int) -> None:
    """Load all that people decided into the relations that the rules read."""
    _load_people(archive, decided)
    _load_office(archive, decided, windows, as_of_us)
    _load_marks(archive, decided.marks)
    _load_away(archive, decided)


def _load_people(archive: Archive, decided: Decided) -> None:
    members = {account.id: account.member for account in decided.accounts}
    live = {account.id for account in decided.accounts if account.has_consent}
    rows: dict[str, tuple[str | None, ...]] = {
        author: (author, source, platform, Who.COUNCIL.value, None, None, None)
        for author, source, platform in decided.council
    }
    for author, source, platform, account in decided.handles:
        member = members.get(account or "")
        is_live = account in live
        who = Who.MEMBER if is_live else Who.FORMER
        said_from = account if is_live else None
        rows[author] = (author, source, platform, who.value, member if is_live else None, member, said_from)
    names = ("author", "source", "platform", "who", "member", "belongs_to", "account")
    archive.load("handles", dict.fromkeys(names, TEXT), rows.values())
    known = [(a.id, a.member, a.platform) for a in decided.accounts if a.has_consent]
    archive.load("accounts", dict.fromkeys(("account", "member", "platform"), TEXT), known)


def _load_office(archive: Archive, decided: Decided, windows: Sequence[Window], as_of_us: int) -> None:
    """Load each member's windows, as far as they lie within a term of office, and the hours they state."""
    members = sorted({account.member for account in decided.accounts if account.has_consent})
    span = {"from_us": WHOLE, "to_us": WHOLE}
    parts = [
        (member, part.label, part.kind, part.from_us, part.to_us)
        for member in members
        for window in windows
        for part in parts_in_office(window, decided.terms_of(member))
    ]
    archive.load("windows", {"member": TEXT, "label": TEXT, "kind": TEXT} | span, parts)
    archive.load(
        "whole_windows", {"label": TEXT, "to_us": WHOLE}, [(one.label, one.to_us) for one in windows]
    )
    weeks = [
        (window.label, number, *week)
        for window in windows
        for number, week in enumerate(whole_weeks(window, as_of_us, decided.settings.zone))
    ]
    archive.load("weeks", {"label": TEXT, "number": WHOLE} | span, weeks)
    terms = [(member, *term) for member in members for term in decided.terms_of(member)]
    archive.load("terms", {"member": TEXT} | span, terms)
    out = [
        (member, *part)
        for member in members
        for part in between(decided.terms_of(member), -FOREVER_US, FOREVER_US)
    ]
    archive.load("out_of_office", {"member": TEXT} | span, out)
    open_ = [(member, *row) for member in members for row in rows_of(decided.settings, member)]
    columns = {"member": TEXT} | span | {"opens_us": WHOLE, "closes_us": WHOLE}
    archive.load("hours", columns, open_)
    stated = [(member, from_us) for member in members for from_us in stated_from(decided.settings, member)]
    archive.load("stated_hours", {"member": TEXT, "from_us": WHOLE}, stated)


def _load_marks(archive: Archive, marks: Sequence[Mark]) -> None:
    said = [mark for kinds in OPPOSED for mark in _last_words(marks, kinds)]
    of_pairs = _last_words(marks, (MarkKind.PAIR, MarkKind.NOT_A_PAIR))
    episodes = {
        (m.post, m.kind.value) for m in marks if m.kind in (MarkKind.ANSWERED_ELSEWHERE, MarkKind.SET_ASIDE)
    }
    words = [(mark.post, mark.kind.value) for mark in said]
    archive.load("marked", {"post": TEXT, "kind": TEXT}, [*words, *sorted(episodes)])
    pairs = [(mark.post, mark.with_post, mark.kind.value) for mark in of_pairs]
    archive.load("marked_pairs", {"invitation": TEXT, "report": TEXT, "kind": TEXT}, pairs)


def _last_words(marks: Sequence[Mark], kinds: Sequence[MarkKind]) -> list[Mark]:
    """Return the marks of kinds that contradict each other, of each message or pair the last."""
    return list({(mark.post, mark.with_post): mark for mark in marks if mark.kind in kinds}.values())


def _load_away(archive: Archive, decided: Decided) -> None:
    """Load the days that were declared away; time outside a term of office is no time away."""
    marks = decided.marks
    away: dict[str, list[Stretch]] = defaultdict(list)
    for mark in marks:
        if mark.kind is MarkKind.AWAY and mark.member and mark.from_us is not None and mark.to_us is not None:
            away[mark.member].append((mark.from_us, mark.to_us))
    rows = [
        (member, *stretch)
        for member, stretches in away.items()
        for stretch in both(join(stretches), decided.terms_of(member))
    ]
    archive.load("away", {"member": TEXT, "from_us": WHOLE, "to_us": WHOLE}, rows)

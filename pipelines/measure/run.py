"""What a run is asked: which measures, of whom, as of which moment, and over what was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from connectors import all_platforms
from facts import Account, Member, Sight, Window
from metrics import all_measures
from metrics.measure import Measure, Span
from pipelines.keep.folder import Folder, now_us
from pipelines.measure import calendar
from pipelines.measure.calendar import parts_in_office, whole_weeks
from pipelines.measure.decided import Decided
from pipelines.measure.sights import earliest_us, what_shows
from store.archive import Archive
from store.own_archives import names_nobody
from store.stretches import Stretch
from store.visits import Reason, Visited, reasons, visits

Parts = Mapping[tuple[str, str], Sequence[Stretch]]  # (member, label) -> parts of the window, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run measures, for whom, as of when."""

    measures: Sequence[Measure]
    members: Sequence[Member]
    decided: Decided
    windows: Sequence[Window]
    sees: Mapping[str, frozenset[Sight]]  # what each platform, or account, can show at all
    names_nobody: frozenset[str]  # accounts with replies of which nothing says whom they answered
    as_of_us: int
    from_files: frozenset[str] = frozenset()  # accounts known from posts files alone, which hold no profiles
    platforms: Mapping[str, str] = field(default_factory=dict)  # what each is called
    visits: Mapping[str, Visited] = field(default_factory=dict)  # how collecting went, by account
    reasons: Mapping[str, Sequence[Reason]] = field(default_factory=dict)  # why something wasn't seen

    @property
    def accounts(self) -> list[Account]:
        """Return the accounts that may be measured."""
        return [account for account in self.decided.accounts if account.has_consent]

    def judged(self, span: Span) -> Parts:
        """Return the parts of each member's windows over which it is judged whether enough was seen.

        What lies outside their terms of office is no part of them (definition 97).
        """
        return {
            (member, time.label): [
                (part.from_us, part.to_us) for part in parts_in_office(time, self.decided.terms_of(member))
            ]
            for member in {account.member for account in self.accounts}
            for time in self._times(span)
        }

    def _times(self, span: Span) -> Sequence[Window]:
        """Return each window as the time over which it is judged."""
        if span is Span.WINDOW:
            return self.windows
        weeks = [whole_weeks(window, self.as_of_us, self.decided.settings.zone) for window in self.windows]
        return [
            replace(window, kind="weeks", from_us=some[0][0], to_us=some[-1][1])
            for window, some in zip(self.windows, weeks, strict=True)
        ]


def now_of(folder: Folder) -> int:
    """Return this moment; of an invented council the end of its calendar, or every day more of it would be unknown."""
    if not folder.settings.invented:
        return now_us()
    with folder.archive() as archive:
        return min(
            now_us(), max((seen[-1][1] for seen in archive.stretches().values() if seen), default=now_us())
        )


def run_of(folder: Folder, archive: Archive, as_of_us: int) -> Run:
    """Return what a run as of a moment is asked, with what people decided by now: everything."""
    sees, from_files = what_shows(archive)
    return Run(
        measures=all_measures(),
        members=folder.desk.members(),
        decided=folder.decided(),
        windows=calendar.windows(as_of_us, earliest_us(archive, as_of_us), folder.settings.zone),
        sees=sees,
        platforms={one.id: one.name for one in all_platforms()},
        names_nobody=names_nobody(archive),
        from_files=from_files,
        as_of_us=as_of_us,
        visits=visits(archive),
        reasons=reasons(archive),
    )

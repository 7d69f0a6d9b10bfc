"""What a run is asked: which measures, of whom, as of which moment, and over what was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facts import Account, Member, Sight, Window
from metrics.measure import Measure, Span
from pipelines.measure.calendar import whole_weeks
from pipelines.measure.decided import Decided
from store.stretches import Stretch, both
from store.visits import Reason, Visited

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

        What lies outside their terms of office is no part of them (definition 97). The end of the last 90 days
        belongs to them (definition 3), but takes no time: a term that begins with it is no part either.
        """
        times: dict[str, Stretch] = {
            window.label: (window.from_us, self.as_of_us if window.kind == "days" else window.to_us)
            for window in self.windows
        }
        if span is Span.WEEKS:
            zone = self.decided.settings.zone
            weeks = {window.label: whole_weeks(window, self.as_of_us, zone) for window in self.windows}
            times = {label: (some[0][0], some[-1][1]) for label, some in weeks.items()}
        return {
            (member, label): both([time], self.decided.terms_of(member))
            for member in {account.member for account in self.accounts}
            for label, time in times.items()
        }

"""What a run is asked: which measures, of whom, as of which moment, and over what was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facts import Account, Member, Sight, Window
from metrics.measure import Measure
from pipelines.measure.relate import Decided
from store.visits import Reason, Visited


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
    platforms: Mapping[str, str] = field(default_factory=dict)  # what each is called
    visits: Mapping[str, Visited] = field(default_factory=dict)  # how collecting went, by account
    reasons: Mapping[str, Sequence[Reason]] = field(default_factory=dict)  # why something wasn't seen

    @property
    def accounts(self) -> list[Account]:
        """Return the accounts that may be measured."""
        return [account for account in self.decided.accounts if account.has_consent]

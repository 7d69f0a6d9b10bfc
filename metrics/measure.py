"""What a measure is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from facts import DAY_US, HOUR_US, Sight, Unit


@dataclass(frozen=True, slots=True)
class Tally:
    """The occasions of one member (or of the whole council) in one window, as far as a sum-up needs them."""

    n: int
    met: int = 0
    longest: float | None = None
    waits: tuple[tuple[float, bool], ...] = ()  # (hours seen, ended by an answer); only for sum-ups that ask


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its range. `why` says why a value is missing although it was measured."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class SumUp:
    """How occasions become a figure."""

    figure: Callable[[Tally], Figure]
    enough: int  # fewest occasions for a figure
    is_share: bool = False
    needs_waits: bool = False


class Audience(StrEnum):
    """Who may see a measure's results besides the member."""

    ALL = "all"
    MEMBER = "member"  # for the member's eyes only


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A little play, and what the measure must say of it. Test, documentation and explanation at once."""

    title: str
    told: str
    gives: str  # "2 of 3", "5 hours", "9 days", "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A question about public posts that mirrors lines of the guidance."""

    id: str
    version: int  # of the definition: raised whenever the same posts may give another figure
    since: str  # the day (ISO) since which this version is in force
    title: str
    explains: str  # how it is worked out, for a member
    cant_see: str
    unit: Unit
    better: str  # more, less or neither
    needs: frozenset[Sight]
    sum_up: SumUp
    is_about_asks: bool  # the counts of asks stand beside it
    occasions: str  # SQL over metrics/relations: one row an occasion, its value in microseconds
    stories: tuple[Story, ...]
    needs_whom: bool = False  # it rests on whom each reply answered
    audience: Audience = Audience.ALL
    also_counts: dict[str, str] = field(
        default_factory=dict
    )  # name -> SQL over `occasions`, by member and label
    author: str = "Two-Way"
    checked_by: str = "slow twin"
    checked_on: str = "2026-11-22"
    next_check: str = "2027-05-22"

    @property
    def value_unit_us(self) -> int:
        """Return the unit an occasion's value is published in: days for a figure in days, hours for all others."""
        return DAY_US if self.unit is Unit.DAYS else HOUR_US

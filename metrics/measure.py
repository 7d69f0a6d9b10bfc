"""What a measure is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from facts import DAY_US, HOUR_US, MarkKind, Sight, Unit


@dataclass(frozen=True, slots=True)
class Tally:
    """The occasions of one member (or of the whole council) in one window, as far as a sum-up needs them."""

    n: int
    met: int = 0
    longest: float | None = None
    waits: tuple[tuple[float, bool], ...] = ()  # (hours seen, ended by an answer); only for sum-ups that ask
    groups: tuple[int, ...] = ()  # how many there were of each reason; so are these


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its range. `reason` is the code of why a value is missing although it was measured."""

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SumUp:
    """How occasions become a figure."""

    figure: Callable[[Tally], Figure]
    enough: int  # fewest occasions for a figure
    is_share: bool = False
    needs_waits: bool = False
    needs_groups: bool = False


class Audience(StrEnum):
    """Who may see a measure's results besides the member."""

    ALL = "all"
    MEMBER = "member"  # for the member's eyes only


class Span(StrEnum):
    """Over which time it is judged whether enough was seen."""

    WINDOW = "window"
    WEEKS = "weeks"  # the 13 whole weeks up to the window's end (definition 54)


class InMonth(StrEnum):
    """Where the council's figure stands in leadership's month."""

    NOT = "not"
    FIGURE = "figure"  # with its range, the months before it, and where it is a share, the verdict
    CHANGE = "change"  # among what changed alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A little play, and what the measure must say of it. Test, documentation and explanation at once."""

    title: str
    told: str
    gives: str  # "2 of 3", "5 hours", "9 days", "1"


@dataclass(frozen=True, slots=True)
class Nouns:
    """What an occasion of a measure is called, and what those that are met (or all, of a count) did."""

    one: str
    many: str
    did: str


@dataclass(frozen=True, slots=True)
class Also:
    """What is counted beside a figure: its words, and a query over `occasions` and the relations.

    The query gives member, label and a count; with `is_of` a key and its count; with `is_list` one of a list.
    """

    words: str
    sql: str
    is_of: bool = False
    is_list: bool = False
    is_on_card: bool = False

    @property
    def nothing(self) -> object:
        """Return what it is where there is none."""
        return [] if self.is_list else {} if self.is_of else 0


@dataclass(frozen=True, slots=True)
class Fact:
    """What an occasion may say: words for where it does, with the {words} that show it, and for where it doesn't."""

    yes: str
    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """Where a measure can say anything at all, whatever was seen: where there is something to judge by."""

    where: str  # SQL over the relations: member, label
    otherwise: str  # the code of the reason that it is not visible; wording/reasons.py says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The ONE thing a measure can suggest to a member, where its figure calls for it."""

    applies: Callable[[float, float, float], bool]  # of the value and both ends of its range
    do: str
    because: str  # names {met} and {n}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A question about public posts that mirrors lines of the guidance.

    Its words are English; wording/catalogue.py collects them for translation.
    """

    id: str
    order: int  # people read measures in this order
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
    nouns: Nouns
    reasons: dict[str, str]  # each `reason` that `occasions` gives -> what was seen, in words
    occasions: str  # SQL over metrics/relations: one row an occasion, its value in microseconds
    stories: tuple[Story, ...]
    judged_over: Span = Span.WINDOW
    needs_whom: bool = False  # it rests on whom each reply answered
    reason_parameters: tuple[str, ...] = ()  # columns of `occasions` that the words of a reason name
    audience: Audience = Audience.ALL
    column: str = ""  # the head of its column in the list of members; none without one
    in_month: InMonth = InMonth.NOT
    a_day: str = ""  # what its occasions are called where leadership's month counts them a day
    suggestion: Suggestion | None = None
    marks: tuple[MarkKind, ...] = ()  # the corrections that apply to its occasions
    beside: tuple[str, ...] = ()  # which of the counts of asks stand beside it, where it isn't all
    also: dict[str, Also] = field(default_factory=dict)  # what is counted beside the figure, by name
    visible: Visible | None = None  # everywhere, where there is none
    if_none: str = ""  # what a count of nothing is called, where a 0 would say too much
    facts: dict[str, Fact] = field(
        default_factory=dict
    )  # parameters that are facts: {facts} in a reason is all of them
    author: str = "Two-Way"
    checked_by: str = ""  # a person outside; nobody until then
    checked_on: str = "2026-11-22"  # by the slow twin, until somebody has
    next_check: str = "2027-05-22"

    @property
    def is_of_profiles(self) -> bool:
        """Say whether it rests on what was read at a moment, and not on stretches that were seen."""
        return self.needs == {Sight.PROFILE}

    @property
    def value_unit_us(self) -> int:
        """Return the unit an occasion's value is published in: days for a figure in days, hours for all others."""
        return DAY_US if self.unit is Unit.DAYS else HOUR_US

"""What sentences about a run are told by: whose day it is, when they are read, and what platforms are called."""

from dataclasses import dataclass, field

from facts import DAY_US
from wording import times
from wording.nouns import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A run, and the moment at which somebody reads it."""

    zone: str  # the council's
    as_of_us: int
    read_us: int  # ages are worked out for it; never before the run's own moment
    platforms: Names = field(default_factory=dict)

    def day(self, us: int) -> str:
        """Return the day of a moment: '3 May', with the year when it isn't this one."""
        return times.day(us, self.zone, self.read_us)

    @property
    def is_now(self) -> bool:
        """Say whether the run's moment is about now."""
        return self.read_us - self.as_of_us <= DAY_US

    @property
    def is_stale(self) -> bool:
        """Say whether what was published is too old to be called current."""
        return self.read_us - self.as_of_us > times.STALE_AFTER_DAYS * DAY_US

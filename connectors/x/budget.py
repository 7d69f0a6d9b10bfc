"""The reads of a month: what they cost, how many are left, and when to stop.

X bills each post it hands over, asked for or referred to, once a day (UTC); a user costs as much as two. Everything
is counted in post reads.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import blake2b

import msgspec

from connectors.connector import PlatformTrouble
from facts import Unseen, from_us

DOLLARS_A_READ = 0.005  # February 2026
USER_READS = 2  # $0.010
MOST_REMEMBERED = 5_000  # of a day; what is forgotten is counted twice, never not at all
# A member's month, as an assumption to be replaced by their own as soon as it was seen.
OWN, HEARD, REFERRED = 60, 120, 40
DAYS_A_MONTH, DAYS_A_WEEK = 30.4, 7.0


class Spent(msgspec.Struct):
    """What was read in one month."""

    month: str = ""
    reads: int = 0
    day: str = ""
    posts: list[str] = []  # traces of those billed that day: no id outlives an erasure here


class Budget:
    """Counts reads against what the council allows a month. `write` keeps the count; it is called at once."""

    def __init__(
        self,
        allowed: int,
        spent: str,
        write: Callable[[str], None],
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.allowed, self._write = allowed, write
        self._spent = msgspec.json.decode(spent or "{}", type=Spent)
        self._now = now or (lambda: datetime.now(UTC))

    @property
    def left(self) -> int:
        """How many reads are left this month."""
        return max(0, self.allowed - self._this_month().reads)

    def room_for(self, most: int, *, each: int, account: str, fewest: int = 1) -> int:
        """Return how many items may be asked for, of which each may cost `each` reads. Raise PlatformTrouble."""
        may = min(most, self.left // each)
        if may < fewest:
            what = f"This month's reads are used up ({self.left:,} of {self.allowed:,} left)."
            raise PlatformTrouble(
                what,
                account,
                "Wait, or allow more in settings.toml: [x] reads_a_month.",
                self.renewed_at(),
                why=Unseen.BUDGET,
            )
        return may

    def spend(self, posts: Iterable[str] = (), *, users: int = 0) -> None:
        """Write down what was read, before anything is done with it: a crash can't make it forgotten."""
        spent = self._this_month()
        fresh = sorted({_trace(spent.day, id_) for id_ in posts} - set(spent.posts))
        if fresh or users:
            spent.reads += len(fresh) + USER_READS * users
            spent.posts = [*spent.posts, *fresh][-MOST_REMEMBERED:]
            self._write(msgspec.json.encode(spent).decode())

    def renewed_at(self) -> datetime:
        """Return when the next month begins."""
        return month_after(self._now())

    def _this_month(self) -> Spent:
        now = self._now().astimezone(UTC)
        month, day = f"{now:%Y-%m}", f"{now:%Y-%m-%d}"
        if self._spent.month != month:
            self._spent = Spent(month=month)
        if self._spent.day != day:
            self._spent.day, self._spent.posts = day, []
        return self._spent


def told(spent: str, allowed: int, now: datetime) -> tuple[int, datetime]:
    """Return how many reads are left by what was written down, and when the month's reads are renewed."""
    return Budget(allowed, spent, lambda _: None, lambda: now).left, month_after(now)


def all_spent(allowed: int) -> str:
    """Return what is written down where nobody knows how many of this month's reads are left: none."""
    return msgspec.json.encode(Spent(month=f"{datetime.now(UTC):%Y-%m}", reads=allowed)).decode()


def month_after(now: datetime) -> datetime:
    """Return when the next month begins, as X counts them: in UTC."""
    now = now.astimezone(UTC)
    return datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)


def _trace(day: str, id_: str) -> str:
    return blake2b(f"{day} {id_}".encode(), digest_size=6).hexdigest()


def member_month(
    own: float = OWN, heard: float = HEARD, referred: float = REFERRED, *, looks_again: float = 0.0
) -> float:
    """Return the reads of one member's month: each message once, `looks_again` more times, a user a week."""
    weeks = DAYS_A_MONTH / DAYS_A_WEEK
    return own + heard + referred + (own + heard) * looks_again + weeks * USER_READS


def dollars(reads: float) -> str:
    """Return what reads cost, for reading."""
    return f"${reads * DOLLARS_A_READ:,.2f}"


def month_of(now_us: int) -> str:
    """Return the name of the month a budget is for."""
    return f"{from_us(now_us):%B}"

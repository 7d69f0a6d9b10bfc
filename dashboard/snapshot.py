"""What may be shown at this moment: the current run, less everything whose consent isn't live now.

Made anew for each drawing of a page, so that a withdrawal hides at once, before anything has been measured again,
and so that a page never mixes two runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from dashboard import sources
from store.published import CannotBeRead, Published, Row
from store.showing import Showing


class Snapshot:
    """One moment: both files of one run, open from the beginning, and the consents that are live."""

    def __init__(self) -> None:
        self.published, self._own = sources.published_both()
        self.live = sources.live_accounts(self.published.meta()["time_zone"])
        self._shown: dict[bool, Shown] = {}

    def shown(self, *, own: bool) -> "Shown":
        """Return what may be shown; with `own`, also what is for the eyes of the member who is asking."""
        if own not in self._shown:
            self._shown[own] = Shown(self, own=own)
        return self._shown[own]

    @property
    def own(self) -> Published:
        """Return the file for the members' own eyes. Raise CannotBeRead, which stops nobody else."""
        if isinstance(self._own, CannotBeRead):
            raise self._own
        return self._own


_snapshot: ContextVar[Snapshot | None] = ContextVar("snapshot", default=None)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Let every question asked inside be answered from the same moment. Who may ask is decided at each."""
    token = _snapshot.set(_snapshot.get() or Snapshot())
    try:
        yield
    finally:
        _snapshot.reset(token)


def shown(*, own: bool = False) -> "Shown":
    """Return what may be shown now, or at the moment of this snapshot."""
    return (_snapshot.get() or Snapshot()).shown(own=own)


@dataclass(frozen=True, slots=True)
class Standing:
    """What was published at a moment, and the accounts whose consents were live."""

    run: object  # the very file: a run may be rewritten under its name, without words that went
    live: frozenset[str]

    def holds(self) -> bool:
        """Say whether what was made then may be handed out now: nothing of it went, and no consent ended since."""
        now = standing()
        return now.run == self.run and self.live <= now.live


def standing() -> Standing:
    """Return what stands at this moment. Raise StoreTrouble."""
    now = Snapshot()
    return Standing(now.published.identity, frozenset(now.live))


class Shown(Showing):
    """The current run; with `own`, also what is for the eyes of the member who is asking."""

    def __init__(self, snapshot: Snapshot, *, own: bool) -> None:
        super().__init__([snapshot.published, *([snapshot.own] if own else [])], snapshot.live)

    def waiting_counts(
        self, member: str | None, *, marked: list[str], put_back: list[str], seen_us: int
    ) -> list[Row]:
        """Return how many open asks of each group were put to live accounts, by member who has any."""
        return self.published.waiting_counts(
            self.accounts_of(member), marked=marked, put_back=put_back, seen_us=seen_us
        )

    def open_asks(self, posts: set[str]) -> dict[str, str]:
        """Return which of these posts are open asks, and whether they are new, waiting or closed."""
        return {row["post"]: row["state"] for row in self.published.open_asks(sorted(posts))}

    def coverage(self, member: str, label: str) -> list[Row]:
        """Return how much of a window was seen of each live account."""
        return [row for row in self.published.coverage(member, label) if row["account"] in self.live]

    def unseen(self, member: str, label: str) -> list[Row]:
        """Return which stretches of a window weren't seen of each live account, and why."""
        return [row for row in self.published.unseen(member, label) if row["account"] in self.live]

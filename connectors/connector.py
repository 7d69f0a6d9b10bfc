"""What every connector offers, and the one way it may fail."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from facts import Account, Page, Sight, Unseen

Cursors = Mapping[str, str]  # stream -> where to go on, as JSON; empty on the first visit


class PlatformTrouble(Exception):
    """A platform didn't give what we asked for. Reads as one line: what, to whom, what to do, when again."""

    def __init__(
        self,
        what: str,
        account: str,
        todo: str,
        again_at: datetime | None = None,
        *,
        why: Unseen = Unseen.FAULT,
    ) -> None:
        super().__init__(what, account, todo, again_at)
        self.what, self.account, self.todo, self.again_at, self.why = what, account, todo, again_at, why
        self.server = ""  # whose fault it is, where that isn't the server the account is asked of

    @property
    def may_pass(self) -> bool:
        """Say whether it may pass by itself, so that asking again is worth while."""
        return self.why in (Unseen.FAULT, Unseen.LIMIT)

    def __str__(self) -> str:
        when = f" Try again after {self.again_at:%Y-%m-%d %H:%M} UTC." if self.again_at else ""
        return f"{self.account}: {self.what} {self.todo}{when}"


class Masks(Protocol):
    """Turns people into pseudonyms at the moment of reading. The key never leaves the store."""

    def author(self, platform: str, name: str, handle: str = "") -> str:
        """Return the keyed pseudonym of one person on one platform (by handle, or by stable id).

        `handle` is what the platform shows beside a stable id: who is on the register by it alone is known by the id
        from then on.
        """
        ...

    def source(self, handle: str) -> str:
        """Return the keyed pseudonym of a handle whose words were passed on."""
        ...

    def is_known(self, platform: str, handle: str) -> bool:
        """Say whether a handle is a registered member's or the council's, and so need not be masked."""
        ...


class Connector(Protocol):
    """Looks at one account, a page at a time. `pages` is the network; reading an item is pure."""

    platform: str
    sees: frozenset[Sight]

    @property
    def calls(self) -> int:
        """How many calls were made so far."""
        ...

    @property
    def clock_off_s(self) -> float:
        """How many seconds this machine's clock is ahead of the platform's (below zero: behind); 0.0 if hardly.

        0.0 also where nobody knows: before the first answer, and where unrelated servers are asked.
        """
        ...

    def server_of(self, account: Account) -> str:
        """Return the server that is asked for an account: accounts with the same one share its troubles."""
        ...

    def lasting_id(self, handle: str) -> str:
        """Return the platform's own id of an account, which outlives its handle. Raise PlatformTrouble."""
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...

    def pages(self, account: Account, cursors: Cursors, now_us: int) -> Iterator[Page]:
        """Yield what is new, each page complete in itself. Raise PlatformTrouble."""
        ...


@runtime_checkable
class Priced(Protocol):
    """A connector whose platform charges for what is read."""

    def forecast(self, accounts: Sequence[Account], now_us: int) -> str:
        """Return in one line what collecting these will cost, before it is spent."""
        ...

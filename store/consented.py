"""Nothing of an account is kept unless the desk, asked while the archive is held, says that it may be.

It is asked in the same transaction, last of all: reading may have taken hours, and consent may have ended within them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from store.database import Database

IN_MEMORY = ":memory:"
MayKeep = Callable[[set[str]], set[str]]  # accounts -> those of them whose consent is live at this moment


class ConsentEnded(Exception):
    """No consent for an account is live, so that nothing was kept of what was about to be."""

    def __init__(self, account: str) -> None:
        super().__init__(f"{account}: no recorded consent is live. Nothing more of it was kept.")
        self.account = account


class Consented(Database):
    """A file into which something of an account comes only through `keeping`."""

    def __init__(self, path: Path | str = IN_MEMORY, *, may_keep: MayKeep | None = None) -> None:
        super().__init__(path)
        # What lies in memory is nobody's. A file that has nobody to ask keeps nothing.
        self._may_keep: MayKeep = may_keep or (lambda accounts: accounts if str(path) == IN_MEMORY else set())

    @contextmanager
    def keeping(self, accounts: Iterable[str]) -> Iterator[duckdb.DuckDBPyConnection]:
        """Keep something of these accounts: all of it or none of it. Raise ConsentEnded."""
        with self.transaction() as db:
            yield db
            wanted = set(accounts)
            for account in sorted(wanted - self._may_keep(wanted)):
                raise ConsentEnded(account)

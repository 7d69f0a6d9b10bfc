"""A data folder: where everything of one council lies, and how it is opened."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from facts import Account, to_us
from pipelines.label import Register
from pipelines.relate import Decided
from pipelines.settings import Settings, read
from store import key, sealing
from store.archive import Archive
from store.desk import Desk
from store.key import Pseudonyms

DEFAULT = "data"
VARIABLE = "TWOWAY_DATA"
REPORTS = "imports"


class Folder:
    """One council's data folder. Made if it isn't there."""

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path or os.environ.get(VARIABLE) or DEFAULT)
        self.path.mkdir(parents=True, exist_ok=True)
        self.settings: Settings = read(self.path)
        self.desk = Desk(self.path / "desk.sqlite")
        if not self.desk.handles() and not self.archive_path.exists():
            key.make(self.key_path)

    @cached_property
    def _key(self) -> bytes:
        """The key, read when it is first needed: what was published can be read without it. Raise StoreTrouble."""
        return key.read(self.key_path)

    @property
    def key_path(self) -> Path:
        """Return where the key lies."""
        return self.path / "key"

    @property
    def archive_path(self) -> Path:
        """Return where the archive lies."""
        return self.path / "archive.duckdb"

    @property
    def published(self) -> Path:
        """Return the folder of published files."""
        return self.path / "published"

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """Open the archive, and with it hold the run lock. Raise ArchiveBusy."""
        with Archive(self.archive_path) as archive:
            yield archive

    def today(self) -> date:
        """Return the council's local day."""
        return datetime.now(self.settings.zone).date()

    def live_accounts(self) -> dict[str, Account]:
        """Return the accounts that may be collected and shown today, by id."""
        return {account.id: account for account in self.desk.live_accounts(self.today())}

    def pseudonyms(self) -> Pseudonyms:
        """Return the council's pseudonyms, knowing who is on the register now."""
        shown = {author for author, _, _, account in self.desk.handles() if account}
        shown |= {author for author, *_ in self.council_handles()}
        return Pseudonyms(
            self._key, is_registered=self.on_register().__contains__, is_shown=shown.__contains__
        )

    def on_register(self) -> set[str]:
        """Return the pseudonyms of everybody who is, or was, a member, and of the council's accounts."""
        return {author for author, *_ in self.desk.handles()} | {
            author for author, *_ in self.council_handles()
        }

    def register(self) -> Register:
        """Return whose words are whose, as the desk says now."""
        live, council = self.live_accounts(), set(self.settings.council_accounts)
        silent = {
            author for author, *_, account in self.desk.handles() if account not in live.keys() | council
        }
        return Register(
            known=frozenset(self.on_register()),
            without_consent=frozenset(silent - {author for author, *_ in self.council_handles()}),
        )

    def council_handles(self) -> list[tuple[str, str, str]]:
        """Return (author, source, platform) of the council's own accounts, however they were written."""
        return [
            row
            for account in self.settings.council_accounts
            for row in self.spellings(*account.split(":", 1))
        ]

    def spellings(self, platform: str, handle: str) -> list[tuple[str, str, str]]:
        """Return (author, source, platform) for each way in which a handle may have been written before we knew it."""
        names = Pseudonyms(self._key, is_registered=lambda _: True, is_shown=lambda _: True)
        return [(author, names.source(handle), platform) for author in names.spellings(platform, handle)]

    def keyed(self, platform: str, name: str) -> tuple[str, str, str]:
        """Return (author, source, platform) of a handle or of a platform's own id."""
        names = Pseudonyms(self._key, is_registered=lambda _: True, is_shown=lambda _: True)
        return names.author(platform, name), names.source(name), platform

    def token(self, account: str) -> str | None:
        """Return the token that a member granted for an account, or None."""
        sealed = self.desk.sealed_token(account)
        return sealing.unseal(self._key, sealed) if sealed else None

    def keep_token(self, account: str, token: str, *, by: str) -> None:
        """Note a token, sealed."""
        self.desk.keep_token(account, sealing.seal(self._key, token), now_us=now_us(), by=by)

    def owner(self, account: Account) -> str:
        """Return the pseudonym under which an account's own messages are kept."""
        return self.keyed(account.platform, account.platform_id or account.id.split(":", 1)[1])[0]

    def decided(self) -> Decided:
        """Return what the desk and the settings say now."""
        council = set(self.settings.council_accounts)
        handles = self.desk.handles()
        return Decided(
            accounts=self.desk.accounts(self.today()),
            handles=[row for row in handles if row[3] not in council],
            council=[*self.council_handles(), *(row[:3] for row in handles if row[3] in council)],
            marks=self.desk.marks(),
            settings=self.settings,
        )


def now_us() -> int:
    """Return this moment. Only commands ask the clock; measures are told."""
    return to_us(datetime.now(UTC))

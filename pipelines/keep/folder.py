"""A data folder: where everything of one council lies, and how it is opened."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from connectors.links import OWN_SITE
from facts import Account, to_us
from people.consent import live_accounts
from pipelines.keep import opening
from pipelines.keep.settings import Settings, read
from pipelines.measure.decided import Decided
from pipelines.measure.label import Register
from pipelines.measure.office import terms_of_office
from store import belonging, key, rights, sealing
from store.archive import Archive
from store.data_folder import data_folder
from store.desk import Desk
from store.identity import Identity
from store.key import Pseudonyms
from store.locking import locked
from store.places import duckdb_path
from store.settings_file import BadSettings
from store.swapping import finish, is_copy
from store.trouble import StoreTrouble
from store.writing import sweep

REPORTS = "imports"


class Folder:
    """One council's data folder, opened for work: made if it isn't there, its parts known to belong together.

    Raise Lost where its desk is missing or isn't its own (store/belonging.py), StoreTrouble, FolderBusy, BadSettings or
    OSError. With `to_read` nothing is made or checked beforehand: what was published can be read whatever else is lost.
    With `to_end` an ending can be noted at the desk whatever the settings say; `unfit` then says why no more is done.
    """

    def __init__(
        self, path: Path | str | None = None, *, to_read: bool = False, to_end: bool = False
    ) -> None:
        self.path = data_folder(path)
        rights.be_private()
        self.rights = rights.Rights()
        self._is_at_work = not to_read
        self.unfit = ""
        self.settings = Settings()
        if to_read:
            self.settings = read(self.path)
            return
        duckdb_path(self.archive_path)  # raises where nothing could be kept
        self.path.mkdir(parents=True, exist_ok=True)
        with self._bearing(to_end):
            self.settings = read(self.path)
        with self.locked():
            opening.refuse_half_moved(self.path)
            finish(self.path)
            with self._bearing(to_end):
                self._settle_rights()
            sweep(self.path, self.path / REPORTS)
            self._open_desk(to_end=to_end)

    def _open_desk(self, *, to_end: bool) -> None:
        try:
            self.desk, self.known = opening.open_desk(self.path)
        except belonging.Lost as lost:
            restored = opening.restored_desk(self.path) if to_end else None
            if restored is None:
                raise
            self.desk, self.known = restored
            self.unfit = str(lost)

    @contextmanager
    def _bearing(self, to_end: bool) -> Iterator[None]:
        """Let what is wrong with the settings stop everything but an ending."""
        try:
            yield
        except (BadSettings, StoreTrouble, OSError) as why:
            if not to_end:
                raise
            self.unfit = str(why)

    def _settle_rights(self) -> None:
        if not self.unfit and not is_copy(self.path):  # else nobody knows for which group
            self.rights = rights.settle(self.path, self.settings.group)

    @cached_property
    def desk(self) -> Desk:
        """The desk, opened to read: it isn't made where there is none. Raise StoreTrouble."""
        return belonging.desk_to_read(self.path)

    @cached_property
    def known(self) -> Identity:
        """What the folder knows of itself."""
        return belonging.known_of(self.path) or Identity(folder="")

    @cached_property
    def _key(self) -> bytes:
        """The key, read when it is first needed: what was published can be read without it. Raise StoreTrouble."""
        if lost := belonging.lost_key(self.path, self.known):
            raise lost
        return key.read(self.key_path)

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder's lock, while something in it is made, swept or written. Raise FolderBusy."""
        return locked(self.path)

    @property
    def key_path(self) -> Path:
        """Return where the key lies."""
        return self.path / belonging.KEY

    @property
    def archive_path(self) -> Path:
        """Return where the archive lies."""
        return self.path / belonging.ARCHIVE

    @property
    def published(self) -> Path:
        """Return the folder of published files."""
        return self.path / belonging.PUBLISHED

    @property
    def editions(self) -> Path:
        """Return the folder of frozen months."""
        return self.path / belonging.EDITIONS

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """Open the archive, and with it hold the run lock. Raise ArchiveBusy, or Lost if anything isn't this folder's.

        Nothing is collected, measured, published, swept or erased but through this door.
        """
        if self._is_at_work:
            opening.note_acts(self.path, self.desk)
        with opening.open_archive(self.path, self._may_keep) as archive:
            yield archive

    def _may_keep(self, accounts: set[str]) -> set[str]:
        """Ask the desk, once for all of them, whose consent is live now."""
        return accounts & self.live_accounts().keys()

    def today(self) -> date:
        """Return the council's local day."""
        return datetime.now(self.settings.zone).date()

    def live_accounts(self) -> dict[str, Account]:
        """Return the accounts that may be collected and shown today, by id."""
        return live_accounts(self.desk, self.today())

    def pseudonyms(self) -> Pseudonyms:
        """Return the council's pseudonyms, knowing who is on the register now."""
        shown = {author for author, _, _, account in self.desk.handles() if account}
        shown |= {author for author, *_ in self.council_handles()}
        shown |= {self.keyed(OWN_SITE, site)[0] for site in self.settings.own_sites}
        return Pseudonyms(
            self._key,
            is_registered=self.on_register().__contains__,
            is_shown=shown.__contains__,
            met=self._met,
        )

    def note_profile(self, account: Account, *, platform_id: str, handle: str) -> Account:
        """Remember the platform's own id and today's handle of an account, before anything is kept under them."""
        names = [self.keyed(account.platform, name) for name in (platform_id, handle)]
        self.desk.note_profile(account.id, platform_id=platform_id, handle=handle, names=names)
        return replace(account, platform_id=platform_id, handle=handle)

    def _met(self, known_as: str, platform: str, lasting: str) -> None:
        """Remember the lasting id of somebody who is on the register by a handle alone, and was met under both."""
        keyed, council = self.keyed(platform, lasting), self.settings.council_accounts
        of_council = {author: id_ for id_ in council for author, *_ in self.spellings(*id_.split(":", 1))}
        account = of_council.get(known_as)
        if account is None:
            self.desk.note_met(known_as, keyed, platform_id=lasting)
        elif account not in {row[3] for row in self.desk.handles()}:
            self.desk.note_handle(account, keyed)

    def on_register(self) -> set[str]:
        """Return the pseudonyms of everybody who is, or was, a member, and of the council's accounts."""
        return {author for author, *_ in self.desk.handles()} | {
            author for author, *_ in self.council_handles()
        }

    def register(self) -> Register:
        """Return whose words are whose, as the desk says now."""
        silent = self.authors_but(self.live_accounts().keys())
        own_sites = frozenset(self.settings.own_sites)
        return Register(known=frozenset(self.on_register()), without_consent=silent, own_sites=own_sites)

    def authors_but(self, accounts: Iterable[str]) -> frozenset[str]:
        """Return the pseudonyms of everybody who is, or was, a member, but for these accounts' and the council's."""
        others = {*accounts, *self.settings.council_accounts}
        silent = {author for author, *_, account in self.desk.handles() if account not in others}
        return frozenset(silent - {author for author, *_ in self.council_handles()})

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
            terms=terms_of_office(self.desk.terms(), self.settings.zone),
        )


def now_us() -> int:
    """Return this moment. Only commands ask the clock; measures are told."""
    return to_us(datetime.now(UTC))

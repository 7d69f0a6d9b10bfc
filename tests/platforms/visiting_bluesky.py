"""Visits a Bluesky on this machine and keeps what comes, as a run would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from connectors.bluesky import Bluesky
from connectors.connector import PlatformTrouble
from facts import Account, Page, Post, Sight, to_us
from store.archive import Archive
from store.key import Pseudonyms
from tests.platforms.local_bluesky import LocalBluesky, running

NOW_US = to_us(datetime.fromisoformat("2026-11-20T12:00:00Z"))
HANDLE = "cllr-ahmed.test"
ACCOUNT = Account(id=f"bluesky:{HANDLE}", member="m1", platform="bluesky", handle=HANDLE)
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)


class Visitor:
    """Visits the member's account and keeps every page it yields."""

    def __init__(self, network: LocalBluesky) -> None:
        self.network, self.archive = network, Archive()
        self.member = network.person(HANDLE)
        self.jo = network.person("jo.test")
        self.bluesky = Bluesky(MASKS, network.address, network.address, known=self.archive.ids_since)

    def visit(self, now_us: int = NOW_US) -> list[Page]:
        """Collect and keep every page. Raise PlatformTrouble; the pages before it stay."""
        pages = []
        owner = MASKS.author("bluesky", self.member)
        for page in self.bluesky.pages(ACCOUNT, self.archive.cursors(ACCOUNT.id), now_us):
            self.archive.keep(page, [], owner=owner, now_us=now_us)
            pages.append(page)
        return pages

    def try_visit(self, now_us: int) -> PlatformTrouble | None:
        """Collect as far as it goes. Return what stopped it."""
        try:
            self.visit(now_us)
        except PlatformTrouble as trouble:
            return trouble
        return None

    def kept(self, uri: str) -> Post:
        return self.archive.known([uri])[uri]

    def texts(self) -> set[str]:
        """Return the words of what is kept and not gone."""
        return {text for (text,) in self.archive.rows("select text from posts where removed_us is null")}

    def seen(self, sight: Sight = Sight.REPLIES) -> list[tuple[int, int]]:
        """Return what was claimed to have been seen."""
        return self.archive.stretches().get((ACCOUNT.id, sight), [])

    def close(self) -> None:
        self.bluesky.close()
        self.archive.close()


@contextmanager
def visiting() -> Iterator[tuple[LocalBluesky, Visitor]]:
    """Yield an empty network and a visitor with an empty archive."""
    with running() as network:
        visitor = Visitor(network)
        try:
            yield network, visitor
        finally:
            visitor.close()

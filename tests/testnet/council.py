"""A council that collects from the test network, and the people it meets there."""

from datetime import UTC, datetime, timedelta

from connectors.bluesky import Bluesky
from facts import Account, Page, Post, to_us
from store.archive import Archive
from store.key import Pseudonyms
from tests.testnet.network import Network
from tests.testnet.people import Person, Ref

NOW = datetime.now(UTC).replace(microsecond=0)


class Council:
    """Keeps what is collected, as a run would."""

    def __init__(self, network: Network, **settings: object) -> None:
        self.registered: set[str] = set()
        self.masks = Pseudonyms(
            b"k" * 32, is_registered=self.registered.__contains__, is_shown=self.registered.__contains__
        )
        self.archive = Archive()
        self.later = timedelta()
        self.bluesky = Bluesky(self.masks, network.appview, network.directory, known=self.known, **settings)

    def close(self) -> None:
        self.bluesky.close()
        self.archive.close()

    def known(self, account: str, since_us: int) -> set[str]:
        rows = self.archive.rows(
            "select id from posts where account = ? and posted_us >= ? and removed_us is null",
            [account, since_us],
        )
        return {row[0] for row in rows}

    def collect(self, account: Account, *, pages: int | None = None) -> list[Page]:
        """Look at an account and keep what comes; `pages` cuts the run off after so many."""
        now_us = to_us(datetime.now(UTC) + self.later)
        kept = []
        for page in self.bluesky.pages(account, self.archive.cursors(account.id), now_us):
            if len(kept) == pages:
                break
            self.archive.keep(page, [], owner=self.owner(account), now_us=now_us)
            kept.append(page)
        return kept

    def owner(self, account: Account) -> str:
        return self.masks.author("bluesky", account.platform_id or account.handle)

    def kept(self, ref: Ref) -> Post:
        return self.archive.known([ref.uri])[ref.uri]

    def is_gone(self, ref: Ref) -> bool:
        return self.archive.rows("select removed_us is not null from posts where id = ?", [ref.uri]) == [
            (True,)
        ]


class Meet:
    """Makes new people, each with a name nobody had before."""

    met = 0

    def __init__(self, network: Network) -> None:
        self.network, self.people = network, []

    def __call__(self, name: str) -> Person:
        Meet.met += 1
        self.people.append(Person(self.network, f"{name}-{Meet.met}"))
        return self.people[-1]


def account_of(person: Person, *, did: str = "") -> Account:
    return Account(
        id=f"bluesky:{person.handle}", member="m1", platform="bluesky", handle=person.handle, platform_id=did
    )


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def new_ids(pages: list[Page]) -> set[str]:
    return {post.id for page in pages for post in page.posts}


def gone_ids(pages: list[Page]) -> set[str]:
    return {id_ for page in pages for id_ in page.gone}

"""Visits a Graph on this machine and keeps what comes, as a run would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from connectors.connector import PlatformTrouble
from connectors.facebook import Facebook
from facts import DAY_US, HOUR_US, Account, Page, Post, Sight, Trouble, to_us
from store.archive import Archive
from store.key import Pseudonyms
from tests.platforms.local_graph import LocalGraph, running

NOW_US = to_us(datetime.fromisoformat("2026-11-10T12:00:00Z"))
ACCOUNT = Account(id="facebook:cllrahmed", member="ahmed", platform="facebook", handle="cllrahmed")
TOKEN = "EAAtokenOfThePage"
SECRET = "theAppsOwnSecret"


class Visitor:
    """Visits a Page and keeps every page it yields."""

    def __init__(self, graph: LocalGraph, *, timeout_s: float = 5.0) -> None:
        self.archive = Archive()
        self.masks = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
        self.account = ACCOUNT
        self.token: str | None = TOKEN
        self.facebook = Facebook(
            self.masks,
            lambda _: self.token,
            graph.address,
            app_secret=SECRET,
            known=self.archive.ids_since,
            timeout_s=timeout_s,
        )

    def visit(self, now_us: int = NOW_US) -> list[Page]:
        """Collect and keep every page. Raise PlatformTrouble; the pages before it stay."""
        return list(self.pages(now_us))

    def pages(self, now_us: int = NOW_US) -> Iterator[Page]:
        """Collect and keep one page after the other."""
        for page in self.facebook.pages(self.account, self.archive.cursors(ACCOUNT.id), now_us):
            if page.profile:
                self.account = replace(self.account, **page.profile)
            self.archive.keep(page, [], owner="", now_us=now_us)
            yield page

    def try_visit(self, now_us: int = NOW_US) -> PlatformTrouble | None:
        """Collect as far as it goes. Return what stopped it."""
        try:
            self.visit(now_us)
        except PlatformTrouble as trouble:
            self.facebook.graph.rests.clear()  # as if the pause were over
            return trouble
        return None

    def posts(self) -> dict[str, Post]:
        """Return all that is kept, by Facebook's own id."""
        ids = [row[0] for row in self.archive.rows("select id from posts")]
        return {id_.removeprefix("facebook:"): post for id_, post in self.archive.known(ids).items()}

    def texts(self) -> dict[str, str]:
        """Return the words of what is kept and not gone."""
        rows = self.archive.rows("select id, text from posts where removed_us is null")
        return {id_.removeprefix("facebook:"): text for id_, text in rows}

    def seen(self, sight: Sight) -> list[tuple[int, int]]:
        """Return what was claimed to have been seen."""
        return self.archive.stretches().get((ACCOUNT.id, sight), [])

    def close(self) -> None:
        self.facebook.close()
        self.archive.close()


@contextmanager
def visiting(*, timeout_s: float = 5.0) -> Iterator[tuple[LocalGraph, str, Visitor]]:
    """Yield a Graph, the councillor's Page on it, and a visitor with an empty archive."""
    with running() as graph:
        graph.secret = SECRET
        page = graph.page("CllrAhmed", TOKEN)
        visitor = Visitor(graph, timeout_s=timeout_s)
        try:
            yield graph, page, visitor
        finally:
            visitor.close()


def busy_page(graph: LocalGraph, page: str, posts: int = 9) -> list[str]:
    """Let a Page and its people write: a post every two days, three comments under each, two visitors."""
    written = []
    for n in range(posts):
        us = NOW_US - (posts - n) * 2 * DAY_US
        post = graph.post(page, f"News {n}", us)
        question = graph.comment(post, f"When, {n}?", us + HOUR_US, by="900001")
        graph.comment(post, "Tomorrow.", us + 2 * HOUR_US, by=page, under=question)
        graph.comment(post, "Thanks!", us + 3 * HOUR_US, by="900002")
        written.append(post)
    for n in range(2):
        asked = graph.post(page, f"Is the pool open? {n}", NOW_US - (n + 1) * DAY_US, by="900003")
        graph.comment(asked, "It is.", NOW_US - (n + 1) * DAY_US + HOUR_US, by=page)
        written.append(asked)
    return written


def told(troubles: list[Trouble]) -> str:
    """Return what is reported of some items."""
    return " ".join(map(str, troubles))

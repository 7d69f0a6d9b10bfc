"""The recorded visit to Bluesky, played back by a server on this machine, with whatever is to go wrong in it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from connectors.bluesky import Bluesky
from facts import Account, Page, Post
from store.archive import Archive
from store.key import Pseudonyms
from tests.lanes import ROOT
from tests.platforms.local_platform import Answer, said, serving

RECORDING = json.loads((ROOT / "tests" / "recordings" / "bluesky" / "visit.json").read_text("utf-8"))
AS_OF_US: int = RECORDING["as_of_us"]
ACCOUNT = Account(id="bluesky:cllr-ahmed.test", member="m1", platform="bluesky", handle="cllr-ahmed.test")
POSTS, REPOSTS, FEED = "collection=app.bsky.feed.post", "collection=app.bsky.feed.repost", "getAuthorFeed"
THREAD, QUOTES, PROFILE = "getPostThread", "getQuotes", "getProfile"


class Platform:
    """Answers as recorded. `instead` maps a part of an address to the answers given in its place, in order."""

    def __init__(self) -> None:
        self.address = ""
        self.instead: dict[str, list[Answer]] = {}
        self.asked: list[str] = []

    def answer(self, path: str, query: str) -> Answer:
        asked = f"{path}?{query}"
        self.asked.append(asked)
        for part, answers in self.instead.items():
            if part in asked and answers:
                return answers.pop(0)
        for call in RECORDING["calls"]:
            if (call["path"], call["query"]) == (path, query):
                return said(self._here(call["answer"]), call["status"])
        if path.endswith("getRepoStatus"):  # asked only when something else was refused
            return said({"did": "", "active": True})
        return said({"error": "NotFound"}, 400)

    def recorded(self, part: str) -> Any:
        """Return a copy of the first recorded answer of a method, to be changed."""
        calls = (call for call in RECORDING["calls"] if part in f"{call['path']}?{call['query']}")
        return self._here(next(calls)["answer"])

    def _here(self, answer: Any) -> Any:
        return json.loads(json.dumps(answer).replace("http://pds", self.address))


class Visitor:
    """Visits the platform and keeps what comes, as a run would."""

    def __init__(self, platform: Platform, *, timeout_s: float = 5.0) -> None:
        self.archive = Archive()
        self.masks = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
        self.bluesky = Bluesky(self.masks, platform.address, platform.address, timeout_s=timeout_s)

    def visit(self, now_us: int = AS_OF_US) -> list[Page]:
        """Collect and keep every page. Raise PlatformTrouble; the pages before it stay."""
        pages = []
        for page in self.bluesky.pages(ACCOUNT, self.archive.cursors(ACCOUNT.id), now_us):
            self.archive.keep(page, [], owner="", now_us=now_us)
            pages.append(page)
        return pages

    def kept(self) -> dict[str, Post]:
        """Return what is kept, by its words (a share has none)."""
        ids = [row[0] for row in self.archive.rows("select id from posts")]
        return {post.text: post for post in self.archive.known(ids).values()}

    def close(self) -> None:
        self.bluesky.close()
        self.archive.close()


@contextmanager
def playing() -> Iterator[Platform]:
    """Yield a platform that answers as recorded."""
    platform = Platform()
    with serving(platform.answer) as platform.address:
        yield platform


@contextmanager
def visiting(platform: Platform, *, timeout_s: float = 5.0) -> Iterator[Visitor]:
    """Yield a visitor with an empty archive."""
    visitor = Visitor(platform, timeout_s=timeout_s)
    try:
        yield visitor
    finally:
        visitor.close()

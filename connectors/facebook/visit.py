"""One look at one Page: what the streams of a visit share."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from connectors.connector import Cursors, PlatformTrouble
from connectors.facebook.graph import Line
from connectors.facebook.read import Reader, kept_id, moment, platform_id
from connectors.facebook.shapes import Item, Listed, Nameless, take
from connectors.facebook.sight import Days, day_of
from connectors.items import Unreadable, inside
from facts import Account, Page, Post, Sight, Trouble, Unseen

Known = Callable[[str, int], set[str]]  # account, since when -> ids kept and not gone
Elsewhere = Callable[[str, str], set[str]]  # account, how ids of its own conversations begin -> ids in others

MOST_PAGES = 1_000  # a hundred thousand messages in one go; more is a server going round in circles
MOST_CHECKS = 200  # calls a visit to confirm that something is gone; the rest is found on the next
NO_AUTHOR = "One message came without its author, and so can't be kept."
NO_AUTHORS = "came without their authors, and so can't be kept."
GRANT_PEOPLE = "Ask the member to grant pages_read_user_content, and to let the app moderate the Page."


@dataclass
class Visit:
    """What the streams of one look at one Page share."""

    account: Account
    page_id: str
    line: Line
    reader: Reader
    cursors: Cursors
    now_us: int
    known: Known | None
    days: Days  # on which people's messages were seen, with their authors and without
    others: Elsewhere | None = None
    met: set[str] = field(default_factory=set)  # kept ids of everything read in this visit
    people: int = 0  # messages read so far that others than the Page wrote
    suspects: set[str] = field(default_factory=set)  # perhaps gone: to be asked for again in a day
    checks: int = 0  # calls made to confirm that something is gone
    elsewhere: Collection[str] = ()  # numbers of posts that aren't on the Page
    swept: set[str] = field(default_factory=set)  # lists that this visit read from their newest post on

    def until(self, us: int) -> int:
        """Return a moment of ours as it was on Facebook's clock, where that was earlier: no more can be seen."""
        return self.line.graph.clock.no_later(us)

    def page(self, **parts: Any) -> Page:
        """Return a page of this account."""
        return Page(account=self.account.id, **parts)

    def known_since(self, since_us: int) -> set[str]:
        """Return the ids of what is kept and not gone, posted since a moment."""
        ids = self.known(self.account.id, since_us) if self.known else set()
        return {id_ for id_ in ids if id_.startswith(kept_id(""))}  # a file may have brought others

    def is_elsewhere(self, id_: str) -> bool:
        """Say whether a kept message is a post elsewhere, or below one: also one that a colleague left behind."""
        return platform_id(id_).partition("_")[0] in self.elsewhere or id_ in self._in_others_threads

    @cached_property
    def _in_others_threads(self) -> set[str]:
        page = f"{kept_id(self.page_id)}_"
        return self.others(self.account.id, page) if self.others else set()

    @cached_property
    def known_posts(self) -> set[str]:
        """The numbers of the posts on the Page that were kept before this visit."""
        page = f"{kept_id(self.page_id)}_"
        return {id_.removeprefix(page) for id_ in self.known_since(0) if id_.startswith(page)}

    @cached_property
    def known_comments(self) -> dict[str, set[str]]:
        """The comments kept before this visit, by the number of their post."""
        comments = defaultdict(set)
        for id_ in self.known_since(0):
            comments[platform_id(id_).partition("_")[0]].add(id_)
        return comments

    def listed(self, told: Any) -> Listed:
        """Return a page of a list. Raise PlatformTrouble."""
        try:
            return take(told, Listed)
        except Unreadable as why:
            raise self.unreadable() from why

    def read(self, rows: list[Any], how: Callable[[Item], Post], troubles: list[Trouble]) -> list[Post]:
        """Return the messages in a page; one that can't be read becomes a trouble, and all of them an alarm."""
        posts, nameless, odd = [], 0, 0
        for row in rows:
            try:
                posts.append(self.one(row, how, self.days))
            except LookupError:
                nameless += 1
            except Unreadable as why:
                odd += 1
                troubles.append(self.trouble(f"A message was set aside: {why}.", why=Unseen.DRIFT))
        if odd and odd == len(rows):
            raise self.unreadable()
        if nameless:
            what = NO_AUTHOR if nameless == 1 else f"{nameless} messages {NO_AUTHORS}"
            troubles.append(self.trouble(what, GRANT_PEOPLE, why=Unseen.PERMISSION, sights=(Sight.REPLIES,)))
        return posts

    def one(self, row: Any, how: Callable[[Item], Post], days: Days) -> Post:
        """Return one message. Raise Unreadable, or LookupError with its moment where it has no author."""
        if isinstance(row, dict) and inside(row, "from", "id") is None:
            posted_us = moment(take(row, Nameless).created_time)
            days.nameless.add(day_of(posted_us))
            raise LookupError(posted_us)
        item = take(row, Item)
        post = how(item)
        self.met.add(kept_id(item.id))
        if inside(item.author, "id") != self.page_id:
            days.named.add(day_of(post.posted_us))
            self.people += 1
        return post

    def trouble(self, what: str, todo: str = "", *, why: Unseen, sights: tuple[Sight, ...] = ()) -> Trouble:
        """Return what is reported of this account; a stretch of `sights` stays unseen because of it."""
        return Trouble(what=what, where=self.account.id, todo=todo, why=why, sights=sights)

    def unreadable(self) -> PlatformTrouble:
        """Return what is raised when not one item of an answer can be read: then it isn't the item that is odd."""
        todo = "Facebook may have changed its answers: report this."
        what = "Nothing in a list could be read."
        return PlatformTrouble(what, self.account.id, todo, why=Unseen.DRIFT)


def as_json(value: Any) -> str:
    """Return a state as it is remembered."""
    return msgspec.json.encode(value).decode()

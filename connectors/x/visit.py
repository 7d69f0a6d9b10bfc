"""One look at one account: who it is, what we know of it already, and how a page's items are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from connectors.connector import Cursors, PlatformTrouble
from connectors.heard import Heard
from connectors.x.answers import Said, handles_in, included, listed, says_something
from connectors.x.drift import unnamed
from connectors.x.fetch import Asking
from connectors.x.people import Person
from connectors.x.read import PLATFORM, Reader, Unreadable, first_id, id_in, references_of, status
from connectors.x.snowflake import id_at, is_id
from facts import HOUR_US, SECOND_US, Account, Kind, Page, Post, Sight, Trouble, Unseen

REPORT = "X may have changed its answers: report this."


@dataclass(frozen=True, slots=True)
class Memory:
    """What the archive knows already."""

    since: Callable[[str, int], set[str]] = lambda account, since_us: set()  # ids kept, not gone
    by: Callable[[str], set[str]] = lambda author: set()  # ids kept of one author's, not gone
    along: Callable[[str], set[str]] = lambda account: (
        set()
    )  # of those `since` gives: without words, nothing can go
    cursors: Callable[[str], Mapping[str, str]] = lambda account: {}


@dataclass(frozen=True)
class Visit:
    """What the streams of one look at one account share."""

    account: Account
    person: Person
    asking: Asking
    reader: Reader
    cursors: Cursors
    memory: Memory
    now_us: int

    def until(self, us: int) -> int:
        """Return up to when sight may be claimed after a look at `us`: never beyond X's own now."""
        return self.asking.clock.no_later(min(us, self.now_us))

    def is_ahead(self, id_: str) -> bool:
        """Say whether an id lies in a time to come on X's own clock: it was made of ours, which ran ahead."""
        there_us = self.now_us - round(self.asking.clock.off_s * SECOND_US)
        return int(id_ or 0) > int(id_at(there_us + HOUR_US))

    def page(self, **parts: Any) -> Page:
        """Return a page of this account."""
        return Page(account=self.account.id, **parts)

    def read(self, said: Said, troubles: list[Trouble], heard: Heard = Heard.ADDRESSED) -> list[Post]:
        """Return the messages of an answer; one that can't be read becomes a trouble. Raise PlatformTrouble.

        Those that quote the member are to them however they were `heard`.
        """
        if not says_something(said):
            raise PlatformTrouble(
                "X neither shows messages nor says that there are none.",
                self.account.id,
                REPORT,
                why=Unseen.DRIFT,
            )
        items, along = listed(said.get("data")), included(said)
        authors, firsts = referred_to([*along, *items])
        handles = handles_in(said)
        posts = []
        for item in items:
            try:
                post = self.reader.message(item, authors, firsts, handles)
                is_to_member = post.kind is Kind.QUOTE and self._is_own(
                    references_of(item)[Kind.QUOTE], authors
                )
                posts.append(post if is_to_member else replace(post, heard=heard))
            except (Unreadable, AttributeError, TypeError) as why:
                said_why = why if isinstance(why, Unreadable) else "it isn't a message"
                troubles.append(self.trouble(f"A message was set aside: {said_why}.", why=Unseen.DRIFT))
        if items and not posts:
            what = "Nothing in a page could be read."
            raise PlatformTrouble(what, self.account.id, REPORT, why=Unseen.DRIFT)
        return posts

    def along(self, said: Said, troubles: list[Trouble]) -> list[Post]:
        """Return what the member's own messages in an answer refer to: X hands it over with them, and bills it."""
        items, along = listed(said.get("data")), included(said)
        _, firsts = referred_to([*along, *items])
        handles = handles_in(said)
        posts = []
        for item in along:
            try:
                if id_in(item, "author_id") != self.person.id:
                    posts.append(self.reader.along(item, firsts, handles))
            except (Unreadable, AttributeError, TypeError) as why:
                said_why = why if isinstance(why, Unreadable) else "it isn't a message"
                troubles.append(self.trouble(f"A message was set aside: {said_why}.", why=Unseen.DRIFT))
        return posts

    def _is_own(self, id_: str, authors: Mapping[str, str]) -> bool:
        return authors.get(id_) == self.person.id or status(id_) in self._own_ids

    @cached_property
    def _own_ids(self) -> set[str]:
        """The member's own messages that were kept before this visit."""
        return self.memory.by(self.reader.masks.author(PLATFORM, self.person.id))

    def alarm(self, said: Said, troubles: list[Trouble], sights: tuple[Sight, ...]) -> bool:
        """Say whether a page shows replies or shares that X doesn't call so, and report it."""
        odd = unnamed(listed(said.get("data")))
        if not odd:
            return False
        what = f"{odd} messages look like replies or shares, and X doesn't say of what: this stretch stays unseen."
        troubles.append(self.trouble(what, REPORT, why=Unseen.DRIFT, sights=sights))
        return True

    def trouble(self, what: str, todo: str = "", *, why: Unseen, sights: tuple[Sight, ...] = ()) -> Trouble:
        """Return what is reported of this account; a stretch of `sights` stays unseen because of it."""
        return Trouble(what=what, where=self.account.id, todo=todo, why=why, sights=sights)


def referred_to(items: list[Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return, by id, who wrote the messages of an answer, and under which id each began."""
    authors, firsts = {}, {}
    for item in items:
        try:
            id_, first = id_in(item, "id"), first_id(item)
        except Unreadable:
            continue
        firsts[id_] = first
        if is_id(item.get("author_id")):
            authors[id_] = item["author_id"]
    return authors, firsts

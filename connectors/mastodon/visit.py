"""One look at one account: what is known of it already, and how its items are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from connectors.connector import Cursors, PlatformTrouble
from connectors.items import Unreadable, take
from connectors.mastodon.home import Home, Person
from connectors.mastodon.read import LOCAL_ID, PLATFORM, Reader
from connectors.mastodon.shapes import Status, moment
from connectors.servers import Refused
from facts import Account, Page, Post, Trouble, Unseen

Known = Callable[[str, int], set[str]]  # account, since when -> ids kept and not gone

GONE = (404, 410)
MANY_ODD = 3  # and not one that isn't: then it isn't the item that is odd
MOST_AT_ONCE = 20  # messages that Mastodon gives in one call by id


class Held(msgspec.Struct, array_like=True):
    """What was read of one of the member's own messages."""

    posted_us: int
    edited_at: str | None = None
    replies: int | None = None  # how many there were when its conversation was read; None: not read yet


class Waiting(msgspec.Struct, array_like=True):
    """One of the member's messages whose conversation is still to be read."""

    posted_us: int
    replies: int | None


@dataclass(slots=False)
class Visit:
    """What the streams of one look at one account share, and what they remember for the next."""

    account: Account
    person: Person
    home: Home
    reader: Reader
    cursors: Cursors
    now_us: int
    known: Known | None
    may_claim: bool = True  # an account that has moved is silent for another reason
    held: dict[str, Held] = field(init=False)  # the member's own messages of the last months, by local id
    waiting: dict[str, Waiting] = field(init=False)
    ids: dict[str, str] = field(init=False)  # local id -> ours, where the one isn't made of the other

    def __post_init__(self) -> None:
        self.held = self.remembered("held", dict[str, Held])
        self.waiting = self.remembered("waiting", dict[str, Waiting])
        self.ids = self.remembered("ids", dict[str, str])
        self._noted = len(self.ids)

    def remembered(self, stream: str, shape: type[Any]) -> Any:
        """Return what an earlier visit left in a stream."""
        return msgspec.json.decode(self.cursors.get(stream, "{}"), type=shape)

    def until(self, us: int) -> int:
        """Return up to when sight may be claimed after a look at `us`: never beyond the server's own now."""
        return self.home.servers.clock_of(self.home.base).no_later(min(us, self.now_us))

    def page(self, cursors: dict[str, Any] | None = None, **parts: Any) -> Page:
        """Return a page of this account, with what is to be remembered."""
        kept = dict(cursors or {})
        if len(self.ids) != self._noted:
            kept["ids"], self._noted = self.ids, len(self.ids)
        texts = {stream: msgspec.json.encode(value).decode() for stream, value in kept.items()}
        return Page(account=self.account.id, cursors=texts, **parts)

    @cached_property
    def known_ids(self) -> set[str]:
        """The messages of this account that were kept before this visit and are not gone."""
        return self.known(self.account.id, 0) if self.known else set()

    def note(self, status: Status) -> str:
        """Return the id of a message and remember it by its local one. Raise Unreadable."""
        id_ = self.reader.id_of(status)
        if id_ != self._plain(status.id):
            self.ids[status.id] = id_
        return id_

    def id_of(self, local: str) -> str:
        """Return our id of a message by its id on the home server."""
        return self.ids.get(local, self._plain(local))

    def read(self, status: Status) -> Post:
        """Return a message. Raise Unreadable."""
        self.note(status)
        parent = status.in_reply_to_id
        if parent and not LOCAL_ID.fullmatch(parent):
            raise Unreadable("what it replies to has no id")
        return self.reader.read(status, self.id_of(parent) if parent else None)

    def take(
        self, raws: Iterable[msgspec.Raw], troubles: list[Trouble], *, is_first: bool = False
    ) -> list[Status]:
        """Return the messages of an answer, each once, that can be read so far. Not all may be public.

        Raise PlatformTrouble where none can be read of many, or of the first page of a list.
        """
        statuses, odd = {}, 0
        for raw in raws:
            try:
                status = take(raw, Status)
                self.reader.id_of(status), moment(status.created_at)  # both are needed everywhere
                statuses[status.id] = status
            except Unreadable as why:
                odd += 1
                troubles.append(self.trouble(why))
        if odd >= (1 if is_first else MANY_ODD) and not statuses:
            todo = "Its server may have changed its answers: report this."
            raise PlatformTrouble(
                "Nothing in an answer could be read.", self.account.id, todo, why=Unseen.DRIFT
            )
        return list(statuses.values())

    def fetch(self, locals_: list[str], troubles: list[Trouble]) -> list[Status]:
        """Return the messages that are shown among these, by their ids on the home server."""
        if not locals_:
            return []
        try:
            raws = self.home.ask(
                "v1/statuses", list[msgspec.Raw], called="statuses by id", **{"id[]": locals_}
            )
        except Refused:  # servers before 2024, and other software, give one at a time
            raws = [raw for local in locals_ if (raw := self.fetch_one(local))]
        return self.take(raws, troubles)

    def fetch_one(self, local: str) -> msgspec.Raw | None:
        """Return one message, None where the server says that there is none."""
        try:
            return self.home.ask(f"v1/statuses/{local}", msgspec.Raw, called="status")
        except Refused as refused:
            if refused.status not in GONE:
                raise
            return None

    def resolve(self, statuses: list[Status], troubles: list[Trouble]) -> None:
        """Learn our ids of what these messages reply to: another server numbers its messages otherwise."""
        for status in statuses:
            self.note(status)
        here = {status.id for status in statuses} | self.held.keys() | self.ids.keys()
        parents = [
            status.in_reply_to_id
            for status in statuses
            if status.in_reply_to_id
            and status.in_reply_to_id not in here
            and LOCAL_ID.fullmatch(status.in_reply_to_id)
        ]
        for start in range(0, len(parents), MOST_AT_ONCE):
            for parent in self.fetch(parents[start : start + MOST_AT_ONCE], troubles):
                self.note(parent)

    def read_all(self, statuses: list[Status], troubles: list[Trouble]) -> list[Post]:
        """Return the public ones of some messages; one that can't be read becomes a trouble."""
        posts = []
        for status in statuses:
            try:
                posts += [self.read(status)] if status.is_open else []
            except Unreadable as why:
                troubles.append(self.trouble(why))
        return posts

    def is_own(self, status: Status) -> bool:
        """Say whether the member wrote a message."""
        return status.account.id == self.person.id

    def local_of(self, id_: str) -> str | None:
        """Return the home server's id of a message, None where we don't know it there."""
        found = self._locals.get(id_) or id_.removeprefix(self._plain(""))
        return found if LOCAL_ID.fullmatch(found) else None

    @cached_property
    def _locals(self) -> dict[str, str]:
        return {id_: local for local, id_ in self.ids.items()}

    def trouble(self, why: Unreadable) -> Trouble:
        """Return what is reported of an item that can't be read."""
        return Trouble(what=f"A message was set aside: {why}.", where=self.account.id)

    def _plain(self, local: str) -> str:
        return f"{PLATFORM}:{self.home.host}/{local}"

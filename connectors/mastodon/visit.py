"""One look at one account: what is known of it already, and how its items are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from connectors.connector import Cursors, PlatformTrouble
from connectors.heard import Heard
from connectors.items import Unreadable, take
from connectors.mastodon.drawers import Drawers
from connectors.mastodon.home import Home
from connectors.mastodon.person import Person
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
    quotes: int | None = None  # how many there were when they were read; None: not read yet


class Waiting(msgspec.Struct, array_like=True):
    """One of the member's messages whose conversation is still to be read."""

    posted_us: int
    replies: int | None


@dataclass
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

    def __post_init__(self) -> None:
        def drawers(name: str, shape: Any) -> Any:
            return Drawers(name, dict[str, shape], self.cursors)

        # The member's own messages of the last months, by local id
        self.held: Drawers[Held] = drawers("held", Held)
        # those with replies, and those with quotes, that are still to be read
        self.waiting: Drawers[Waiting] = drawers("waiting", Waiting)
        self.quoted: Drawers[int] = drawers("quoted", int)
        # local id -> ours, where the one isn't made of the other
        self.ids: Drawers[str] = drawers("ids", str)

    def remembered(self, stream: str, shape: type[Any]) -> Any:
        """Return what an earlier visit left in a stream."""
        return msgspec.json.decode(self.cursors.get(stream) or "{}", type=shape)

    def until(self, us: int) -> int:
        """Return up to when sight may be claimed after a look at `us`: never beyond the server's own now."""
        return self.home.servers.clock_of(self.home.base).no_later(min(us, self.now_us))

    def page(self, cursors: dict[str, Any] | None = None, **parts: Any) -> Page:
        """Return a page of this account, with what is to be remembered and what is to be said of the token."""
        texts = {stream: msgspec.json.encode(value).decode() for stream, value in (cursors or {}).items()}
        for drawers in (self.held, self.waiting, self.quoted, self.ids):
            texts |= drawers.opened()
        page = Page(account=self.account.id, cursors=texts, **parts)
        page.troubles = [*page.troubles, *self.home.told()]
        return page

    @cached_property
    def known_ids(self) -> set[str]:
        """The messages of this account that were kept before this visit and are not gone."""
        return self.known(self.account.id, 0) if self.known else set()

    def note(self, status: Status) -> str:
        """Return the id of a message and remember it by its local one. Raise Unreadable."""
        id_ = self.reader.id_of(status)
        if id_ != self._plain(status.id):
            self.ids.put(status.id, id_, status.posted_us)
        return id_

    def id_of(self, local: str) -> str:
        """Return our id of a message by its id on the home server."""
        return self.ids.get(local) or self._plain(local)

    def read(self, status: Status, heard: Heard = Heard.ADDRESSED) -> Post:
        """Return a message. Raise Unreadable."""
        self.note(status)
        parent = status.in_reply_to_id
        if parent and not LOCAL_ID.fullmatch(parent):
            raise Unreadable("what it replies to has no id")
        return self.reader.read(status, self.id_of(parent) if parent else None, heard)

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

    def resolve(
        self, statuses: list[Status], troubles: list[Trouble], *, to_keep: bool = False
    ) -> list[Status]:
        """Learn our ids of what these messages reply to: another server numbers its messages otherwise.

        Return the public ones that were looked up; `to_keep`: also where we know the id, and don't keep the message.
        """
        for status in statuses:
            self.note(status)
        here = {status.id for status in statuses}
        answered = dict.fromkeys(status.in_reply_to_id for status in statuses if status.in_reply_to_id)
        parents = [
            local
            for local in answered
            if not (local in here or local in self.held or self._is_met(local, to_keep=to_keep))
            and LOCAL_ID.fullmatch(local)
        ]
        found = []
        for start in range(0, len(parents), MOST_AT_ONCE):
            for parent in self.fetch(parents[start : start + MOST_AT_ONCE], troubles):
                if parent.is_open:
                    self.note(parent)
                    found.append(parent)
        return found

    def _is_met(self, local: str, *, to_keep: bool) -> bool:
        return local in self.ids and (not to_keep or self.ids[local] in self.known_ids)

    def read_all(
        self, statuses: list[Status], troubles: list[Trouble], heard: Heard = Heard.ADDRESSED
    ) -> list[Post]:
        """Return the public ones of some messages; one that can't be read becomes a trouble."""
        posts = []
        for status in statuses:
            try:
                posts += [self.read(status, heard)] if status.is_open else []
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
        return {self.ids[local]: local for local in self.ids}

    def trouble(self, why: Unreadable) -> Trouble:
        """Return what is reported of an item that can't be read."""
        return Trouble(what=f"A message was set aside: {why}.", where=self.account.id, why=Unseen.DRIFT)

    def _plain(self, local: str) -> str:
        return f"{PLATFORM}:{self.home.host}/{local}"

"""The shapes of Mastodon's answers, as far as we read them.

What may be odd without harm (quotes, attachments, mentions) stays Any and is read with care where it is used.
"""

from datetime import datetime
from typing import Any

import msgspec

from connectors.items import Unreadable, inside
from facts import to_us

OPEN = frozenset({"public", "unlisted"})  # with a member's token the server shows private messages too


class Author(msgspec.Struct):
    """Who wrote a message. `acct` lacks the server for people of the server that is asked."""

    id: str
    acct: str


class Status(msgspec.Struct):
    """A message. Its `id` is the asked server's own; its `uri` is the same everywhere."""

    id: str
    uri: str
    created_at: str
    visibility: str
    account: Author
    content: str = ""
    spoiler_text: str = ""
    url: str | None = None
    in_reply_to_id: str | None = None
    in_reply_to_account_id: str | None = None
    edited_at: str | None = None
    replies_count: int | None = None
    quotes_count: int | None = None  # since 2025
    language: str | None = None
    reblog: Any = None
    quote: Any = None
    poll: Any = None
    card: Any = None
    media_attachments: Any = None
    mentions: Any = None

    @property
    def is_open(self) -> bool:
        """Say whether everybody may read it. Nothing else is ever kept."""
        is_open = self.visibility in OPEN
        return is_open and (self.reblog is None or inside(self.reblog, "visibility") in OPEN)

    @property
    def posted_us(self) -> int:
        """When it was posted. Raise Unreadable."""
        return moment(self.created_at)


class Context(msgspec.Struct):
    """What stands above and below a message."""

    descendants: list[msgspec.Raw]


class Notice(msgspec.Struct):
    """What a member is told: here, that a message names them. Its `id` is none of a message's."""

    id: str
    type: str
    created_at: str
    status: msgspec.Raw = msgspec.Raw(b"null")  # not there any more


class Message(msgspec.Struct):
    """To whom a message is shown, and since when: looked at before anything else of it is."""

    visibility: str
    id: str = ""
    created_at: str = ""


class Link(msgspec.Struct):
    """One of the places WebFinger names for an account."""

    rel: str = ""
    type: str = ""
    href: str = ""


class Finger(msgspec.Struct):
    """What WebFinger says of an account."""

    links: list[Link] = []


class Profile(msgspec.Struct):
    """An account as its own server shows it."""

    id: str
    acct: str
    username: str
    created_at: str = ""
    suspended: bool = False
    limited: bool = False
    moved: Any = None
    note: Any = None  # what the account says of itself, as HTML
    fields: Any = None  # and in rows of a name and a value


class Instance(msgspec.Struct):
    """What a server says of itself: `domain` stands in handles, and needn't be its address."""

    version: str = ""
    domain: str = ""  # v2
    uri: str = ""  # v1


def moment(text: str) -> int:
    """Return a time. Raise Unreadable."""
    try:
        return to_us(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise Unreadable("its time isn't a time with an offset") from error

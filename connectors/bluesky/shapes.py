"""The shapes of Bluesky's answers, as far as we read them.

What may be odd without harm (embeds, facets, labels) stays Any and is read with care where it is used.
"""

import re
from dataclasses import dataclass
from typing import Any

import msgspec

from connectors.items import Unreadable

URI = re.compile(r"at://(did:[a-z]+:[A-Za-z0-9.%:_-]{1,200})/([A-Za-z0-9.]{1,100})/([A-Za-z0-9._:~-]{1,512})")


class Record(msgspec.Struct):
    """A post as its author's server keeps it."""

    createdAt: str  # noqa: N815 - the platform's name
    text: str = ""
    reply: Any = None
    embed: Any = None
    facets: Any = None
    langs: Any = None
    labels: Any = None


class Repost(msgspec.Struct):
    """Somebody's words passed on."""

    createdAt: str  # noqa: N815
    subject: Any


class Kept(msgspec.Struct):
    """One row of listRecords."""

    uri: str
    cid: str
    value: msgspec.Raw


class Author(msgspec.Struct):
    """Who wrote a post, as the AppView shows them."""

    did: str
    handle: Any = None
    labels: Any = None


class View(msgspec.Struct):
    """A post as the AppView shows it, with its counts."""

    uri: str
    cid: str
    author: Author
    record: Record
    replyCount: int = 0  # noqa: N815
    quoteCount: int = 0  # noqa: N815
    indexedAt: str = ""  # noqa: N815 - the earlier of the author's claim and the real arrival
    labels: Any = None


class Row(msgspec.Struct):
    """One row of an author's feed; `reason` says why it is there when it isn't the author's own post."""

    post: msgspec.Raw
    reason: Any = None
    reply: Any = None  # what it answers, as it is shown


@dataclass(frozen=True, slots=True)
class Place:
    """An at:// address, taken apart."""

    did: str
    collection: str
    key: str


def place_of(uri: Any) -> Place:
    """Return an at:// address taken apart. Raise Unreadable."""
    found = URI.fullmatch(uri) if isinstance(uri, str) else None
    if not found:
        raise Unreadable("an address in it isn't one of Bluesky's")
    return Place(*found.groups())

"""The shapes of Facebook's answers, as far as we read them, and how an item is taken out of a page.

What may be odd without harm (attachments, tags, counts) stays Any and is read with care where it is used.
"""

import re
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import msgspec

from connectors.items import Unreadable, inside

ID = re.compile(r"[0-9]{1,30}(?:_[0-9]{1,30})?")
CURSOR = re.compile(r"[\w=+/|.:-]{1,2000}")

Shape = TypeVar("Shape")


class Item(msgspec.Struct, rename={"author": "from"}):
    """A post or a comment; a field that wasn't given is None."""

    id: str
    created_time: str
    author: Any = None
    message: str | None = None
    message_tags: Any = None
    parent: Any = None
    parent_id: Any = None
    attachment: Any = None
    attachments: Any = None
    comments: Any = None
    is_hidden: Any = None


class Nameless(msgspec.Struct):
    """What is left of an item without its author: often without its id too."""

    created_time: str


class Listed(msgspec.Struct):
    """A page of a list."""

    data: list[Any]
    paging: Any = None


def take(value: Any, shape: type[Shape]) -> Shape:
    """Return one item in its shape. Raise Unreadable."""
    try:
        return msgspec.convert(value, shape)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Unreadable(f"it isn't a {shape.__name__.lower()}: {error}") from error


def plain_id(value: Any) -> str:
    """Return one of Facebook's ids. Raise Unreadable."""
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise Unreadable("an id in it isn't one of Facebook's")
    return value


def next_cursor(paging: Any) -> str | None:
    """Return where a list goes on; None at its end.

    Never Facebook's own address of the next page: that holds the token.
    """
    address = inside(paging, "next")
    if not isinstance(address, str):
        return None
    after = inside(paging, "cursors", "after") or next(
        iter(parse_qs(urlsplit(address).query).get("after", ())), None
    )
    return after if isinstance(after, str) and CURSOR.fullmatch(after) else None


def has_more(paging: Any) -> bool:
    """Say whether a list goes on, with a cursor or without."""
    return isinstance(inside(paging, "next"), str)

"""Reads one entry of a Facebook archive into our nouns. Pure: no files, no clock."""

import re
from typing import Any

import msgspec

from connectors.clocks import posted_at
from connectors.connector import Masks
from connectors.references import references
from connectors.tidy import SOMEONE, mask_handles, tidy_text
from facts import DAY_US, SECOND_US, Kind, Post, iso

PLATFORM = "facebook"
LATEST_S = 32_503_680_000  # the year 3000
FIRST_S = 1_075_852_800  # February 2004: Facebook's first day
TAGGED = re.compile(r"@\[\d{1,30}:[^\]]{0,300}\]")  # how a person's name is written in some layouts
SHORTEST_NAME = 3
VIDEOS = (".mp4", ".mov", ".m4v", ".webm")
OWN_HOSTS = ("facebook.com", "fb.com", "fb.me", "fb.watch")


class Unreadable(Exception):
    """An item isn't what Facebook says it is. Says why, in none of its words."""


class Entry(msgspec.Struct):
    """One post, as every layout has it."""

    timestamp: int
    data: Any = None
    attachments: Any = None
    tags: Any = None
    label_values: Any = None  # a layout whose names are in the member's language


class Comment(msgspec.Struct):
    """A comment's own part."""

    timestamp: int
    author: str = ""
    comment: str = ""
    group: str = ""


class _HasComment(msgspec.Struct):
    comment: Comment | None = None


class WithComment(msgspec.Struct):
    """One entry of the comments."""

    data: list[_HasComment] = []
    attachments: Any = None


def post_of(entry: Entry, *, account: str, author: str, masks: Masks, now_us: int) -> Post | None:
    """Return one post without its id; None if there are neither words nor anything attached. Raise Unreadable."""
    if entry.label_values is not None:
        raise Unreadable("it is laid out in a way we don't know yet")
    parts = [part for part in _listed(entry.data) if isinstance(part, dict)]
    text = next((part["post"] for part in parts if isinstance(part.get("post"), str)), "")
    pieces = _pieces(entry.attachments)
    if not text and not pieces:
        return None
    written_us = moment(entry.timestamp, now_us)
    claimed = next((part["backdated_timestamp"] for part in parts if "backdated_timestamp" in part), None)
    links = [link for piece in pieces if (link := _link_in(piece))]
    words = words_of(text, entry.tags, masks)
    points_to = references(repaired(text), links, platform=PLATFORM, masks=masks)
    claimed_us = moment(claimed, now_us) if isinstance(claimed, int) and claimed > 0 else written_us
    posted_us, is_ahead = posted_at(claimed_us, written_us)
    return Post(
        id="",
        platform=PLATFORM,
        account=account,
        author=author,
        kind=Kind.POST,
        posted_us=posted_us,
        text=words,
        **(points_to | {"sites": tuple(one for one in points_to["sites"] if not _is_within(one))}),
        format=_format_of(pieces),
        written_us=written_us if claimed else None,
        is_ahead=is_ahead,
    )


def comment_of(comment: Comment, *, account: str, author: str, masks: Masks, now_us: int) -> Post:
    """Return one comment without its id: a reply to something that isn't named. Raise Unreadable."""
    return Post(
        id="",
        platform=PLATFORM,
        account=account,
        author=author,
        kind=Kind.REPLY,
        posted_us=moment(comment.timestamp, now_us),
        text=words_of(comment.comment, None, masks),
        **references(repaired(comment.comment), platform=PLATFORM, masks=masks),
    )


def repaired(text: str) -> str:
    """Return a text as it was written: Facebook writes UTF-8 as if it were Latin-1. Others are left alone."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def words_of(text: str, tags: Any, masks: Masks) -> str:
    """Return a text repaired and tidied, people who are tagged in it masked."""
    words = TAGGED.sub(SOMEONE, tidy_text(repaired(text)))
    for tag in _listed(tags):
        name = tag.get("name") if isinstance(tag, dict) else tag
        if isinstance(name, str) and len(repaired(name)) >= SHORTEST_NAME:
            words = words.replace(repaired(name), SOMEONE)
    return mask_handles(words, PLATFORM, masks)


def moment(seconds: int, now_us: int) -> int:
    """Return a time in seconds as ours. Raise Unreadable."""
    if not FIRST_S <= seconds <= LATEST_S:
        raise Unreadable("its time isn't one of Facebook's")
    us = seconds * SECOND_US
    if us > now_us + DAY_US:
        raise Unreadable(f"it is dated {iso(us)}, which is still to come")
    return us


def _pieces(attachments: Any) -> list[dict[str, Any]]:
    return [
        piece
        for attachment in _listed(attachments)
        if isinstance(attachment, dict)
        for piece in _listed(attachment.get("data"))
        if isinstance(piece, dict)
    ]


def _link_in(piece: dict[str, Any]) -> str | None:
    context = piece.get("external_context")
    link = context.get("url") if isinstance(context, dict) else None
    return link if isinstance(link, str) and link.lower().startswith(("http://", "https://")) else None


def _is_within(host: str) -> bool:
    return any(host == own or host.endswith(f".{own}") for own in OWN_HOSTS)


def _format_of(pieces: list[dict[str, Any]]) -> str:
    for piece in pieces:
        media = piece.get("media")
        if isinstance(media, dict):
            is_video = str(media.get("uri", "")).lower().endswith(VIDEOS)
            return "video" if is_video else "photo"
        if "poll" in piece:
            return "poll"
    return "link" if any(_link_in(piece) for piece in pieces) else "text"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

"""Reads Facebook's posts and comments into our nouns. Pure: no network, no clock.

Each item is read apart from its neighbours. What can't be read raises Unreadable, which says why without
a word of what the item says.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

import msgspec

from connectors.connector import Masks
from connectors.facebook.shapes import Item, plain_id
from connectors.items import Unreadable, inside, listed
from connectors.references import references
from connectors.tidy import SOMEONE, mask_handles, tidy_text
from facts import Kind, Post, to_us

PLATFORM = "facebook"
WEB = "https://www.facebook.com"
FORMATS = {
    "photo": "photo", "album": "photo", "link": "link", "video": "video", "video_inline": "video",
    "video_autoplay": "video", "live_video": "live", "sticker": "photo", "share": "link",
}  # fmt: skip
COUNTING_STOP = "l.facebook.com"
OWN_SITES = ("facebook.com", "fb.com", "fb.me", "fb.watch", "fbcdn.net")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what was collected for one account."""

    masks: Masks
    account: str
    page: str  # the Page's own id

    def post(self, item: Item) -> Post:
        """Return a post of the Page, or a visitor's on it. Raise Unreadable."""
        id_, author = plain_id(item.id), self._author(item)
        passed_on = inside({"id": item.parent_id}, "id")
        shared = plain_id(passed_on) if passed_on else None
        text = item.message or ""
        kind = Kind.POST if not shared else Kind.QUOTE if text.strip() else Kind.SHARE
        links = links_in(item)
        return self._message(
            item,
            author,
            kind=kind,
            url=page_of(id_),
            source=self.masks.source(shared.split("_")[0]) if shared else None,
            **references(text, links, platform=PLATFORM, masks=self.masks, url=page_of(id_)),
            format=format_of(item.attachments),
        )

    def comment(self, item: Item, post: str) -> Post:
        """Return a comment on a post, or a reply to one. Raise Unreadable."""
        id_, author = plain_id(item.id), self._author(item)
        above = inside(item.parent, "id")
        parent = plain_id(above) if above else None
        is_hidden = item.is_hidden is True
        return self._message(
            item,
            author,
            kind=Kind.REPLY,
            url="" if is_hidden else comment_page_of(post, id_, parent),
            answers=kept_id(parent or post),
            conversation=kept_id(post),
            **references(
                item.message or "",
                [unshimmed(inside(item.attachment, "url"))],
                platform=PLATFORM,
                masks=self.masks,
                url=comment_page_of(post, id_, parent),
            ),
            format=FORMATS.get(str(inside(item.attachment, "type")), "text"),
            is_hidden=is_hidden,
        )

    def _author(self, item: Item) -> str:
        """Return the pseudonym of who wrote it: for residents of their id, which is another on each Page."""
        return self.masks.author(PLATFORM, plain_id(inside(item.author, "id")))

    def _message(self, item: Item, author: str, *, is_hidden: bool = False, **parts: Any) -> Post:
        told = {"created_time": item.created_time, "tagged": len(listed(item.message_tags))}
        return Post(
            id=kept_id(item.id),
            platform=PLATFORM,
            account=self.account,
            author=author,
            posted_us=moment(item.created_time),
            text=self._text(item),
            is_hidden=is_hidden,
            item="" if is_hidden else msgspec.json.encode(told, order="sorted").decode(),
            **parts,
        )

    def _text(self, item: Item) -> str:
        """Return the words; who is tagged in them stands there by full name, without an @."""
        text = tidy_text(item.message or "")
        tags = [tag for tag in listed(item.message_tags) if not self._is_known(tag)]
        names = {tidy_text(name).strip() for tag in tags if isinstance(name := inside(tag, "name"), str)}
        for name in sorted(names - {""}, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEONE, text)
        return mask_handles(text, PLATFORM, self.masks)

    def _is_known(self, tag: Any) -> bool:
        id_ = inside(tag, "id")
        return id_ == self.page or (isinstance(id_, str) and self.masks.is_known(PLATFORM, id_))


def kept_id(id_: str) -> str:
    """Return an id as we keep it."""
    return f"{PLATFORM}:{id_}"


def platform_id(kept: str) -> str:
    """Return a kept id as Facebook knows it."""
    return kept.removeprefix(f"{PLATFORM}:")


def page_of(post: str) -> str:
    """Return the address of a post on the web; it names the Page's lasting id, never a handle."""
    page, _, number = post.partition("_")
    return f"{WEB}/{page}/posts/{number}" if number else f"{WEB}/{page}"


def comment_page_of(post: str, comment: str, parent: str | None) -> str:
    """Return the address of a comment, or of a reply to one."""
    own = comment.rpartition("_")[2]
    if parent is None:
        return f"{page_of(post)}?comment_id={own}"
    return f"{page_of(post)}?comment_id={parent.rpartition('_')[2]}&reply_comment_id={own}"


def moment(text: str) -> int:
    """Return when something was posted. Raise Unreadable."""
    try:
        return to_us(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise Unreadable("its created_time isn't a time with an offset") from error


def links_in(item: Item) -> list[str]:
    """Return the addresses that hang on a post and lead out of Facebook."""
    links = []
    for attached in listed(inside(item.attachments, "data")):
        for name in ("unshimmed_url", "url"):
            link = unshimmed(inside(attached, name))
            if link:
                links.append(link)
                break
    return links


def unshimmed(link: Any) -> str:
    """Return where a link leads, Facebook's own counting stop left out; empty if it stays within Facebook."""
    parts = _parted(link)
    if parts and parts.hostname == COUNTING_STOP:
        parts = _parted(next(iter(parse_qs(parts.query).get("u", ())), None))
    if parts is None or parts.hostname is None:
        return ""
    is_within = any(parts.hostname == own or parts.hostname.endswith(f".{own}") for own in OWN_SITES)
    return "" if is_within else f"{parts.scheme}://{parts.hostname}/"


def _parted(link: Any) -> SplitResult | None:
    try:
        parts = urlsplit(link) if isinstance(link, str) else None
    except ValueError:  # half an IPv6 address
        return None
    return parts if parts and parts.scheme in ("http", "https") and parts.hostname else None


def format_of(attachments: Any) -> str:
    """Return what sort of thing hangs on a post."""
    kinds = (
        inside(one, name) for one in listed(inside(attachments, "data")) for name in ("media_type", "type")
    )
    return next((FORMATS[kind] for kind in kinds if isinstance(kind, str) and kind in FORMATS), "text")

"""Reads Bluesky's records and views into our nouns. Pure: no network, no clock.

Each item is read apart from its neighbours. What can't be read raises Unreadable, which says why without
a word of what the item says.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from connectors.bluesky.shapes import URI, Author, Kept, Place, Record, Repost, View, place_of
from connectors.clocks import posted_at
from connectors.connector import Masks
from connectors.heard import Heard
from connectors.items import Unreadable, inside, listed, take
from connectors.references import References, references
from connectors.tidy import mask_handles, tidy_text
from facts import DAY_US, Kind, Post, to_us

PLATFORM = "bluesky"
POSTS = "app.bsky.feed.post"
REPOSTS = "app.bsky.feed.repost"
MEMBERS_ONLY = "!no-unauthenticated"
NO_HANDLE = "handle.invalid"  # shown of whoever's handle doesn't lead back to them

LANGUAGE = re.compile(r"[a-z]{2,3}")
# A record key is normally a moment: 53 bits of microseconds and 10 of chance, five bits a character.
KEY_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
KEY = re.compile(f"[234567a-j][{KEY_DIGITS}]{{12}}")
EARLIEST_KEY_US = to_us(
    datetime.fromisoformat("2005-01-01T00:00:00Z")
)  # a word of 13 letters is mostly later
FORMATS = {
    "app.bsky.embed.images": "photo",
    "app.bsky.embed.gallery": "photo",
    "app.bsky.embed.video": "video",
    "app.bsky.embed.external": "link",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what was collected for one account."""

    masks: Masks
    account: str
    now_us: int

    def own(self, row: Kept, *, is_hidden: bool) -> Post:
        """Return a message of the member's own. Raise Unreadable."""
        place = place_of(row.uri)
        if place.collection == REPOSTS:
            return self._share(row, place)
        return self._message(row.uri, row.cid, take(row.value, Record), is_hidden=is_hidden)

    def other(self, view: View, heard: Heard = Heard.ADDRESSED) -> Post:
        """Return a message of somebody else. Raise Unreadable."""
        if place_of(view.uri).did != view.author.did:
            raise Unreadable("the author isn't the one its address names")
        is_hidden = is_for_members_only(view.author.labels) or is_for_members_only(view.labels)
        indexed_us = moment(view.indexedAt) if view.indexedAt else None
        post = self._message(
            view.uri,
            view.cid,
            view.record,
            is_hidden=is_hidden,
            indexed_us=indexed_us,
            handle=handle_of(view.author),
        )
        return replace(post, heard=heard)

    def _message(
        self,
        uri: str,
        cid: str,
        record: Record,
        *,
        is_hidden: bool,
        indexed_us: int | None = None,
        handle: str = "",
    ) -> Post:
        place = place_of(uri)
        made_us = written_us(place.key, self.now_us)
        posted_us, is_ahead = posted_at(moment(record.createdAt), made_us, indexed_us)
        is_hidden = is_hidden or is_for_members_only(inside(record.labels, "values"))
        answers, conversation = reply_of(record.reply)
        quoted = quoted_in(record.embed)
        kind = Kind.REPLY if answers else Kind.QUOTE if quoted else Kind.POST
        text = tidy_text(record.text)
        links = [tidy_text(link) for link in links_in(record)]
        langs = [code for code in listed(record.langs) if isinstance(code, str) and len(code) < 20]
        shown = [mask_handles(link, PLATFORM, self.masks) for link in links]
        item = {"cid": cid, "createdAt": record.createdAt, "langs": langs, "links": shown, "quoted": quoted}
        return Post(
            id=uri,
            platform=PLATFORM,
            account=self.account,
            author=self.masks.author(PLATFORM, place.did, handle),
            kind=kind,
            posted_us=posted_us,
            text=mask_handles(text, PLATFORM, self.masks),
            url="" if is_hidden else page_of(place),
            answers=answers,
            conversation=conversation,
            source=self.masks.source(place_of(quoted).did) if quoted and kind is Kind.QUOTE else None,
            **self._points_to(text, links, place, quoted),
            format=format_of(record.embed),
            language=language_of(record.langs),
            written_us=made_us,
            is_ahead=is_ahead,
            is_hidden=is_hidden,
            item="" if is_hidden else as_json(item),
        )

    def _points_to(self, text: str, links: list[str], place: Place, quoted: str | None) -> References:
        quotes = page_of(place_of(quoted)) if quoted else ""
        return references(text, links, platform=PLATFORM, masks=self.masks, url=page_of(place), quotes=quotes)

    def _share(self, row: Kept, place: Place) -> Post:
        repost = take(row.value, Repost)
        subject = place_of(inside(repost.subject, "uri"))
        made_us = written_us(place.key, self.now_us)
        posted_us, is_ahead = posted_at(moment(repost.createdAt), made_us)
        return Post(
            id=row.uri,
            platform=PLATFORM,
            account=self.account,
            author=self.masks.author(PLATFORM, place.did),
            kind=Kind.SHARE,
            posted_us=posted_us,
            url=page_of(subject),
            source=self.masks.source(subject.did),
            written_us=made_us,
            is_ahead=is_ahead,
            item=as_json({"cid": row.cid, "createdAt": repost.createdAt}),
        )


def handle_of(author: Author) -> str:
    """Return the handle that is shown of an author; nothing where it doesn't lead back to them."""
    return author.handle if isinstance(author.handle, str) and author.handle != NO_HANDLE else ""


def page_of(place: Place) -> str:
    """Return the address of a post on the web; it names the lasting id, never the handle."""
    return f"https://bsky.app/profile/{place.did}/post/{place.key}"


def moment(text: str) -> int:
    """Return a claimed time. Raise Unreadable."""
    try:
        return to_us(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise Unreadable("its createdAt isn't a time with an offset") from error


def sorted_us(view: View) -> int:
    """Return where a post stands in its author's feed: the earlier of its claim and its arrival.

    Raise Unreadable.
    """
    try:
        return moment(view.indexedAt)
    except Unreadable:
        return moment(view.record.createdAt)


def written_us(key: str, now_us: int) -> int | None:
    """Return when a record was written, as its key says; None if the key was chosen by hand."""
    if not KEY.fullmatch(key):
        return None
    number = 0
    for character in key:
        number = number * 32 + KEY_DIGITS.index(character)
    us = number >> 10
    return us if EARLIEST_KEY_US <= us <= now_us + DAY_US else None


def reply_of(reply: Any) -> tuple[str | None, str | None]:
    """Return the message answered and the first message of its conversation. Raise Unreadable."""
    if reply is None:
        return None, None
    parent, root = inside(reply, "parent", "uri"), inside(reply, "root", "uri")
    place_of(parent)
    return parent, root if isinstance(root, str) and URI.fullmatch(root) else parent


def quoted_in(embed: Any) -> str | None:
    """Return the post that is quoted. Lists, feeds and packs can be embedded too; they are nobody's words."""
    for path in (("record", "uri"), ("record", "record", "uri")):
        found = URI.fullmatch(str(inside(embed, *path)))
        if found and found[2] == POSTS:
            return found[0]
    return None


def links_in(record: Record) -> list[str]:
    """Return the addresses a post links to outside its text: marked words, and the link card."""
    facets = record.facets if isinstance(record.facets, list) else []
    features = [feature for facet in facets for feature in listed(inside(facet, "features"))]
    cards = [inside(record.embed, "external"), inside(record.embed, "media", "external")]
    found = [inside(place, "uri") for place in (*features, *cards)]
    return [
        link for link in found if isinstance(link, str) and link.lower().startswith(("http://", "https://"))
    ]


def format_of(embed: Any) -> str:
    """Return what sort of thing hangs on a post."""
    kinds = (inside(embed, "$type"), inside(embed, "media", "$type"))
    return next((FORMATS[kind] for kind in kinds if isinstance(kind, str) and kind in FORMATS), "text")


def language_of(langs: Any) -> str:
    """Return the first language its author names, without its region."""
    first = next(iter(listed(langs)), "")
    code = first.lower().split("-")[0] if isinstance(first, str) else ""
    return code if LANGUAGE.fullmatch(code) else ""


def is_for_members_only(labels: Any) -> bool:
    """Say whether somebody asks not to be shown to people who are not logged in."""
    return any(inside(label, "val") == MEMBERS_ONLY and not inside(label, "neg") for label in listed(labels))


def as_json(value: dict[str, Any]) -> str:
    """Return the item as we keep it."""
    return msgspec.json.encode(value, order="sorted").decode()

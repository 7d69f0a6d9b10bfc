"""Takes a feed apart, entry by entry, however badly it is made. Pure: no network, no clock."""

import hashlib
import io
from calendar import timegm
from dataclasses import dataclass
from time import struct_time
from typing import Any
from urllib.parse import urlsplit

import feedparser

from connectors.tidy import site
from facts import SECOND_US

EARLIEST_US = 757_382_400 * SECOND_US  # 1994, when the first blogs were begun
LONGEST_ID = 500
LONGEST_LINK = 2_000
ROOTS = (b"<rss", b"<feed", b"<rdf:rdf")  # looked for where a feed begins: anything else isn't worth reading
BEGINNING = 20_000
# What feedparser complains of although the whole feed was read: a wrong label on good content.
HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


# feedparser looks for an address in the name of whoever wrote a post, and takes an hour over a long one (seen from
# 6.0.14: 100,000 letters, 90 s). Nobody asks it who wrote.
feedparser.mixin._FeedParserMixin._sync_author_detail = lambda *_: None


class NotAFeed(Exception):
    """What came is neither RSS nor Atom."""


class Unreadable(Exception):
    """An entry can't be read. Says why, in none of its words."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed taken apart; it isn't whole if it breaks off or isn't well made."""

    entries: list[Any]
    feed: Any
    is_whole: bool


def parsed(body: bytes, content_type: str, address: str) -> Parsed:
    """Return a feed taken apart. Raise NotAFeed."""
    start = body[:BEGINNING].replace(b"\0", b"").lower()  # UTF-16 too
    if not any(root in start for root in ROOTS):
        raise NotAFeed
    told = _parsed(body, {"content-type": content_type, "content-location": address})
    if not told.get("version"):
        raise NotAFeed
    is_broken = told.bozo and not isinstance(told.get("bozo_exception"), HARMLESS)
    return Parsed(list(told.entries), told.feed, not is_broken)


def _parsed(body: bytes, headers: dict[str, str]) -> Any:
    # Its own cleaning of HTML takes minutes over hostile pieces; only the words are wanted, and `plain` finds them.
    try:
        return feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, OverflowError, LookupError, AssertionError, RecursionError) as error:
        # Seen from feedparser 6.0.14 on numbers of no character, and from the standard library beneath it.
        raise NotAFeed from error


def name_of(entry: Any) -> str:
    """Return by what its feed knows an entry. Raise Unreadable."""
    named = str(entry.get("id") or link_of(entry)).strip()
    if not named:
        raise Unreadable("it has neither an id nor a link")
    return (
        named
        if len(named) <= LONGEST_ID
        else hashlib.sha256(named.encode(errors="surrogatepass")).hexdigest()
    )


def html_of(entry: Any) -> str:
    """Return the whole text where the feed has it, else its summary."""
    parts = [part for part in entry.get("content") or [] if part.get("value")]
    if entry.get("media_content") and (entry.get("summary_detail") or {}).get("type") == "text/html":
        # Seen from feedparser 6.0.14 on Mastodon's feeds: what a picture shows, in place of the post's own words.
        parts = [part for part in parts if part.get("type") != "text/plain"]
    whole = [part["value"] for part in parts]
    return str(whole[0] if whole else entry.get("summary") or "")


def link_of(entry: Any) -> str:
    """Return the address of an entry's page; nothing where it has none that a browser opens."""
    link = str(entry.get("link") or "").strip()
    is_link = link.lower().startswith(("http://", "https://")) and len(link) <= LONGEST_LINK
    return link if is_link and host_in(link) else ""


def host_in(address: str) -> str:
    """Return the site an address names, as settings write it."""
    try:
        return site(urlsplit(address).hostname or "")
    except ValueError:  # such as http://[
        return ""


def published_us(entry: Any) -> int:
    """Return when it was published or, where only that is given, changed. Raise Unreadable."""
    # Not entry.get: feedparser would quietly give one for the other.
    told = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if not isinstance(told, struct_time):
        raise Unreadable("it has no date")
    us = timegm(told) * SECOND_US
    if us < EARLIEST_US:
        raise Unreadable("its date is before there were feeds")
    return us

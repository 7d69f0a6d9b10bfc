"""Reads a feed into our nouns. Pure: no network, no clock."""

import hashlib
import io
import re
from calendar import timegm
from dataclasses import dataclass, field
from time import struct_time
from typing import Any
from urllib.parse import urlsplit

import feedparser
import msgspec

from connectors.blog.plain import plain_text
from connectors.clocks import posted_at
from connectors.connector import Masks
from connectors.references import references
from connectors.tidy import MOST_CHARACTERS, mask_handles, site, tidy_text
from facts import SECOND_US, Account, Kind, Post, Sight, Trouble, Unseen

PLATFORM = "blog"
EARLIEST_US = 757_382_400 * SECOND_US  # 1994, when the first blogs were begun
LANGUAGE = re.compile(r"[a-z]{2,3}(?![^-_])")
LONGEST_ID = 500
LONGEST_LINK = 2_000
MOST_HTML = 10 * MOST_CHARACTERS  # what is beyond would be cut anyway, or is hostile
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
    """An entry can't be a post. Says why, in none of its words."""


@dataclass(slots=True)
class Feed:
    """What a feed holds; it isn't whole if it breaks off or isn't well made."""

    posts: list[Post] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    is_whole: bool = True


def read_feed(body: bytes, content_type: str, *, account: Account, masks: Masks, now_us: int) -> Feed:
    """Return the posts of a feed, each once. Raise NotAFeed."""
    start = body[:BEGINNING].replace(b"\0", b"").lower()  # UTF-16 too
    if not any(root in start for root in ROOTS):
        raise NotAFeed
    told = _parsed(body, {"content-type": content_type, "content-location": account.handle})
    if not told.get("version"):
        raise NotAFeed
    feed = Feed()
    if told.bozo and not isinstance(told.get("bozo_exception"), HARMLESS):
        feed.is_whole = False
        what = (
            "The feed is badly made or broke off: what could be read was kept, what it shows isn't claimed."
        )
        feed.troubles.append(Trouble(what=what, where=account.id, why=Unseen.DRIFT, sights=(Sight.POSTS,)))
    posts: dict[str, Post] = {}
    for entry in told.entries:
        try:
            post = read_entry(entry, told.feed, account=account, masks=masks, now_us=now_us)
        except Unreadable as why:
            feed.troubles.append(Trouble(what=f"A post was set aside: {why}.", where=account.id))
        else:
            posts.setdefault(post.id, post)
    feed.posts = list(posts.values())
    return feed


def _parsed(body: bytes, headers: dict[str, str]) -> Any:
    # Its own cleaning of HTML takes minutes over hostile pieces; only the words are wanted, and `plain` finds them.
    try:
        return feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, OverflowError, LookupError, AssertionError, RecursionError) as error:
        # Seen from feedparser 6.0.14 on numbers of no character, and from the standard library beneath it.
        raise NotAFeed from error


def read_entry(entry: Any, feed: Any, *, account: Account, masks: Masks, now_us: int) -> Post:
    """Return one post: its title and its words, as plain text. Raise Unreadable."""
    link = _link(entry)
    named = str(entry.get("id") or link).strip()
    if not named:
        raise Unreadable("it has neither an id nor a link")
    title, named_links = plain_text(str(entry.get("title") or "")[:MOST_HTML])
    words, links = plain_text(_html(entry)[:MOST_HTML])
    text = tidy_text("\n".join(part for part in (title, words) if part))
    own = {_host(account.handle), _host(link)}
    posted_us, is_ahead = posted_at(_posted_us(entry), now_us)  # no second clock: our first sight of it
    points_to = references(text, [*named_links, *links], platform=PLATFORM, masks=masks, url=link)
    return Post(
        id=f"{account.id}#{_short(named)}",
        platform=PLATFORM,
        account=account.id,
        author=masks.author(PLATFORM, account.handle),
        kind=Kind.POST,
        posted_us=posted_us,
        text=mask_handles(text, PLATFORM, masks),
        url=link,
        **(points_to | {"sites": tuple(one for one in points_to["sites"] if one not in own)}),
        language=_language(entry, feed),
        is_ahead=is_ahead,
        item=msgspec.json.encode({"id": _short(named)}).decode(),
    )


def _html(entry: Any) -> str:
    """Return the whole text where the feed has it, else its summary."""
    parts = [part for part in entry.get("content") or [] if part.get("value")]
    if entry.get("media_content") and (entry.get("summary_detail") or {}).get("type") == "text/html":
        # Seen from feedparser 6.0.14 on Mastodon's feeds: what a picture shows, in place of the post's own words.
        parts = [part for part in parts if part.get("type") != "text/plain"]
    whole = [part["value"] for part in parts]
    return str(whole[0] if whole else entry.get("summary") or "")


def _link(entry: Any) -> str:
    link = str(entry.get("link") or "").strip()
    is_link = link.lower().startswith(("http://", "https://")) and len(link) <= LONGEST_LINK
    return link if is_link and _host(link) else ""


def _host(address: str) -> str:
    try:
        return site(urlsplit(address).hostname or "")
    except ValueError:  # such as http://[
        return ""


def _short(named: str) -> str:
    return named if len(named) <= LONGEST_ID else hashlib.sha256(named.encode()).hexdigest()


def _posted_us(entry: Any) -> int:
    """Return when it was published or, where only that is given, changed."""
    # Not entry.get: feedparser would quietly give one for the other.
    told = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    if not isinstance(told, struct_time):
        raise Unreadable("it has no date")
    us = timegm(told) * SECOND_US
    if us < EARLIEST_US:
        raise Unreadable("its date is before there were blogs")
    return us


def _language(entry: Any, feed: Any) -> str:
    title = entry.get("title_detail") or {}
    told = title.get("language") or feed.get("language") or ""
    found = LANGUAGE.match(str(told).lower())
    return found[0] if found else ""

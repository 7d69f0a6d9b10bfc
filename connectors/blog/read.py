"""Reads a feed into our nouns. Pure: no network, no clock."""

import re
from dataclasses import dataclass, field
from typing import Any

import msgspec

from connectors.clocks import posted_at
from connectors.connector import Masks
from connectors.feeds.entries import (
    NotAFeed,
    Unreadable,
    host_in,
    html_of,
    link_of,
    name_of,
    parsed,
    published_us,
)
from connectors.feeds.plain import plain_text
from connectors.references import references
from connectors.tidy import MOST_CHARACTERS, mask_handles, tidy_text
from facts import Account, Kind, Post, Sight, Trouble, Unseen

PLATFORM = "blog"
LANGUAGE = re.compile(r"[a-z]{2,3}(?![^-_])")
MOST_HTML = 10 * MOST_CHARACTERS  # what is beyond would be cut anyway, or is hostile


@dataclass(slots=True)
class Feed:
    """What a feed holds; it isn't whole if it breaks off or isn't well made."""

    posts: list[Post] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    is_whole: bool = True


def read_feed(body: bytes, content_type: str, *, account: Account, masks: Masks, now_us: int) -> Feed:
    """Return the posts of a feed, each once. Raise NotAFeed."""
    told = parsed(body, content_type, account.handle)
    feed = Feed(is_whole=told.is_whole)
    if not told.is_whole:
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


def read_entry(entry: Any, feed: Any, *, account: Account, masks: Masks, now_us: int) -> Post:
    """Return one post: its title and its words, as plain text. Raise Unreadable."""
    link, named = link_of(entry), name_of(entry)
    title, named_links = plain_text(str(entry.get("title") or "")[:MOST_HTML])
    words, links = plain_text(html_of(entry)[:MOST_HTML])
    text = tidy_text("\n".join(part for part in (title, words) if part))
    own = {host_in(account.handle), host_in(link)}
    posted_us, is_ahead = posted_at(published_us(entry), now_us)  # no second clock: our first sight of it
    points_to = references(text, [*named_links, *links], platform=PLATFORM, masks=masks, url=link)
    return Post(
        id=f"{account.id}#{named}",
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
        item=msgspec.json.encode({"id": named}).decode(),
    )


def _language(entry: Any, feed: Any) -> str:
    title = entry.get("title_detail") or {}
    told = title.get("language") or feed.get("language") or ""
    found = LANGUAGE.match(str(told).lower())
    return found[0] if found else ""


__all__ = ["Feed", "NotAFeed", "Unreadable", "read_entry", "read_feed"]

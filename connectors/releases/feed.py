"""Reads a feed of the council's releases. Pure: no network, no clock."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from connectors.clocks import posted_at
from connectors.feeds.entries import Unreadable, html_of, link_of, name_of, parsed, published_us
from connectors.feeds.plain import plain_text
from connectors.releases import MOST_CHARACTERS, NoWords, ReadRelease, read_release

MOST_HTML = 10 * MOST_CHARACTERS  # what is beyond would be cut anyway, or is hostile


@dataclass(slots=True)
class ReleaseFeed:
    """What a feed holds; it isn't whole if it breaks off or isn't well made."""

    releases: list[ReadRelease] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)  # why, and of how many entries
    is_whole: bool = True


def read_release_feed(body: bytes, content_type: str, *, address: str, now_us: int) -> ReleaseFeed:
    """Return the releases of a feed, each once. Raise NotAFeed."""
    told = parsed(body, content_type, address)
    feed = ReleaseFeed(is_whole=told.is_whole)
    found: dict[str, ReadRelease] = {}
    for entry in told.entries:
        try:
            release = _read(entry, now_us)
        except (Unreadable, NoWords) as why:
            feed.set_aside[str(why)] += 1
        else:
            found.setdefault(release.named, release)
    feed.releases = list(found.values())
    return feed


def _read(entry: Any, now_us: int) -> ReadRelease:
    """Return one entry: the whole text where the feed has it, else its summary. Raise Unreadable or NoWords."""
    title, _ = plain_text(str(entry.get("title") or "")[:MOST_HTML])
    text, _ = plain_text(html_of(entry)[:MOST_HTML])
    moment_us, _ = posted_at(published_us(entry), now_us)  # what we see has been published
    return read_release(name_of(entry), moment_us, title, text, url=link_of(entry))

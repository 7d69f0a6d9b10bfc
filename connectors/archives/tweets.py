"""Reads one tweet of an X archive into our nouns. Pure: no files, no clock."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from connectors.connector import Masks
from connectors.references import references
from connectors.tidy import mask_handles, tidy_text
from facts import DAY_US, Account, Kind, Post, iso, to_us

PLATFORM = "x"
ID = re.compile(r"[1-9]\d{0,18}", re.ASCII)
FIRST_TIMED_ID = 29_700_859_247  # ids from November 2010 on are moments
ID_EPOCH_MS = 1_288_834_974_657
SHARED = re.compile(r"RT @(\w{1,30}):? ", re.ASCII)
STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/(\w{1,30})/status/(\d{1,19})(?:\?\S*)?", re.ASCII
)
OWN_HOSTS = {"t.co", "x.com", "twitter.com", "mobile.twitter.com", "pic.twitter.com"}
LANGUAGE = re.compile(r"[a-z]{2}")  # X writes und, qme, zxx ... where it doesn't know
FORMATS = {"photo": "photo", "video": "video", "animated_gif": "video"}


class Unreadable(Exception):
    """An item isn't what X says it is. Says why, in none of its words."""


class Tweet(msgspec.Struct):
    """A post as the archive has it; its numbers are texts."""

    id_str: str
    full_text: str
    created_at: str = ""
    in_reply_to_status_id_str: str | None = None
    in_reply_to_user_id_str: str | None = None
    lang: str = ""
    entities: Any = None
    extended_entities: Any = None
    edit_info: Any = None


class Wrapped(msgspec.Struct):
    """How a post is wrapped, since 2020."""

    tweet: msgspec.Raw = msgspec.Raw()


def take(raw: msgspec.Raw) -> Tweet:
    """Return one item. Raise Unreadable."""
    try:
        inner = msgspec.json.decode(raw, type=Wrapped).tweet
        tweet = msgspec.json.decode(inner or raw, type=Tweet)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("it isn't a post as X writes it") from error
    if not id_of(tweet.id_str):
        raise Unreadable("its id isn't one of X's")
    return tweet


def read_tweet(
    tweet: Tweet, first_of: Mapping[str, str], *, account: Account, masks: Masks, now_us: int
) -> Post:
    """Return one post: `first_of` names the first version of each post in the archive. Raise Unreadable."""
    versions = versions_of(tweet)
    moment_us = time_of(versions[0]) or _declared_us(tweet)
    if moment_us > now_us + DAY_US:
        raise Unreadable(f"it is dated {iso(moment_us)}, which is still to come")
    links = links_in(tweet)
    answers = _answers(tweet, first_of, account)
    shared = None if answers else SHARED.match(tweet.full_text)
    quoted = next((found for link in links if (found := STATUS.fullmatch(link))), None)
    whose = shared or (None if answers else quoted)
    text = "" if shared else tidy_text(_unescaped(tweet.full_text))
    item = {"created_at": tweet.created_at, "quoted": quoted[2] if quoted else None, "versions": versions}
    url = f"https://x.com/i/status/{versions[0]}"
    points_to = references(text, links, platform=PLATFORM, masks=masks, url=url)
    return Post(
        id=f"{PLATFORM}:{versions[0]}",
        platform=PLATFORM,
        account=account.id,
        author=masks.author(PLATFORM, account.platform_id),
        kind=Kind.SHARE if shared else Kind.REPLY if answers else Kind.QUOTE if quoted else Kind.POST,
        posted_us=moment_us,
        text=mask_handles(text, PLATFORM, masks),
        url=url,
        answers=f"{PLATFORM}:{answers}" if answers else None,
        source=masks.source(_name_of(whose[1], tweet, masks)) if whose else None,
        **(points_to | {"sites": tuple(host for host in points_to["sites"] if host not in OWN_HOSTS)}),
        format=_format_of(tweet, links),
        language=tweet.lang if LANGUAGE.fullmatch(tweet.lang) else "",
        written_us=time_of(versions[0]),
        item=msgspec.json.encode(item, order="sorted").decode(),
    )


def id_of(value: Any) -> str | None:
    """Return an id of X's, None for anything else."""
    return value if isinstance(value, str) and ID.fullmatch(value) else None


def time_of(id_: str) -> int | None:
    """Return the moment in an id, None for ids from before they held one."""
    number = int(id_)
    return ((number >> 22) + ID_EPOCH_MS) * 1_000 if number > FIRST_TIMED_ID else None


def versions_of(tweet: Tweet) -> list[str]:
    """Return the ids of a post's versions that it names, the first first: each edit has an id of its own."""
    told = tweet.edit_info if isinstance(tweet.edit_info, dict) else {}
    named = told.get("initial") or told.get("edit") or {}
    named = named if isinstance(named, dict) else {}
    listed = named.get("editTweetIds")
    ids = [named.get("initialTweetId"), *(listed if isinstance(listed, list) else []), tweet.id_str]
    return sorted({id_ for one in ids if (id_ := id_of(one))}, key=int)


def links_in(tweet: Tweet) -> list[str]:
    """Return the addresses behind the short links of a post."""
    urls = tweet.entities.get("urls") if isinstance(tweet.entities, dict) else None
    found = (
        [url.get("expanded_url") for url in urls if isinstance(url, dict)] if isinstance(urls, list) else []
    )
    return [
        link for link in found if isinstance(link, str) and link.lower().startswith(("http://", "https://"))
    ]


def _answers(tweet: Tweet, first_of: Mapping[str, str], account: Account) -> str | None:
    """Return the post it answers. One of the member's own that is gone isn't: that would be a reply to others."""
    answered = id_of(tweet.in_reply_to_status_id_str)
    if answered is None:
        return None
    if int(answered) >= int(tweet.id_str):
        raise Unreadable("it answers a post later than itself")
    if answered in first_of:
        return first_of[answered]
    return None if tweet.in_reply_to_user_id_str == account.platform_id else answered


def _unescaped(text: str) -> str:
    """Return the words without the three escapes that X writes."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _declared_us(tweet: Tweet) -> int:
    try:
        return to_us(datetime.strptime(tweet.created_at, "%a %b %d %H:%M:%S %z %Y"))
    except ValueError as error:
        raise Unreadable("neither its id nor created_at is a time") from error


def _name_of(handle: str, tweet: Tweet, masks: Masks) -> str:
    """Return the lasting id of somebody passed on, where the post gives it; the handle of people we know."""
    if masks.is_known(PLATFORM, handle):
        return handle
    mentions = tweet.entities.get("user_mentions") if isinstance(tweet.entities, dict) else None
    for one in mentions if isinstance(mentions, list) else []:
        if isinstance(one, dict) and str(one.get("screen_name", "")).lower() == handle.lower():
            return id_of(one.get("id_str")) or handle
    return handle


def _format_of(tweet: Tweet, links: list[str]) -> str:
    media = tweet.extended_entities.get("media") if isinstance(tweet.extended_entities, dict) else None
    for one in media if isinstance(media, list) else []:
        if isinstance(one, dict) and one.get("type") in FORMATS:
            return FORMATS[one["type"]]
    return "link" if any(not STATUS.fullmatch(link) for link in links) else "text"

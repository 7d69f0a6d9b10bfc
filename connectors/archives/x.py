"""X archive.

Source: "Download an archive of your data" in X's settings; from it account.js, manifest.js, profile.js and
tweets*.js only.
A post's id is its moment (since November 2010), so its time can't be chosen, nor that of a post it answers.
Limits: X makes one archive a day. It covers to the moment it was made, which it states.
Can't see: what others wrote, so neither who waits nor what share was answered; the end of a long post, which
lies in a file of its own; whether the account was protected when it was written; what the member deleted, so a post
that continues one that is gone begins anew.
"""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from connectors.about import about, in_lines
from connectors.archives.brought import Brought, Owner, misses_parts
from connectors.archives.tweets import Tweet, Unreadable, id_of, read_tweet, take, versions_of
from connectors.archives.zipped import NotAnArchive, Zipped
from connectors.connector import Masks
from facts import Account, Trouble, to_us

PLATFORM = "x"
FOLDER = r"(?:(?:[^/]+/)?data/)?"
POSTS = re.compile(FOLDER + r"tweets?(?:-part(\d{1,4}))?\.js")
ACCOUNT = re.compile(FOLDER + r"account\.js")
MANIFEST = re.compile(FOLDER + r"manifest\.js")
PROFILE = re.compile(FOLDER + r"profile\.js")
HANDLE = re.compile(r"\w{1,30}", re.ASCII)


class Named(msgspec.Struct):
    """The part of account.js we read: never the e-mail address or phone number beside it."""

    username: str
    accountId: str  # noqa: N815 - the platform's name


class AboutAccount(msgspec.Struct):
    """One entry of account.js."""

    account: Named


class Made(msgspec.Struct):
    """When and how the archive was made."""

    generationDate: str = ""  # noqa: N815
    isPartialArchive: bool = False  # noqa: N815


class Manifest(msgspec.Struct):
    """The part of manifest.js we read."""

    archiveInfo: Made = msgspec.field(default_factory=Made)  # noqa: N815
    dataTypes: dict[str, Any] = {}  # noqa: N815


class Told(msgspec.Struct):
    """What profile.js says in words: never the place beside it."""

    bio: str = ""
    website: str = ""


class Profile(msgspec.Struct):
    """The part of profile.js we read."""

    description: Told = msgspec.field(default_factory=Told)


class AboutProfile(msgspec.Struct):
    """One entry of profile.js."""

    profile: Profile


def is_one(zipped: Zipped) -> bool:
    """Say whether a zip holds X's files."""
    return bool(zipped.matching(POSTS) or zipped.matching(ACCOUNT))


def owner(zipped: Zipped) -> Owner:
    """Return whose archive it says it is. Raise NotAnArchive."""
    names = zipped.matching(ACCOUNT)
    if not names:
        raise NotAnArchive("account.js is missing from it, so it doesn't say whose it is.")
    said = zipped.decoded(next(iter(names)), b"[", list[AboutAccount])
    if (
        len(said) != 1
        or not id_of(said[0].account.accountId)
        or not HANDLE.fullmatch(said[0].account.username)
    ):
        raise NotAnArchive("account.js in it doesn't say whose it is.")
    return Owner(said[0].account.accountId, said[0].account.username.lower())


def read(zipped: Zipped, account: Account, masks: Masks, now_us: int) -> Brought:
    """Return the member's posts. Raise NotAnArchive."""
    files = zipped.matching(POSTS)
    if not files:
        raise NotAnArchive("tweets.js is missing from it. Download the whole archive.")
    brought = Brought()
    tweets = dict(_tweets(zipped, list(files), brought))
    _read_manifest(zipped, brought, count=len(tweets))
    brought.about = _about(zipped, masks)
    if misses_parts((int(found[1] or 0) for found in files.values()), 0):
        brought.lacks("A part of tweets.js is missing.", "Download the whole archive.")
    first_of: dict[str, str] = {}
    for chain in map(versions_of, tweets.values()):
        for version in chain:
            first_of[version] = min(chain[0], first_of.get(version, chain[0]), key=int)
    for tweet in _newest(tweets, first_of):
        try:
            brought.posts.append(read_tweet(tweet, first_of, account=account, masks=masks, now_us=now_us))
        except Unreadable as why:
            brought.troubles.append(_set_aside(why))
    if brought.troubles and not brought.posts:
        raise NotAnArchive("none of the posts in it could be read. X may write them anew: report this.")
    return brought


def _about(zipped: Zipped, masks: Masks) -> str | None:
    """Return what the account says of itself; None where that isn't in it, or isn't as we know it.

    It is beside the point of an archive: the posts are kept all the same.
    """
    names = zipped.matching(PROFILE)
    if not names:
        return None
    try:
        [said] = zipped.decoded(next(iter(names)), b"[", list[AboutProfile])
    except (NotAnArchive, ValueError):
        return None
    told = said.profile.description
    return about(in_lines(html.unescape(told.bio), told.website), PLATFORM, masks)


def _tweets(zipped: Zipped, names: list[str], brought: Brought) -> Iterator[tuple[str, Tweet]]:
    """Yield each tweet with its id; what isn't one is set aside."""
    for name in names:
        for raw in zipped.decoded(name, b"[", list[msgspec.Raw]):
            try:
                tweet = take(raw)
                yield tweet.id_str, tweet
            except Unreadable as why:
                brought.troubles.append(_set_aside(why))


def _newest(tweets: dict[str, Tweet], first_of: dict[str, str]) -> list[Tweet]:
    """Return the newest version of each post, oldest post first: an edited one may stand there in each version."""
    newest: dict[str, Tweet] = {}
    for id_ in sorted(tweets, key=int):
        newest[first_of[id_]] = tweets[id_]
    return list(newest.values())


def _read_manifest(zipped: Zipped, brought: Brought, *, count: int) -> None:
    """Note when the archive was made, and whether it holds all it says."""
    names = zipped.matching(MANIFEST)
    if not names:
        return  # archives made before 2020 have none
    said = zipped.decoded(next(iter(names)), b"{", Manifest)
    try:
        brought.made_us = to_us(datetime.fromisoformat(said.archiveInfo.generationDate))
    except (ValueError, OverflowError):
        brought.made_us = 0
    if said.archiveInfo.isPartialArchive:
        brought.lacks("X says that it is only a part.", "Download the whole archive.")
    elif count + len(brought.troubles) < _counted(said):
        brought.lacks("It holds fewer posts than it says.", "Download the archive again.")


def _counted(said: Manifest) -> int:
    files = [
        file for name in ("tweets", "tweet") for file in (said.dataTypes.get(name) or {}).get("files", [])
    ]
    return sum(int(file["count"]) for file in files if str(file.get("count", "")).isdigit())


def _set_aside(why: Unreadable) -> Trouble:
    return Trouble(what=f"A post was set aside: {why}.", where="tweets.js")

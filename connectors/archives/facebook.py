"""Facebook archive.

Source: "Download your information" in Facebook's settings, as JSON; from it the member's own posts and comments
only, in every folder layout since 2018. Its texts are UTF-8 taken for Latin-1, and are repaired.
Limits: it names no ids and doesn't say when it was made, so it covers to its last message, or as --covers says;
to cover anything it must hold both posts and comments, so that nobody who answers looks silent.
Can't see: what a comment answers, so no time to answer and no share answered; what others wrote; comments in
groups, which are left out; who could see a post: only a public Page or profile should be downloaded. Titles are
sentences in the member's language; they are neither read nor kept.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import msgspec

from connectors.archives.brought import Brought, Owner, misses_parts, written_us
from connectors.archives.entries import Comment, Entry, Unreadable, WithComment, comment_of, post_of, repaired
from connectors.archives.zipped import NotAnArchive, Zipped
from connectors.connector import Masks
from facts import Account, Post, Trouble

PLATFORM = "facebook"
ROOT = (
    r"(?:[^/]+/)?"  # some people zip the folder anew
    r"(?:(?:your_activity_across_facebook|your_facebook_activity|this_profile's_activity_across_facebook)/)?"
)
POSTS = re.compile(
    ROOT + r"posts/(?:your_posts|your_posts__check_ins__photos_and_videos|profile_posts)(?:_(\d{1,4}))?\.json"
)
COMMENTS = re.compile(ROOT + r"(?:comments|comments_and_reactions)/comments(?:_(\d{1,4}))?\.json")
LISTS = ("status_updates", "comments", "comments_v2")  # what a list is wrapped in, where it is
BOTH = "Download posts and comments together, as JSON."


def is_one(zipped: Zipped) -> bool:
    """Say whether a zip holds Facebook's files."""
    return bool(zipped.matching(POSTS) or zipped.matching(COMMENTS))


def owner(zipped: Zipped) -> Owner | None:
    """Return nobody: the files we open don't say whose they are."""
    return None


def read(zipped: Zipped, account: Account, masks: Masks, now_us: int) -> Brought:
    """Return the member's posts and comments. Raise NotAnArchive."""
    brought = Brought(has_ids=False)
    author = masks.author(PLATFORM, account.platform_id or account.id.split(":", 1)[1])
    posts, comments = zipped.matching(POSTS), zipped.matching(COMMENTS)
    for raw in (raw for name in posts for raw in _items(zipped, name)):
        _take_post(raw, brought, account=account.id, author=author, masks=masks, now_us=now_us)
    if brought.troubles and not brought.posts:
        raise NotAnArchive(
            "none of the posts in it could be read. Facebook may write them anew: report this."
        )
    for comment in _own_comments([raw for name in comments for raw in _items(zipped, name)], brought):
        try:
            post = comment_of(comment, account=account.id, author=author, masks=masks, now_us=now_us)
            brought.posts.append(post)
        except Unreadable as why:
            brought.troubles.append(_set_aside(why, "comments"))
    for found, what in ((posts, "posts"), (comments, "comments")):
        if not found or misses_parts((int(one[1] or 1) for one in found.values()), 1):
            brought.lacks(f"It doesn't hold all {what}.", BOTH)
    brought.posts = list(_numbered(brought.posts, account.id))
    return brought


def _items(zipped: Zipped, name: str) -> list[msgspec.Raw]:
    body = zipped.read(name).removeprefix(b"\xef\xbb\xbf").lstrip()
    short = name.rsplit("/", 1)[-1]
    try:
        if body.startswith(b"["):
            return msgspec.json.decode(body, type=list[msgspec.Raw])
        wrapped = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        inner = next((wrapped[key] for key in LISTS if key in wrapped), None)
        if inner is not None:
            return msgspec.json.decode(inner, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotAnArchive(f"{short} in it isn't readable JSON. Download the archive again.") from error
    raise NotAnArchive(f"{short} in it isn't what we know of Facebook. Nothing of it was kept.")


def _take_post(
    raw: msgspec.Raw, brought: Brought, *, account: str, author: str, masks: Masks, now_us: int
) -> None:
    try:
        entry = msgspec.json.decode(raw, type=Entry)
        post = post_of(entry, account=account, author=author, masks=masks, now_us=now_us)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        brought.troubles.append(_set_aside(Unreadable("it isn't a post as Facebook writes it"), "posts"))
        return
    except Unreadable as why:
        brought.troubles.append(_set_aside(why, "posts"))
        return
    if post:
        brought.posts.append(post)


def _own_comments(raws: list[msgspec.Raw], brought: Brought) -> Iterator[Comment]:
    """Yield the comments under the member's own name (the most frequent one), those in groups left out."""
    comments = []
    for raw in raws:
        try:
            comments += [
                one.comment for one in msgspec.json.decode(raw, type=WithComment).data if one.comment
            ]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            why = Unreadable("it isn't a comment as Facebook writes it")
            brought.troubles.append(_set_aside(why, "comments"))
    if raws and not comments:
        raise NotAnArchive(
            "none of the comments in it could be read. Facebook may write them anew: report this."
        )
    names = Counter(repaired(comment.author) for comment in comments)
    own = names.most_common(1)[0][0] if names else ""
    others = sum(names.values()) - names[own]
    if others:
        what = f"{others} under another name than the other comments: left out."
        brought.troubles.append(Trouble(what=what, where="comments"))
    yield from (one for one in comments if repaired(one.author) == own and not one.group)


def _numbered(posts: list[Post], account: str) -> Iterator[Post]:
    """Yield each message with an id: Facebook gives none, so its account, sort, second and place within it."""
    seen: set[tuple[str, int, str, str]] = set()
    places: dict[str, count[int]] = {}
    for post in sorted(posts, key=lambda one: (written_us(one), one.kind, one.text, one.url)):
        look = (post.kind.value, written_us(post), post.text, post.format)
        if look in seen:
            continue  # Facebook lists some twice
        seen.add(look)
        second = f"{account}/archive/{post.kind.value}/{written_us(post) // 1_000_000}"
        place = next(places.setdefault(second, count()))
        yield replace(post, id=f"{second}/{place}")


def _set_aside(why: Unreadable, where: str) -> Trouble:
    return Trouble(what=f"One was set aside: {why}.", where=where)

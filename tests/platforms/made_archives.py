"""Archives of people who don't exist, in the shapes X and Facebook give them."""

import atexit
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from connectors.archives.tweets import ID_EPOCH_MS
from tests.commands.test_command_line import member
from tests.small_council import Council, write_register

ANN_ID = "1000000001"
MADE_AT = "2026-10-20T12:00:00.000Z"
SECRET = "planted-secret-words"  # what lies beside the posts: no part of it may be opened
STRANGER = "nosy_neighbour"


def status(moment: str, nth: int = 0) -> str:
    """Return the id of a post written at a moment."""
    milliseconds = round(datetime.fromisoformat(moment).timestamp() * 1_000)
    return str(((milliseconds - ID_EPOCH_MS) << 22) + nth)


def tweet(id_: str, text: str = "Hello.", **parts: Any) -> dict[str, Any]:
    """Return a post as tweets.js has it."""
    return {
        "tweet": {
            "edit_info": {"initial": {"editTweetIds": [id_], "editsRemaining": "5", "isEditEligible": True}},
            "retweeted": False,
            "source": '<a href="https://mobile.twitter.com">Web</a>',
            "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
            "favorite_count": "3",
            "retweet_count": "0",
            "id_str": id_,
            "id": id_,
            "created_at": "Thu Oct 01 09:00:00 +0000 2026",
            "full_text": text,
            "lang": "en",
            **parts,
        }
    }


def links(*addresses: str, mentions: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the entities of a post that links, or names people."""
    named = [{"screen_name": name, "name": "N", "id_str": id_} for name, id_ in (mentions or {}).items()]
    urls = [{"url": "https://t.co/abc", "expanded_url": one} for one in addresses]
    return {"hashtags": [], "user_mentions": named, "urls": urls}


def ytd(name: str, items: Any, part: int = 0) -> str:
    """Return a file as X writes it: JavaScript around JSON."""
    return f"window.YTD.{name}.part{part} = " + json.dumps(items, ensure_ascii=False, indent=2)


def manifest(count: int, **info: Any) -> str:
    """Return manifest.js."""
    said = {
        "userInfo": {"accountId": ANN_ID, "userName": "Ann", "displayName": "Ann"},
        "archiveInfo": {"sizeBytes": "1", "generationDate": MADE_AT, "isPartialArchive": False, **info},
        "dataTypes": {"tweets": {"files": [{"fileName": "data/tweets.js", "count": str(count)}]}},
    }
    return "window.__THAR_CONFIG = " + json.dumps(said)


def account_js(name: str = "Ann", id_: str = ANN_ID) -> str:
    """Return account.js, an e-mail address beside the name as X has it."""
    return ytd("account", [{"account": {"username": name, "accountId": id_, "email": f"{SECRET}@x.example",
                                        "createdAt": "2012-01-01T00:00:00.000Z"}}])  # fmt: skip


def x_files(*tweets: dict[str, Any], **more: str) -> dict[str, str]:
    """Return the files of an X archive, private ones among them."""
    return {
        "Your archive.html": "<html>",
        "data/account.js": account_js(),
        "data/manifest.js": manifest(len(tweets)),
        "data/tweets.js": ytd("tweets", list(tweets)),
        "data/deleted-tweets.js": ytd("deleted_tweets", [tweet("123", SECRET)]),
        "data/direct-messages.js": ytd("direct_messages", [{"dmConversation": {"text": SECRET}}]),
        "data/contact.js": ytd("contact", [{"contact": {"emails": [SECRET]}}]),
        "data/ad-impressions.js": ytd("ad_impressions", [{"ad": SECRET}]),
        "data/tweets_media/1-abc.jpg": "\xff\xd8",
        **more,
    }


def zipped(path: Path, files: dict[str, str | bytes] | dict[str, str]) -> Path:
    """Write a zip."""
    with ZipFile(path, "w", ZIP_DEFLATED) as inside:
        for name, content in files.items():
            inside.writestr(name, content)
    return path


def mojibake(text: str) -> str:
    """Return a text the way Facebook writes it."""
    return text.encode().decode("latin-1")


def seconds(moment: str) -> int:
    """Return a moment as Facebook writes it."""
    return int((datetime.fromisoformat(moment) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1))


def entry(moment: str, text: str | None = "Hello.", **parts: Any) -> dict[str, Any]:
    """Return a post as Facebook's files have it; its title is a sentence that names people."""
    of_text = [{"post": mojibake(text)}, {"update_timestamp": seconds(moment)}] if text is not None else []
    return {"timestamp": seconds(moment), "title": f"Ann Lee → {STRANGER}", "data": of_text, **parts}


def comment(moment: str, text: str, author: str = "Ann Lee", **parts: Any) -> dict[str, Any]:
    """Return a comment; its title is in the member's language."""
    own = {"timestamp": seconds(moment), "comment": mojibake(text), "author": mojibake(author), **parts}
    return {"timestamp": seconds(moment), "title": mojibake(f"Gwnaeth Ann sylw ar bost {STRANGER}."),
            "data": [{"comment": own}]}  # fmt: skip


LAYOUTS = {  # year -> where posts and comments lie, what they are wrapped in
    "2018": ("posts/your_posts.json", "comments/comments.json", "status_updates", "comments"),
    "2019": ("posts/your_posts_1.json", "comments/comments.json", "", "comments"),
    "2022": (
        "your_activity_across_facebook/posts/your_posts_1.json",
        "your_activity_across_facebook/comments_and_reactions/comments.json",
        "",
        "comments_v2",
    ),
    "2024": (
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json",
        "your_facebook_activity/comments_and_reactions/comments.json",
        "",
        "comments_v2",
    ),
    "page": (
        "this_profile's_activity_across_facebook/posts/profile_posts_1.json",
        "this_profile's_activity_across_facebook/comments_and_reactions/comments.json",
        "",
        "comments_v2",
    ),
    "zipped anew": (
        "facebook-annlee/posts/your_posts_1.json",
        "facebook-annlee/comments/comments.json",
        "",
        "comments",
    ),
}


def facebook_files(
    posts: list[Any], comments: list[Any], layout: str = "2024", **more: str
) -> dict[str, str]:
    """Return the files of a Facebook archive, private ones among them."""
    of_posts, of_comments, posts_key, comments_key = LAYOUTS[layout]
    return {
        of_posts: json.dumps({posts_key: posts} if posts_key else posts),
        of_comments: json.dumps({comments_key: comments}),
        "messages/inbox/jo_1/message_1.json": json.dumps({"messages": [{"content": SECRET}]}),
        "groups/your_posts_and_comments_in_groups.json": json.dumps(
            {"group_posts": [entry(MADE_AT, SECRET)]}
        ),
        "posts/other_people's_posts_to_your_timeline.json": json.dumps(
            {"wall_posts_sent_to_you": [entry(MADE_AT, SECRET)]}
        ),
        "profile_information/profile_information.json": json.dumps({"profile": {"emails": [SECRET]}}),
        "your_facebook_activity/messages/posts/your_posts_1.json": json.dumps([entry(MADE_AT, SECRET)]),
        **more,
    }


@cache
def _register(*platforms: str) -> Path:
    """Return a data folder with a register, made once: making one takes a fifth of a second."""
    path = Path(mkdtemp(prefix="registered"))
    atexit.register(rmtree, path, ignore_errors=True)
    rows = [member("ann", platform=platform) for platform in platforms]
    rows += [member("dee", consented_on=""), member("bob", platform="bluesky")]
    Council(path / "data").must("register", str(write_register(path / "register.csv", rows)))
    return path / "data"


def registered(path: Path, *platforms: str) -> Council:
    """Return a council of its own: ann with these accounts, dee on X without consent, bob on Bluesky."""
    return Council(copytree(_register(*platforms), path / "data"))

"""Whether X still calls its messages what they are: replies and shares that aren't called so would be misread. Pure.

A reply to a message that was removed names nothing either (2 of 16 on a real page), and so does whoever types "RT"
by hand. So a page is odd where, of what looks like a reply, more is unnamed than named, or of what looks like a
share: each by itself, because half an answer may have been renamed.
"""

import re
from collections import Counter
from typing import Any

from connectors.x.snowflake import is_id
from facts import Kind

REPOST = re.compile(r"RT @\w+:")
NAMED = {"replied_to": Kind.REPLY, "retweeted": Kind.SHARE, "reposted": Kind.SHARE}


def unnamed(items: list[Any]) -> int:
    """Return how many messages look like replies or shares that X no longer calls so; 0 for a page as we know it."""
    odd = Counter(kind for item in items if (kind := unnamed_kind(item)))
    named = Counter(kind for item in items for kind in _named(item))
    return sum(number for kind, number in odd.items() if number > named[kind])


def unnamed_kind(item: Any) -> Kind | None:
    """Return what a message looks like where X doesn't say of what it is one."""
    if not isinstance(item, dict) or item.get("referenced_posts") or item.get("referenced_tweets"):
        return None
    if REPOST.match(str(item.get("text"))):
        return Kind.SHARE
    return Kind.REPLY if is_id(item.get("in_reply_to_user_id")) else None


def _named(item: Any) -> set[Kind]:
    """Return what X calls a message."""
    lists = (
        [item.get(name) for name in ("referenced_posts", "referenced_tweets")]
        if isinstance(item, dict)
        else []
    )
    ones = [one for some in lists if isinstance(some, list) for one in some if isinstance(one, dict)]
    return {NAMED[name] for one in ones if (name := str(one.get("type"))) in NAMED}

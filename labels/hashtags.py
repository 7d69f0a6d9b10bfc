"""The hashtags of a message."""

import re

from labels.words import LINK, MOST

HASHTAG = re.compile(r"(?<![^\W_])[#＃](\w+)")


def hashtags(text: str) -> list[str]:
    """Return the hashtags of a text, lower case, each once, in order; those in links are parts of links."""
    return list(dict.fromkeys(tag.lower() for tag in HASHTAG.findall(LINK.sub(" ", text[:MOST]))))

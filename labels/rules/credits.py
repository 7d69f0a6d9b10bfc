"""Whether a member's post names the people whose words, work or help it passes on."""

import re

from labels.rules.credits_words import NOT_CREDITS, PRAISE, SHARED, SOURCE
from labels.words import DENIED, LINK, NO, STRAIGHT, Found, lower, read

ADDRESSED = re.compile(r"^\s*(?:[@＠][\w.@-]*\w[,:]?\s+)+")  # whom a post is said to isn't whom it credits

_SOURCE = re.compile(rf"(?<!\w){SOURCE}|{SHARED}")
_PRAISE = re.compile(rf"(?<!\w){PRAISE}")
_NOT = re.compile(rf"(?<!\w){NOT_CREDITS}")


def by_rule(text: str) -> Found:
    """Return whether a member's post credits somebody, and the words that do."""
    words = read(text)
    said = lower(LINK.sub(_blank, words.raw)).translate(STRAIGHT)
    said = ADDRESSED.sub(_spaces, said)
    for rule, pattern, why in (
        ("source", _SOURCE, "names a source"),
        ("praise", _PRAISE, "thanks or praises"),
    ):
        found = pattern.search(said)
        if found:
            found = pattern.search(_NOT.sub(_blank, said))
        if found:
            return Found("yes", rule, why, words.raw[found.start() : found.end()].strip())
    return DENIED if _NOT.search(said) else NO


def _blank(match: re.Match[str]) -> str:
    """Blank words so that nothing on either side of them is read as one."""
    return "_" * len(match[0])


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])

"""Whether a member's post openly corrects itself or owns up. First person only; absence means nothing."""

import re

from labels.rules.corrects_words import CORRECTS, NOT_CORRECTS
from labels.words import DENIED, NO, Found, read

_CORRECTS = re.compile(rf"(?<!\w){CORRECTS}")
_NOT = re.compile(rf"(?<!\w){NOT_CORRECTS}")


def by_rule(text: str) -> Found:
    """Return whether a member's post corrects itself or owns up, and the words that do."""
    words = read(text)
    found = _CORRECTS.search(words.plain)
    if found:
        found = _CORRECTS.search(_NOT.sub(lambda m: "_" * len(m[0]), words.plain))
    if found:
        return Found("yes", "owning_up", "owns up with", words.quote(*found.span()))
    return DENIED if _NOT.search(words.plain) else NO

"""Signs that nobody sees and that move a terminal's cursor, colour it, or turn a line round: shown by their number."""

import re

# Controls (escapes among them), marks that turn the reading direction, line separators, halves of characters.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def shown(text: str, *, keep: str = "") -> str:
    """Return the text with unseen signs written out, as in a JSON string, but for those to keep."""
    return UNSEEN.sub(lambda found: found[0] if found[0] in keep else f"\\u{ord(found[0]):04x}", text)

"""Signs that nobody sees and that move a terminal's cursor, colour it, or turn a line round: shown by their number."""

from store.typed import UNSEEN

__all__ = ["UNSEEN", "shown"]


def shown(text: str, *, keep: str = "") -> str:
    """Return the text with unseen signs written out, as in a JSON string, but for those to keep."""
    return UNSEEN.sub(lambda found: found[0] if found[0] in keep else f"\\u{ord(found[0]):04x}", text)

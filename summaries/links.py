"""Which addresses may be made links of: plain web addresses, whatever a file or a platform handed in."""

import unicodedata
from urllib.parse import urlsplit

LONGEST = 2_000  # letters: what is longer no browser opens everywhere, and no PDF holds
MARKUP = frozenset('"<>\\')  # no address holds these as they are
# Controls, turners of the reading, halves of characters, what has no meaning of its own.
UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")


def is_web_address(url: str) -> bool:
    """Say whether an address is http or https with a host, without a user's name, signs nobody sees, or spaces."""
    if len(url) > LONGEST or any(
        letter in MARKUP or letter.isspace() or unicodedata.category(letter) in UNSEEN for letter in url
    ):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc

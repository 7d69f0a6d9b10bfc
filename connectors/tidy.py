"""Cleans strangers' words before anything keeps them, of marks that trick the eye; and reads which sites they link to.

Pure, and linear in the length of the text whatever the text is.
"""

import re

from connectors.links import nameless_page
from connectors.masking import SOMEONE, mask_handles

MOST_CHARACTERS = 10_000  # more than any platform lets one message hold, so only abuse is cut
# Kept: tab and newline. Dropped: other controls, the marks that reorder text (U+202A-E, U+2066-9),
# and halves of characters, which no database takes.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A link runs to the next space, or to a comma or the like before another link: one inside it is part of it.
LINK = re.compile(
    r"(?<![^\W_])(?:https?://(?:[^\s/@]+@)?|(?=www\.\w))([\w.-]+)[^\s<>\"]*?(?=[\s<>\"]|(?<![,;|)])[,;|)]+(?:https?://|www\.)|$)",
    re.IGNORECASE,
)


def tidy_text(text: str, *, most: int = MOST_CHARACTERS) -> str:
    """Return the text without control and reordering marks, at most 10,000 characters of it or as many as `most`."""
    return UNWANTED.sub("", text.replace("\r\n", "\n"))[:most]


def sites_in(text: str) -> tuple[str, ...]:
    """Return the hosts the text links to, first link first, each once: lower case, no www., no port."""
    hosts = (site(found[1]) for found in LINK.finditer(text))
    return tuple(dict.fromkeys(host for host in hosts if host))


def site(host: str) -> str:
    """Return a host the way settings write it."""
    return host.lower().strip(".-").removeprefix("www.")


__all__ = ["MOST_CHARACTERS", "SOMEONE", "mask_handles", "nameless_page", "site", "sites_in", "tidy_text"]

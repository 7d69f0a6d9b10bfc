"""Cleans strangers' words before anything keeps them: marks that trick the eye, other people's handles, links.

Pure, and linear in the length of the text whatever the text is.
"""

import re

from connectors.connector import Masks

MOST_CHARACTERS = 10_000  # more than any platform lets one message hold, so only abuse is cut
SOMEONE = "@someone"

# Kept: tab and newline. Dropped: other controls, the marks that reorder text (U+202A-E, U+2066-9),
# and halves of characters, which no database takes.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A handle may be a whole host name (Bluesky) or carry its server (Mastodon); an e-mail address isn't one.
HANDLE = re.compile(r"(?<!\w)[@＠]([\w.-]+(?:@[\w.-]+)?)")
LINK = re.compile(r"(?<![^\W_])(?:https?://(?:[^\s/@]+@)?|(?=www\.\w))([\w.-]+)", re.IGNORECASE)


def tidy_text(text: str) -> str:
    """Return the text without control and reordering marks, at most 10,000 characters of it."""
    return UNWANTED.sub("", text.replace("\r\n", "\n"))[:MOST_CHARACTERS]


def mask_handles(text: str, platform: str, masks: Masks) -> str:
    """Return the text with every @handle but the members' and the council's as @someone."""

    def masked(found: re.Match[str]) -> str:
        handle = found[1].rstrip(".-")
        if not handle or masks.is_known(platform, handle.lower()):
            return found[0]
        return SOMEONE + found[1][len(handle) :]

    return HANDLE.sub(masked, text)


def sites_in(text: str) -> tuple[str, ...]:
    """Return the hosts the text links to, first link first, each once: lower case, no www., no port."""
    hosts = (site(found[1]) for found in LINK.finditer(text))
    return tuple(dict.fromkeys(host for host in hosts if host))


def site(host: str) -> str:
    """Return a host the way settings write it."""
    return host.lower().strip(".-").removeprefix("www.")

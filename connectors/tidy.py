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
# A link runs to the next space, or to a comma or the like before another link: one inside it is part of it.
LINK = re.compile(
    r"(?<![^\W_])(?:https?://(?:[^\s/@]+@)?|(?=www\.\w))([\w.-]+)[^\s<>\"]*?(?=[\s<>\"]|[,;|)]+(?:https?://|www\.)|$)",
    re.IGNORECASE,
)


# A link to somebody's profile or post names them as an @handle does. X opens a post without the name, too.
PROFILE = re.compile(
    r"(?<![\w.-])(?P<site>(?:www\.|mobile\.|m\.)?(?P<host>x|twitter|facebook|instagram|bsky)\.(?:com|app/profile)/)"
    r"@?(?P<handle>[\w.-]+)(?P<status>/status(?:es)?/\d+)?",
    re.IGNORECASE,
)
PLATFORM_OF = {"x": "x", "twitter": "x", "facebook": "facebook", "instagram": "instagram", "bsky": "bluesky"}
NOBODY = re.compile(  # what stands where a handle would
    r"did|events|explore|groups|hashtag|home|i|intent|login|marketplace|p|pages|permalink\.php|photos?|photo\.php"
    r"|profile\.php|reels?|search|settings|share|sharer|sharer\.php|story\.php|stories|video|watch"
)


def tidy_text(text: str) -> str:
    """Return the text without control and reordering marks, at most 10,000 characters of it."""
    return UNWANTED.sub("", text.replace("\r\n", "\n"))[:MOST_CHARACTERS]


def mask_handles(text: str, platform: str, masks: Masks) -> str:
    """Return the text with every handle but the members' and the council's as someone, in links to people too."""

    def masked(found: re.Match[str]) -> str:
        handle = found[1].rstrip(".-")
        if not handle or masks.is_known(platform, handle.lower()):
            return found[0]
        return SOMEONE + found[1][len(handle) :]

    return HANDLE.sub(masked, mask_profiles(text, masks))


def mask_profiles(text: str, masks: Masks) -> str:
    """Return a text, or a link, in which links to strangers' profiles and posts no longer name them.

    A post on X still opens; of other platforms the link would lead nowhere, which is better than to a person.
    """

    def masked(found: re.Match[str]) -> str:
        handle = found["handle"].rstrip(".-")
        platform = PLATFORM_OF[found["host"].lower()]
        if not handle or NOBODY.fullmatch(handle.lower()) or masks.is_known(platform, handle.lower()):
            return found[0]
        rest = found["handle"][len(handle) :]
        if platform == "x" and found["status"]:
            return f"{found['site']}i{found['status']}"
        return f"{found['site']}someone{rest}{found['status'] or ''}"

    return PROFILE.sub(masked, text)


def anonymous_link(url: str, masks: Masks) -> str:
    """Return a link to a post, without its author's handle where the platform opens it so (X)."""
    found = PROFILE.search(url)
    if found and found["status"] and PLATFORM_OF[found["host"].lower()] == "x":
        return mask_profiles(url, masks)
    return url


def sites_in(text: str) -> tuple[str, ...]:
    """Return the hosts the text links to, first link first, each once: lower case, no www., no port."""
    hosts = (site(found[1]) for found in LINK.finditer(text))
    return tuple(dict.fromkeys(host for host in hosts if host))


def site(host: str) -> str:
    """Return a host the way settings write it."""
    return host.lower().strip(".-").removeprefix("www.")

"""What a message points to: the sites and the whole links in it, and whom it names. Pure, and linear in its length.

Links and handles leave here keyed: two can be told to be the same, and nobody can read what they were.
"""

import re
from collections.abc import Iterable
from typing import TypedDict

from connectors.connector import Masks
from connectors.tidy import LINK, site, sites_in
from handles import plain_handle

# An @ after no letter or digit, then letters, digits, _ . - : (definition 72); and name@server, as Mastodon writes.
HANDLE = re.compile(r"(?<![^\W_])[@＠]([\w.:-]*\w)(@[\w.-]*\w)?")
SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
REST = re.compile(r"[?#].*\Z", re.DOTALL)
STOPS = "/.,;:!?)]}'\"’”…*_"


class References(TypedDict):
    """The fields of a post that say what it points to (facts.Post)."""

    sites: tuple[str, ...]
    links: tuple[str, ...]
    mentions: tuple[str, ...]
    address: str


NOWHERE = References(sites=(), links=(), mentions=(), address="")  # of what is kept without its words


def references(
    text: str, links: Iterable[str] = (), *, platform: str, masks: Masks, url: str = "", quotes: str = ""
) -> References:
    """Return what a message of these words points to, with the links of its cards and those behind its words.

    `url` is the message's own address, `quotes` that of a message it quotes: a link too, though no word of it says so.
    """
    whole = " ".join([text, *links])
    named = (
        plain_handle(found[1] + (found[2] or ""), platform) for found in HANDLE.finditer(LINK.sub(" ", text))
    )
    found = [(site(link[1]), link[0]) for link in LINK.finditer(whole)]
    if quotes:
        found.append(("", quotes))
    return References(
        sites=sites_in(whole),
        links=tuple(dict.fromkeys(f"{host}/{_keyed(link, masks)}" for host, link in found)),
        mentions=tuple(dict.fromkeys(masks.source(handle) for handle in named if handle)),
        address=_keyed(url, masks),
    )


def _keyed(link: str, masks: Masks) -> str:
    plain = one_way(link)
    return masks.source(f"link {plain}") if plain else ""


def one_way(link: str) -> str:
    """Return a link the one way in which two are compared (definition 78); nothing for a site's first page."""
    plain = REST.sub("", SCHEME.sub("", link.strip())).rstrip(STOPS).lower()
    return plain if "/" in plain else ""

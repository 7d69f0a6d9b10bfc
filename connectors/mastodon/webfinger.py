"""Asks a handle's domain which server its account lives on: name@council.example may be at social.council.example.

WebFinger (RFC 7033), as servers find each other. The domain often only sends us on to the server that knows.
"""

from typing import Any
from urllib.parse import urlsplit

from connectors.connector import PlatformTrouble
from connectors.mastodon.shapes import Finger
from connectors.servers import Elsewhere, Servers, is_loopback, is_public

MOST_MOVES = 3
LONGEST = 2_000
ACTIVITY = ("application/activity+json", "application/ld+json")
PAGE = "http://webfinger.net/rel/profile-page"


def server_of(servers: Servers, account: str, door: str, name: str, *, stays_here: bool) -> str | None:
    """Return the address of the server an account lives on, None where nobody says.

    `door` is the address of the handle's domain. `stays_here`: that is on this machine, and so must the server be.
    """
    url, given = f"{door.rstrip('/')}/.well-known/webfinger", {"resource": f"acct:{name}"}
    params: dict[str, Any] | None = given
    for _ in range(MOST_MOVES):
        try:
            finger, _ = servers.hear(account, url, Finger, called="webfinger", params=params)
        except Elsewhere as sent:
            if not _may_go(sent.to, stays_here=stays_here):
                return None
            url, params = sent.to, None
        except PlatformTrouble:
            return None
        else:
            return _home_in(finger, stays_here=stays_here)
    return None


def _home_in(finger: Finger, *, stays_here: bool) -> str | None:
    actors = [link.href for link in finger.links if link.rel == "self" and link.type.startswith(ACTIVITY)]
    pages = [link.href for link in finger.links if link.rel == PAGE]
    found = next((href for href in (*actors, *pages) if _may_go(href, stays_here=stays_here)), None)
    if found is None:
        return None
    parts = urlsplit(found)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _may_go(address: str, *, stays_here: bool) -> bool:
    """Say whether a stranger's word may send us there: never into our own network."""
    try:
        parts = urlsplit(address)
        is_plain = parts.username is None and len(address) <= LONGEST
        return is_plain and (is_loopback(address) if stays_here else is_public(address))
    except ValueError:  # such as https://[ or a port that is no number
        return False

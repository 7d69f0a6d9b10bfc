"""Where Two-Way is served, and what a request's Host and Origin must then be, to the letter.

Without sign-in on this computer only. With it at the public address that settings.toml names, and at no other: what
stands in front (a proxy that ends https) hands the Host on as it came.
"""

import ipaddress
from urllib.parse import urlsplit

from starlette.types import Scope
from streamlit import config

SAFE_METHODS = (
    "GET",
    "HEAD",
)  # what changes nothing: a browser names no origin on them to a page's own server


def is_this_computer(address: str) -> bool:
    """Say whether an address can only be reached from this computer."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def addresses(server: str, port: int) -> dict[str, str]:
    """Return the Host headers of those who came to this computer as we are served, each with such a page's origin."""
    scheme, usual = ("https", 443) if config.get_option("server.sslCertFile") else ("http", 80)
    names = [f"[{server}]" if ":" in server else server, "localhost"]
    hosts = [f"{name}:{port}" for name in names] + (names if port == usual else [])
    return {host: f"{scheme}://{host}" for host in hosts}


def public(address: str) -> dict[str, str]:
    """Return the Host headers of those who came to a public address, each with such a page's origin."""
    parts = urlsplit(address)
    usual = {"https": 443, "http": 80}[parts.scheme]
    hosts = [parts.netloc] if parts.port else [parts.netloc, f"{parts.netloc}:{usual}"]
    return dict.fromkeys(hosts, address)


class Served:
    """At which addresses requests may come here."""

    def __init__(self, public_address: str | None) -> None:
        self._public = public(public_address) if public_address else None

    def came_here(self, scope: Scope) -> bool:
        """Say whether a request came through our own address, and meant it.

        A foreign name in Host, though it leads here, is another site's page that calls us by its own name.
        """
        return self._origin_here(scope) is not None

    def is_from_here(self, scope: Scope) -> bool:
        """Say whether a request comes from a page of ours, or from no page.

        Browsers name the page's origin on every websocket and on whatever changes something; on what only reads they
        name it when a page of another site asks. So nothing need be named there, and elsewhere it must: without it we
        couldn't tell a page of ours from one whose origin a proxy on the way left out.
        """
        origins = _headers(scope, b"origin")
        if not origins and scope["type"] == "http" and scope.get("method") in SAFE_METHODS:
            return True
        return origins == [self._origin_here(scope)]

    def is_over_https(self, scope: Scope) -> bool:
        """Say whether whoever asks does so over https, though what stands in front may hand it on without."""
        return (self._origin_here(scope) or "").startswith("https:")

    def _origin_here(self, scope: Scope) -> str | None:
        hosts = _headers(scope, b"host")
        if len(hosts) != 1:
            return None
        if self._public is not None:
            return self._public.get(hosts[0].lower())
        server, port = scope.get("server") or ("", 0)
        return addresses(server, port).get(hosts[0].lower()) if is_this_computer(server) else None


def _headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for known, value in scope["headers"] if known == name]

"""Where Two-Way is served: this computer only, and what a request's Host and Origin must then be, to the letter."""

import ipaddress

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
    """Return the Host headers of those who came here as we are served, each with the origin of such a page.

    A public address behind a proxy will be one more pair, once there is a sign-in.
    """
    scheme, usual = ("https", 443) if config.get_option("server.sslCertFile") else ("http", 80)
    names = [f"[{server}]" if ":" in server else server, "localhost"]
    hosts = [f"{name}:{port}" for name in names] + (names if port == usual else [])
    return {host: f"{scheme}://{host}" for host in hosts}


def came_here(scope: Scope) -> bool:
    """Say whether a request came through this computer's own address, and meant it.

    A foreign name in Host, though it leads here, is another site's page that calls us by its own name.
    """
    return _origin_here(scope) is not None


def is_from_here(scope: Scope) -> bool:
    """Say whether a request comes from a page of ours, or from no page.

    Browsers name the page's origin on every websocket and on whatever changes something; on what only reads they
    name it when a page of another site asks. So nothing need be named there, and elsewhere it must: without it we
    couldn't tell a page of ours from one whose origin a proxy on the way left out.
    """
    origins = _headers(scope, b"origin")
    if not origins and scope["type"] == "http" and scope.get("method") in SAFE_METHODS:
        return True
    return origins == [_origin_here(scope)]


def _origin_here(scope: Scope) -> str | None:
    server, port = scope.get("server") or ("", 0)
    hosts = _headers(scope, b"host")
    if not is_this_computer(server) or len(hosts) != 1:
        return None
    return addresses(server, port).get(hosts[0].lower())


def _headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for known, value in scope["headers"] if known == name]

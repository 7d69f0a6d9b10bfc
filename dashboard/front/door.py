"""What stands in front of every page: this computer only, strict headers, compression.

There is no sign-in yet, so nothing may be served beyond this computer. Two locks: the server refuses to start on
another address, and each request is refused that reached it through one.
"""

import base64
import hashlib
import ipaddress
import re
from pathlib import Path

import streamlit
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

ELSEWHERE = (
    "Two-Way has no sign-in yet and serves this computer only. Start it with --server.address 127.0.0.1"
)
NO_SIGN_IN = (
    "Sign-in is configured ([auth] in the secrets), but this version can't sign people in. Take [auth] out."
)
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def check() -> None:
    """End the start with one line when pages would be served to others than this computer."""
    address = config.get_option("server.address")
    if not address or not is_this_computer(address):
        raise SystemExit(ELSEWHERE)
    if streamlit.secrets.load_if_toml_exists() and "auth" in streamlit.secrets:
        raise SystemExit(NO_SIGN_IN)


def is_this_computer(address: str) -> bool:
    """Say whether an address can only be reached from this computer."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def middleware() -> list[Middleware]:
    """Return the layers in front of every page, outermost first."""
    return [Middleware(FrontDoor), Middleware(GZipMiddleware, minimum_size=1000)]


def headers() -> list[tuple[bytes, bytes]]:
    """Return the headers of every answer. Scripts: ours and the one written into Streamlit's own page."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = [hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page)]
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    policy = (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]


class FrontDoor:
    """Refuses what didn't come to this computer's own address, and puts the headers on the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.headers = app, headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not is_this_computer((scope.get("server") or ("",))[0]) or not _names_this_computer(scope):
            await _refuse(scope, send)
        else:
            await self.app(scope, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self.headers]
            await send(message)

        return send_with_headers


def _names_this_computer(scope: Scope) -> bool:
    """Say whether the Host header names this computer: a foreign name that resolves here is an attack."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    return all(is_this_computer(re.sub(r":\d+$", "", host)) for host in hosts)


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    plain = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": plain})
    await send({"type": "http.response.body", "body": ELSEWHERE.encode()})

"""What stands in front of every page: this computer only, our own pages only, strict headers, compression.

There is no sign-in yet, so nothing may be served beyond this computer. Two locks: the server refuses to start on
another address, and each request is refused that reached it through one. All of it is decided here, before Streamlit
sees the request: it would take in pages of any port of this computer, and ask an outside address for its own.
"""

import streamlit
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from dashboard.front.downloads import Downloads
from dashboard.front.headers import headers
from dashboard.front.served import came_here, is_from_here, is_this_computer
from wording import refusals

NO_SIGN_IN = (
    "Sign-in is configured ([auth] in the secrets), but this version can't sign people in. Take [auth] out."
)

# Streamlit's own rooms, and what of them a page needs. Its figures about the server (metrics), uploads, components,
# agents and sign-in are for nobody here.
CLOSED = {"_stcore", "component", "auth", "oauth2callback"}
OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")


def check() -> None:
    """End the start with one line when pages would be served to others than this computer."""
    address = config.get_option("server.address")
    if not address or not is_this_computer(address):
        raise SystemExit(refusals.this_computer_only())
    if streamlit.secrets.load_if_toml_exists() and "auth" in streamlit.secrets:
        raise SystemExit(NO_SIGN_IN)


def middleware() -> list[Middleware]:
    """Return the layers in front of every page, outermost first."""
    return [Middleware(FrontDoor), Middleware(Downloads), Middleware(GZipMiddleware, minimum_size=1000)]


class FrontDoor:
    """Refuses what wasn't asked here by a page of ours, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.headers = app, headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not came_here(scope):
            await refuse(scope, self._with_headers(send), 403, refusals.this_computer_only())
        elif not is_from_here(scope):
            await refuse(scope, self._with_headers(send), 403, refusals.another_site())
        elif not is_open(scope["path"]):
            await refuse(scope, self._with_headers(send), 404, refusals.nothing_here())
        else:
            await self.app(scope, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self.headers]
            await send(message)

        return send_with_headers


def is_open(path: str) -> bool:
    """Say whether a page may need what lies at a path."""
    for known in OPEN:
        path = path.removesuffix(known)
    return not CLOSED.intersection(path.split("/"))


async def refuse(scope: Scope, send: Send, status: int, why: str) -> None:
    """Answer that there is nothing for whoever asks."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": plain})
    await send({"type": "http.response.body", "body": why.encode()})

"""A file to download is for the browser that was told of it, while the page that asked for it stays open.

Streamlit keeps such a file under an address anybody may ask for, and for longer than its session; the address is made
from what is in the file, so that two people's are the same and whoever knows the one can guess the other. Here every
browser has a name of its own (a cookie), and an address is good for the browser that it was sent to, over a
connection that is still open. A page that is closed has no files; nor has another browser, though it knew the address.
"""

import re
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MEDIA, STATIC = "media", "static"  # Streamlit's own fonts lie in static/media: the first of them counts
FILE = re.compile(r"/media/(\w+)")
COOKIE = b"two_way_browser"
NAME = re.compile(rb"(?:^|;\s*)" + COOKIE + rb"=([\w-]{43})(?=;|$)")  # as we give them


class Downloads:
    """Gives every browser a name, notes which files it is told of, and gives a file to no other."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Of each open page: its browser, and the files it was told of.
        self._pages: list[tuple[bytes, set[str]]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or answer that there is no such file."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        browser, folder = _browser(scope), _folder(scope["path"])
        if scope["type"] == "websocket":
            await self._open_page(browser, scope, receive, send)
        elif folder == MEDIA:
            await self._give(browser, scope, receive, send)
        else:  # not with what browsers keep for good: the page itself, and what it asks before it connects
            is_unnamed = not browser and folder != STATIC
            await self.app(scope, receive, _naming(scope, send) if is_unnamed else send)

    async def _open_page(self, browser: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        told: set[str] = set()
        page = (browser, told)

        async def noting(message: Message) -> None:
            told.update(_files(message.get("bytes") or b""))
            await send(message)

        self._pages.append(page)
        try:
            await self.app(scope, receive, noting)
        finally:
            self._pages = [other for other in self._pages if other is not page]

    async def _give(self, browser: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        file = scope["path"].rpartition("/")[2].partition(".")[0]
        unkept = _unkept(send)
        if browser and any(whose == browser and file in told for whose, told in self._pages):
            await self.app(scope, receive, unkept)
            return
        plain = [(b"content-type", b"text/plain; charset=utf-8")]
        await unkept({"type": "http.response.start", "status": 404, "headers": plain})
        await unkept({"type": "http.response.body", "body": b"There is no such file, or no longer."})


def _folder(path: str) -> str | None:
    """Return whether a path leads to what is for one browser, to what is everybody's, or to neither."""
    return next((part for part in path.split("/")[:-1] if part in (MEDIA, STATIC)), None)


def _files(told: bytes) -> list[str]:
    """Return the files a page is told of: in a button, or in the answer to one. Not in what a stranger wrote."""
    if b"/media/" not in told:
        return []
    message = ForwardMsg.FromString(told)
    button = message.delta.new_element.download_button.url
    return FILE.findall(f"{button} {message.backend_operation_response.deferred_file.url}")


def _browser(scope: Scope) -> bytes:
    """Return the name we gave a browser, if it shows one."""
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    found = NAME.search(b"; ".join(cookies))
    return found[1] if found else b""


def _naming(scope: Scope, send: Send) -> Send:
    """Let the answer name the browser."""
    secure = b"; Secure" if scope.get("scheme") == "https" else b""

    async def send_naming(message: Message) -> None:
        if message["type"] == "http.response.start":
            name = COOKIE + b"=" + secrets.token_urlsafe(32).encode()
            cookie = (b"set-cookie", name + b"; Path=/; HttpOnly; SameSite=Lax" + secure)
            message["headers"] = [*message.get("headers", []), cookie]
        await send(message)

    return send_naming


def _unkept(send: Send) -> Send:
    """Let nobody keep the answer: no browser, no proxy."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() != b"cache-control"]
            message["headers"] = [*kept, (b"cache-control", b"no-store")]
        await send(message)

    return send_unkept

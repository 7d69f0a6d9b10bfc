"""A file to download is for the browser that was told of it, while the page that asked for it stays open.

Streamlit keeps such a file under an address anybody may ask for, and for longer than its session; the address is made
from what is in the file, so that two people's are the same and whoever knows the one can guess the other. Here every
browser has a name of its own (a cookie), and an address is good for the browser that it was sent to, over a
connection that is still open. A page that is closed has no files; nor has another browser, though it knew the address.
The file is of the moment it was asked for: where a consent has ended since, or what was published has changed, it is
handed out no more. Who wants it again presses the button again, which asks anew what may be shown.
"""

import contextlib
import re
import secrets

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.shown import Standing, standing
from store.trouble import StoreTrouble
from wording import refusals

MEDIA, STATIC = "media", "static"  # Streamlit's own fonts lie in static/media: the first of them counts
FILE = re.compile(r"/media/(\w+)")
COOKIE = b"two_way_browser"
NAME = re.compile(rb"(?:^|;\s*)" + COOKIE + rb"=([\w-]{43})(?=;|$)")  # as we give them


class Downloads:
    """Gives every browser a name, notes which files it is told of, and gives a file to no other."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Of each open page: its browser, and the files it was told of, with what stood when they were asked for.
        self._pages: list[tuple[bytes, dict[str, Standing]]] = []

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
        told: dict[str, Standing] = {}
        asked: dict[str, Standing] = {}  # before the file is made: what ends meanwhile has ended since
        page = (browser, told)

        async def asking(*_: object) -> Message:
            message = await receive()
            if request := _asks(message.get("bytes") or b""):
                with contextlib.suppress(StoreTrouble):  # nothing can be made then either
                    asked[request] = await run_in_threadpool(standing)
            return message

        async def noting(message: Message) -> None:
            request, file = _told(message.get("bytes") or b"")
            if (then := asked.pop(request, None)) and file:
                told[file] = then
            await send(message)

        self._pages.append(page)
        try:
            await self.app(scope, asking, noting)
        finally:
            self._pages = [other for other in self._pages if other is not page]

    async def _give(self, browser: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        file = scope["path"].rpartition("/")[2].partition(".")[0]
        unkept = _unkept(send)
        if await self._may_have(browser, file):
            await self.app(scope, receive, unkept)
            return
        plain = [(b"content-type", b"text/plain; charset=utf-8")]
        await unkept({"type": "http.response.start", "status": 404, "headers": plain})
        await unkept({"type": "http.response.body", "body": refusals.no_such_file().encode()})

    async def _may_have(self, browser: bytes, file: str) -> bool:
        """Say whether a browser may have a file now. Not once only: a page asks whether it's there, then gets it."""
        made = [told[file] for whose, told in self._pages if browser and whose == browser and file in told]
        try:
            return any([await run_in_threadpool(then.holds) for then in made])
        except StoreTrouble:  # unknown consent is no consent
            return False


def _folder(path: str) -> str | None:
    """Return whether a path leads to what is for one browser, to what is everybody's, or to neither."""
    return next((part for part in path.split("/")[:-1] if part in (MEDIA, STATIC)), None)


def _asks(said: bytes) -> str:
    """Return the name of a request for a file, if a page sends one."""
    with contextlib.suppress(Exception):  # what can't be read asks for nothing: Streamlit says so
        request = BackMsg.FromString(said).backend_operation_request
        return request.request_id if request.HasField("deferred_file") else ""
    return ""


def _told(said: bytes) -> tuple[str, str]:
    """Return which request a page is answered, and with which file. Not what a stranger wrote."""
    if b"/media/" not in said:
        return "", ""
    answer = ForwardMsg.FromString(said).backend_operation_response
    found = FILE.search(answer.deferred_file.url)
    return (answer.request_id, found[1]) if found else ("", "")


def _browser(scope: Scope) -> bytes:
    """Return the name we gave a browser, if it shows one."""
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    found = NAME.search(b"; ".join(cookies))
    return found[1] if found else b""


def _naming(scope: Scope, send: Send) -> Send:
    """Let the answer name the browser, unless it is kept for others too."""
    secure = b"; Secure" if scope.get("scheme") == "https" else b""

    async def send_naming(message: Message) -> None:
        if message["type"] == "http.response.start" and not _is_kept(message):
            name = COOKIE + b"=" + secrets.token_urlsafe(32).encode()
            cookie = (b"set-cookie", name + b"; Path=/; HttpOnly; SameSite=Lax" + secure)
            message["headers"] = [*message.get("headers", []), cookie]
        await send(message)

    return send_naming


def _is_kept(message: Message) -> bool:
    """Say whether browsers, or what lies between, may keep an answer."""
    told = [value.lower() for name, value in message.get("headers", []) if name.lower() == b"cache-control"]
    return any(b"public" in value or b"immutable" in value for value in told)


def _unkept(send: Send) -> Send:
    """Let nobody keep the answer: no browser, no proxy."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() != b"cache-control"]
            message["headers"] = [*kept, (b"cache-control", b"no-store")]
        await send(message)

    return send_unkept

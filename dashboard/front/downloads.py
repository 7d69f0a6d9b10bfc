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
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import recognising
from dashboard.front.cookies import claims_of
from dashboard.front.open_pages import Asked, OpenPage, OpenPages
from dashboard.snapshot import Standing, standing
from people import sign_in
from people.sign_in import Refused, SignedIn
from people.sign_in_settings import SignInSettings
from store.trouble import StoreTrouble
from wording import refusals

MEDIA, STATIC = "media", "static"  # Streamlit's own fonts lie in static/media: the first of them counts
FILE = re.compile(r"/media/(\w+)")
COOKIE = b"two_way_browser"
NAME = re.compile(rb"(?:^|;\s*)" + COOKIE + rb"=([\w-]{43})(?=;|$)")  # as we give them


class Downloads:
    """Gives every browser a name, notes which files it is told of, and gives a file to no other."""

    def __init__(self, app: ASGIApp, settings: SignInSettings | None, pages: OpenPages) -> None:
        self.app, self.settings, self.pages = app, settings, pages

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
            await self.app(scope, receive, _naming(send) if is_unnamed else send)

    async def _open_page(self, browser: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        asked: dict[str, Asked] = {}  # before the file is made: what ends meanwhile has ended since
        claims = claims_of(scope) if self.settings else {}
        page = OpenPage(browser, sign_in.mark_of(claims) if claims else "", send)

        async def asking(*_: object) -> Message:
            message = await receive()
            if request := _asks(message.get("bytes") or b""):
                with contextlib.suppress(StoreTrouble, Refused):  # nothing can be made then either
                    asked[request] = await run_in_threadpool(lambda: (standing(), self._who(claims)))
            return message

        async def noting(message: Message) -> None:
            request, file = _told(message.get("bytes") or b"")
            if (then := asked.pop(request, None)) and file:
                page.files[file] = then
            await page.send(message)

        self.pages.add(page)
        try:
            await self.app(scope, asking, noting)
        finally:
            self.pages.remove(page)

    async def _give(self, browser: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        file = scope["path"].rpartition("/")[2].partition(".")[0]
        unkept = _unkept(send)
        if await self._may_have(browser, file, scope):
            await self.app(scope, receive, unkept)
            return
        plain = [(b"content-type", b"text/plain; charset=utf-8")]
        await unkept({"type": "http.response.start", "status": 404, "headers": plain})
        await unkept({"type": "http.response.body", "body": refusals.no_such_file().encode()})

    async def _may_have(self, browser: bytes, file: str, scope: Scope) -> bool:
        """Say whether a browser may have a file now. Not once only: a page asks whether it's there, then gets it."""
        made = list(self.pages.with_file(browser, file))
        claims = claims_of(scope) if made and self.settings else {}
        try:
            return any([await run_in_threadpool(self._holds, *one, claims) for one in made])
        except (StoreTrouble, Refused):  # unknown consent is no consent, and who isn't let in gets nothing
            return False

    def _holds(self, then: Standing, who: SignedIn | None, claims: dict[str, Any]) -> bool:
        """Say whether whoever asks is who asked for it then, in the same roles, and nothing of it went since."""
        return then.holds() and self._who(claims) == who

    def _who(self, claims: dict[str, Any]) -> SignedIn | None:
        """Return who is signed in at this moment; None where nobody signs in here. Raise Refused or StoreTrouble."""
        if self.settings is None:
            return None
        return recognising.recognise(claims, self.settings)


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


def _naming(send: Send) -> Send:
    """Let the answer name the browser, unless it is kept for others too."""

    async def send_naming(message: Message) -> None:
        if message["type"] == "http.response.start" and not _is_kept(message):
            name = COOKIE + b"=" + secrets.token_urlsafe(32).encode()
            cookie = (b"set-cookie", name + b"; Path=/; HttpOnly; SameSite=Lax")
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

"""What stands in front of every page: our own address only, our own pages only, strict headers, compression.

Without sign-in nothing may be served beyond this computer. Two locks: the server refuses to start on another address,
and each request is refused that reached it through one. All of it is decided here, before Streamlit sees the request:
it would take in pages of any port of this computer, and ask an outside address for its own.
"""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from dashboard import sources
from dashboard.front.cookies import over_https_alone
from dashboard.front.downloads import Downloads
from dashboard.front.headers import headers
from dashboard.front.open_pages import OpenPages
from dashboard.front.served import Served, is_this_computer
from dashboard.front.sign_in import CALLBACK, LOG_IN, LOG_OUT, SignIn
from people.sign_in_settings import SignInSettings
from store.settings_file import BadSettings
from wording import refusals

# Streamlit's own rooms, and what of them a page needs. Its figures about the server (metrics), uploads, components and
# agents are for nobody here, nor is signing in where it isn't configured.
CLOSED = {"_stcore", "component", "auth", "oauth2callback"}
OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
SIGN_IN = (LOG_IN, LOG_OUT, CALLBACK)
# Addresses that the layer around sign-in doesn't know, and names that a header gives whoever sends one.
NOT_WITH_SIGN_IN = ("server.baseUrlPath", "server.trustedUserHeaders")


def check() -> SignInSettings | None:
    """Return how people sign in; end the start with one line when without it pages would be served to others."""
    try:
        settings = sources.sign_in()
    except BadSettings as error:
        raise SystemExit(str(error)) from error
    address = config.get_option("server.address")
    for option in NOT_WITH_SIGN_IN if settings else ():
        if config.get_option(option):
            raise SystemExit(f"{option} is set, and sign-in isn't safe with it. Take it out.")
    if settings is None and (not address or not is_this_computer(address)):
        raise SystemExit(refusals.this_computer_only())
    return settings


def middleware(settings: SignInSettings | None) -> list[Middleware]:
    """Return the layers in front of every page, outermost first."""
    pages = OpenPages()
    return [
        Middleware(FrontDoor, settings),
        *([Middleware(SignIn, settings, pages)] if settings else []),
        Middleware(Downloads, settings, pages),
        Middleware(GZipMiddleware, minimum_size=1000),
    ]


class FrontDoor:
    """Refuses what wasn't asked here by a page of ours, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, settings: SignInSettings | None) -> None:
        self.app, self.headers = app, headers(has_sign_in=settings is not None)
        self.served = Served(settings.public_address if settings else None)
        self.exactly_open = SIGN_IN if settings else ()
        self.elsewhere = refusals.another_address() if settings else refusals.this_computer_only()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not self.served.came_here(scope):
            await refuse(scope, self._with_headers(send), 403, self.elsewhere)
        elif not self.served.is_from_here(scope):
            await refuse(scope, self._with_headers(send), 403, refusals.another_site())
        elif scope["path"] not in self.exactly_open and not is_open(scope["path"]):
            await refuse(scope, self._with_headers(send), 404, refusals.nothing_here())
        else:
            is_https = self.served.is_over_https(scope)
            await self.app(scope, receive, self._with_headers(send, is_https=is_https))

    def _with_headers(self, send: Send, *, is_https: bool = False) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = (
                    over_https_alone(message.get("headers", [])) if is_https else message.get("headers", [])
                )
                message["headers"] = [*told, *self.headers]
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

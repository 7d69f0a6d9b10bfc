"""What stands around Streamlit's sign-in: the way back to the page that was wanted, the end of it in every tab.

Streamlit (1.67) lands at the bare address after signing in, says nothing where it failed, tells no other tab of a
sign-out, and keeps its cookie for a month. Nothing here decides who somebody is: each page asks that
anew (people/sign_in.py).
"""

import logging
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import recognising
from dashboard.front.cookies import (
    REFUSED,
    USER,
    Header,
    claims_of,
    cookie,
    cookies_of,
    packed,
    slimmed,
    unpacked,
)
from dashboard.front.open_pages import OpenPages
from dashboard.ui import layout
from facts import HOUR_US, SECOND_US
from people import sign_in
from people.sign_in import Why
from people.sign_in_settings import SignInSettings

LOG = logging.getLogger("two-way.sign-in")
LOG_IN, LOG_OUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
WANTED = "two_way_wanted_"  # with a sign-in's state behind it: the cookie that says which page was wanted
WANTED_S, REFUSED_S = 600, 60
STATE = re.compile(r"[\w-]{8,128}")
PAGE = re.compile(rf"/(?:{'|'.join(layout.NAMES)})?(\?[!-~]*)?")  # of ours, and what stands behind it
LONGEST_PAGE = 2_000
A_MONTH = b"Max-Age=2592000"  # Streamlit's


@dataclass(slots=True)
class Answer:
    """What Streamlit would answer: short, so that it is looked at before it is sent."""

    status: int
    headers: list[Header]
    body: bytes

    def header(self, name: bytes) -> str:
        """Return a header's value; nothing without it."""
        return next((value.decode("latin-1") for known, value in self.headers if known == name), "")

    def cookies(self) -> list[Header]:
        """Return the headers that set cookies, or take them away."""
        return [pair for pair in self.headers if pair[0] == b"set-cookie"]

    def gives(self, *, away: bool) -> bool:
        """Say whether it gives the browser a sign-in, or takes one `away`."""
        told = [value.lower() for _, value in self.cookies() if value.startswith(f"{USER}=".encode())]
        return any((b"max-age=0" in value) is away for value in told)


class SignIn:
    """Answers what belongs to signing in and out, and hands everything else on."""

    def __init__(self, app: ASGIApp, settings: SignInSettings, pages: OpenPages) -> None:
        self.app, self.settings, self.pages = app, settings, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        path = scope["path"] if scope["type"] == "http" else ""
        ours = {LOG_IN: self._begin, LOG_OUT: self._end, CALLBACK: self._come_back}.get(path)
        if ours is None:
            await self.app(scope, receive, send)
            return
        is_foreign = path != CALLBACK and _comes_from_another_site(scope)
        answer = _to("/") if is_foreign else await ours(scope, receive)
        headers = [self._kept_close(pair) for pair in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _begin(self, scope: Scope, receive: Receive) -> Answer:
        """Return the way to the provider, and let the browser keep which page was wanted."""
        wanted = self._page_asked_from(scope)
        answer = await self._streamlits(scope, receive)
        if answer is None or answer.status != 302:
            return _refused(Why.UNREACHABLE, wanted)
        [state] = parse_qs(urlsplit(answer.header(b"location")).query).get("state", [""])
        if STATE.fullmatch(state):
            noted = cookie(f"{WANTED}{state}", packed(wanted), path=CALLBACK, max_age_s=WANTED_S)
            answer.headers += [noted, cookie(REFUSED, "", max_age_s=0)]
        return answer

    async def _come_back(self, scope: Scope, receive: Receive) -> Answer:
        """Return the way to the page that was wanted, with a new sign-in, or to where it says why there is none."""
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        name = f"{WANTED}{asked.get('state', [''])[0]}"
        if "error" in asked:  # its words are anybody's: not for Streamlit, which writes them down
            if name not in cookies_of(scope):
                return _to("/")  # nobody began to sign in here
            return _refused(Why.CANCELLED if asked["error"] == ["access_denied"] else Why.FAILED)
        if not {"code", "state"} & asked.keys():
            return _to("/")  # the provider has signed somebody out
        before = claims_of(scope)
        answer = await self._streamlits(scope, receive)
        if answer is None or answer.gives(away=True):
            return _refused(Why.FAILED, "/", *(answer.cookies() if answer else ()))
        if not answer.gives(away=False):  # played again, as by the browser's way back
            return _to("/") if before else _refused(Why.FAILED)
        if before:
            await self._end_everywhere(before)
        wanted = unpacked(cookies_of(scope).get(name, ""))
        taken = [cookie(REFUSED, "", max_age_s=0)]
        if wanted:
            taken.append(cookie(name, "", path=CALLBACK, max_age_s=0))
        return _to(wanted if _is_page(wanted) else "/", *slimmed(answer.cookies()), *taken)

    async def _end(self, scope: Scope, receive: Receive) -> Answer:
        """Return the way out, once the sign-in has ended in every tab."""
        if before := claims_of(scope):
            await self._end_everywhere(before)
        return await self._streamlits(scope, receive) or _to("/")

    async def _end_everywhere(self, claims: dict[str, object]) -> None:
        await run_in_threadpool(recognising.end, claims)
        await self.pages.end_sign_in(sign_in.mark_of(claims))

    async def _streamlits(self, scope: Scope, receive: Receive) -> Answer | None:
        """Return what Streamlit answers; nothing where it breaks, as where the provider isn't there."""
        told: list[Message] = []

        async def note(message: Message) -> None:
            told.append(message)

        try:
            await self.app(scope, receive, note)
        except Exception:
            LOG.warning("signing in broke off", exc_info=True)  # where, without a value (front/places.py)
            return None
        body = b"".join(message.get("body", b"") for message in told[1:])
        return Answer(told[0]["status"], list(told[0]["headers"]), body)

    def _page_asked_from(self, scope: Scope) -> str:
        """Return the page of ours whose button was pressed, with what stands behind it in its address."""
        told = [value.decode("latin-1") for name, value in scope["headers"] if name == b"referer"]
        page = told[0].removeprefix(self.settings.public_address) if len(told) == 1 else "/"
        return page if _is_page(page) else "/"

    def _kept_close(self, header: Header) -> Header:
        """Let a browser keep a cookie no longer than it is good for."""
        name, value = header
        if name != b"set-cookie":
            return header
        return name, value.replace(A_MONTH, b"Max-Age=%d" % (self.settings.hours * HOUR_US // SECOND_US))


def _is_page(told: str) -> bool:
    return len(told) <= LONGEST_PAGE and PAGE.fullmatch(told) is not None


def _comes_from_another_site(scope: Scope) -> bool:
    """Say whether another site sent the browser here: it would sign somebody in or out who didn't ask for it."""
    told = [value for name, value in scope["headers"] if name == b"sec-fetch-site"]
    return any(value not in (b"same-origin", b"none") for value in told)


def _to(page: str, *headers: Header) -> Answer:
    location = (b"location", page.encode("latin-1"))
    return Answer(302, [location, (b"cache-control", b"no-store"), *headers], b"")


def _refused(why: Why, page: str = "/", *cookies: Header) -> Answer:
    """Return the way to where it is said why nobody is signed in. The log hears of the code alone."""
    LOG.warning("not let in [%s]", why.value)
    return _to(page, *cookies, cookie(REFUSED, why.value, max_age_s=REFUSED_S))

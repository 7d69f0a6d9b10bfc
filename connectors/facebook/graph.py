"""Asks Facebook's Graph through facebook-sdk, made safe. Whatever goes wrong is one PlatformTrouble.

facebook-sdk 3.1.0 (2018) refuses every version that is served today, writes the token into the address, has no
time-outs, takes a 500 with JSON for success, and throws the headers away. So it asks through a session of ours:
the token goes into a header, a proof of the app's secret goes along, and every answer is judged before the
package sees it.
"""

import hashlib
import hmac
import ssl
import time
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import facebook
import httpx

from connectors.clocks import Clock
from connectors.connector import PlatformTrouble
from connectors.facebook.errors import READ_PAGE, READ_PEOPLE, Refused, Sort, refusal
from connectors.facebook.told import Told
from connectors.facebook.usage import after_refusal, rest_of_app, rest_of_page

GRAPH = "https://graph.facebook.com"
VERSION = "v26.0"  # served since July 2026; a version lives about two years
TIMEOUT_S = 30.0
LARGEST_BYTES = 32_000_000
SMALLEST_PAGE = 5
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NEEDS = {"comments": READ_PEOPLE, "visitor_posts": READ_PEOPLE, "tagged": READ_PEOPLE}


class Graph:
    """The server: counts the calls, and leaves it alone until the moment it named."""

    def __init__(self, base: str, *, secret: str | None, timeout_s: float) -> None:
        if not _is_safe(base):
            raise ValueError(f"{base} is not an https address, nor on this machine.")
        self.base, self.host = base.rstrip("/"), urlsplit(base).netloc
        self.secret, self.timeout_s = secret, timeout_s
        agent = {"User-Agent": "two-way"}
        self.client = httpx.Client(timeout=timeout_s, headers=agent, verify=_authorities())
        self.calls: Counter[str] = Counter()
        self.clock = Clock()
        self.rests: dict[str, datetime] = {}  # account, or "" for all -> when to ask again

    def line(self, account: str, token: str) -> "Line":
        """Return a line for one Page."""
        return Line(self, account, token)


class Line:
    """One Page's line to Graph. `request` is what facebook-sdk calls; the rest is for us."""

    def __init__(self, graph: Graph, account: str, token: str) -> None:
        self.graph, self.account = graph, account
        self._needs, self._limit_ends = READ_PAGE, datetime.now(UTC)
        self._sdk = facebook.GraphAPI(access_token=token, session=self)
        self._sdk.version = VERSION  # its own check knows none after 3.1

    def one(self, id_: str, **params: Any) -> dict[str, Any]:
        """Return one thing. Raise PlatformTrouble, Refused if Facebook says no."""
        return self._asked(READ_PAGE, self._sdk.get_object, id_, **params)

    def some(self, ids: list[str], needs: str, **params: Any) -> dict[str, Any]:
        """Return several things by id. Raise PlatformTrouble, Refused if Facebook says no to any."""
        return self._asked(needs, self._sdk.get_objects, ids, **params)

    @property
    def trace_of_token(self) -> str:
        """What tells one token from another, and can't be turned back into it."""
        return hashlib.blake2b(self._sdk.access_token.encode(), digest_size=6).hexdigest()

    def about_token(self, app: str) -> dict[str, Any]:
        """Return what Facebook says of the token: to the app, where its number and secret are known, else to itself.

        Raise PlatformTrouble, Refused if Facebook says no.
        """
        token, secret = self._sdk.access_token, self.graph.secret
        if app and secret:
            return self._asked(READ_PAGE, self._sdk.debug_access_token, token, app, secret)
        return self._asked(
            READ_PAGE, self._sdk.request, f"{VERSION}/debug_token", args={"input_token": token}
        )

    def page(self, id_: str, edge: str, *, limit: int, **params: Any) -> dict[str, Any]:
        """Return a page of a list; a shorter one where Facebook finds it too much to gather."""
        given = {name: value for name, value in params.items() if value is not None}
        while True:
            try:
                return self._asked(
                    NEEDS.get(edge, READ_PAGE), self._sdk.get_connections, id_, edge, limit=limit, **given
                )
            except Refused as refused:
                if refused.sort is not Sort.TOO_MUCH or limit <= SMALLEST_PAGE:
                    raise
                limit = max(limit // 2, SMALLEST_PAGE)

    def _asked(self, needs: str, how: Any, *what: Any, **params: Any) -> dict[str, Any]:
        self._needs = needs
        try:
            told = how(*what, **params)
        except facebook.GraphAPIError as error:
            said = error.result.get("error") if isinstance(error.result, dict) else None
            now = datetime.now(UTC)
            # Not "from error": its text is Facebook's, which may repeat the token.
            raise refusal(
                said if isinstance(said, dict) else {},
                account=self.account,
                needs=needs,
                now=now,
                limit_ends=self._limit_ends,
            ) from None
        if not isinstance(told, dict):
            raise self._unreadable()
        return told

    def request(self, method: str, url: str, *, params: dict[str, Any], **_: object) -> Told:
        """Ask for facebook-sdk: its own address and its way with the token are replaced."""
        graph, now = self.graph, datetime.now(UTC)
        for who in ("", self.account):
            if graph.rests.get(who, now) > now:
                what = "Facebook has had enough calls for now."
                raise Refused(Sort.LIMIT, what, account=self.account, again_at=graph.rests[who])
        path = url.removeprefix(facebook.FACEBOOK_GRAPH_URL)
        graph.calls[path.rsplit("/", 1)[-1]] += 1
        token = str(params.pop("access_token"))
        if graph.secret:
            proof = hmac.new(graph.secret.encode(), token.encode(), hashlib.sha256).hexdigest()
            params["appsecret_proof"] = proof
        asked: dict[str, Any] = {"params": params}
        if "input_token" in params:  # never in an address: Graph takes a question in a body as well
            method, asked = "POST", {"data": {**params, "method": "get"}}
        response, body = self._fetched(method, f"{graph.base}/{path}", token, asked)
        self._heed(response)
        return self._judged(response, body)

    def _fetched(
        self, method: str, url: str, token: str, asked: dict[str, Any]
    ) -> tuple[httpx.Response, bytes]:
        graph = self.graph
        deadline = time.monotonic() + 3 * graph.timeout_s  # a drip of bytes would outwait any single wait
        headers = {"Authorization": f"Bearer {token}"}
        try:
            with graph.client.stream(method, url, headers=headers, **asked) as response:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > LARGEST_BYTES or time.monotonic() > deadline:
                        raise self._fault("answers without end.")
        except httpx.TimeoutException:
            raise self._fault(f"did not answer within {graph.timeout_s:g} s.") from None
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.DecodingError):
            raise self._fault("broke off its answer.") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError):
            todo = "Check the network, the address and the token."
            raise PlatformTrouble(f"{graph.host} could not be reached.", self.account, todo) from None
        return response, bytes(body)

    def _heed(self, response: httpx.Response) -> None:
        """Note what time it is there, and when Facebook wants to be asked again: for the app, or for this Page."""
        now = datetime.now(UTC)
        self.graph.clock.heed(response.headers, now)
        self._limit_ends = after_refusal(response.headers, now)
        for who, rest in (
            ("", rest_of_app(response.headers, now)),
            (self.account, rest_of_page(response.headers, now)),
        ):
            if rest:
                self.graph.rests[who] = rest

    def _judged(self, response: httpx.Response, body: bytes) -> Told:
        """Return what facebook-sdk may see: JSON in a good answer, or Facebook's own error."""
        status, kind = response.status_code, response.headers.get("Content-Type", "")
        told = Told(body) if "json" in kind or "javascript" in kind else None
        if told and told.is_error:
            return told
        if status == 429:
            what = f"{self.graph.host} asks us to slow down (429)."
            raise Refused(Sort.LIMIT, what, account=self.account, again_at=self._limit_ends)
        if status != 200:
            raise self._fault(f"has a fault ({status}).")
        if told is None:
            raise PlatformTrouble(
                f"{self.graph.host} answered a page, not data.", self.account, "Check the address."
            )
        if told.value is None:
            raise self._unreadable()
        return told

    def _fault(self, what: str) -> Refused:
        return Refused(Sort.FAULT, f"{self.graph.host} {what}", account=self.account)

    def _unreadable(self) -> Refused:
        return self._fault("answered something we can't read.")


@cache
def _authorities() -> ssl.SSLContext:
    """Return whom we trust to vouch for a server; reading the list takes a good part of a second."""
    return httpx.create_ssl_context()


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    is_here = parts.scheme == "http" and parts.hostname in LOOPBACK
    return (parts.scheme == "https" and bool(parts.hostname)) or is_here

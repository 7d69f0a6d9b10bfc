"""Asks servers that speak JSON, one GET at a time. Whatever goes wrong is one PlatformTrouble.

Shared by the platforms we ask ourselves; they differ in the headers that say how many calls are left.
"""

import re
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from connectors.clocks import Clock
from connectors.connector import PlatformTrouble
from connectors.items import decode
from connectors.pauses import PAUSE, Limits, Pauses
from facts import Unseen

Shape = TypeVar("Shape")

TIMEOUT_S = 20.0
LARGEST_BYTES = 32_000_000  # a page of 100 long threads is under a tenth of it
ERROR_NAME = re.compile(r"[A-Za-z]{1,40}")
NEXT_RUN = "Nothing is lost: the next run goes on from here."
PUBLIC_NAME = re.compile(
    r"[^\s.:]+(?:\.[^\s.:]+)*\.[^\W\d][^\s.:]*"
)  # at least two parts; the last is no number
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Refused(PlatformTrouble):
    """The server understood and said no. `error` is its word for why, such as RecordNotFound."""

    def __init__(self, account: str, host: str, status: int, error: str) -> None:
        said = f"{error}, {status}" if error else str(status)
        todo = "Check the account and the address."
        super().__init__(f"{host} has no such thing ({said}).", account, todo, why=Unseen.GONE)
        self.error, self.status = error, status


class ShutOut(PlatformTrouble):
    """The server does not let us in: it wants a login, or another one."""

    def __init__(self, account: str, host: str, status: int) -> None:
        todo = "It should be open to all: check the address, or wait until it is again."
        super().__init__(f"{host} does not let us in ({status}).", account, todo, why=Unseen.PERMISSION)
        self.status = status


class NotData(PlatformTrouble):
    """The address answers, but with something made for people to look at."""

    def __init__(self, account: str, host: str) -> None:
        todo = "Check the address."
        super().__init__(f"{host} answered a page, not data.", account, todo, why=Unseen.FAULT)


class Elsewhere(PlatformTrouble):
    """The server sends us to another address, `to`. Nobody goes there unless they know why."""

    def __init__(self, account: str, host: str, status: int, to: str) -> None:
        super().__init__(f"{host} has a fault ({status}).", account, NEXT_RUN)
        self.to = to


class Servers:
    """The servers we ask: counts the calls, keeps the pauses (at most `most` calls in a window), learns the time."""

    def __init__(
        self,
        limits: Limits,
        *,
        most: int,
        window: timedelta = PAUSE,
        timeout_s: float = TIMEOUT_S,
        headers: dict[str, str] | None = None,
    ) -> None:
        agent = {"User-Agent": "two-way", **(headers or {})}
        self._client = httpx.Client(timeout=timeout_s, headers=agent)
        self._timeout_s = timeout_s
        self.pauses = Pauses(limits, most=most, window=window)
        self._clocks: defaultdict[str, Clock] = defaultdict(Clock)
        self.calls: Counter[str] = Counter()

    @property
    def clock_off_s(self) -> float:
        """How many seconds this machine's clock is ahead of all servers asked: of the one it is nearest to.

        One server's wrong clock is not ours.
        """
        told = [clock.off_s for clock in self._clocks.values() if clock.is_known]
        return min(told, key=abs, default=0.0)

    def clock_of(self, address: str) -> Clock:
        """Return the clock of the server at an address, as far as it has told the time."""
        return self._clocks[urlsplit(address).netloc]

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(
        self, account: str, base: str, path: str, shape: type[Shape], params: dict[str, Any] | None = None
    ) -> Shape:
        """Return what a server says, in the shape expected. Raise PlatformTrouble, Refused if it said no."""
        called = "directory" if path.startswith("/did:") else path.rsplit("/", 1)[-1]
        return self.hear(account, base.rstrip("/") + path, shape, called=called, params=params)[0]

    def hear(
        self,
        account: str,
        url: str,
        shape: type[Shape],
        *,
        called: str,
        params: dict[str, Any] | None = None,
        token: str | None = None,
    ) -> tuple[Shape, httpx.Headers]:
        """Return what a server says, with its headers. `called` is the name under which the call is counted."""
        try:
            return self._heard(account, url, shape, called=called, params=params, token=token)
        except PlatformTrouble as trouble:
            trouble.server = urlsplit(url).netloc
            raise

    def _heard(
        self,
        account: str,
        url: str,
        shape: type[Shape],
        *,
        called: str,
        params: dict[str, Any] | None,
        token: str | None,
    ) -> tuple[Shape, httpx.Headers]:
        host = urlsplit(url).netloc
        if rest := self.pauses.count(host):
            what = f"{host} has had enough calls for now."
            raise PlatformTrouble(what, account, NEXT_RUN, rest, why=Unseen.LIMIT)
        self.calls[called] += 1
        login = {"Authorization": f"Bearer {token}"} if token else None
        response, body = answer(
            self._client, url, account, timeout_s=self._timeout_s, params=params, headers=login
        )
        now = datetime.now(UTC)
        self._clocks[host].heed(response.headers, now)
        self.pauses.heed(response.status_code, response.headers, host, now)
        self._judge(response, body, account, host)
        try:
            return decode(body, shape), response.headers
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise PlatformTrouble(f"{host} answered something we can't read.", account, NEXT_RUN) from error

    def _judge(self, response: httpx.Response, body: bytes, account: str, host: str) -> None:
        status = response.status_code
        if status == 429:
            what = f"{host} asks us to slow down (429)."
            raise PlatformTrouble(what, account, NEXT_RUN, self.pauses.rests[host], why=Unseen.LIMIT)
        if status in (400, 404, 410):
            raise Refused(account, host, status, error_name(body))
        if status in (401, 403):
            raise ShutOut(account, host, status)
        if response.has_redirect_location:
            to = urljoin(str(response.request.url), response.headers["Location"])
            raise Elsewhere(account, host, status, to)
        if status != 200:
            raise PlatformTrouble(f"{host} has a fault ({status}).", account, NEXT_RUN)
        if "json" not in response.headers.get("Content-Type", ""):
            raise NotData(account, host)


def answer(
    client: httpx.Client, url: str, account: str, *, timeout_s: float, most: int = LARGEST_BYTES, **asked: Any
) -> tuple[httpx.Response, bytes]:
    """Return what a server answers, whole, however it judges us. Raise PlatformTrouble where it doesn't."""
    host = urlsplit(url).netloc or "the address"
    deadline = time.monotonic() + 3 * timeout_s  # a drip of bytes would outwait any single wait
    try:
        with client.stream("GET", url, **asked) as response:
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > most or time.monotonic() > deadline:
                    raise PlatformTrouble(f"{host} answers without end.", account, NEXT_RUN)
    except httpx.TimeoutException as error:
        raise PlatformTrouble(f"{host} did not answer within {timeout_s:g} s.", account, NEXT_RUN) from error
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.DecodingError) as error:
        raise PlatformTrouble(f"{host} broke off its answer.", account, NEXT_RUN) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        todo = "Check the network and the address."
        raise PlatformTrouble(f"{host} could not be reached.", account, todo) from error
    return response, bytes(body)


def error_name(body: bytes) -> str:
    """Return the server's word for what was wrong, if it is one word."""
    try:
        said = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return ""
    name = said.get("error") if isinstance(said, dict) else None
    return name if isinstance(name, str) and ERROR_NAME.fullmatch(name) else ""


def is_loopback(address: str) -> bool:
    """Say whether an address is on this machine."""
    return _parts(address)[1] in LOOPBACK


def is_safe(address: str) -> bool:
    """Say whether an administrator may point us there: https, or this machine."""
    scheme, host, _ = _parts(address)
    return (scheme == "https" and bool(host)) or (scheme == "http" and host in LOOPBACK)


def is_public(address: str) -> bool:
    """Say whether a stranger may point us there: https to a public name, never into our own network."""
    scheme, host, port = _parts(address)
    # An address in numbers may be short (127.1, 0x7f.1), and resolvers take it for this machine.
    is_name = scheme == "https" and port in (None, 443) and bool(PUBLIC_NAME.fullmatch(host))
    return is_name and not host.endswith((".local", ".internal", ".localhost"))


def _parts(address: str) -> tuple[str, str, int | None]:
    """Return an address's scheme, host and port; nothing of one that isn't written as an address."""
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:  # such as https://[ or a port of six digits
        return "", "", None

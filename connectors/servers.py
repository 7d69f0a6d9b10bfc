"""Asks servers that speak JSON, one GET at a time. Whatever goes wrong is one PlatformTrouble.

Shared by the platforms we ask ourselves; they differ in the headers that say how many calls are left.
"""

import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from connectors.clocks import Clock, retry_after, wait_for
from connectors.connector import PlatformTrouble
from facts import Unseen

Shape = TypeVar("Shape")

TIMEOUT_S = 20.0
LARGEST_BYTES = 32_000_000  # a page of 100 long threads is under a tenth of it
PAUSE = timedelta(minutes=5)  # the window of Bluesky's and Mastodon's limiters, for a 429 without a time
LONGEST_PAUSE = timedelta(days=1)
LATEST_S = 99_999_999_999  # in a thousand years; a server may say anything
ERROR_NAME = re.compile(r"[A-Za-z]{1,40}")
NEXT_RUN = "Nothing is lost: the next run goes on from here."
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


@dataclass(frozen=True, slots=True)
class Limits:
    """The headers in which a platform says how many calls are left and when there will be more."""

    remaining: str
    reset: str
    moment: Callable[[str], datetime | None]  # reads the latter


class Servers:
    """The servers we ask: counts the calls, and leaves a server alone until the moment it named.

    It is also left alone once we made `most` calls of it within a window, for all accounts together: most servers
    name no limit before it is passed, and others may ask from this address too.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        most: int,
        window: timedelta = PAUSE,
        timeout_s: float = TIMEOUT_S,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.limits, self._most, self._window_s = limits, most, window.total_seconds()
        agent = {"User-Agent": "two-way", **(headers or {})}
        self._client = httpx.Client(timeout=timeout_s, headers=agent)
        self._timeout_s = timeout_s
        self._rests: dict[str, datetime] = {}  # host -> when to ask it again
        self._asked: defaultdict[str, deque[float]] = defaultdict(deque)  # host -> when, in the last window
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
        host = urlsplit(url).netloc
        self._insist_on_rest(account, host)
        self.calls[called] += 1
        login = {"Authorization": f"Bearer {token}"} if token else None
        response, body = answer(
            self._client, url, account, timeout_s=self._timeout_s, params=params, headers=login
        )
        self._heed(response, host)
        self._judge(response, body, account, host)
        try:
            return msgspec.json.decode(body, type=shape, strict=False), response.headers
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise PlatformTrouble(f"{host} answered something we can't read.", account, NEXT_RUN) from error

    def _insist_on_rest(self, account: str, host: str) -> None:
        """Leave a server alone that wants it, or that was asked often enough. Raise PlatformTrouble."""
        now, tick = datetime.now(UTC), time.monotonic()
        asked = self._asked[host]
        while asked and asked[0] <= tick - self._window_s:
            asked.popleft()
        if len(asked) >= self._most:
            # Until half of them are a window ago: coming back for one call at a time would bring nothing home.
            wait_s = asked[len(asked) // 2] + self._window_s - tick
            self._rests[host] = max(self._rests.get(host, now), now + timedelta(seconds=wait_s))
        rest = self._rests.get(host)
        if rest and rest > now:
            what = f"{host} has had enough calls for now."
            raise PlatformTrouble(what, account, NEXT_RUN, rest, why=Unseen.LIMIT)
        asked.append(tick)

    def _heed(self, response: httpx.Response, host: str) -> None:
        """Note what time it is on a server, and when it wants to be asked again."""
        self._clocks[host].heed(response.headers, datetime.now(UTC))
        if response.status_code == 429 or response.headers.get(self.limits.remaining) == "0":
            self._rests[host] = again_at(response.headers, datetime.now(UTC), self.limits)

    def _judge(self, response: httpx.Response, body: bytes, account: str, host: str) -> None:
        status = response.status_code
        if status == 429:
            what = f"{host} asks us to slow down (429)."
            raise PlatformTrouble(what, account, NEXT_RUN, self._rests[host], why=Unseen.LIMIT)
        if status in (400, 404, 410):
            raise Refused(account, host, status, error_name(body))
        if status in (401, 403):
            raise ShutOut(account, host, status)
        if status != 200:
            raise PlatformTrouble(f"{host} has a fault ({status}).", account, NEXT_RUN)
        if "json" not in response.headers.get("Content-Type", ""):
            what, todo = f"{host} answered a page, not data.", "Check the address."
            raise PlatformTrouble(what, account, todo, why=Unseen.FAULT)


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


def again_at(headers: httpx.Headers, now: datetime, limits: Limits) -> datetime:
    """Return when a server wants to be asked again: after now, and within a day."""
    moment = limits.moment(headers.get(limits.reset, ""))
    wait = wait_for(moment, headers, now) or retry_after(headers, now) or PAUSE
    return now + min(wait, LONGEST_PAUSE)


def unix_time(text: str) -> datetime | None:
    """Return a moment written in seconds since 1970."""
    return datetime.fromtimestamp(min(int(text), LATEST_S), UTC) if re.fullmatch(r"\d{1,99}", text) else None


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
    if scheme != "https" or port not in (None, 443) or "." not in host:
        return False
    try:
        ip_address(host)
    except ValueError:
        return not host.endswith((".local", ".internal", ".localhost"))
    return False


def _parts(address: str) -> tuple[str, str, int | None]:
    """Return an address's scheme, host and port; nothing of one that isn't written as an address."""
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:  # such as https://[ or a port of six digits
        return "", "", None

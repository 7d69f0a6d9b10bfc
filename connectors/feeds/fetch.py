"""Asks for feeds, one GET at a time. Whatever goes wrong is one PlatformTrouble."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx

from connectors.clocks import SMALL_S, http_date
from connectors.connector import PlatformTrouble
from connectors.pauses import Limits, again_at, unix_time
from connectors.servers import answer, is_loopback, is_public, is_safe
from facts import SECOND_US, Unseen

LIMITS = Limits("RateLimit-Remaining", "RateLimit-Reset", unix_time)  # where a server names them at all
TIMEOUT_S = 20.0
LARGEST_BYTES = 3_000_000  # the last few posts of a blog; more is no feed
MOST_MOVES = 5
LONGEST_TAG = 1_000
NEXT_RUN = "Nothing is lost: the next run goes on from here."
CHECK = "Check the address."
SAYINGS = {
    401: ("does not let us in (401).", "The feed must be open to all.", Unseen.PERMISSION),
    403: ("does not let us in (403).", "The feed must be open to all.", Unseen.PERMISSION),
    404: ("has no such feed (404).", CHECK, Unseen.GONE),
    410: (
        "has taken the feed away (410).",
        "Withdraw the account, or register its new address.",
        Unseen.GONE,
    ),
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the feed, or that it hasn't changed."""

    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False
    late_us: int = 0  # it shows the blog as it was so long before


class Feeds:
    """The servers we ask: counts the calls, and leaves a server alone until the moment it named."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S) -> None:
        self._client = httpx.Client(timeout=timeout_s, headers={"User-Agent": "two-way"})
        self._timeout_s = timeout_s
        self._rests: dict[str, datetime] = {}  # host -> when to ask it again
        self.calls = 0

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(self, account: str, address: str, etag: str, modified: str) -> Fetched:
        """Return the feed at an address, unless it is still the one we know. Raise PlatformTrouble."""
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in known.items() if value}
        if not is_safe(address) or urlsplit(address).username is not None:
            raise PlatformTrouble(
                "A feed's address begins with https:// and holds no name.", account, CHECK, why=Unseen.SET_UP
            )
        for _ in range(MOST_MOVES):
            response, body = self._get(account, address, headers)
            if not response.has_redirect_location:
                return _judged(response, body, account, host_of(address))
            moved_to = urljoin(address, response.headers["Location"])
            if not (is_public(moved_to) or (is_loopback(address) and is_loopback(moved_to))):
                what = f"{host_of(address)} sends us where we don't go."
                raise PlatformTrouble(what, account, CHECK, why=Unseen.MOVED)
            address = moved_to
        what = f"{host_of(address)} sends us round and round."
        raise PlatformTrouble(what, account, CHECK, why=Unseen.SET_UP)

    def _get(self, account: str, address: str, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
        host = host_of(address)
        rest = self._rests.get(host)
        if rest and rest > datetime.now(UTC):
            what = f"{host} has had enough calls for now."
            raise PlatformTrouble(what, account, NEXT_RUN, rest, why=Unseen.LIMIT)
        self.calls += 1
        timeout_s = self._timeout_s
        response, body = answer(
            self._client, address, account, timeout_s=timeout_s, most=LARGEST_BYTES, headers=headers
        )
        if response.status_code == 429:
            self._rests[host] = again_at(response.headers, datetime.now(UTC), LIMITS)
            what = f"{host} asks us to slow down (429)."
            raise PlatformTrouble(what, account, NEXT_RUN, self._rests[host], why=Unseen.LIMIT)
        return response, body


def _judged(response: httpx.Response, body: bytes, account: str, host: str) -> Fetched:
    status, late_us = response.status_code, _late_us(response, datetime.now(UTC))
    if status == 304:
        return Fetched(is_unchanged=True, late_us=late_us)
    if status != 200:
        what, todo, why = SAYINGS.get(status, (f"has a fault ({status}).", NEXT_RUN, Unseen.FAULT))
        raise PlatformTrouble(f"{host} {what}", account, todo, why=why)
    tags = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
    etag, modified = (tag if len(tag) <= LONGEST_TAG else "" for tag in tags)
    return Fetched(body, response.headers.get("Content-Type", ""), etag, modified, late_us=late_us)


def host_of(address: str) -> str:
    """Return the server an address names."""
    try:
        return urlsplit(address).hostname or "the address"
    except ValueError:  # such as https://[
        return "the address"


def _late_us(response: httpx.Response, now: datetime) -> int:
    """Return how long before our now an answer was made, by its own Date: on a clock behind, or in a cache."""
    made = http_date(response.headers.get("Date", ""))
    late_s = (now - made).total_seconds() if made else 0.0
    return round(late_s * SECOND_US) if late_s > SMALL_S else 0

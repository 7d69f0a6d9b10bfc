"""Carries tweepy's calls: to the address we choose, with a time-out, the token put in last, answers kept tame.

tweepy knows one address, waits for ever, and prints the headers it sends when asked to be talkative. So it is
given no token: the token is added here, after tweepy has said its piece.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import msgspec
from requests import PreparedRequest, RequestException, Response
from requests.adapters import HTTPAdapter

from connectors.clocks import Clock

HOME = "https://api.twitter.com/"  # where tweepy sends everything
CONNECT_S, TIMEOUT_S = 5.0, 30.0
LARGEST_BYTES = 32_000_000  # a full page with everything it refers to is under a fiftieth of it
LOOPBACK = ("localhost", "127.0.0.1", "::1")
OLD_NAME, NEW_NAME = "tweet.fields=", "post.fields="


class Endless(RequestException):
    """The answer doesn't end."""


class NotData(RequestException):
    """The answer is a page for people, or leads elsewhere."""


class Quiet(logging.Filter):
    """Keeps from every log what tweepy would print of answers: strangers' names and words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a line may be logged."""
        return record.levelno >= logging.WARNING


class Transport(HTTPAdapter):
    """Sends each call to `base`. `says_post` renames what X renamed in August 2026."""

    def __init__(self, base: str, token: str, timeout_s: float, clock: Clock) -> None:
        self.base, self._token, self._clock = urlsplit(base), token, clock
        self.timeout_s = timeout_s
        self.says_post = True
        super().__init__()
        logger = logging.getLogger("tweepy.client")
        if not any(isinstance(one, Quiet) for one in logger.filters):
            logger.addFilter(Quiet())

    def send(self, request: PreparedRequest, *_: Any, **more: Any) -> Response:
        """Return the whole answer, checked. Raise RequestException."""
        parts = urlsplit(request.url or "")
        query = str(parts.query).replace(OLD_NAME, NEW_NAME) if self.says_post else str(parts.query)
        path = self.base.path.rstrip("/") + str(parts.path)
        request.url = urlunsplit((self.base.scheme, self.base.netloc, path, query, ""))
        request.headers["Authorization"] = f"Bearer {self._token}"
        proxies: Mapping[str, str] = {} if self.base.hostname in LOOPBACK else more.get("proxies") or {}
        waits = (min(CONNECT_S, self.timeout_s), self.timeout_s)
        response = super().send(
            request, stream=True, timeout=waits, verify=more.get("verify", True), proxies=dict(proxies)
        )
        self._clock.heed(response.headers, datetime.now(UTC))
        body = b"".join(self._pieces(response))
        _insist_on_data(response)
        response._content = body if response.status_code == 200 else tame(body)
        return response

    def _pieces(self, response: Response) -> Iterator[bytes]:
        deadline = time.monotonic() + 3 * self.timeout_s  # a drip of bytes would outwait any single wait
        size = 0
        for piece in response.iter_content(65_536):
            size += len(piece)
            if size > LARGEST_BYTES or time.monotonic() > deadline:
                response.close()
                raise Endless
            yield piece


def _insist_on_data(response: Response) -> None:
    leads_away = 300 <= response.status_code < 400
    if leads_away or (response.status_code == 200 and "json" not in response.headers.get("Content-Type", "")):
        raise NotData
    if not response.headers.get("x-rate-limit-reset", "0").isdecimal():
        del response.headers["x-rate-limit-reset"]  # tweepy takes it for a number unseen


def tame(body: bytes) -> bytes:
    """Return what a refusal says in the shape tweepy can bear: it stumbles over a list or a bare word."""
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return b"{}"
    if not isinstance(said, dict):
        return b"{}"
    errors = said.get("errors")
    kept = [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    plain = {name: said[name] for name in ("title", "detail", "type") if isinstance(said.get(name), str)}
    for one in kept:
        if not isinstance(one.get("message", ""), str):
            del one["message"]
    return msgspec.json.encode({**plain, "errors": kept} if kept else plain)


def is_safe(address: str) -> bool:
    """Say whether an administrator may point us there: https, or this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )

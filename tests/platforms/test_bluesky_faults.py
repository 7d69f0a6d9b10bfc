"""Whatever a server of Bluesky's does, a visit ends with one clear line and loses nothing."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from connectors.bluesky import Bluesky
from connectors.connector import PlatformTrouble
from connectors.servers import is_public
from facts import Post
from store.key import Pseudonyms
from tests.platforms.local_platform import Answer, said
from tests.platforms.recorded_bluesky import (
    FEED,
    POSTS,
    PROFILE,
    QUOTES,
    REPOSTS,
    THREAD,
    Platform,
    playing,
    visiting,
)

pytestmark = pytest.mark.platforms

HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}
FAULTS = {
    "login": (Answer(status=401), r"does not let us in \(401\)"),
    "forbidden": (Answer(b"<html>", 403, HTML), r"does not let us in \(403\)"),
    "missing": (Answer(b"<html>", 404, HTML), r"has no such thing \(404\)"),
    "moved": (Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}), r"has a fault \(302\)"),
    "slow down": (Answer(status=429), r"slow down \(429\)"),
    "broken": (Answer(b"<html>", 500, HTML), r"has a fault \(500\)"),
    "gateway": (Answer(b"", 502, HTML), r"has a fault \(502\)"),
    "page": (Answer(b"<html>Sign in", 200, HTML), "answered a page, not data"),
    "cut": (Answer(b'{"records": []}', is_cut=True), "broke off its answer"),
    "half": (Answer(b'{"records": [', headers=JSON), "can't read"),
    "not text": (Answer(b'{"records": ["\xff"]}', headers=JSON), "can't read"),
    "another shape": (said({"records": 3, "feed": 3, "thread": None, "posts": 3}), "read"),
    "deep": (Answer(b"[" * 100_000, headers=JSON), "can't read"),
}
PLACES = ("resolveHandle", "log/audit", PROFILE, REPOSTS, POSTS, FEED, THREAD, QUOTES)


@pytest.fixture
def platform() -> Iterator[Platform]:
    with playing() as platform:
        yield platform


@pytest.fixture(scope="module")
def whole() -> dict[str, Post]:
    """What an undisturbed visit keeps."""
    with playing() as platform, visiting(platform) as visitor:
        visitor.visit()
        return visitor.kept()


@pytest.mark.parametrize(
    ("fault", "place"), [*((fault, FEED) for fault in FAULTS), *(("cut", place) for place in PLACES)]
)
def test_a_fault_says_what_happened_and_the_next_visit_goes_on(
    platform: Platform, fault: str, place: str, whole: dict[str, Post]
) -> None:
    answer, words = FAULTS[fault]
    platform.instead[place] = [answer]

    with visiting(platform) as visitor:
        with pytest.raises(PlatformTrouble, match=words) as trouble:
            visitor.visit()
        visitor.bluesky.servers.pauses.rests.clear()  # as if the pause were over
        visitor.visit()
        after = visitor.kept()

    assert str(trouble.value).startswith("bluesky:cllr-ahmed.test: ")
    assert trouble.value.todo
    assert "\n" not in str(trouble.value)
    assert after == whole


def test_a_server_that_does_not_answer_is_not_waited_for(platform: Platform) -> None:
    platform.instead[FEED] = [Answer(waits_s=3)]

    begun = time.monotonic()
    with visiting(platform, timeout_s=0.2) as visitor:
        with pytest.raises(PlatformTrouble, match=r"did not answer within 0\.2 s"):
            visitor.visit()
        kept = visitor.kept()

    assert time.monotonic() - begun < 2
    assert "Bore da bawb!" in kept  # what came before stays


def test_a_server_that_is_not_there_is_named() -> None:
    with playing() as platform:
        address = platform.address
    platform.address = address

    with visiting(platform) as visitor, pytest.raises(PlatformTrouble, match="could not be reached"):
        visitor.visit()


@pytest.mark.parametrize(
    ("name", "value", "wait_s"),
    [
        ("RateLimit-Reset", lambda now: str(int(now.timestamp()) + 540), 540),
        ("Retry-After", lambda now: "120", 120),
        ("Retry-After", lambda now: format_datetime(now + timedelta(seconds=120), usegmt=True), 120),
        ("Retry-After", lambda now: "soon", 300),
        ("RateLimit-Reset", lambda now: "1000", 300),  # long past
        ("RateLimit-Reset", lambda now: "99999999999", 86_400),  # in a thousand years: never more than a day
        ("Server", lambda now: "says nothing of it", 300),
    ],
)
def test_a_429_says_when_to_come_back(
    platform: Platform, name: str, value: Callable[[datetime], str], wait_s: int
) -> None:
    now = datetime.now(UTC)
    platform.instead[FEED] = [Answer(b"", 429, {name: value(now)})]

    with visiting(platform) as visitor:
        with pytest.raises(PlatformTrouble, match="slow down") as trouble:
            visitor.visit()
        asked = len(platform.asked)
        with pytest.raises(PlatformTrouble, match="enough calls for now"):
            visitor.visit()

    assert trouble.value.again_at is not None
    assert wait_s - 1 <= (trouble.value.again_at - now).total_seconds() <= wait_s + 20
    assert len(platform.asked) == asked  # left alone until then


def test_the_last_call_allowed_is_the_last_one_made(platform: Platform) -> None:
    reset = str(int((datetime.now(UTC) + timedelta(minutes=3)).timestamp()))
    headers = {**JSON, "RateLimit-Remaining": "0", "RateLimit-Reset": reset}
    body = json.dumps(platform.recorded(FEED)).encode()
    platform.instead[FEED] = [Answer(body, headers=headers)]

    with visiting(platform) as visitor, pytest.raises(PlatformTrouble, match="enough calls for now"):
        visitor.visit()

    assert FEED in platform.asked[-1]


@pytest.mark.parametrize(("place", "words"), [(POSTS, "list of messages repeats"), (FEED, "feed repeats")])
def test_pages_that_repeat_are_noticed(platform: Platform, place: str, words: str) -> None:
    again = {**platform.recorded(place), "cursor": "again"}
    platform.instead[place] = [said(again)] * 3

    with visiting(platform) as visitor:
        with pytest.raises(PlatformTrouble, match=words):
            visitor.visit()
        claimed = {sight for _, sight in visitor.archive.stretches()}

    assert ("posts" in claimed) == (place == FEED)  # never what was not seen to its end


@pytest.mark.parametrize(("place", "empty"), [(POSTS, {"records": []}), (FEED, {"feed": []})])
def test_an_empty_page_with_a_cursor_is_not_the_end(
    platform: Platform, place: str, empty: dict[str, object]
) -> None:
    rest = {name: value for name, value in platform.recorded(place).items() if name != "cursor"}
    platform.instead[place] = [said({**empty, "cursor": "further"}), said(rest)]

    with visiting(platform) as visitor:
        visitor.visit()

        assert {"Bore da bawb!", "Thank you!"} <= visitor.kept().keys()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ({"did": "d", "active": False, "status": "deactivated"}, "is deactivated by its owner"),
        ({"did": "d", "active": False, "status": "takendown"}, "was taken down by Bluesky"),
        ({"did": "d", "active": False, "status": "throttled"}, "is throttled"),
        ({"error": "RepoNotFound", "message": "?"}, "was deleted"),
    ],
)
def test_an_account_that_is_not_shown_says_why(
    platform: Platform, status: dict[str, object], words: str
) -> None:
    platform.instead[PROFILE] = [said({"error": "InvalidRequest", "message": "Profile not found"}, 400)]
    platform.instead["getRepoStatus"] = [said(status, 400 if "error" in status else 200)]

    with visiting(platform) as visitor, pytest.raises(PlatformTrouble, match=words):
        visitor.visit()


@pytest.mark.parametrize(
    "address", ["http://pds.example", "ftp://pds.example", "pds.example", "", "http://localhost.example"]
)
def test_only_https_or_this_machine_may_be_asked(address: str) -> None:
    with pytest.raises(ValueError, match="not an https address"):
        Bluesky(Pseudonyms(b"k", is_registered=lambda _: False, is_shown=lambda _: False), address)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://pds.example.org", True),
        ("http://pds.example.org", False),
        ("https://10.0.0.1", False),
        ("https://[::1]", False),
        ("https://localhost", False),
        ("https://intranet", False),
        ("https://printer.local", False),
        ("https://pds.example.org:8443", False),
        ("https://pds.example.org:844300", False),
        ("https://[", False),
    ],
)
def test_a_stranger_never_sends_us_into_our_own_network(address: str, *, may: bool) -> None:
    assert is_public(address) is may

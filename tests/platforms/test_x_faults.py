"""Whatever X does, a visit ends with one clear line, loses nothing, and pays for nothing twice."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from connectors.connector import PlatformTrouble
from connectors.x.transport import LARGEST_BYTES
from facts import HOUR_US, Post, Sight
from tests.platforms.local_platform import Answer, said
from tests.platforms.local_x import ACCOUNT, NOW_US, TOKEN, LocalX, running, small_talk, visiting

pytestmark = pytest.mark.platforms

HTML, JSON = {"Content-Type": "text/html"}, {"Content-Type": "application/json"}
FAULTS = {
    "token": (said({"title": "Unauthorized"}, 401), r"doesn't accept the token \(401\)"),
    "credits": (
        said({"title": "CreditsDepleted", "detail": "no credits"}, 402),
        r"credits .* used up \(402\)",
    ),
    "forbidden": (said({"errors": "odd", "detail": 5}, 403), r"doesn't let this app ask that \(403"),
    "missing": (Answer(b"<html>", 404, HTML), r"refused what was asked \(404"),
    "gone": (said({}, 410), r"refused what was asked \(410"),
    "odd refusal": (said({"errors": ["code", 3]}, 400), r"refused what was asked \(400"),
    "moved": (Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}), "answered a page"),
    "slow down": (said({"title": "Too Many Requests"}, 429), r"slow down \(429"),
    "broken": (Answer(b"<html>", 500, HTML), r"has a fault \(500\)"),
    "broken list": (said([1, 2], 500), r"has a fault \(500\)"),
    "broken word": (said("no", 503), r"has a fault \(503\)"),
    "gateway": (Answer(b"", 502, HTML), r"has a fault \(502\)"),
    "page": (Answer(b"<html>Sign in", 200, HTML), "answered a page, not data"),
    "cut": (Answer(b'{"data": []}', is_cut=True), "broke off its answer"),
    "half": (Answer(b'{"data": [', headers=JSON), "can't read"),
    "not text": (Answer(b'{"data": ["\xff"]}', headers=JSON), "read"),
    "list": (said([]), "can't read"),
    "nothing": (said({}), "neither shows messages nor says that there are none"),
    "an error alone": (
        said({"errors": [{"title": "Internal", "type": "x/internal-error"}]}),
        "neither shows",
    ),
    "no list": (said({"data": {"id": "1"}, "meta": {"result_count": 1}}), "neither shows"),
    "deep": (Answer(b"[" * 100_000, headers=JSON), "can't read"),
    "long number": (Answer(b'{"data": ' + b"9" * 5_000 + b"}", headers=JSON), "can't read"),
    "odd items": (said({"data": [1, None, {"id": {}}]}), "Nothing in a page could be read"),
}
TIMELINE, MENTIONS, SEARCH, USER, AGAIN = (
    "10000/tweets",
    "/mentions",
    "/search/recent",
    "/users/by",
    "/2/tweets?",
)


@pytest.fixture
def network() -> Iterator[LocalX]:
    with running() as network:
        small_talk(network)
        yield network


@pytest.fixture(scope="module")
def whole() -> dict[str, Post]:
    """What an undisturbed visit keeps."""
    with running() as network, visiting(network) as visitor:
        small_talk(network)
        visitor.visit()
        return visitor.kept()


@pytest.mark.parametrize(
    ("fault", "place"),
    [*((fault, MENTIONS) for fault in FAULTS), *(("cut", place) for place in (TIMELINE, SEARCH, USER))],
)
def test_a_fault_says_what_happened_and_the_next_visit_goes_on(
    network: LocalX, fault: str, place: str, whole: dict[str, Post]
) -> None:
    answer, words = FAULTS[fault]
    network.instead[place] = [answer] * (2 if "400" in words else 1)

    with visiting(network) as visitor:
        with pytest.raises(PlatformTrouble, match=words) as trouble:
            visitor.visit()
        claimed = {sight for _, sight in visitor.archive.stretches()}
        visitor.visit()

        assert visitor.kept() == whole
    assert str(trouble.value).startswith("x:cllr_ahmed: ")
    assert trouble.value.todo
    assert "\n" not in str(trouble.value)
    assert Sight.MENTIONS not in claimed or place == SEARCH
    assert set(network.handed_over.values()) == {1}


@pytest.mark.parametrize("fault", ["token", "credits"])
def test_without_credit_or_token_nothing_more_is_asked_in_this_run(network: LocalX, fault: str) -> None:
    answer, words = FAULTS[fault]
    network.instead[TIMELINE] = [answer]

    with visiting(network) as visitor:
        with pytest.raises(PlatformTrouble, match=words):
            visitor.visit()
        asked = len(network.asked)
        with pytest.raises(PlatformTrouble, match=words):
            list(visitor.x.pages(ACCOUNT, {}, NOW_US))

    assert len(network.asked) == asked


def test_a_token_revoked_between_two_pages_keeps_the_first(network: LocalX, whole: dict[str, Post]) -> None:
    network.page = 2
    network.instead["until_id"] = [FAULTS["token"][0]]

    with visiting(network) as visitor:
        with pytest.raises(PlatformTrouble, match="token"):
            visitor.visit()
        kept = len(visitor.kept())
        visitor.visit()

        assert kept == 3  # two, and what one of them quotes
        assert visitor.kept() == whole
    assert set(network.handed_over.values()) == {1}


def test_a_server_that_does_not_answer_is_not_waited_for(network: LocalX) -> None:
    network.instead[MENTIONS] = [Answer(waits_s=3)]

    begun = time.monotonic()
    with visiting(network, timeout_s=0.2) as visitor:
        with pytest.raises(PlatformTrouble, match="did not answer in time"):
            visitor.visit()
        kept = len(visitor.kept())

    assert time.monotonic() - begun < 2
    assert kept == 7  # what came before stays


def test_an_answer_without_end_is_left(network: LocalX, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.x.transport.LARGEST_BYTES", 1_000)
    network.instead[MENTIONS] = [Answer(b'{"data": "' + b"x" * 200_000 + b'"}', headers=JSON)]

    with visiting(network) as visitor, pytest.raises(PlatformTrouble, match="answers without end"):
        visitor.visit()

    assert LARGEST_BYTES > 10_000_000


def test_a_server_that_is_not_there_is_named() -> None:
    with running() as network:
        address = network.address
    network.address = address

    with visiting(network) as visitor, pytest.raises(PlatformTrouble, match="could not be reached"):
        visitor.visit()


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"x-rate-limit-reset": 540}, 540),
        ({}, 900),
        ({"x-rate-limit-reset": -5}, 900),  # past
        ({"x-rate-limit-reset": 10**9}, 86_400),  # never more than a day
        ({"x-rate-limit-reset": "soon"}, 900),
        ({"x-rate-limit-reset": "9" * 30}, 86_400),
    ],
)
def test_a_429_says_when_to_come_back_and_never_sleeps(
    network: LocalX, headers: dict[str, int | str], wait_s: int
) -> None:
    now = datetime.now(UTC)
    told = {
        name: value if isinstance(value, str) else str(int(now.timestamp()) + value)
        for name, value in headers.items()
    }
    network.instead[TIMELINE] = [Answer(b'{"title": "Too Many Requests"}', 429, {**JSON, **told})]

    with visiting(network) as visitor:
        with pytest.raises(PlatformTrouble, match="slow down") as trouble:
            visitor.visit()
        asked = len(network.asked)
        with pytest.raises(PlatformTrouble, match="enough calls for now"):
            list(visitor.x.pages(ACCOUNT, {}, NOW_US))

    assert trouble.value.again_at is not None
    assert wait_s - 2 <= (trouble.value.again_at - now).total_seconds() <= wait_s + 20
    assert [asked for asked in network.asked[asked:] if "tweets" in asked] == []  # left alone until then
    assert datetime.now(UTC) - now < timedelta(seconds=20)


def test_one_bad_item_is_set_aside_and_the_page_kept(network: LocalX, whole: dict[str, Post]) -> None:
    newest = max(network.messages, key=int)
    network.messages[newest].extra = {"referenced_posts": [{"type": "remixed", "id": "1"}]}

    with visiting(network) as visitor:
        pages = visitor.visit()
        kept = visitor.kept()

    told = [str(trouble) for page in pages for trouble in page.troubles]
    assert told == [
        "x:cllr_ahmed: A message was set aside: it refers to another message in a way we don't know."
    ]
    assert kept.keys() == whole.keys() - {f"x:{newest}"}


def test_a_page_in_another_order_or_with_a_message_twice_is_the_same(
    network: LocalX, whole: dict[str, Post]
) -> None:
    network.page = 100
    with visiting(network) as visitor:
        visitor.visit()
    [body] = [body for path, _, body in network.bodies if path == "/2/users/10000/tweets"]
    shuffled = {**body, "data": [*reversed(body["data"]), body["data"][0]]}
    network.instead[TIMELINE] = [said(shuffled)]

    with visiting(network) as visitor:
        visitor.visit()

        assert visitor.kept() == whole
        visitor.visit(NOW_US + HOUR_US)
        assert visitor.kept() == whole


def test_an_empty_page_with_a_token_is_not_the_end(network: LocalX, whole: dict[str, Post]) -> None:
    network.instead[TIMELINE] = [said({"meta": {"result_count": 0, "next_token": "before" + str(2**62)}})]

    with visiting(network) as visitor:
        visitor.visit()

        assert visitor.kept() == whole


@pytest.mark.parametrize("place", [TIMELINE, MENTIONS, SEARCH])
def test_pages_that_repeat_are_noticed(network: LocalX, place: str) -> None:
    item = {"id": "2123000000000000000", "author_id": "10000", "text": "again"}
    page = {"data": [item], "meta": {"next_token": "again"}}
    network.instead[place] = [said(page)] * 3

    with visiting(network) as visitor:
        with pytest.raises(PlatformTrouble, match="repeats itself"):
            visitor.visit()
        claimed = {sight for _, sight in visitor.archive.stretches()}

    assert (Sight.POSTS in claimed) == (place != TIMELINE)  # never what was not seen to its end


def test_looking_again_goes_on_where_it_broke_off(network: LocalX, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.x.removals.PAGE", 3)
    with visiting(network) as visitor:
        visitor.visit()
        for id_ in list(network.messages):
            network.remove(id_)
        network.instead[AGAIN] = [Answer(b"", 502, HTML)]
        with pytest.raises(PlatformTrouble, match="502"):
            visitor.visit(NOW_US + 6 * 24 * HOUR_US)
        visitor.visit(NOW_US + 6 * 24 * HOUR_US)
        left = visitor.archive.rows("select text, heard from posts where removed_us is null")

    assert left == [("", "along")]  # of which nothing is kept that could go


def test_a_removal_is_never_guessed_from_a_silence(network: LocalX) -> None:
    network.instead[AGAIN] = [
        said({"data": []}),
        said({"errors": [{"title": "Internal", "type": "x/internal-error"}]}),
    ]
    with visiting(network) as visitor:
        visitor.visit()
        visitor.visit(NOW_US + 6 * 24 * HOUR_US)

        assert visitor.archive.rows(
            "select count(*) from posts where removed_us is not null or is_hidden"
        ) == [(0,)]


def test_tweepy_never_holds_the_token_and_it_arrives() -> None:
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.headers["Authorization"])
            body = json.dumps({"errors": []}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        network = LocalX(address=f"http://127.0.0.1:{server.server_port}")
        with visiting(network) as visitor:
            with pytest.raises(PlatformTrouble, match="says nothing of this account"):
                visitor.visit()
            assert TOKEN not in repr(vars(visitor.x.asking._client))
        server.shutdown()

    assert heard == [f"Bearer {TOKEN}"]


@pytest.mark.parametrize(
    "address", ["http://x.example", "ftp://x.example", "x.example", "", "http://localhost.example"]
)
def test_only_https_or_this_machine_may_be_asked(address: str) -> None:
    with pytest.raises(ValueError, match="not an https address"), visiting(LocalX(address=address)):
        pass

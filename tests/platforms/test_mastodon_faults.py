"""Whatever a Mastodon server does, a visit ends with one clear line, loses nothing and tells no secret."""

import json
import logging
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.connector import PlatformTrouble
from connectors.mastodon import Mastodon
from facts import DAY_US, Post, Unseen
from store.key import Pseudonyms
from tests.platforms.local_mastodon import (
    ACCOUNT,
    BORN_US,
    NOW_US,
    LocalMastodon,
    Visitor,
    fill,
    reset_in,
    running,
    visiting,
)
from tests.platforms.local_platform import Answer, said

pytestmark = pytest.mark.platforms

TOKEN = "tok-planted-4711"
SECRETS = ("secretname", TOKEN)
HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}
SOON_US = NOW_US + DAY_US // 24
LATER_US = NOW_US + 25 * DAY_US // 24
FAULTS = {
    "login": (
        Answer(b'{"error": "This method requires an authenticated user"}', 401),
        "shows nothing to people",
    ),
    "forbidden": (Answer(b"<html>", 403, HTML), r"shows nothing to people without an account there \(403\)"),
    "moved": (Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}), r"has a fault \(302\)"),
    "unprocessable": (said({"error": "Validation failed"}, 422), r"has a fault \(422\)"),
    "slow down": (Answer(status=429), r"slow down \(429\)"),
    "broken": (Answer(b"<html>", 500, HTML), r"has a fault \(500\)"),
    "gateway": (Answer(b"", 502, HTML), r"has a fault \(502\)"),
    "page": (Answer(b"<html>Sign in", 200, HTML), "answered a page, not data"),
    "cut": (Answer(b'[{"id": "1"}]', is_cut=True), "broke off its answer"),
    "half": (Answer(b'[{"id": ', headers=JSON), "can't read"),
    "not text": (Answer(b'["\xff"]', headers=JSON), "read"),
    "another shape": (said("?"), "can't read"),
    "all odd": (said([{"id": 3}] * 3), "Nothing in an answer could be read"),
    "deep": (Answer(b"[" * 100_000, headers=JSON), "can't read"),
}
LOOKUP, INSTANCE, LISTING, BATCH, CONTEXT = "lookup", "instance", "statuses?limit", "statuses?id", "context"


@pytest.fixture
def server() -> Iterator[LocalMastodon]:
    with running() as server:
        fill(server)
        yield server


@pytest.fixture(scope="module")
def whole() -> dict[str, Post]:
    """What an undisturbed visit keeps."""
    with running() as server, visiting(server) as visitor:
        fill(server)
        visitor.visit()
        return visitor.everything()


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        *((fault, LISTING) for fault in FAULTS),
        *((fault, CONTEXT) for fault in FAULTS if fault != "all odd"),
        *(("gateway", place) for place in (LOOKUP, INSTANCE, BATCH)),
    ],
)
def test_a_fault_says_what_happened_and_the_next_visit_goes_on(
    server: LocalMastodon, fault: str, place: str, whole: dict[str, Post]
) -> None:
    answer, words = FAULTS[fault]
    server.instead[place] = [answer]

    with visiting(server) as visitor:
        with pytest.raises(PlatformTrouble, match=words) as trouble:
            visitor.visit()
        claimed = visitor.seen("replies")
        visitor.rest_is_over()
        visitor.visit()
        after, seen = visitor.everything(), visitor.seen("replies")

    assert str(trouble.value).startswith("mastodon:cllr_ahmed@social.example: ")
    assert trouble.value.todo
    assert "\n" not in str(trouble.value)
    assert claimed == []
    assert (after, seen) == (whole, [(BORN_US, NOW_US)])


@pytest.mark.parametrize("place", [LISTING, CONTEXT])
def test_a_thing_missing_for_a_moment_loses_nothing(
    server: LocalMastodon, place: str, whole: dict[str, Post]
) -> None:
    server.instead[place] = [said({"error": "Record not found"}, 404)]

    with visiting(server) as visitor:
        with pytest.raises(PlatformTrouble, match=r"has no such thing \(404\)"):
            visitor.visit()
        visitor.visit()

        assert visitor.everything() == whole


def test_a_deleted_account_is_told_from_a_missing_page(server: LocalMastodon) -> None:
    server.instead[LOOKUP] = [Answer(status=410)]

    with visiting(server) as visitor, pytest.raises(PlatformTrouble, match="The account was deleted"):
        visitor.visit()


def test_a_server_that_does_not_answer_is_not_waited_for(server: LocalMastodon) -> None:
    server.instead[CONTEXT] = [Answer(waits_s=3)]

    begun = time.monotonic()
    with visiting(server, timeout_s=0.2) as visitor:
        with pytest.raises(PlatformTrouble, match=r"did not answer within 0\.2 s"):
            visitor.visit()

        assert "Thursday too." in visitor.kept()  # what came before stays
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"X-RateLimit-Reset": 9}, 540),  # minutes from now
        ({"X-RateLimit-Reset": -9}, 300),  # past
        ({"X-RateLimit-Reset": "soon"}, 300),
        ({"X-RateLimit-Reset": "9000-01-01T00:00:00Z"}, 86_400),  # never more than a day
        ({"Retry-After": "120"}, 120),
        ({}, 300),
    ],
)
def test_a_429_says_when_to_come_back(
    server: LocalMastodon, headers: dict[str, str | int], wait_s: int
) -> None:
    told = {name: reset_in(value) if isinstance(value, int) else value for name, value in headers.items()}
    server.instead[LISTING] = [Answer(b"", 429, told)]
    now = datetime.now(UTC)

    with visiting(server) as visitor:
        with pytest.raises(PlatformTrouble, match="slow down") as trouble:
            visitor.visit()
        asked = len(server.asked)
        with pytest.raises(PlatformTrouble, match="enough calls for now"):
            visitor.visit()

    assert trouble.value.again_at is not None
    assert abs((trouble.value.again_at - now).total_seconds() - wait_s) < 60
    assert len(server.asked) == asked  # left alone until then


def test_the_last_call_allowed_is_the_last_one_made(server: LocalMastodon) -> None:
    headers = {**JSON, "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset_in(3)}
    server.instead[INSTANCE] = [Answer(json.dumps({"version": "4.6.4"}).encode(), headers=headers)]

    with visiting(server) as visitor, pytest.raises(PlatformTrouble, match="enough calls for now") as trouble:
        visitor.visit()

    assert "instance" in server.asked[-1]
    assert trouble.value.again_at is not None
    wait = trouble.value.again_at - datetime.now(UTC)
    assert timedelta(minutes=2) < wait <= timedelta(minutes=3, seconds=1)  # its Date is a whole second


def rows(server: LocalMastodon, *, more: str = "") -> tuple[list[Any], dict[str, str]]:
    """Return a first page, to be changed."""
    answer = server._listing(min(server.people), {})
    link = {"Link": f'<https://social.example/x?max_id={more}>; rel="next"'} if more else {}
    return json.loads(answer.body), {**JSON, **link}


def test_pages_that_repeat_are_noticed(server: LocalMastodon) -> None:
    page, headers = rows(server, more="1")
    again = Answer(json.dumps(page).encode(), headers=headers)
    server.instead[LISTING] = [again, again]

    with visiting(server) as visitor:
        with pytest.raises(PlatformTrouble, match="list of messages repeats"):
            visitor.visit()

        assert visitor.seen("posts") == []  # never what was not seen to its end


def test_pages_that_repeat_under_another_name_are_noticed(server: LocalMastodon) -> None:
    page, _ = rows(server)
    link = '<https://social.example/x?max_id={}>; rel="next"'
    server.instead[LISTING] = [
        Answer(json.dumps(page).encode(), headers={**JSON, "Link": link.format(number)})
        for number in (1, 2, 3)
    ]

    with visiting(server) as visitor, pytest.raises(PlatformTrouble, match="list of messages repeats"):
        visitor.visit()


def test_a_message_and_its_conversation_missing_for_a_moment_are_read_on_the_next_visit(
    server: LocalMastodon, whole: dict[str, Post]
) -> None:
    missing = said({"error": "Record not found"}, 404)
    bins = next(id_ for id_, one in server.statuses.items() if "moves" in one["content"])
    server.instead[f"statuses/{bins}"] = [missing, missing]  # the conversation, then the message itself

    with visiting(server) as visitor:
        visitor.visit()
        visitor.visit(SOON_US)

        assert visitor.everything() == whole


def test_only_what_the_server_says_it_has_not_is_gone(server: LocalMastodon, whole: dict[str, Post]) -> None:
    with visiting(server) as visitor:
        visitor.visit()
        server.instead["statuses?id"] = [said([])]
        server.instead["statuses/"] = [said({"error": "Bad request"}, 400)]
        with pytest.raises(PlatformTrouble, match=r"\(400\)"):
            visitor.visit(LATER_US)

        assert len(visitor.kept()) == len(whole)


def test_an_empty_page_with_a_next_one_is_not_the_end(server: LocalMastodon, whole: dict[str, Post]) -> None:
    _, headers = rows(server, more="99999999999999999999")
    server.instead[LISTING] = [Answer(b"[]", headers=headers)]

    with visiting(server) as visitor:
        visitor.visit()

        assert visitor.everything() == whole


def test_pages_out_of_order_and_twice_the_same_lose_nothing(
    server: LocalMastodon, whole: dict[str, Post]
) -> None:
    server.page = 40
    page, headers = rows(server)
    random.Random(7).shuffle(page)
    server.instead[LISTING] = [Answer(json.dumps(page + page[:3]).encode(), headers=headers)]

    with visiting(server) as visitor:
        visitor.visit()

        assert visitor.everything() == whole


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        {},
        {"id": "1", "secretname": 1},
        {"created_at": "?"},
        {"content": None},
        {"type": "new"},
        {"in_reply_to_id": "../../admin"},
    ],
)
def test_an_odd_item_is_set_aside_and_tried_again(
    server: LocalMastodon, odd: object, whole: dict[str, Post]
) -> None:
    server.page = 40
    page, headers = rows(server)
    page[2] = {**page[2], **odd} if isinstance(odd, dict) and len(odd) == 1 else odd
    is_harmless = isinstance(page[2], dict) and "type" in page[2]
    server.instead[LISTING] = [Answer(json.dumps(page).encode(), headers=headers)]

    with visiting(server) as visitor:
        troubles = [str(trouble) for one in visitor.visit() for trouble in one.troubles]
        visitor.visit(SOON_US)

        assert visitor.everything() == whole
    assert len(troubles) == (0 if is_harmless else 1)
    assert "secretname" not in "".join(troubles)


def test_an_odd_reply_is_set_aside_and_its_conversation_read_again(
    server: LocalMastodon, whole: dict[str, Post]
) -> None:
    bins = next(id_ for id_, one in server.statuses.items() if "moves" in one["content"])
    below = server._below(bins)
    server.instead[f"{bins}/context"] = [said({"descendants": [{"id": 5}, *below[1:]]})]

    with visiting(server) as visitor:
        troubles = [str(trouble) for page in visitor.visit() for trouble in page.troubles]
        visitor.visit(SOON_US)

        assert visitor.everything() == whole
    assert len(troubles) == 1
    assert "A message was set aside" in troubles[0]


def test_a_token_revoked_on_the_way_is_laid_aside_said_and_never_told(
    server: LocalMastodon, caplog: pytest.LogCaptureFixture, whole: dict[str, Post]
) -> None:
    caplog.set_level(logging.DEBUG)
    server.revoked = True

    with visiting(server, token=TOKEN) as visitor:
        pages = visitor.visit()
        kept = repr([visitor.archive.rows("select * from posts"), visitor.archive.cursors(ACCOUNT.id)])

        assert visitor.everything() == whole
    troubles = [trouble for page in pages for trouble in page.troubles]
    assert [trouble.why for trouble in troubles] == [Unseen.TOKEN]
    assert "no longer accepts the member's token" in troubles[0].what
    told = f"{pages!r} {caplog.text} {kept}"
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_closed_server_that_takes_the_token_no_more_stops_the_account(server: LocalMastodon) -> None:
    server.is_closed = True
    with visiting(server, token=TOKEN) as visitor:
        visitor.visit()
        server.revoked = True
        with pytest.raises(PlatformTrouble, match=r"no longer accepts the member's token \(401\)") as trouble:
            visitor.visit(SOON_US)

    assert trouble.value.why is Unseen.TOKEN
    assert TOKEN not in repr(trouble.value)


@pytest.mark.parametrize("token", ["two words", "tök", "line\nbreak"])
def test_a_token_that_is_none_is_not_sent_and_not_told(server: LocalMastodon, token: str) -> None:
    with visiting(server, token=token) as visitor, pytest.raises(PlatformTrouble) as trouble:
        visitor.visit()

    assert "token can't be used" in str(trouble.value)
    assert token not in repr(trouble.value)
    assert server.asked == []


@pytest.mark.parametrize(
    "handle",
    [
        "cllr_ahmed",
        "cllr@localhost",
        "cllr@10.0.0.1",
        "cllr@printer.local",
        "cllr@a.example:8080",
        "cl/lr@a.example",
        "cllr@a.example/x",
    ],
)
def test_a_handle_never_sends_us_into_our_own_network(handle: str) -> None:
    mastodon = Mastodon(
        Pseudonyms(b"k", is_registered=lambda _: False, is_shown=lambda _: False), lambda _: None
    )

    with pytest.raises(PlatformTrouble, match="doesn't name a server we can ask"):
        mastodon.lasting_id(handle)

    assert mastodon.calls == 0


def test_only_https_or_this_machine_may_stand_in_for_the_servers() -> None:
    mastodon = Mastodon(
        Pseudonyms(b"k", is_registered=lambda _: False, is_shown=lambda _: False),
        lambda _: None,
        host="http://social.example",
    )

    with pytest.raises(PlatformTrouble, match="doesn't name a server we can ask"):
        mastodon.lasting_id("cllr@social.example")


def visits_until_done(visitor: Visitor, now_us: int) -> int:
    """Visit until a visit ends well. Return how many that took."""
    for number in range(1, 400):
        try:
            visitor.visit(now_us)
        except PlatformTrouble:
            visitor.rest_is_over()
            continue
        return number
    pytest.fail("it never ended")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_quarter_of_the_calls_failing_loses_and_doubles_nothing(server: LocalMastodon, seed: int) -> None:
    dice = random.Random(seed)
    ways = [*(answer for answer, _ in FAULTS.values()), Answer(status=404)]
    ahmed, rita = sorted(server.people)[:2]
    for number in range(12):
        us = NOW_US - DAY_US + number * 60_000_000
        post = server.write(ahmed, f"Post {number}.", us)
        server.write(rita, f"Reply {number}.", us + 1_000_000, answers=post)

    def moody() -> Answer | None:
        return dice.choice(ways) if dice.random() < 0.25 else None

    with visiting(server) as calm, visiting(server) as harried:
        calm.visit()
        server.mood = moody
        took = visits_until_done(harried, NOW_US)
        server.mood = lambda: None
        server.remove(next(id_ for id_, one in server.statuses.items() if "Reply 7" in one["content"]))
        calm.visit(LATER_US)
        server.mood = moody
        took += visits_until_done(harried, LATER_US)

        assert took > 5
        assert harried.everything() == calm.everything()
        assert (len(harried.kept()), "Reply 7." in harried.kept()) == (15 + 24 - 1, False)
        assert harried.seen("posts") == harried.seen("replies") == [(BORN_US, LATER_US)]

"""Whatever Facebook does, a visit ends with one clear line, keeps what came, and the next one goes on."""

import json
import logging
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from connectors.connector import PlatformTrouble
from connectors.facebook import Facebook
from connectors.facebook.errors import refusal
from facts import HOUR_US
from store.archive import Archive
from store.key import Pseudonyms
from tests.platforms.local_graph import LocalGraph, error
from tests.platforms.local_platform import Answer, said
from tests.platforms.visiting_facebook import (
    ACCOUNT,
    NOW_US,
    SECRET,
    TOKEN,
    Visitor,
    busy_page,
    told,
    visiting,
)

pytestmark = pytest.mark.platforms

Here = tuple[LocalGraph, str, Visitor]

HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}
NEEDS = "Requires pages_read_user_content permission to manage the object"
FAULTS = {
    "login": (Answer(b"<html>", 401, HTML), r"has a fault \(401\)"),
    "forbidden": (Answer(b"<html>", 403, HTML), r"has a fault \(403\)"),
    "missing": (Answer(b"<html>", 404, HTML), r"has a fault \(404\)"),
    "no more": (Answer(b"", 410, HTML), r"has a fault \(410\)"),
    "moved": (Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}), r"has a fault \(302\)"),
    "slow down": (Answer(b"<html>", 429, HTML), r"slow down \(429\)"),
    "broken": (Answer(b"<html>", 500, HTML), r"has a fault \(500\)"),
    "JSON with 500": (said({"data": []}, 500), r"has a fault \(500\)"),
    "gateway": (Answer(b"", 502, HTML), r"has a fault \(502\)"),
    "page": (Answer(b"<html>Sign in", 200, HTML), "answered a page, not data"),
    "no type": (Answer(b"{}", 200, {}), "answered a page, not data"),
    "cut": (Answer(b'{"data": []}', is_cut=True), "broke off its answer"),
    "half": (Answer(b'{"data": [', headers=JSON), "can't read"),
    "not JSON": (Answer(b"<!doctype", headers=JSON), "can't read"),
    "not text": (Answer(b'{"data": ["\xff"]}', headers=JSON), "can't read"),
    "null": (said(None), "can't read"),
    "false": (said(False), "can't read"),
    "a list": (said([1]), "can't read"),
    "another shape": (said({"data": 3, "id": 3}), "read"),
    "deep": (Answer(b"[" * 100_000, headers=JSON), "can't read"),
    "api unknown": (error(1, "An unknown error occurred", status=500), r"has a fault \(1\)"),
    "api down": (error(2, "Service temporarily unavailable", status=503), r"has a fault \(2\)"),
    "no permission": (error(10, NEEDS, status=403), r"permission pages_read_user_content \(10\)"),
    "token": (error(190, f"Malformed access token {TOKEN}", status=401), r"no longer takes .* token \(190\)"),
    "app limit": (error(4, "Application request limit reached", status=403), r"slow down \(4\)"),
    "page limit": (error(32, "Page request limit reached", status=403), r"slow down \(32\)"),
    "business limit": (error(80001, "Too many calls to this Page", subcode=2446079), r"slow down \(80001"),
    "blocked": (
        error(368, "The action attempted has been deemed abusive"),
        r"blocks the app for now \(368\)",
    ),
    "question": (error(100, "Unknown field"), r"doesn't understand our question \(100\)|a person's"),
}
CODES = {
    "not granted": (error(200, "Permissions error", status=403), r"permission pages_read_\w+ \(200\)"),
    "moderate": (error(283, "Requires the MODERATE task"), r"permission MODERATE \(283\)"),
    "reviewable": (
        error(100, "requires the 'pages_read_engagement' permission or the feature"),
        r"permission pages_read_engagement \(100\)",
    ),
    "no session": (error(102, "Session key invalid"), r"no longer takes the Page's token \(102\)"),
    "app removed": (error(190, subcode=458), r"took the app's access back \(190, 458\)"),
    "password": (error(190, subcode=460), r"password was changed \(190, 460\)"),
    "expired": (error(190, subcode=463), r"its time has run out \(190, 463\)"),
    "invalid": (error(190, subcode=467), r"made invalid \(190, 467\)"),
    "role": (error(190, subcode=492), r"no longer looks after the Page \(190, 492\)"),
    "user limit": (error(17, "User request limit reached", status=400), r"slow down \(17\)"),
    "custom limit": (error(613, "Calls to this api have exceeded the rate limit"), r"slow down \(613\)"),
    "old version": (error(2635, "You are calling a deprecated version"), "no longer serves the version"),
    "no proof": (error(100, "Invalid appsecret_proof provided in the API argument"), "proof of the app's"),
    "error of no code": (said({"error": {"message": 3}}, 400), r"doesn't understand our question \(0\)"),
    "code in words": (said({"error": {"code": "4"}}, 400), r"slow down \(4\)"),
    "transient": (error(77, "Odd", is_transient=True), r"has a fault \(77\)"),
}
PLACES = ("/me", "published_posts", "visitor_posts")


@pytest.fixture
def here() -> Iterator[Here]:
    with visiting() as here:
        yield here


@pytest.mark.parametrize(
    ("fault", "place"), [*((fault, PLACES[1]) for fault in FAULTS), *(("cut", place) for place in PLACES)]
)
def test_a_fault_says_what_happened_and_the_next_visit_goes_on(here: Here, fault: str, place: str) -> None:
    graph, page, visitor = here
    answer, words = FAULTS[fault]
    busy_page(graph, page, posts=1)
    graph.instead[place] = [answer]

    with pytest.raises(PlatformTrouble, match=words) as trouble:
        visitor.visit()
    visitor.facebook.graph.rests.clear()  # as if the pause were over
    visitor.visit(NOW_US + HOUR_US)

    said_ = str(trouble.value)
    assert said_.startswith("facebook:cllrahmed: ")
    assert trouble.value.todo
    assert "\n" not in said_
    assert TOKEN not in said_
    assert visitor.posts().keys() == graph.things.keys()


@pytest.mark.parametrize("fault", CODES)
def test_a_code_says_what_happened_and_what_to_do(fault: str) -> None:
    answer, words = CODES[fault]
    now = datetime.now(UTC)

    trouble = refusal(
        json.loads(answer.body)["error"], account=ACCOUNT.id, needs="pages_read_it", now=now, limit_ends=now
    )

    assert re.search(words, trouble.what)
    assert trouble.todo
    assert trouble.what.count(".") == 1


@pytest.mark.parametrize("fault", ["no permission", "token", "page limit", "blocked", "page"])
def test_a_fault_among_comments_loses_nothing_either(here: Here, fault: str) -> None:
    graph, page, visitor = here
    answer, words = FAULTS[fault]
    busy_page(graph, page, posts=3)
    graph.instead["/comments"] = [answer]

    with pytest.raises(PlatformTrouble, match=words):
        visitor.visit()
    assert any(text == "News 2" for text in visitor.texts().values())  # what came before stays
    visitor.facebook.graph.rests.clear()
    visitor.visit(NOW_US + HOUR_US)

    assert visitor.posts().keys() == graph.things.keys()


def test_comments_ask_for_the_permission_to_read_people(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=1)
    graph.instead["/comments"] = [error(200, "Permissions error")]

    with pytest.raises(PlatformTrouble, match="permission pages_read_user_content") as trouble:
        visitor.visit()

    assert "Ask the member to grant access" in trouble.value.todo


def test_a_server_that_does_not_answer_is_not_waited_for() -> None:
    with visiting(timeout_s=0.2) as (graph, page, visitor):
        busy_page(graph, page, posts=2)
        graph.instead["visitor_posts"] = [Answer(waits_s=3)]

        begun = time.monotonic()
        with pytest.raises(PlatformTrouble, match=r"did not answer within 0\.2 s"):
            visitor.visit()

        assert time.monotonic() - begun < 2
        assert "News 1" in visitor.texts().values()


def test_a_server_that_is_not_there_is_named(here: Here) -> None:
    _, _, visitor = here
    visitor.facebook.graph.base = "http://127.0.0.1:9"

    with pytest.raises(PlatformTrouble, match="could not be reached") as trouble:
        visitor.visit()
    assert TOKEN not in repr(trouble.value)


def test_a_token_that_cannot_be_sent_is_a_trouble_that_does_not_say_it(here: Here) -> None:
    _, _, visitor = here
    visitor.token = "EAA“quoted”"

    with pytest.raises(PlatformTrouble, match="could not be reached") as trouble:
        visitor.visit()
    assert "quoted" not in str(trouble.value)


# Allowances


def usage(**told: Any) -> dict[str, str]:
    """Return headers that state how much is used."""
    names = {"app": "X-App-Usage", "page": "X-Page-Usage", "business": "X-Business-Use-Case-Usage"}
    values = {
        names[name]: value if isinstance(value, str) else json.dumps(value) for name, value in told.items()
    }
    return {**JSON, **values}


def busy(minutes: int) -> dict[str, Any]:
    """Return an allowance of a Page as Facebook states it when it is used up."""
    counts = {"type": "pages", "call_count": 100, "total_cputime": 20, "total_time": 12}
    return {"1": [{**counts, "estimated_time_to_regain_access": minutes}]}


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        (usage(app={"call_count": 85, "total_time": 25, "total_cputime": 25}), 900),
        (usage(app={"call_count": 20, "total_time": 25, "total_cputime": 81}), 900),
        (usage(page={"call_count": 80, "total_time": 5, "total_cputime": 5}), 900),
        (usage(business=busy(19)), 19 * 60),
        (usage(business=busy(99_999_999)), 86_400),  # in centuries: never more than a day
        (usage(business=busy(-5)), 900),  # long past
    ],
)
def test_an_allowance_nearly_used_up_is_left_alone_for_a_while(
    here: Here, headers: dict[str, str], wait_s: int
) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    now = datetime.now(UTC)
    me = json.dumps({"id": page, "username": "CllrAhmed", "is_published": True}).encode()
    graph.instead["/me"] = [Answer(me, headers=headers)]

    with pytest.raises(PlatformTrouble, match="enough calls for now") as trouble:
        visitor.visit()

    assert trouble.value.again_at is not None
    assert wait_s - 1 <= (trouble.value.again_at - now).total_seconds() <= wait_s + 20
    assert len(graph.asked) == 1  # what was answered is kept, and nothing more is asked


@pytest.mark.parametrize(
    "headers",
    [
        usage(app={"call_count": 79, "total_time": 25, "total_cputime": 25}),
        usage(app="no JSON", page="[]", business='{"1": 3, "2": [4, {"call_count": "many"}]}'),
        usage(app="[" * 10_000),
    ],
)
def test_an_allowance_that_lasts_or_cannot_be_read_stops_nothing(here: Here, headers: dict[str, str]) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    me = json.dumps({"id": page, "username": "CllrAhmed", "is_published": True}).encode()
    graph.instead["/me"] = [Answer(me, headers=headers)]

    visitor.visit()

    assert visitor.posts().keys() == graph.things.keys()


@pytest.mark.parametrize(
    ("answer", "wait_s"),
    [
        (error(80001), 3600),
        (Answer(error(80001).body, 400, usage(business=busy(45))), 45 * 60),
        (Answer(error(4).body, 403, usage(business=busy(-1))), 900),
        (Answer(b"", 429, {**HTML, "Retry-After": "120"}), 900),
        (Answer(b"", 429, {**HTML, "Retry-After": "7200"}), 7200),
        (Answer(b"", 429, {**HTML, "Retry-After": "soon"}), 3600),
        (error(368), 86_400),
    ],
)
def test_a_refusal_says_when_to_come_back(here: Here, answer: Answer, wait_s: int) -> None:
    graph, _, visitor = here
    now = datetime.now(UTC)
    graph.instead["published_posts"] = [answer]

    with pytest.raises(PlatformTrouble) as trouble:
        visitor.visit()

    assert trouble.value.again_at is not None
    assert wait_s - 1 <= (trouble.value.again_at - now).total_seconds() <= wait_s + 20


def test_one_pages_pause_is_not_anothers(here: Here) -> None:
    _, _, visitor = here
    rests = visitor.facebook.graph.rests
    rests["facebook:somebodyelse"] = datetime.now(UTC) + timedelta(hours=1)

    assert visitor.try_visit() is None


# Odd lists and items


def listing(graph: LocalGraph, *rows: Any, **paging: Any) -> Answer:
    """Return a list of these rows."""
    return said({"data": list(rows), **({"paging": paging} if paging else {})})


def test_an_odd_item_is_set_aside_and_its_neighbours_stay(here: Here) -> None:
    graph, page, visitor = here
    good = {"id": f"{page}_1", "created_time": "2026-11-09T09:00:00+0000", "message": "Good"}
    odd = [
        3, None, {}, "x", {**good, "id": "../../me"}, {**good, "id": 7}, {**good, "id": f"{page}_1_2_3"},
        {**good, "created_time": "yesterday"}, {**good, "created_time": "2026-11-09T09:00:00"},
        {**good, "created_time": "99999-01-01T00:00:00+0000"}, {**good, "message": 5},
        {**good, "parent_id": {"id": "x"}}, {**good, "from": {"id": "Jo Walker"}},
    ]  # fmt: skip
    fine = [
        {**good, "id": f"{page}_2", "attachments": "none", "message_tags": [3, {"name": 4}, {"name": " "}]},
        {**good, "id": f"{page}_3", "type_of_tomorrow": {"a": [1]}, "attachments": {"data": [{"url": "http://["}]}},
        {**good, "id": f"{page}_4", "message": "a\x00b\u202ec" + "d" * 3_000_000, "comments": {"summary": 4}},
    ]  # fmt: skip
    graph.instead["published_posts"] = [listing(graph, *odd, good, *fine)]
    graph.instead["/comments"] = [listing(graph)] * 9

    pages = visitor.visit()

    assert visitor.posts().keys() == {f"{page}_{n}" for n in (1, 2, 3, 4)}
    troubles = [trouble for page in pages for trouble in page.troubles]
    assert len(troubles) == len(odd)
    assert "Jo Walker" not in told(troubles)
    assert visitor.texts()[f"{page}_4"].startswith("abcddd")


def test_a_list_of_nothing_but_odd_items_is_an_alarm(here: Here) -> None:
    graph, _, visitor = here
    graph.instead["published_posts"] = [listing(graph, {"uid": 1}, {"uid": 2})]

    with pytest.raises(PlatformTrouble, match="Facebook may have changed its answers"):
        visitor.visit()


def test_a_message_listed_twice_is_kept_once(here: Here) -> None:
    graph, page, visitor = here
    good = {"id": f"{page}_1", "created_time": "2026-11-09T09:00:00+0000", "message": "Good"}
    graph.instead["published_posts"] = [listing(graph, good, good)]
    graph.instead["/comments"] = [listing(graph)]

    visitor.visit()

    assert visitor.archive.rows("select count(*) from posts") == [(1,)]


def test_an_empty_page_with_more_to_come_is_not_the_end(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    first = bytes(f"{NOW_US}:z", "ascii").hex()
    more = {"cursors": {"after": first}, "next": "https://graph.facebook.com/x?access_token=t"}
    graph.instead["published_posts"] = [listing(graph, **more)]
    graph.instead["/comments"] = [listing(graph, **more)]

    visitor.visit()

    assert visitor.posts().keys() == graph.things.keys()


@pytest.mark.parametrize("place", ["published_posts", "visitor_posts", "/comments"])
def test_a_list_that_repeats_itself_is_noticed(here: Here, place: str) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    more = {"cursors": {"after": "abc"}, "next": "https://graph.facebook.com/x?access_token=t"}
    graph.instead[place] = [listing(graph, **more)] * 3

    with pytest.raises(PlatformTrouble, match="repeats itself"):
        visitor.visit()
    assert visitor.archive.stretches() == {}  # never what was not seen to its end


def test_a_list_in_order_of_time_without_cursors_is_followed(here: Here) -> None:
    graph, page, visitor = here
    rows = [
        {"id": f"{page}_{n}", "created_time": f"2026-11-0{9 - n}T09:00:00+0000", "message": f"{n}"}
        for n in range(4)
    ]
    following = {"next": "https://graph.facebook.com/x?until=1&__paging_token=p&access_token=t"}
    graph.instead["published_posts"] = [
        listing(graph, *rows[:2], **following),
        listing(graph, *rows[1:], previous="https://graph.facebook.com/x"),
    ]
    graph.instead["/comments"] = [listing(graph)] * 9

    visitor.visit()

    assert len(visitor.posts()) == 4
    assert "until=" in [asked for asked in graph.asked if "published_posts" in asked][1]


# Secrets and names


def test_no_token_secret_or_persons_name_is_kept_said_or_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with visiting() as (graph, page, visitor):
        visitor.archive.close()
        visitor.archive = Archive(tmp_path / "archive.duckdb", may_keep=set)
        visitor.facebook.known = visitor.archive.ids_since
        post, *_ = busy_page(graph, page, posts=3)
        graph.comment(post, "quite right, @jo.handle", NOW_US - HOUR_US, by="900001", tags="plantedname")
        graph.instead["visitor_posts"] = [error(190, f"Malformed access token {TOKEN}", status=401)]

        trouble = visitor.try_visit()
        visitor.visit(NOW_US + HOUR_US)
        visitor.token = "EAAbad"
        bad = visitor.try_visit(NOW_US + 30 * HOUR_US)
        reading = "select text from posts where text like '%quite right%'"
        words = visitor.archive.rows(reading)
        known = json.dumps(visitor.archive.rows("select * from cursors"))

    kept = (tmp_path / "archive.duckdb").read_bytes().decode("latin-1")
    printed = "".join(capfd.readouterr())
    everything = "\n".join([kept, known, printed, caplog.text, str(trouble), str(bad)]).lower()
    planted = (TOKEN, SECRET, "EAAbad", "plantedname", "jo.handle", "900001", "Walker")
    assert {one: everything.count(one.lower()) for one in planted} == dict.fromkeys(planted, 0)
    assert words == [("@someone quite right, @someone",)]
    assert "http" in caplog.text.lower()  # it was listened to
    assert any("debug_token" in asked for asked in graph.asked)
    assert not any("_token=" in asked or TOKEN in asked for asked in graph.asked)


@pytest.mark.parametrize("address", ["http://graph.example", "ftp://graph.example", "graph.example", ""])
def test_only_https_or_this_machine_may_be_asked(address: str) -> None:
    masks = Pseudonyms(b"k", is_registered=lambda _: False, is_shown=lambda _: False)

    with pytest.raises(ValueError, match="not an https address"):
        Facebook(masks, lambda _: None, address)


def test_no_name_or_handle_is_even_asked_for(here: Here) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)

    visitor.visit()

    assert {asked.split("/")[1] for asked in graph.asked} == {"v26.0"}
    assert {head.get("user-agent") for head in graph.heads} == {"two-way"}
    fields = {
        field
        for asked in graph.asked
        for field in parse_qs(asked.split("?")[1]).get("fields", [""])[0].split(",")
    }
    assert not {"from", "permalink_url", "story", "to"} & fields  # what would bring names and handles

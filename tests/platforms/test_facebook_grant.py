"""When a Page's token ends and what it lacks: told while there is time, and never a reason to stop."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from connectors.facebook import Facebook
from facts import DAY_US, HOUR_US, SECOND_US, Page, Trouble
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
THIRD_OF_JANUARY_S = 1_798_934_400  # 2027


@pytest.fixture
def here() -> Iterator[Here]:
    with visiting() as here:
        yield here


def ends(pages: list[Page]) -> list[int | None]:
    return [page.token_ends_us for page in pages if "grant" in page.cursors]


def troubles(pages: list[Page]) -> list[Trouble]:
    return [trouble for page in pages for trouble in page.troubles]


def asked(graph: LocalGraph) -> int:
    return sum("debug_token" in asked for asked in graph.asked)


@pytest.mark.parametrize(
    ("expires_at", "data_access_expires_at", "ends_s"),
    [
        (0, 0, 0),  # never
        (0, THIRD_OF_JANUARY_S, THIRD_OF_JANUARY_S),
        (THIRD_OF_JANUARY_S, 0, THIRD_OF_JANUARY_S),
        (THIRD_OF_JANUARY_S + 1, THIRD_OF_JANUARY_S, THIRD_OF_JANUARY_S),
    ],
)
def test_the_first_end_counts_and_never_is_0(
    here: Here, expires_at: int, data_access_expires_at: int, ends_s: int
) -> None:
    graph, _, visitor = here
    graph.grants = {"expires_at": expires_at, "data_access_expires_at": data_access_expires_at}

    pages = visitor.visit()

    assert ends(pages) == [ends_s * SECOND_US]
    assert troubles(pages) == []  # it is November


def test_from_14_days_before_each_visit_says_when_it_ends_and_asks_once_a_day(here: Here) -> None:
    graph, _, visitor = here
    graph.grants = {"data_access_expires_at": THIRD_OF_JANUARY_S}
    end_us = THIRD_OF_JANUARY_S * SECOND_US

    early = visitor.visit(end_us - 15 * DAY_US)
    in_time = visitor.visit(end_us - 14 * DAY_US)
    an_hour_later = visitor.visit(end_us - 14 * DAY_US + HOUR_US)

    assert troubles(early) == []
    for pages in (in_time, an_hour_later):
        [trouble] = troubles(pages)
        assert trouble.what == "The Page's token ends on 2027-01-03."
        assert trouble.todo == "Ask the member to grant access anew."
        assert (trouble.where, trouble.why) == (ACCOUNT.id, None)  # nothing is unseen because of it
    assert asked(graph) == 2
    assert sum(asked.startswith("/v26.0/app?") for asked in graph.asked) == 1  # its number never changes


def test_a_token_granted_anew_ends_the_warning_at_once(here: Here) -> None:
    graph, page, visitor = here
    graph.grants = {"expires_at": NOW_US // SECOND_US + 9 * 86_400}
    assert len(troubles(visitor.visit())) == 1

    graph.grants = {}
    graph.tokens["EAAnew"] = page
    visitor.token = "EAAnew"
    pages = visitor.visit(NOW_US + HOUR_US)

    assert (ends(pages), troubles(pages)) == ([0], [])


def test_a_visit_tried_again_at_the_same_moment_tells_nothing_twice(here: Here) -> None:
    graph, _, visitor = here
    graph.grants = {"scopes": []}
    graph.instead["published_posts"] = [Answer(b"", 502, {"Content-Type": "text/html"})]

    assert visitor.try_visit() is not None
    pages = visitor.visit()

    assert (asked(graph), troubles(pages)) == (1, [])


@pytest.mark.parametrize(
    ("grants", "names"),
    [
        ({}, []),
        ({"scopes": ["pages_read_engagement"]}, ["pages_read_user_content"]),
        ({"scopes": []}, ["pages_read_engagement", "pages_read_user_content"]),
        ({"scopes": None}, []),  # not told
        (
            {"granular_scopes": [{"scope": "pages_read_user_content", "target_ids": ["1"]}]},
            ["pages_read_user_content"],  # granted, but for another Page
        ),
        ({"granular_scopes": [{"scope": "pages_read_user_content"}]}, []),  # for all of them
    ],
)
def test_each_missing_permission_is_named(here: Here, grants: dict[str, Any], names: list[str]) -> None:
    graph, _, visitor = here
    graph.grants = grants

    found = troubles(visitor.visit())

    assert [name for trouble in found for name in names if f"permission {name}:" in trouble.what] == names
    assert len(found) == len(names)
    assert {trouble.why for trouble in found} <= {None}  # what stays unseen the lists say


def test_a_token_no_longer_valid_is_told_as_ended(here: Here) -> None:
    graph, _, visitor = here
    graph.grants = {"is_valid": False, "expires_at": 0}

    pages = visitor.visit()

    assert ends(pages) == [NOW_US]
    assert "no longer takes the Page's token" in told(troubles(pages))


@pytest.mark.parametrize(
    "answer",
    [
        error(100, "You must provide an app access token"),
        error(190, f"Malformed access token {TOKEN}", status=401),
        error(200, "Permissions error", status=403),
        said({"data": 3}),
        said({"data": {"expires_at": "soon", "data_access_expires_at": True, "scopes": "all"}}),
        said({"data": {"expires_at": 10**30, "data_access_expires_at": -4}}),
        said({}),
        Answer(b"", 502, {"Content-Type": "text/html"}),
    ],
)
def test_what_facebook_does_not_tell_is_not_known_and_stops_nothing(here: Here, answer: Answer) -> None:
    graph, page, visitor = here
    busy_page(graph, page, posts=2)
    graph.instead["debug_token"] = [answer]

    pages = visitor.visit()

    assert (ends(pages), troubles(pages)) == ([None], [])
    assert visitor.posts().keys() == graph.things.keys()


def test_a_refusal_is_taken_for_a_day_and_a_fault_until_the_next_visit(here: Here) -> None:
    graph, _, visitor = here
    graph.instead["debug_token"] = [
        Answer(b"", 502, {"Content-Type": "text/html"}),
        error(200, "Permissions error", status=403),
    ]

    for hour in range(4):
        visitor.visit(NOW_US + hour * HOUR_US)
    assert asked(graph) == 2

    assert ends(visitor.visit(NOW_US + 2 * DAY_US)) == [0]


@pytest.mark.parametrize(("tells_itself", "known"), [(True, [0]), (False, [None])])
def test_without_the_apps_secret_the_token_is_asked_about_itself(
    here: Here, *, tells_itself: bool, known: list[int | None]
) -> None:
    graph, _, visitor = here
    graph.secret, graph.tells_itself = "", tells_itself
    visitor.facebook = Facebook(visitor.masks, lambda _: visitor.token, graph.address)

    pages = visitor.visit()

    assert (ends(pages), troubles(pages)) == (known, [])
    assert not any("/app?" in asked for asked in graph.asked)


def test_no_token_and_no_secret_stands_in_an_address_or_a_log(
    here: Here, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    graph, _, visitor = here
    graph.instead["debug_token"] = [error(190, f"Malformed access token {TOKEN}")]

    visitor.visit()
    visitor.visit(NOW_US + 2 * DAY_US)

    kept = json.dumps(visitor.archive.rows("select * from cursors"))
    addresses = " ".join(graph.asked)
    for secret in (TOKEN, SECRET):
        assert secret not in caplog.text + kept + addresses
    assert "debug_token" in caplog.text  # it was listened to
    assert [head[""] for head in graph.heads if "input_token" in head[""]]  # it went in the body

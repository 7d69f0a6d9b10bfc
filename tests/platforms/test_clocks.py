"""A moment that a server names is on its clock, not on ours; nothing is seen beyond either."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx
import pytest

from connectors.blog import Blog
from connectors.bluesky import LIMITS, Bluesky
from connectors.clocks import Clock, is_due
from connectors.facebook.usage import after_refusal
from connectors.mastodon.person import iso_time
from connectors.pauses import Limits, again_at
from connectors.x.refusals import again_at as x_again_at
from facts import DAY_US, HOUR_US, SECOND_US, Account, Seen
from store.key import Pseudonyms
from tests.platforms import local_bluesky, local_mastodon, local_x, visiting_bluesky, visiting_facebook
from tests.platforms.local_blog import LocalBlog, blogging

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOW_US = local_x.NOW_US
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
SetClock = Callable[[float], None]


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets the clock of all servers here to so many seconds ahead of ours."""

    def ahead(seconds: float) -> None:
        def date(*_: object) -> str:
            return formatdate(time.time() + seconds, usegmt=True)

        monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", date)

    return ahead


# When to come back


def headers(ahead_s: float, **more: str) -> httpx.Headers:
    """Return the headers of an answer from a server whose clock is ahead of ours."""
    named = {name.replace("_", "-"): value for name, value in more.items()}
    return httpx.Headers({"Date": formatdate(NOW.timestamp() + ahead_s, usegmt=True), **named})


def epoch(seconds: float) -> str:
    return str(int(NOW.timestamp() + seconds))


def http(seconds: float) -> str:
    return formatdate(NOW.timestamp() + seconds, usegmt=True)


ISO = Limits("X-RateLimit-Remaining", "X-RateLimit-Reset", iso_time)


@pytest.mark.parametrize("off_s", [-7_200, -600, 0, 600, 7_200])
def test_how_long_to_wait_does_not_depend_on_this_machines_clock(off_s: float) -> None:
    """Two minutes on a server's clock are two minutes on ours."""
    in_two_minutes = off_s + 120
    iso = (NOW + timedelta(seconds=in_two_minutes)).isoformat()

    waits = {
        "epoch seconds": again_at(headers(off_s, RateLimit_Reset=epoch(in_two_minutes)), NOW, LIMITS),
        "ISO time": again_at(headers(off_s, X_RateLimit_Reset=iso), NOW, ISO),
        "an HTTP date": again_at(headers(off_s, Retry_After=http(in_two_minutes)), NOW, LIMITS),
        "seconds": again_at(headers(off_s, Retry_After="120"), NOW, LIMITS),
        "X": x_again_at(headers(off_s, x_rate_limit_reset=epoch(in_two_minutes)), NOW),
    }

    assert {name: (moment - NOW).total_seconds() for name, moment in waits.items()} == dict.fromkeys(
        waits, 120.0
    )


def test_facebook_too_may_name_a_moment_of_its_own_clock() -> None:
    told = headers(-3_600, Retry_After=http(-3_600 + 1_800))

    assert after_refusal(told, NOW) - NOW == timedelta(minutes=30)


@pytest.mark.parametrize(
    "told",
    [
        headers(600, RateLimit_Reset=epoch(590)),  # past on its clock, though not on ours
        headers(0, RateLimit_Reset=epoch(-1)),
        headers(0, RateLimit_Reset="soon"),
        headers(0, Retry_After="0"),
        headers(0),
        httpx.Headers({"Date": "yesterday", "Retry-After": "tomorrow"}),
        httpx.Headers({"Date": "Fri, 31 Dec 9999 23:59:59 GMT", "Age": "9999999", "Retry-After": "never"}),
    ],
)
def test_a_moment_past_or_missing_means_the_pause_we_have(told: httpx.Headers) -> None:
    assert again_at(told, NOW, LIMITS) - NOW == timedelta(minutes=5)
    assert x_again_at(told, NOW) - NOW == timedelta(minutes=15)


def test_without_a_date_a_moment_is_taken_to_be_on_our_clock() -> None:
    told = httpx.Headers({"RateLimit-Reset": epoch(120)})

    assert again_at(told, NOW, LIMITS) - NOW == timedelta(minutes=2)


def test_an_answer_from_a_cache_is_as_old_as_it_says() -> None:
    told = headers(-100, Age="100", RateLimit_Reset=epoch(120))

    assert again_at(told, NOW, LIMITS) - NOW == timedelta(minutes=2)


# How far this machine's clock is off


def clock_after(*answers: httpx.Headers) -> Clock:
    clock = Clock()
    for told in answers:
        clock.heed(told, NOW)
    return clock


@pytest.mark.parametrize(
    ("answers", "off_s"),
    [
        ([], 0.0),
        ([httpx.Headers({})], 0.0),
        ([headers(-780)], 780.0),
        ([headers(780)], -780.0),
        ([headers(-5)], 0.0),  # a second lost in rounding, some on the way
        ([headers(-300, Age="300")], 0.0),
        (
            [headers(-300), headers(-2)],
            0.0,
        ),  # the first was only slow, or came from a cache that doesn't say so
        ([headers(-790), headers(-780), headers(-785)], 780.0),
    ],
)
def test_a_clock_that_is_off_is_noticed_and_a_slow_answer_is_not_taken_for_one(
    answers: list[httpx.Headers], off_s: float
) -> None:
    assert clock_after(*answers).off_s == off_s


def test_what_was_done_on_a_clock_that_ran_ahead_is_due_again() -> None:
    year_us = 365 * DAY_US

    assert [is_due(done_us, NOW_US, DAY_US) for done_us in (NOW_US, NOW_US - DAY_US, NOW_US + year_us)] == [
        False,
        True,
        True,
    ]


# On each platform


@contextmanager
def on_x() -> Iterator[Any]:
    with local_x.running() as network, local_x.visiting(network) as visitor:
        local_x.small_talk(network)
        yield visitor, lambda: visitor.visit(NOW_US), lambda: visitor.x


@contextmanager
def on_mastodon() -> Iterator[Any]:
    with local_mastodon.running() as server, local_mastodon.visiting(server) as visitor:
        local_mastodon.fill(server, NOW_US)
        yield visitor, lambda: visitor.visit(NOW_US), lambda: visitor.mastodon


@contextmanager
def on_facebook() -> Iterator[Any]:
    with visiting_facebook.visiting() as (graph, page, visitor):
        visiting_facebook.busy_page(graph, page)
        yield visitor, lambda: visitor.visit(NOW_US), lambda: visitor.facebook


@contextmanager
def on_bluesky() -> Iterator[Any]:
    with local_bluesky.running() as network, ExitStack() as used:
        member = network.person("cllr-ahmed.test")
        post = network.write(member, "Which road first?", NOW_US - DAY_US)
        network.write(network.person("jo.test"), "Mill Lane", NOW_US - DAY_US // 2, answers=post)
        bluesky = Bluesky(MASKS, network.address, network.address)
        used.callback(bluesky.close)
        account = Account(
            id="bluesky:cllr-ahmed.test", member="m1", platform="bluesky", handle="cllr-ahmed.test"
        )
        yield None, lambda: list(bluesky.pages(account, {}, NOW_US)), lambda: bluesky


PLATFORMS = {"x": on_x, "mastodon": on_mastodon, "facebook": on_facebook, "bluesky": on_bluesky}


def seen_in(pages: list[Any]) -> list[Seen]:
    return [seen for page in pages for seen in page.seen]


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize(("ahead_s", "sees_until_us"), [
    (0.0, NOW_US), (13 * 60.0, NOW_US), (-13 * 60.0, NOW_US - 13 * 60 * SECOND_US)
])  # fmt: skip
def test_each_platform_tells_when_our_clock_is_off_and_nothing_is_seen_beyond_either(
    theirs: SetClock, name: str, ahead_s: float, sees_until_us: int
) -> None:
    theirs(ahead_s)

    with PLATFORMS[name]() as (_, visit, connector):
        before = connector().clock_off_s
        claimed = seen_in(visit())
        off_s = connector().clock_off_s

    assert before == 0.0
    assert off_s == pytest.approx(-ahead_s, abs=5)
    assert {seen.sight for seen in claimed} >= connector().sees - {"mentions", "profile"}
    assert max(seen.to_us for seen in claimed) == pytest.approx(sees_until_us, abs=5 * SECOND_US)


@pytest.mark.parametrize("name", ["x", "mastodon", "facebook"])
def test_what_is_written_on_a_clock_behind_ours_is_claimed_on_the_next_visit(
    theirs: SetClock, name: str
) -> None:
    theirs(-13 * 60.0)

    with PLATFORMS[name]() as (visitor, visit, _):
        visit()
        visitor.visit(NOW_US + DAY_US)
        stretches = visitor.archive.stretches()

    assert [len(parts) for parts in stretches.values()] == [1] * len(stretches)  # no hole between the two


def test_talk_below_a_post_is_not_missed_where_our_clock_runs_ahead(theirs: SetClock) -> None:
    """X is asked for what is newer than the last look: on its own clock, or what comes next would be passed over."""
    theirs(-13 * 60.0)

    with local_x.running() as network, local_x.visiting(network) as visitor:
        member, jo, mo = (network.person(name) for name in (local_x.ACCOUNT.handle, "jo", "mo"))
        post = network.post(member, "Which road first?", NOW_US - 2 * DAY_US)
        reply = network.post(jo, "Mill Lane", NOW_US - DAY_US, answers=post)
        visitor.visit(NOW_US)
        talk = network.post(mo, "Station Road!", NOW_US - 5 * 60 * SECOND_US, answers=reply)
        visitor.visit(NOW_US + HOUR_US)
        kept = visitor.kept()

    assert f"x:{talk}" in kept


def test_a_strangers_wrong_clock_is_not_ours(theirs: SetClock) -> None:
    theirs(-13 * 60.0)

    with blogging(LocalBlog()) as blog:
        blog.write("p1", NOW_US - DAY_US)
        blogs = Blog(MASKS)
        account = Account(id=f"blog:{blog.address}", member="m1", platform="blog", handle=blog.address)
        claimed = seen_in(list(blogs.pages(account, {}, NOW_US)))
        blogs.close()

    assert blogs.clock_off_s == 0.0
    assert [seen.to_us for seen in claimed] == pytest.approx(
        [NOW_US - 13 * 60 * SECOND_US], abs=5 * SECOND_US
    )


# What is dated ahead


def ahead_on_mastodon() -> Any:
    with local_mastodon.running() as server, local_mastodon.visiting(server) as visitor:
        ids = local_mastodon.fill(server, NOW_US)
        server.write(ids["ahmed"], "Ahead", AHEAD_US)
        return visitor.visit(NOW_US), visitor.visit(NOW_US + DAY_US), visitor.archive.stretches()


def ahead_on_facebook() -> Any:
    with visiting_facebook.visiting() as (graph, page, visitor):
        now_us = visiting_facebook.NOW_US
        post = visiting_facebook.busy_page(graph, page)[0]
        graph.comment(post, "Ahead", now_us + AHEAD_US - NOW_US, by="900001")
        graph.post(page, "Ahead", now_us + AHEAD_US - NOW_US)
        return visitor.visit(now_us), visitor.visit(now_us + DAY_US), visitor.archive.stretches()


def ahead_on_bluesky() -> Any:
    with visiting_bluesky.visiting() as (network, visitor):
        post = network.write(visitor.member, "Now", NOW_US - DAY_US)
        network.write(visitor.jo, "Ahead", AHEAD_US, answers=post)
        network.write(visitor.member, "Ahead", AHEAD_US)
        return visitor.visit(NOW_US), visitor.visit(NOW_US + DAY_US), visitor.archive.stretches()


AHEAD_US = NOW_US + 3 * HOUR_US
AHEAD = {"mastodon": ahead_on_mastodon, "facebook": ahead_on_facebook, "bluesky": ahead_on_bluesky}


@pytest.mark.parametrize("name", AHEAD)
def test_what_is_dated_ahead_is_kept_and_moves_no_claim(name: str) -> None:
    now_us = visiting_facebook.NOW_US if name == "facebook" else NOW_US

    first, second, stretches = AHEAD[name]()

    assert "Ahead" in {post.text for page in first for post in page.posts}
    assert {seen.to_us for seen in seen_in(first)} == {now_us}
    assert {seen.to_us for seen in seen_in(second)} == {now_us + DAY_US}
    assert [len(parts) for parts in stretches.values()] == [1] * len(stretches)


def test_a_blog_dated_a_little_ahead_moves_no_claim() -> None:
    with blogging(LocalBlog()) as blog:
        blog.write("p1", NOW_US - DAY_US)
        blog.write("p2", AHEAD_US)
        blogs = Blog(MASKS)
        account = Account(id=f"blog:{blog.address}", member="m1", platform="blog", handle=blog.address)
        claimed = seen_in(list(blogs.pages(account, {}, NOW_US)))
        blogs.close()

    assert [(seen.from_us, seen.to_us) for seen in claimed] == [(NOW_US - DAY_US, NOW_US)]

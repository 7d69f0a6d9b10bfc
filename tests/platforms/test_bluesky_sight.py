"""What people said to the member on Bluesky is claimed as seen only where all of it was read."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from connectors.bluesky import threads
from connectors.bluesky.unread import MOST_TRIES, Odd, Unread
from facts import DAY_US, HOUR_US, SECOND_US, Sight, Unseen
from tests.platforms.local_bluesky import LocalBluesky, key_of
from tests.platforms.local_platform import Answer
from tests.platforms.visiting_bluesky import NOW_US, Visitor, visiting

pytestmark = pytest.mark.platforms

Here = tuple[LocalBluesky, Visitor]
BEGAN_US, POSTED_US = NOW_US - 60 * DAY_US, NOW_US - 2 * DAY_US


@pytest.fixture
def here() -> Iterator[Here]:
    """A member who wrote first two months ago, and two days ago something that people may answer."""
    with visiting() as (network, visitor):
        network.page = 100
        network.write(visitor.member, "My first", BEGAN_US)
        yield network, visitor


def talk(network: LocalBluesky, visitor: Visitor) -> tuple[str, str]:
    """Return the member's message and a reply to it."""
    post = network.write(visitor.member, "Which road first?", POSTED_US)
    return post, network.write(visitor.jo, "Mill Lane", POSTED_US + HOUR_US, answers=post)


def whys(pages: list[Any]) -> list[Unseen | None]:
    assert {trouble.sights for page in pages for trouble in page.troubles} <= {(Sight.REPLIES,)}
    return [trouble.why for page in pages for trouble in page.troubles]


# What can't be read


def test_sight_waits_for_a_reply_that_cannot_be_read_and_catches_up_when_it_can(here: Here) -> None:
    network, visitor = here
    _, reply = talk(network, visitor)
    network.odd = {reply}

    troubles = whys(visitor.visit())
    before = visitor.seen()
    network.odd = set()
    visitor.visit(NOW_US + HOUR_US)

    assert troubles == [Unseen.DRIFT]
    assert before == [(BEGAN_US, POSTED_US)]
    assert visitor.seen() == [(BEGAN_US, NOW_US + HOUR_US)]
    assert visitor.kept(reply).text == "Mill Lane"


def test_a_reply_that_can_never_be_read_is_set_aside_after_a_few_visits(here: Here) -> None:
    network, visitor = here
    post, reply = talk(network, visitor)
    network.odd = {reply}

    ends = []
    for hour in range(MOST_TRIES + 1):
        visitor.visit(NOW_US + hour * HOUR_US)
        ends.append(visitor.seen()[-1][1])
    asked = len([one for one in network.asked if "getPostThread" in one])
    network.write(visitor.jo, "And Station Road", NOW_US, answers=post)
    visitor.visit(NOW_US + DAY_US)

    waited = [POSTED_US] * (MOST_TRIES - 1)
    assert ends == [*waited, NOW_US + (MOST_TRIES - 1) * HOUR_US, NOW_US + MOST_TRIES * HOUR_US]
    assert asked == MOST_TRIES  # then left alone, until something changes there
    assert "And Station Road" in visitor.texts()
    assert visitor.seen() == [(BEGAN_US, NOW_US + DAY_US)]  # and then not waited for anew


def test_one_more_that_cannot_be_read_is_waited_for_anew(here: Here) -> None:
    network, visitor = here
    post, reply = talk(network, visitor)
    network.odd = {reply}
    for hour in range(MOST_TRIES):
        visitor.visit(NOW_US + hour * HOUR_US)
    network.odd.add(network.write(visitor.jo, "And?", NOW_US + DAY_US - 1, answers=post))

    visitor.visit(NOW_US + DAY_US)

    assert visitor.seen() == [(BEGAN_US, NOW_US + (MOST_TRIES - 1) * HOUR_US)]


def test_what_is_waited_for_and_then_removed_is_waited_for_no_longer(here: Here) -> None:
    network, visitor = here
    post, reply = talk(network, visitor)
    network.odd = {reply}
    visitor.visit()

    network.remove(reply)
    network.remove(post)
    visitor.visit(NOW_US + HOUR_US)

    assert visitor.seen() == [(BEGAN_US, NOW_US + HOUR_US)]


def test_sight_waits_from_where_the_conversation_began(here: Here) -> None:
    """The member's answer within it is met first; the odd reply may hang anywhere below its beginning."""
    network, visitor = here
    post, reply = talk(network, visitor)
    answer = network.write(visitor.member, "In March", POSTED_US + DAY_US, answers=reply)
    network.write(visitor.jo, "Thanks", POSTED_US + DAY_US + HOUR_US, answers=answer)
    network.odd = {network.write(visitor.jo, "And Station Road?", POSTED_US + 2 * HOUR_US, answers=post)}

    visitor.visit()

    assert visitor.seen() == [(BEGAN_US, POSTED_US)]


def test_what_waits_is_looked_for_beyond_the_last_thirty_days(here: Here) -> None:
    network, visitor = here
    post = network.write(visitor.member, "Long ago", NOW_US - 45 * DAY_US)
    reply = network.write(visitor.jo, "When?", NOW_US - 44 * DAY_US, answers=post)
    network.odd = {reply}
    visitor.visit()

    network.odd = set()
    visitor.visit(NOW_US + HOUR_US)

    assert visitor.seen() == [(BEGAN_US, NOW_US + HOUR_US)]
    assert visitor.kept(reply).text == "When?"


def test_a_row_of_the_feed_that_cannot_be_read_may_hide_replies(here: Here) -> None:
    network, visitor = here
    post, reply = talk(network, visitor)
    network.odd = {post}

    visitor.visit()
    before = visitor.seen()
    network.odd = set()
    visitor.visit(NOW_US + HOUR_US)

    [(from_us, to_us)] = before
    assert (from_us, to_us) == (BEGAN_US, pytest.approx(POSTED_US, abs=SECOND_US))
    assert visitor.seen() == [(BEGAN_US, NOW_US + HOUR_US)]
    assert visitor.kept(reply).text == "Mill Lane"


def test_one_row_that_can_never_be_read_does_not_block_sight_for_ever(here: Here) -> None:
    network, visitor = here
    post, _ = talk(network, visitor)
    network.odd = {post}

    for hour in range(MOST_TRIES + 2):
        visitor.visit(NOW_US + hour * HOUR_US)

    assert visitor.seen() == [(BEGAN_US, NOW_US + (MOST_TRIES + 1) * HOUR_US)]


# What is too large


def test_a_conversation_too_large_to_read_leaves_a_hole_and_is_said_to_be(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, visitor = here
    network.deepest = 2
    monkeypatch.setattr(threads, "MOST_ANCHORS", 2)
    parent = network.write(visitor.member, "Which road first?", POSTED_US)
    for number in range(9):
        parent = network.write(visitor.jo, f"Reply {number}", POSTED_US + number * HOUR_US, answers=parent)

    first = whys(visitor.visit())
    seen = visitor.seen()
    visitor.visit(NOW_US + HOUR_US)
    asked = len([one for one in network.asked if "getPostThread" in one])

    assert first == [Unseen.CAP]
    assert seen == [(BEGAN_US, POSTED_US)]
    assert visitor.seen() == [(BEGAN_US, POSTED_US), (NOW_US, NOW_US + HOUR_US)]
    assert asked == 2  # not read again while nothing changes in it


def test_a_large_conversation_of_long_ago_hides_only_the_replies_that_would_be_looked_for(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, visitor = here
    network.deepest = 1
    monkeypatch.setattr(threads, "MOST_ANCHORS", 1)
    began_us = NOW_US - 300 * DAY_US
    parent = network.write(visitor.member, "Who should be mayor?", began_us)
    for number in range(3):
        parent = network.write(visitor.jo, f"Reply {number}", began_us + number * HOUR_US, answers=parent)
    network.write(visitor.member, "Before", began_us - DAY_US)

    visitor.visit()

    assert visitor.seen() == [(began_us - DAY_US, began_us), (began_us + 90 * DAY_US, NOW_US)]


@pytest.mark.parametrize("deepest", [10, 6, 1])
def test_a_conversation_is_read_to_its_end_however_few_levels_are_shown_at_once(
    here: Here, deepest: int
) -> None:
    network, visitor = here
    network.deepest = deepest
    chain = [network.write(visitor.member, "Which road first?", POSTED_US)]
    for number in range(25):
        chain.append(network.write(visitor.jo, f"Reply {number}", POSTED_US + number, answers=chain[-1]))

    visitor.visit()

    assert [visitor.kept(reply).answers for reply in chain[1:]] == chain[:-1]
    assert visitor.seen() == [(BEGAN_US, NOW_US)]


# The sum


def test_what_may_be_claimed_ends_where_something_is_waited_for_and_leaves_out_the_holes() -> None:
    unread = Unread(odd={"a": Odd(1, 70, 99)}, holes=[(20, 30), (25, 40), (60, 90)])

    stretches, to_us = unread.claim(10, 100)
    unread.odd = {}
    later, end_us = unread.claim(to_us, 120)

    assert (stretches, to_us) == ([(10, 20), (40, 60)], 70)
    assert (later, end_us) == ([(90, 120)], 120)
    assert unread.holes == []


# Once more in the same run


def test_a_visit_that_is_tried_again_does_not_read_finished_lists_again(here: Here) -> None:
    network, visitor = here
    talk(network, visitor)
    network.instead["getPostThread"] = Answer(status=502)
    trouble = visitor.try_visit(NOW_US)

    network.instead.clear()
    network.asked.clear()
    visitor.visit(NOW_US)

    assert trouble is not None
    assert trouble.may_pass
    assert [one for one in network.asked if "listRecords" in one] == []
    assert visitor.seen() == visitor.seen(Sight.POSTS) == [(BEGAN_US, NOW_US)]


def test_a_finished_visit_tried_again_asks_nothing(here: Here) -> None:
    network, visitor = here
    talk(network, visitor)
    visitor.visit(NOW_US)

    network.asked.clear()
    visitor.visit(NOW_US)

    assert network.asked == []


def test_tries_within_one_run_count_once(here: Here) -> None:
    network, visitor = here
    quoted = network.write(visitor.member, "News", POSTED_US - HOUR_US)
    network.write(visitor.jo, "Look at this", POSTED_US, quotes=quoted)
    network.odd = {talk(network, visitor)[1]}
    network.instead["getQuotes"] = Answer(status=502)

    for _ in range(MOST_TRIES + 1):
        assert visitor.try_visit(NOW_US) is not None
    network.instead.clear()
    visitor.visit(NOW_US)

    assert len([one for one in network.asked if "getPostThread" in one]) > MOST_TRIES
    assert visitor.seen() == [(BEGAN_US, POSTED_US)]


# Clocks


def test_a_key_from_tomorrow_does_not_hide_what_comes_after_it(here: Here) -> None:
    network, visitor = here
    record = {"$type": "app.bsky.feed.post", "text": "Ahead", "createdAt": "2026-11-21T08:00:00Z"}
    ahead = f"at://{visitor.member}/app.bsky.feed.post/{key_of(NOW_US + 20 * HOUR_US, 1)}"
    network.records[ahead] = record
    visitor.visit()
    network.page = 2
    later = [network.write(visitor.member, f"Post {n}", NOW_US + n * SECOND_US) for n in range(1, 9)]

    visitor.visit(NOW_US + HOUR_US)

    assert {visitor.kept(uri).text for uri in later} == {f"Post {n}" for n in range(1, 9)}
    assert visitor.kept(ahead).posted_us > NOW_US  # as its author claims
    assert visitor.seen(Sight.POSTS) == [(BEGAN_US, NOW_US + HOUR_US)]


def test_after_a_clock_that_ran_a_year_ahead_all_is_read_again(here: Here) -> None:
    network, visitor = here
    visitor.visit(NOW_US + 365 * DAY_US)
    post, reply = talk(network, visitor)
    network.edit(post, "Which road next?")

    visitor.visit(NOW_US)

    assert {visitor.kept(post).text, visitor.kept(reply).text} == {"Which road next?", "Mill Lane"}


# What it costs


def test_a_member_costs_at_most_ten_calls_a_day(here: Here) -> None:
    """Three posts a day, a reply to each, one of them answered, and a visit a day."""
    network, visitor = here
    visitor.visit()
    days, begun = 28, visitor.bluesky.calls
    by_day = []
    for day in range(days):
        for hour in (2, 8, 14):
            us = NOW_US + day * DAY_US + hour * HOUR_US
            post = network.write(visitor.member, "News of the ward", us)
            reply = network.write(visitor.jo, "When?", us + HOUR_US, answers=post)
            if hour == 2:
                network.write(visitor.member, "Soon", us + 2 * HOUR_US, answers=reply)
        before = visitor.bluesky.calls
        visitor.visit(NOW_US + (day + 1) * DAY_US)
        by_day.append(visitor.bluesky.calls - before)

    a_day = (visitor.bluesky.calls - begun) / days
    print(f"\ncalls a member and day: {a_day:.1f}, at most {max(by_day)}, {by_day}")
    assert a_day <= 10
    assert all(one == other for one, other in pairwise(visitor.seen()))  # one stretch

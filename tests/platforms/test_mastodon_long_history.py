"""However much an account has written, a page writes down little, and a visit that breaks off goes on from there."""

from collections.abc import Iterator
from random import Random

import pytest

from connectors.connector import PlatformTrouble
from connectors.mastodon.drawers import Drawers
from facts import DAY_US
from tests.platforms.local_mastodon import NOW_US, LocalMastodon, Visitor, running, visiting
from tests.platforms.local_platform import Answer

pytestmark = pytest.mark.platforms

POSTS = 480
YEARS_US = 3 * 365 * DAY_US
FIRST_US = NOW_US - YEARS_US


@pytest.fixture
def server() -> Iterator[LocalMastodon]:
    """A member of many words; each third message is answered, from a server that numbers its own way."""
    with running() as server:
        server.page = 40
        ahmed, tom = server.person("cllr_ahmed"), server.person("tom_secretname@far.example")
        for number in range(POSTS):
            us = FIRST_US + number * (YEARS_US // POSTS)
            post = server.write(ahmed, f"Post {number}.", us)
            if number % 3 == 0:
                server.write(tom, f"Reply {number}.", us + 1_000_000, answers=post)
        yield server


def keep_all(visitor: Visitor, now_us: int) -> list[int]:
    """Visit. Return how many bytes of what is to be remembered each page wrote."""
    return [sum(map(len, page.cursors.values())) for page in visitor.visit(now_us)]


def test_no_page_writes_down_all_there_is_to_remember(server: LocalMastodon) -> None:
    with visiting(server) as visitor:
        written = keep_all(visitor, NOW_US)
        remembered = sum(map(len, visitor.archive.cursors(visitor.account.id).values()))
        without_news = keep_all(visitor, NOW_US + DAY_US // 24)

        assert len(visitor.kept()) == POSTS * 4 // 3
    assert remembered > 8_000  # bytes: mostly what the replies are called on their own server
    assert max(written) < remembered / 3
    assert sum(without_news) < 1_000


def test_a_first_visit_that_breaks_off_goes_on_from_there(server: LocalMastodon) -> None:
    dice = Random(5)
    with visiting(server) as visitor:
        server.mood = lambda: Answer(status=502) if dice.random() < 0.05 else None
        for number in range(200):
            try:
                visitor.visit()
                break
            except PlatformTrouble:
                broke_off = number + 1

        assert broke_off > 3
        assert len(visitor.everything()) == POSTS * 4 // 3
        assert visitor.seen("posts") == visitor.seen("replies") == [(FIRST_US, NOW_US)]


def test_what_an_older_version_left_in_one_piece_is_still_remembered() -> None:
    ids: Drawers[str] = Drawers("ids", dict[str, str], {"ids": '{"1":"a","2":"b"}', "idsomething": "{}"})
    ids.put("3", "c", 9 * DAY_US)
    ids.drop("1")

    assert {local: ids[local] for local in ids} == {"2": "b", "3": "c"}
    assert ids.opened() == {"ids": '{"2":"b"}', "ids 0": '{"3":"c"}'}
    assert ids.opened() == {}

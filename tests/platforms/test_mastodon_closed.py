"""What is said of an account that was suspended, deleted or limited, and what becomes of its member's words."""

from collections.abc import Iterator

import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, Post, Unseen
from tests.platforms.local_mastodon import BORN_US, NOW_US, LocalMastodon, Visitor, fill, running, visiting
from tests.platforms.local_platform import said

pytestmark = pytest.mark.platforms

HOUR_US = DAY_US // 24
GONE = said({"error": "Record not found"}, 404)


@pytest.fixture
def server() -> Iterator[LocalMastodon]:
    with running() as server:
        yield server


@pytest.fixture
def ids(server: LocalMastodon) -> dict[str, str]:
    return fill(server)


@pytest.fixture
def visitor(server: LocalMastodon) -> Iterator[Visitor]:
    with visiting(server) as visitor:
        yield visitor


def own(visitor: Visitor) -> list[Post]:
    member = visitor.masks.author("mastodon", visitor.account.handle)
    return [post for post in visitor.everything().values() if post.author == member]


def suspend(server: LocalMastodon, ids: dict[str, str]) -> dict[str, dict[str, object]]:
    """Suspend the member as a server does: it shows none of what they wrote. Return what it showed."""
    statuses, server.statuses = server.statuses, {}
    server.people[ids["ahmed"]]["suspended"] = True
    return statuses


def test_the_words_of_a_suspended_account_go_and_still_count(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    before = visitor.everything()
    suspend(server, ids)

    with pytest.raises(PlatformTrouble, match=r"suspended by social\.example") as trouble:
        visitor.visit(NOW_US + 25 * HOUR_US)

    assert trouble.value.why is Unseen.SUSPENDED
    assert {(post.text, post.url, post.item, post.is_hidden) for post in own(visitor)} == {("", "", "", True)}
    assert visitor.everything().keys() == before.keys()
    assert visitor.everything()[before_id(before, "Why is that?")].text == "Why is that?"  # a resident's
    assert visitor.seen("posts") == [(BORN_US, NOW_US)]


def before_id(posts: dict[str, Post], text: str) -> str:
    return next(post.id for post in posts.values() if post.text == text)


def test_the_words_come_back_with_the_account_and_its_absence_is_not_its_silence(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    before = visitor.everything()
    statuses = suspend(server, ids)
    for hours in (25, 26):
        with pytest.raises(PlatformTrouble):
            visitor.visit(NOW_US + hours * HOUR_US)
    server.statuses, server.people[ids["ahmed"]]["suspended"] = statuses, False

    visitor.visit(NOW_US + 50 * HOUR_US)
    visitor.visit(NOW_US + 51 * HOUR_US)

    assert visitor.everything() == before
    away = (NOW_US, NOW_US + 50 * HOUR_US)
    assert visitor.seen("posts") == [(BORN_US, away[0]), (away[1], NOW_US + 51 * HOUR_US)]
    assert visitor.seen("replies") == visitor.seen("posts")


def test_an_account_that_is_missing_once_keeps_its_words_and_a_day_later_loses_them(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    server.people.clear()

    words = []
    for hours in (1, 2, 26):
        with pytest.raises(PlatformTrouble, match="The account was deleted") as trouble:
            visitor.visit(NOW_US + hours * HOUR_US)
        assert trouble.value.why is Unseen.GONE
        words.append(any(post.text for post in own(visitor)))

    assert words == [True, True, False]


def test_an_account_that_slipped_once_is_claimed_as_if_nothing_had_been(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    before = visitor.everything()
    server.instead[f"accounts/{ids['ahmed']}?"] = [GONE]
    with pytest.raises(PlatformTrouble):
        visitor.visit(NOW_US + HOUR_US)

    visitor.visit(NOW_US + 40 * HOUR_US)  # found: the day of the next slip begins anew
    server.instead[f"accounts/{ids['ahmed']}?"] = [GONE]
    with pytest.raises(PlatformTrouble):
        visitor.visit(NOW_US + 41 * HOUR_US)

    assert visitor.everything() == before
    assert visitor.seen("posts") == [(BORN_US, NOW_US + 40 * HOUR_US)]


def test_a_limited_account_is_said_once_a_day_and_collected(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.people[ids["ahmed"]]["limited"] = True

    first, second = visitor.visit(), visitor.visit(NOW_US + HOUR_US)

    assert ["limited the account" in trouble.what for page in first for trouble in page.troubles] == [True]
    assert [trouble for page in second for trouble in page.troubles] == []
    assert visitor.seen("posts") == [(BORN_US, NOW_US + HOUR_US)]


def test_a_moved_account_says_why(server: LocalMastodon, ids: dict[str, str], visitor: Visitor) -> None:
    server.people[ids["ahmed"]]["moved"] = {"acct": "cllr_ahmed@new.example"}

    with pytest.raises(PlatformTrouble) as trouble:
        visitor.visit()

    assert trouble.value.why is Unseen.MOVED

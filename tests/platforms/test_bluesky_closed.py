"""Who closed their account on Bluesky, or was taken down: the words go, the messages count, and may come back."""

from collections.abc import Iterator

import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, HOUR_US, Page, Post, Sight, Unseen
from tests.platforms.local_bluesky import LocalBluesky
from tests.platforms.local_platform import said, serving
from tests.platforms.visiting_bluesky import ACCOUNT, NOW_US, Visitor, visiting

pytestmark = pytest.mark.platforms

Here = tuple[LocalBluesky, Visitor]
BEGAN_US = NOW_US - 60 * DAY_US


@pytest.fixture
def here() -> Iterator[Here]:
    """A member who asked, was answered and answered."""
    with visiting() as (network, visitor):
        network.write(visitor.member, "Which road first?", BEGAN_US)
        network.write(visitor.jo, "Mill Lane", NOW_US - DAY_US, answers=next(iter(network.records)))
        network.write(visitor.member, "In March", NOW_US - HOUR_US, answers=list(network.records)[1])
        visitor.visit()
        yield network, visitor


def told(visitor: Visitor) -> list[tuple[str, bool, bool]]:
    """Return of every message its words, whether it is hidden, and whether it is gone."""
    rows = visitor.archive.rows(
        "select text, is_hidden, removed_us is not null from posts order by posted_us"
    )
    return [(text, hidden, gone) for text, hidden, gone in rows]


OPEN = [("Which road first?", False, False), ("Mill Lane", False, False), ("In March", False, False)]
WITHOUT_THE_MEMBERS = [("", True, False), ("Mill Lane", False, False), ("", True, False)]
WITHOUT_JOS = [("Which road first?", False, False), ("", True, False), ("In March", False, False)]


@pytest.mark.parametrize("later_us", [HOUR_US, 2 * DAY_US])  # who it is was looked up just now, or long ago
@pytest.mark.parametrize(
    ("state", "words", "why"),
    [
        ("deactivated", "is deactivated by its owner", Unseen.PROTECTED),
        ("takendown", "was taken down by Bluesky", Unseen.SUSPENDED),
        ("suspended", "is suspended by Bluesky", Unseen.SUSPENDED),
        ("deleted", "was deleted", Unseen.GONE),
    ],
)
def test_of_a_member_whose_account_closed_the_words_go_and_the_messages_count(
    here: Here, state: str, words: str, why: Unseen, later_us: int
) -> None:
    network, visitor = here
    network.states[visitor.member] = state

    with pytest.raises(PlatformTrouble, match=words) as trouble:
        visitor.visit(NOW_US + later_us)

    assert trouble.value.why is why
    assert not trouble.value.may_pass
    assert told(visitor) == WITHOUT_THE_MEMBERS


def test_when_the_account_is_open_again_its_words_are_read_again_at_once(here: Here) -> None:
    network, visitor = here
    network.states[visitor.member] = "deactivated"
    assert visitor.try_visit(NOW_US + HOUR_US) is not None

    network.states.clear()
    visitor.visit(NOW_US + 2 * HOUR_US)

    assert told(visitor) == OPEN
    assert visitor.seen(Sight.POSTS) == [(BEGAN_US, NOW_US + 2 * HOUR_US)]


def test_an_account_hidden_by_the_appview_alone_was_taken_down(here: Here) -> None:
    network, visitor = here
    network.instead["getProfile"] = said({"error": "AccountTakedown", "message": "suspended"}, 400)

    with pytest.raises(PlatformTrouble, match="was taken down by Bluesky"):
        visitor.visit(NOW_US + 2 * DAY_US)

    assert told(visitor) == WITHOUT_THE_MEMBERS


def test_a_state_we_do_not_know_takes_no_words(here: Here) -> None:
    network, visitor = here
    network.states[visitor.member] = "throttled"

    with pytest.raises(PlatformTrouble, match="is throttled"):
        visitor.visit(NOW_US + HOUR_US)

    assert told(visitor) == OPEN


def test_an_account_that_moved_to_another_server_is_not_taken_for_one_that_closed(here: Here) -> None:
    """Its old server says that it is deactivated."""
    network, visitor = here
    network.states[visitor.member] = "deactivated"
    moved = LocalBluesky(handles=network.handles, records=network.records, page=network.page)
    with serving(moved.answer) as moved.address:
        network.servers[visitor.member] = moved.address

        first = visitor.try_visit(NOW_US + HOUR_US)
        while_away = told(visitor)
        network.states.clear()  # the AppView knows by now
        visitor.visit(NOW_US + 2 * HOUR_US)

    assert first is not None
    assert "has moved to another server" in str(first)
    assert first.may_pass
    assert while_away == told(visitor) == OPEN
    assert [one for one in moved.asked if "listRecords" in one]


@pytest.mark.parametrize("state", ["deactivated", "takendown", "suspended"])
def test_of_a_resident_whose_account_closed_the_words_go_too_and_come_back(here: Here, state: str) -> None:
    network, visitor = here
    visitor.visit(NOW_US + HOUR_US)
    network.states[visitor.jo] = state
    visitor.visit(NOW_US + 2 * DAY_US)
    while_away = told(visitor)

    network.states.clear()
    visitor.visit(NOW_US + 4 * DAY_US)

    assert while_away == WITHOUT_JOS
    assert told(visitor) == OPEN


def test_of_a_resident_in_another_state_nothing_is_taken(here: Here) -> None:
    network, visitor = here
    network.states[visitor.jo] = "throttled"

    visitor.visit(NOW_US + 2 * DAY_US)

    assert told(visitor) == OPEN


def test_messages_a_file_brought_for_the_same_account_are_left_alone(here: Here) -> None:
    network, visitor = here
    post = Post(
        id="row-1",
        platform="bluesky",
        account=ACCOUNT.id,
        author="someone",
        kind=visitor.kept(next(iter(network.records))).kind,
        posted_us=NOW_US - DAY_US,
        text="From a file",
    )
    visitor.archive.keep(Page(account=ACCOUNT.id, posts=[post]), [], owner="", now_us=NOW_US)

    visitor.visit(NOW_US + 8 * DAY_US)

    assert visitor.kept("row-1").text == "From a file"

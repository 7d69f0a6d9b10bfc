"""With the member's token, mentions and quotes are found, once each, and claimed only where nothing is missing."""

import random
from collections.abc import Iterator

import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, Kind, Page, Sight, Trouble, Unseen
from tests.platforms.local_mastodon import HOST, NOW_US, LocalMastodon, Visitor, fill, running, visiting
from tests.platforms.local_platform import Answer, said

pytestmark = pytest.mark.platforms

HOUR_US = DAY_US // 24
LATER_US = NOW_US + HOUR_US
TOKEN = "tok-planted-4711"


@pytest.fixture
def server() -> Iterator[LocalMastodon]:
    with running() as server:
        yield server


@pytest.fixture
def ids(server: LocalMastodon) -> dict[str, str]:
    return fill(server)


@pytest.fixture
def visitor(server: LocalMastodon) -> Iterator[Visitor]:
    with visiting(server, token=TOKEN) as visitor:
        yield visitor


def troubles_of(pages: list[Page]) -> list[Trouble]:
    return [trouble for page in pages for trouble in page.troubles]


def mentions(server: LocalMastodon, by: str, count: int, *, from_us: int = NOW_US - DAY_US) -> None:
    for number in range(count):
        server.mention(by, f"Mention {number}.", from_us + number * 60_000_000)


def asked_for(server: LocalMastodon, part: str) -> list[str]:
    return [path for path in server.asked if part in path]


def test_a_mention_is_said_to_the_member_and_seen_from_the_oldest_on(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    mentions(server, ids["tom"], 10)

    visitor.visit()
    post = visitor.kept()["Mention 3."]

    assert (post.kind, post.answers, post.account) == (Kind.POST, None, visitor.account.id)
    assert sum("Mention" in text for text in visitor.kept()) == 10
    assert visitor.seen("mentions") == [(NOW_US - DAY_US, NOW_US)]


def test_a_visit_without_news_takes_one_more_call(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    mentions(server, ids["tom"], 10)
    visitor.visit()
    server.asked.clear()

    visitor.visit(LATER_US)

    assert len(asked_for(server, "notifications")) == 1
    assert visitor.seen("mentions") == [(NOW_US - DAY_US, LATER_US)]


def test_without_a_token_nobody_asks_for_mentions_or_quotes(
    server: LocalMastodon, ids: dict[str, str]
) -> None:
    mentions(server, ids["tom"], 3)
    server.quote(ids["tom"], "Quoted.", NOW_US - HOUR_US, of=ids["bins"])

    with visiting(server) as visitor:
        pages = visitor.visit()
        kept = visitor.kept()

        assert visitor.seen("mentions") == troubles_of(pages) == []
    assert not any("Mention" in text or "Quoted" in text for text in kept)
    assert asked_for(server, "notifications") == asked_for(server, "quotes") == []


def test_a_reply_is_kept_once_though_it_is_a_mention_too(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.mention(ids["rita"], "And at Elm Road?", NOW_US - HOUR_US, answers=ids["thursday"])

    visitor.visit()

    posts = [post for post in visitor.everything().values() if post.text == "And at Elm Road?"]
    assert [post.answers for post in posts] == [f"mastodon:{HOST}/{ids['thursday']}"]


def test_what_the_member_answered_elsewhere_is_no_reply_to_nobody(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.notices["1"] = ids["pool"]  # the message that "I have asked." answers named the member

    visitor.visit()
    kept = visitor.kept()

    assert kept["I have asked."].answers == kept["The pool is shut again."].id


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_a_private_mention_leaves_no_trace_though_it_is_odd(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor, visibility: str
) -> None:
    server.mention(ids["rita"], "Between us.", NOW_US - 3 * HOUR_US, visibility=visibility)
    server.mention(ids["rita"], "Odd.", NOW_US - 2 * HOUR_US, visibility=visibility, uri=3)
    server.mention(ids["rita"], "To all.", NOW_US - HOUR_US)

    pages = visitor.visit()

    assert troubles_of(pages) == []
    assert "To all." in visitor.kept()
    assert not {"Between us.", "Odd."} & visitor.kept().keys()
    assert visitor.seen("mentions") == [(NOW_US - HOUR_US, NOW_US)]  # not even its time


def test_a_list_that_was_cleared_is_a_gap_and_said_once(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    mentions(server, ids["tom"], 2, from_us=NOW_US - HOUR_US)
    visitor.visit()
    server.notices.clear()
    server.mention(ids["tom"], "After the clearing.", NOW_US + HOUR_US)

    pages = visitor.visit(NOW_US + 2 * HOUR_US)
    again = visitor.visit(NOW_US + 3 * HOUR_US)

    [gap] = troubles_of(pages)
    assert (gap.why, gap.sights) == (Unseen.GAP, (Sight.MENTIONS,))
    assert troubles_of(again) == []
    assert visitor.seen("mentions") == [
        (NOW_US - HOUR_US, NOW_US),
        (NOW_US + HOUR_US, NOW_US + 3 * HOUR_US),
    ]


def test_an_empty_list_claims_nothing(server: LocalMastodon, ids: dict[str, str], visitor: Visitor) -> None:
    visitor.visit()
    visitor.visit(LATER_US)

    assert visitor.seen("mentions") == []


def test_an_odd_mention_is_set_aside_and_tried_again(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.page = 40
    mentions(server, ids["tom"], 3)
    server.mention(ids["tom"], "Odd.", NOW_US - HOUR_US)
    odd = [*server.statuses.values()][-1]
    address = odd.pop("uri")

    troubles = troubles_of(visitor.visit())
    odd["uri"] = address
    visitor.visit(LATER_US)

    assert [trouble.why for trouble in troubles] == [Unseen.DRIFT]
    assert {"Odd.", "Mention 0."} <= visitor.kept().keys()


def test_a_quote_is_found_where_their_number_changed(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    for number in range(6):
        server.quote(ids["tom"], f"Quote {number}.", NOW_US - HOUR_US + number, of=ids["bins"])
    server.quote(ids["rita"], "For followers.", NOW_US - HOUR_US, of=ids["bins"], visibility="private")
    server.quote(ids["ahmed"], "My own.", NOW_US - HOUR_US, of=ids["bins"])

    visitor.visit()
    kept = visitor.kept()
    server.asked.clear()
    visitor.visit(LATER_US)

    assert [kept[f"Quote {number}."].kind for number in range(6)] == [Kind.QUOTE] * 6
    assert kept["Quote 0."].source == visitor.masks.source(visitor.account.handle)
    assert "For followers." not in kept
    assert asked_for(server, "quotes") == []

    server.quote(ids["tom"], "One more.", LATER_US, of=ids["bins"])
    visitor.visit(LATER_US + HOUR_US)

    assert "One more." in visitor.kept()


def test_a_server_that_shows_no_quotes_says_so_once(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.quote(ids["tom"], "Quoted.", NOW_US - HOUR_US, of=ids["bins"])
    server.instead["/quotes"] = [said({"error": "Record not found"}, 404)] * 2

    first, second = visitor.visit(), visitor.visit(LATER_US)
    third = visitor.visit(NOW_US + 25 * HOUR_US)  # refused a second time
    visitor.visit(NOW_US + 50 * HOUR_US)  # it was renewed since

    assert [trouble.why for trouble in troubles_of(first)] == [Unseen.CAP]
    assert troubles_of(second) == troubles_of(third) == []
    assert "Quoted." in visitor.kept()


@pytest.mark.parametrize(
    ("scope", "sights"), [("read:notifications", []), ("read:statuses", [(NOW_US - DAY_US, NOW_US)])]
)
def test_a_token_that_opens_too_little_is_said_and_the_rest_is_collected(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor, scope: str, sights: list[tuple[int, int]]
) -> None:
    mentions(server, ids["tom"], 3)
    server.quote(ids["tom"], "Quoted.", NOW_US - HOUR_US, of=ids["bins"])
    server.scopes -= {scope}

    troubles = troubles_of(visitor.visit())

    assert [trouble.why for trouble in troubles] == [Unseen.PERMISSION]
    assert scope in troubles[0].what
    assert "read:notifications and read:statuses" in troubles[0].todo
    assert visitor.seen("mentions") == sights
    assert "When is it at Mill Lane?" in visitor.kept()
    assert visitor.seen("posts") == visitor.seen("replies") != []


def test_a_server_without_notifications_is_collected_to_the_end(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.instead["notifications"] = [said({"error": "Not found"}, 404)] * 2
    server.quote(ids["tom"], "Quoted.", NOW_US - HOUR_US, of=ids["bins"])
    first = troubles_of(visitor.visit())
    soon = [troubles_of(visitor.visit(NOW_US + hours * HOUR_US)) for hours in (0, 1, 23)]
    server.remove(ids["thanks"])

    later = troubles_of(visitor.visit(NOW_US + 25 * HOUR_US))

    assert first == later
    assert [(trouble.why, trouble.sights) for trouble in first] == [(Unseen.CAP, (Sight.MENTIONS,))]
    assert soon == [[], [], []]  # said once a day
    assert "Quoted." in visitor.kept()
    assert "Thank you!" not in visitor.kept()
    assert visitor.seen("mentions") == []


def test_a_token_without_the_account_scope_loses_nothing(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    mentions(server, ids["tom"], 3)
    server.scopes -= {"read:accounts"}
    visitor.visit()

    pages = visitor.visit(LATER_US)

    assert troubles_of(pages) == []
    assert visitor.seen("mentions") == [(NOW_US - DAY_US, LATER_US)]


def test_a_cut_conversation_is_noticed_when_the_token_goes_on_the_way(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    for number in range(70):
        server.write(ids["rita"], f"Pool {number}.", NOW_US - HOUR_US + number, answers=ids["bins"])
    server.revoked = True

    troubles = troubles_of(visitor.visit())

    assert {(trouble.why, trouble.sights) for trouble in troubles} == {
        (Unseen.TOKEN, (Sight.MENTIONS,)),
        (Unseen.CAP, (Sight.REPLIES,)),
    }


def test_a_second_try_at_the_same_moment_asks_for_nothing_that_was_finished(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    mentions(server, ids["tom"], 3)
    server.quote(ids["tom"], "Quoted.", NOW_US - HOUR_US, of=ids["bins"])
    visitor.visit()
    server.asked.clear()

    pages = visitor.visit()

    assert [path.split("?")[0] for path in server.asked] == [f"/api/v1/accounts/{ids['ahmed']}"]
    assert [page.posts for page in pages if page.posts] == []


def done(visitor: Visitor, now_us: int) -> int:
    """Visit until a visit ends well and without trouble with the token. Return how many that took."""
    for number in range(1, 500):
        try:
            pages = visitor.visit(now_us)
        except PlatformTrouble:
            visitor.rest_is_over()
            continue
        if not {Unseen.TOKEN, Unseen.PERMISSION, Unseen.CAP} & {
            trouble.why for trouble in troubles_of(pages)
        }:
            return number
    pytest.fail("it never ended")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_quarter_of_the_calls_failing_loses_and_doubles_no_mention(
    server: LocalMastodon, ids: dict[str, str], seed: int
) -> None:
    dice = random.Random(seed)
    html = {"Content-Type": "text/html"}
    ways = [
        Answer(b"<html>", 502, html),
        Answer(b'[{"id": "1"}]', is_cut=True),
        Answer(status=429),
        said({"error": "?"}, 401),
        said({"error": "?"}, 403),
        said({"error": "?"}, 404),
        said("?"),
    ]

    def moody() -> Answer | None:
        return dice.choice(ways) if dice.random() < 0.25 else None

    mentions(server, ids["tom"], 30)
    for number in range(9):
        server.quote(ids["tom"], f"Quote {number}.", NOW_US - HOUR_US + number, of=ids["bins"])
    with visiting(server, token=TOKEN) as calm, visiting(server, token=TOKEN) as harried:
        calm.visit()
        server.mood = moody
        took = done(harried, NOW_US)
        server.mood = lambda: None
        for number in range(15):
            server.mention(ids["tom"], f"Later {number}.", NOW_US + number * 1_000_000)
        calm.visit(LATER_US)
        server.mood = moody
        took += done(harried, LATER_US)
        server.mood = lambda: None
        harried.visit(LATER_US + 25 * HOUR_US)  # what was refused or missing for a moment comes within a day
        calm_posts, harried_posts = calm.everything(), harried.everything()

        assert took > 5
        assert harried_posts == calm_posts
        assert harried.seen("mentions")[0][0] == NOW_US - DAY_US
        assert harried.seen("mentions") == [(NOW_US - DAY_US, LATER_US + 25 * HOUR_US)]

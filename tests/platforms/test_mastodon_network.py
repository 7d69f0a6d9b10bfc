"""A member and residents on a Mastodon server: what they do is kept once, linked, and removed when it is gone."""

import re
from collections.abc import Iterator

import httpx
import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, Account, Kind
from tests.platforms.local_mastodon import (
    BORN_US,
    HOST,
    NOW_US,
    LocalMastodon,
    Visitor,
    fill,
    running,
    visiting,
)
from tests.platforms.local_platform import said

pytestmark = pytest.mark.platforms

HOUR_US = DAY_US // 24
LATER_US = NOW_US + HOUR_US


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


def test_a_visit_keeps_what_was_said_and_said_back(ids: dict[str, str], visitor: Visitor) -> None:
    visitor.visit()
    kept = visitor.kept()

    assert kept["When is it at Mill Lane?"].answers == kept["Bin day moves to Thursday."].id
    assert kept["Thursday too."].answers == kept["When is it at Mill Lane?"].id
    assert kept["Fewer lorries."].answers == kept["Why is that?"].id == "mastodon:far.example/98"
    assert kept["Thank you!"].answers == kept["Fewer lorries."].id
    assert kept[""].kind is Kind.SHARE
    assert {text for text, post in kept.items() if post.heard == "along"} == {"The pool is shut again."}
    assert kept["I have asked."].answers == kept["The pool is shut again."].id
    assert visitor.seen("posts") == visitor.seen("replies") == [(BORN_US, NOW_US)]


def test_a_visit_without_news_takes_two_calls(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.page = 40
    visitor.visit()
    server.asked.clear()

    visitor.visit(LATER_US)

    assert [re.sub(r"\d+", "N", path).split("?")[0] for path in server.asked] == [
        "/api/vN/accounts/N",
        "/api/vN/accounts/N/statuses",
    ]
    assert visitor.seen("replies") == [(BORN_US, LATER_US)]


def test_only_a_conversation_that_changed_is_read_again(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    server.write(ids["rita"], "And now?", LATER_US - 1000, answers=ids["thursday"])
    server.asked.clear()

    visitor.visit(LATER_US)

    read = [path for path in server.asked if "context" in path]
    assert read == [f"/api/v1/statuses/{ids['thursday']}/context?"]
    assert visitor.kept()["And now?"].answers == f"mastodon:{HOST}/{ids['thursday']}"


def test_edits_and_removals_are_found_within_a_day(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    server.edit(ids["bins"], "Bin day moves to Friday.", LATER_US)
    server.edit(ids["why"], "But why?", LATER_US)
    server.remove(ids["thanks"])

    pages = visitor.visit(NOW_US + 25 * HOUR_US)
    kept = visitor.kept()

    assert {"Bin day moves to Friday.", "But why?"} <= kept.keys()
    assert not {"Bin day moves to Thursday.", "Why is that?", "Thank you!"} & kept.keys()
    assert [page.gone for page in pages if page.gone] == [["mastodon:far.example/911"]]
    assert kept["But why?"].answers == kept["Bin day moves to Friday."].id


def test_removals_of_long_ago_are_found_within_a_week(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    oldest = min(server.statuses, key=int)
    visitor.visit()
    server.remove(oldest)

    visitor.visit(NOW_US + 8 * DAY_US)

    assert "Surgery 5." not in visitor.kept()


def test_a_server_that_gives_one_message_at_a_time_is_asked_so(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.has_batches = False
    visitor.visit()
    server.remove(ids["why"])

    visitor.visit(NOW_US + 25 * HOUR_US)
    kept = visitor.kept()

    assert "Why is that?" not in kept
    assert kept["Fewer lorries."].answers == "mastodon:far.example/98"
    assert len(kept) == 14


def test_a_conversation_deeper_than_is_shown_is_read_to_its_end(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    last = ids["bins"]
    for number in range(50):
        us = NOW_US - HOUR_US + number * 1_000_000
        last = server.write(ids["rita"], f"Level {number}.", us, answers=last)

    pages = visitor.visit()

    assert {f"Level {number}." for number in range(50)} <= visitor.kept().keys()
    assert [trouble for page in pages for trouble in page.troubles] == []
    assert visitor.seen("replies") == [(BORN_US, NOW_US)]


def test_replies_that_are_cut_are_said_and_not_claimed(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    began = NOW_US - HOUR_US
    pools = server.write(ids["ahmed"], "Which pool?", began)
    for number in range(70):
        server.write(ids["rita"], f"Pool {number}.", began + (number + 1) * 1_000_000, answers=pools)

    pages = visitor.visit()
    troubles = [trouble for page in pages for trouble in page.troubles]

    assert [trouble.what for trouble in troubles] == [
        "A conversation has more replies than its server shows."
    ]
    assert "grant access (a token, with read:statuses)" in troubles[0].todo
    assert visitor.seen("replies") == [(BORN_US, began + 60 * 1_000_000)]  # the last reply that was shown
    assert visitor.seen("posts") == [(BORN_US, NOW_US)]

    visitor.visit(LATER_US)  # nothing new: what is asked since then is seen again

    assert visitor.seen("replies") == [(BORN_US, began + 60 * 1_000_000), (NOW_US, LATER_US)]


def test_sixty_replies_that_are_all_are_not_taken_for_a_cut(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    pools = server.write(ids["ahmed"], "Which pool?", NOW_US - HOUR_US)
    for number in range(60):
        server.write(ids["rita"], f"Pool {number}.", NOW_US - HOUR_US + number + 1, answers=pools)

    pages = visitor.visit()

    assert [trouble for page in pages for trouble in page.troubles] == []
    assert visitor.seen("replies") == [(BORN_US, NOW_US)]


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_what_is_not_public_is_never_kept_though_a_token_shows_it(
    server: LocalMastodon, ids: dict[str, str], visibility: str
) -> None:
    server.is_closed = True  # so that all is read with the token
    server.write(ids["ahmed"], "For followers.", NOW_US - HOUR_US, visibility=visibility)
    server.write(ids["rita"], "Between us.", NOW_US - HOUR_US, answers=ids["bins"], visibility=visibility)

    with visiting(server, token="tok-planted-1234") as visitor:
        pages = visitor.visit()
        kept = visitor.kept()

    assert [trouble for page in pages for trouble in page.troubles] == []
    assert not {"For followers.", "Between us."} & kept.keys()
    assert "Thursday too." in kept


def test_a_quiet_public_message_is_public(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.write(ids["ahmed"], "Quietly.", NOW_US - HOUR_US, visibility="unlisted")

    visitor.visit()

    assert "Quietly." in visitor.kept()


def test_the_name_a_server_has_in_handles_may_differ_from_its_address(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.domain = "council.example"

    pages = visitor.visit()

    name = "cllr_ahmed@council.example"
    assert pages[0].profile == {"platform_id": name, "handle": name}
    assert visitor.mastodon.lasting_id(f"cllr_ahmed@{HOST}") == name
    assert visitor.kept()["Fewer lorries."].author == visitor.masks.author("mastodon", name)


def test_an_account_that_has_moved_is_kept_but_its_silence_is_not_claimed(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.people[ids["ahmed"]]["moved"] = {"acct": "cllr_ahmed@new.example"}

    with pytest.raises(PlatformTrouble, match=r"The account has moved to cllr_ahmed@new\.example\. Register"):
        visitor.visit()

    assert "Thursday too." in visitor.kept()
    assert (visitor.seen("posts"), visitor.seen("replies")) == ([], [])


@pytest.mark.parametrize("first", [True, False], ids=["never there", "there before"])
def test_an_account_that_is_not_there_says_so(
    server: LocalMastodon, visitor: Visitor, *, first: bool
) -> None:
    if not first:
        fill(server)
        visitor.visit()
        server.people.clear()

    words = r"knows no account with this handle \(404\)" if first else "The account was deleted"
    with pytest.raises(PlatformTrouble, match=words):
        visitor.visit(LATER_US)


def test_an_account_whose_name_was_changed_stays_the_same(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    server.people[ids["ahmed"]] |= {"username": "ahmed2", "acct": "ahmed2"}

    pages = visitor.visit(LATER_US)

    assert pages[0].profile == {"platform_id": f"ahmed2@{HOST}", "handle": f"ahmed2@{HOST}"}


def test_two_members_of_two_servers_share_one_message(server: LocalMastodon, ids: dict[str, str]) -> None:
    bea = Account(id="mastodon:bea@b.example", member="m2", platform="mastodon", handle="bea@b.example")
    began = NOW_US - HOUR_US
    with running() as second, visiting(server) as first:
        second.host = second.domain = "b.example"
        here, there = second.person("bea"), server.person("bea@b.example")
        ahmed = second.person(f"cllr_ahmed@{HOST}")
        bins = second.write(ahmed, "Bin day moves to Thursday.", began, number=ids["bins"])
        reply = second.write(here, "Ours too.", began + 1_000_000, answers=bins)
        server.write(there, "Ours too.", began + 1_000_000, answers=ids["bins"], number=reply)
        other = Visitor(second, account=bea, archive=first.archive)

        for visitor in (first, other, first, other):
            visitor.visit()
        other.mastodon.close()
        posts = [post for post in first.everything().values() if post.text == "Ours too."]

    assert [(post.id, post.account) for post in posts] == [(f"mastodon:b.example/{reply}", bea.id)]
    assert posts[0].answers == f"mastodon:{HOST}/{ids['bins']}"
    assert posts[0].author == first.masks.author("mastodon", "bea@b.example")


@pytest.mark.parametrize(
    ("version", "has_clock"),
    [
        ("4.6.4", True),
        ("4.3.0+glitch", True),
        ("2.7.2 (compatible; Pleroma 2.5.0)", False),
        ("0.17.3+git-1a2b3c", False),
        ("", False),
    ],
)
def test_only_mastodon_itself_tells_the_time_in_its_ids(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor, version: str, *, has_clock: bool
) -> None:
    server.version = version

    visitor.visit()

    post = visitor.kept()["Thursday too."]
    assert post.written_us == (post.posted_us if has_clock else None)
    assert post.url.endswith(f"/statuses/{ids['thursday']}") is has_clock


def test_more_removals_than_one_visit_confirms_are_found_on_the_next(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.most_shown = 200
    asks = [
        server.write(ids["tom"], f"Ask {number}.", NOW_US - HOUR_US + number, answers=ids["thursday"])
        for number in range(80)
    ]
    visitor.visit()
    for ask in asks:
        server.remove(ask)

    visitor.visit(NOW_US + 25 * HOUR_US)
    left = sum("Ask" in text for text in visitor.kept())
    visitor.visit(NOW_US + 26 * HOUR_US)

    assert 0 < left < 80
    assert not any("Ask" in text for text in visitor.kept())


def test_one_odd_message_that_was_replied_to_stops_nothing(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.page = 40
    server.instead["statuses?id"] = [said([{"id": 1}])]

    pages = visitor.visit()

    assert len([trouble for page in pages for trouble in page.troubles]) == 1
    assert "I have asked." in visitor.kept()


def test_with_a_token_a_long_conversation_is_whole_and_the_token_is_in_no_address(
    server: LocalMastodon, ids: dict[str, str]
) -> None:
    for number in range(70):
        server.write(ids["rita"], f"Ask {number}.", NOW_US - HOUR_US + number, answers=ids["bins"])
    sent: list[httpx.Request] = []

    with visiting(server, token="tok-planted-4711") as visitor:
        visitor.mastodon.servers._client.event_hooks["request"] = [sent.append]
        pages = visitor.visit()
        seen = visitor.seen("replies")

    assert [trouble for page in pages for trouble in page.troubles] == []
    assert seen == [(BORN_US, NOW_US)]
    asked = {(str(request.url.path), request.headers.get("Authorization")) for request in sent}
    shown_to = {re.sub(r"\d{9,}", "N", path) for path, shown in asked if shown}
    assert shown_to == {"/api/v1/statuses/N/context", "/api/v1/notifications"}
    assert {shown for _, shown in asked if shown} == {"Bearer tok-planted-4711"}
    assert not any("tok-planted" in str(request.url) for request in sent)


def test_a_hostile_message_harms_no_other(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    server.write(ids["rita"], "x" * 5_000_000, NOW_US - HOUR_US, answers=ids["bins"])
    server.write(ids["tom"], "<b>" * 100_000 + "deep", NOW_US - HOUR_US, answers=ids["bins"])
    server.write(ids["tom"], "be\u202eware\u0000\u0007", NOW_US - HOUR_US, answers=ids["bins"])

    visitor.visit()
    kept = visitor.kept()

    assert {"beware", "When is it at Mill Lane?"} <= kept.keys()
    assert max(map(len, kept)) == 10_000


def test_a_message_of_another_server_is_still_known_there_after_the_weekly_look(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    visitor.visit()
    visitor.visit(NOW_US + 8 * DAY_US)
    server.remove(ids["why"])

    visitor.visit(NOW_US + 16 * DAY_US)

    assert "Why is that?" not in visitor.kept()


def test_whom_the_member_blocked_is_heard_all_the_same(server: LocalMastodon, ids: dict[str, str]) -> None:
    server.blocked = {ids["rita"]}
    for number in range(70):
        server.write(ids["tom"], f"Pool {number}.", NOW_US - HOUR_US + number, answers=ids["bins"])

    with visiting(server, token="tok-planted-4711") as visitor:
        visitor.visit()
        visitor.visit(NOW_US + 25 * HOUR_US)

        assert {"When is it at Mill Lane?", "Pool 69."} <= visitor.kept().keys()


def test_a_closed_server_is_read_with_the_token_at_the_price_of_one_call(
    server: LocalMastodon, ids: dict[str, str]
) -> None:
    server.is_closed, server.page = True, 40
    with visiting(server, token="tok-planted-4711") as visitor:
        visitor.visit()
        server.heads.clear()
        visitor.visit(LATER_US)

        assert ["authorization" in head for head in server.heads] == [False, True, True, True]
        assert visitor.seen("replies") == [(BORN_US, LATER_US)]

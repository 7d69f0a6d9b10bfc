"""What Bluesky's real servers hand over with the member's own messages, and what they still show of what was hidden."""

from datetime import timedelta

import pytest

from facts import HOUR_US, to_us
from tests.testnet.council import NOW, Council, Meet, account_of, ago, gone_ids
from tests.testnet.people import Ref, iso, plain

pytestmark = [pytest.mark.atproto, pytest.mark.timeout(900)]  # the first run installs the network


def heard(council: Council, *refs: Ref) -> list[str]:
    kept = council.archive.known(ref.uri for ref in refs)
    return [kept[ref.uri].heard if ref.uri in kept else "not kept" for ref in refs]


def test_what_the_member_answered_quoted_or_shared_is_kept(council: Council, meet: Meet) -> None:
    member, jo, mo = meet("cllr-along"), meet("jo"), meet("mo")
    words = ("Fair", "Pool", "Bins", "Alone")
    fair, pool, bins, alone = (jo.says(text, ago(5 + number)) for number, text in enumerate(words))
    below = mo.answers(fair, "Which day?", ago(4))
    member.answers(below, "Saturday", ago(3), root=fair)
    member.answers(fair, "Do come", ago(2.5))
    member.quotes(pool, "Closed, alas", ago(2))
    member.shares(bins, ago(1))

    council.collect(account_of(member))

    assert heard(council, fair, below, pool, bins, alone) == ["along"] * 4 + ["not kept"]
    assert council.kept(below).conversation == fair.uri
    assert council.kept(fair).author == council.masks.author("bluesky", jo.did)


def test_what_came_along_goes_when_its_author_takes_it_back(council: Council, meet: Meet) -> None:
    member, jo, mo = meet("cllr-along"), meet("jo"), meet("mo")
    account = account_of(member)
    fair, pool = jo.says("Fair", ago(5)), mo.says("Pool", ago(5))
    member.answers(fair, "Do come", ago(3))
    member.shares(pool, ago(3))
    council.collect(account)

    jo.deletes(fair)
    mo.deactivates()
    council.later = timedelta(days=1, minutes=1)
    gone = gone_ids(council.collect(account))

    assert gone == {fair.uri}
    assert (council.kept(pool).text, council.kept(pool).is_hidden, heard(council, pool)) == (
        "",
        True,
        ["along"],
    )


def test_whoever_hides_from_strangers_is_a_turn_without_words(council: Council, meet: Meet) -> None:
    member, shy = meet("cllr-along"), meet("shy")
    shy.hides_from_strangers()
    fair = shy.says("Fair", ago(5))
    member.quotes(fair, "Do come", ago(3))

    council.collect(account_of(member))

    assert heard(council, fair) == ["along"]
    assert (council.kept(fair).is_hidden, council.kept(fair).url, council.kept(fair).item) == (True, "", "")


def test_an_answer_that_the_threads_owner_hid_is_heard_and_stays(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-hides"), meet("jo")
    account = account_of(member)
    post = member.says("Which road first?", ago(5))
    before, after = jo.answers(post, "Mill Lane, when?", ago(4)), jo.answers(post, "And Elm Row?", ago(3))
    member.hides_reply(post, before)
    council.collect(account)
    member.hides_reply(post, after)
    council.later = timedelta(days=8)
    pages = council.collect(account)

    assert heard(council, before, after) == ["addressed", "addressed"]
    assert gone_ids(pages) == set()
    assert council.kept(after).text == "And Elm Row?"


def test_the_members_answer_that_the_threads_owner_hid_is_one(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-hidden"), meet("jo")
    fair = jo.says("Fair", ago(5))
    answer = member.answers(fair, "Do come", ago(3))
    jo.hides_reply(fair, answer)

    council.collect(account_of(member))

    assert heard(council, fair, answer) == ["along", "addressed"]
    assert (council.kept(answer).answers, council.kept(answer).text) == (fair.uri, "Do come")


def test_a_quote_that_was_detached_is_heard_and_stays(council: Council, meet: Meet) -> None:
    member, jo, mo = meet("cllr-detach"), meet("jo"), meet("mo")
    account = account_of(member)
    post = member.says("Which road first?", ago(5))
    before, after = jo.quotes(post, "Mill Lane, when?", ago(4)), mo.quotes(post, "And Elm Row?", ago(3))
    member.detaches(post, before)
    council.collect(account)
    member.detaches(post, after)
    council.later = timedelta(days=8)
    pages = council.collect(account)

    assert heard(council, before, after) == ["addressed", "addressed"]
    assert {council.kept(ref).kind for ref in (before, after)} == {"quote"}
    assert gone_ids(pages) == set()


def test_the_members_quote_that_was_detached_is_one(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-detached"), meet("jo")
    fair = jo.says("Fair", ago(5))
    quote = member.quotes(fair, "Do come", ago(3))
    jo.detaches(fair, quote)

    council.collect(account_of(member))

    assert heard(council, fair, quote) == ["not kept", "addressed"]  # nothing of it is handed over any more
    assert (council.kept(quote).kind, council.kept(quote).source) == ("quote", council.masks.source(jo.did))


def test_a_clock_ahead_gives_way_to_bluesky_s_own(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-ahead"), meet("jo")
    ahead = NOW + timedelta(hours=5)
    post = member.says("Which road first?", ahead, key="")
    ask = jo.says("Mill Lane, when?", ahead, key="made-by-hand", reply=reply_to(post))
    share = member._write(
        "app.bsky.feed.repost", {"subject": reply_to(post)["root"], "createdAt": iso(ahead)}
    )

    council.collect(account_of(member))

    for ref in (post, ask, share):
        kept = council.kept(ref)
        assert kept.is_ahead
        assert 0 <= kept.posted_us - to_us(NOW) < HOUR_US


def reply_to(ref: Ref) -> dict[str, dict[str, str]]:
    return {"root": plain(ref), "parent": plain(ref)}

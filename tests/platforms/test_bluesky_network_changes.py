"""What changes on Bluesky's real servers: edits, removals, blocks, hidden, closed and renamed accounts."""

from datetime import timedelta

import pytest

from connectors.connector import PlatformTrouble
from facts import Account
from tests.testnet.council import Council, Meet, account_of, ago, gone_ids, new_ids
from tests.testnet.network import Network

pytestmark = [pytest.mark.atproto, pytest.mark.timeout(900)]  # the first run installs the network


def test_an_edit_puts_new_words_under_the_same_id(council: Council, meet: Meet) -> None:
    member = meet("cllr-edit")
    account = account_of(member)
    post = member.says("Bins on Monday", ago(1))
    council.collect(account)

    member.edits(post, "Bins on Tuesday", ago(1))
    pages = council.collect(account)

    assert new_ids(pages) == {post.uri}
    assert council.kept(post).text == "Bins on Tuesday"


def test_a_message_that_was_taken_back_is_gone_with_its_words(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-gone"), meet("jo")
    account = account_of(member)
    stays, goes = member.says("Stays", ago(3)), member.says("Goes", ago(2))
    share = member.shares(stays, ago(1))
    reply = jo.answers(stays, "I regret this", ago(0.5))
    council.collect(account)

    member.deletes(goes)
    member.deletes(share)
    jo.deletes(reply)
    at_once = gone_ids(council.collect(account))
    council.later = timedelta(days=1, minutes=1)
    next_day = gone_ids(council.collect(account))

    assert (at_once, next_day) == ({goes.uri, share.uri}, {reply.uri})
    assert [council.is_gone(ref) for ref in (stays, goes, share, reply)] == [False, True, True, True]
    assert council.kept(goes).text == ""


def test_a_block_hides_but_takes_nothing_that_was_seen(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-block"), meet("jo")
    account = account_of(member)
    post = member.says("Which road first?", ago(3))
    reply = jo.answers(post, "Mill Lane, when?", ago(2))
    answer = member.answers(reply, "In March", ago(1), root=post)
    council.collect(account)

    jo.blocks(member)
    council.later = timedelta(days=8)
    pages = council.collect(account)

    assert gone_ids(pages) == set()
    assert council.kept(reply).text == "Mill Lane, when?"
    assert council.kept(answer).answers == reply.uri


def test_a_closed_account_of_a_resident_takes_its_words_until_it_comes_back(
    council: Council, meet: Meet
) -> None:
    member, jo = meet("cllr-pause"), meet("jo")
    account = account_of(member)
    post = member.says("Which road first?", ago(3))
    reply = jo.answers(post, "Mill Lane", ago(2))
    council.collect(account)

    jo.deactivates()
    council.later = timedelta(days=8)
    gone = gone_ids(council.collect(account))
    while_away = council.kept(reply)
    jo.reactivates()
    council.later = timedelta(days=16)
    gone |= gone_ids(council.collect(account))

    assert gone == set()
    assert (while_away.text, while_away.is_hidden) == ("", True)
    assert (council.kept(reply).text, council.kept(reply).is_hidden) == ("Mill Lane", False)


def test_a_resident_taken_down_by_bluesky_is_not_taken_for_one_who_took_words_back(
    network: Network, council: Council, meet: Meet
) -> None:
    member, jo = meet("cllr-moderated"), meet("jo")
    account = account_of(member)
    post = member.says("Which road first?", ago(3))
    reply = jo.answers(post, "Mill Lane", ago(2))
    council.collect(account)

    network.takes_down(jo.did)
    council.later = timedelta(days=8)
    pages = council.collect(account)

    assert gone_ids(pages) == set()
    assert not council.is_gone(reply)
    assert (council.kept(reply).text, council.kept(reply).is_hidden) == ("", True)


def test_a_member_taken_down_by_bluesky_is_said_to_be(network: Network, council: Council, meet: Meet) -> None:
    member = meet("cllr-removed")
    post = member.says("Hello", ago(1))
    account = account_of(member)
    council.collect(account)

    network.takes_down(member.did)
    with pytest.raises(PlatformTrouble, match="was taken down by Bluesky"):
        council.collect(account)

    assert (council.kept(post).text, council.kept(post).is_hidden) == ("", True)
    assert not council.is_gone(post)


def test_who_hides_from_logged_out_readers_is_marked_so(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-shy"), meet("jo")
    account = account_of(member)
    post = member.says("Which road first?", ago(3))
    reply = jo.answers(post, "Can you fix Mill Lane?", ago(2))
    council.collect(account)
    assert not council.kept(reply).is_hidden

    jo.hides_from_strangers()
    council.later = timedelta(days=1, minutes=1)
    council.collect(account)

    hidden = council.kept(reply)
    assert (hidden.is_hidden, hidden.url, hidden.item) == (True, "", "")


def test_a_new_handle_is_noticed_and_the_account_stays_the_same(council: Council, meet: Meet) -> None:
    member = meet("cllr-old-name")
    post = member.says("Hello", ago(2))
    first = account_of(member)
    council.collect(first)

    member.renames_to(f"cllr-new-name-{Meet.met}")
    later = member.says("Hello again", ago(1))
    council.later = timedelta(days=1, minutes=1)
    known = Account(id=first.id, member="m1", platform="bluesky", handle=first.handle, platform_id=member.did)
    pages = council.collect(known)

    assert [page.profile for page in pages if page.profile] == [
        {"platform_id": member.did, "handle": member.handle}
    ]
    assert council.kept(post).author == council.kept(later).author

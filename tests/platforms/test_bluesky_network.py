"""What Bluesky's real servers show of a member: each kind of message, and what is said back."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from facts import DAY_US, SECOND_US, Kind, Sight, to_us
from tests.testnet.council import NOW, Council, Meet, account_of, ago, new_ids
from tests.testnet.keys import key_of

pytestmark = [pytest.mark.atproto, pytest.mark.timeout(900)]  # the first run installs the network


def test_each_kind_of_own_message_is_told_apart(council: Council, meet: Meet) -> None:
    member, resident = meet("cllr-ahmed"), meet("jo")
    theirs = resident.says("The fair is on Saturday", ago(9))
    post = member.says("Which road first?", ago(8), langs=["en-GB"])
    welsh = member.says("Bore da bawb!", ago(7), langs=["cy", "en"])
    reply = member.answers(theirs, f"See you there @{resident.handle}!", ago(6))
    more = member.answers(post, "Tell me below.", ago(5))
    quote = member.quotes(theirs, "Do come", ago(4))
    share = member.shares(theirs, ago(3))

    council.collect(account_of(member))

    kinds = {ref.uri: council.kept(ref).kind for ref in (post, welsh, reply, more, quote, share)}
    assert list(kinds.values()) == ["post", "post", "reply", "reply", "quote", "share"]
    assert council.kept(welsh).language == "cy"
    assert council.kept(post).language == "en"
    assert council.kept(reply).text == "See you there @someone!"
    assert (council.kept(reply).answers, council.kept(reply).conversation) == (theirs.uri, theirs.uri)
    assert (council.kept(more).answers, council.kept(more).conversation) == (post.uri, post.uri)
    assert council.kept(quote).source == council.kept(share).source == council.masks.source(resident.did)
    assert council.kept(share).posted_us == to_us(ago(3))
    assert council.kept(share).url == f"https://bsky.app/profile/{resident.did}/post/{key_of(ago(9))}"
    assert council.kept(theirs).heard == "along"  # answered and shared, not said to the member


def test_a_link_card_and_links_in_the_text_name_their_sites(council: Council, meet: Meet) -> None:
    member = meet("cllr-card")
    card = {"uri": "https://www.local.example/guide", "title": "Guide", "description": ""}
    post = member.says(
        "Read https://anytown.example/roads and the guide",
        ago(1),
        embed={"$type": "app.bsky.embed.external", "external": card},
    )

    council.collect(account_of(member))

    assert council.kept(post).sites == ("anytown.example", "local.example")
    assert council.kept(post).format == "link"


def test_a_message_keeps_its_claimed_time_and_the_time_it_was_written(council: Council, meet: Meet) -> None:
    member = meet("cllr-clock")
    honest = member.says("Written then", ago(30))
    backdated = member.says("Claims to be old", ago(400), key="")
    future = member.says("From the future", NOW + timedelta(days=30), key="")
    by_hand = member.says("A key of my own", ago(2), key="my-own-key")

    council.collect(account_of(member))

    assert council.kept(honest).written_us == to_us(ago(30))
    assert council.kept(backdated).posted_us == to_us(ago(400))
    assert abs((council.kept(backdated).written_us or 0) - to_us(NOW)) < DAY_US
    assert abs(council.kept(future).posted_us - to_us(NOW)) < DAY_US  # not as it claims: it is there already
    assert [council.kept(ref).is_ahead for ref in (honest, backdated, future, by_hand)] == [
        False,
        False,
        True,
        False,
    ]
    assert council.kept(by_hand).written_us is None


def test_a_backdated_message_is_found_wherever_it_stands_in_the_feed(council: Council, meet: Meet) -> None:
    member = meet("cllr-import")
    account = account_of(member)
    member.says("Today", ago(0.1))
    council.collect(account)
    late = member.says("Claims to be two years old", ago(700), key="")
    imported = member.says("So does its key", ago(600))

    found_now = new_ids(council.collect(account))
    council.later = timedelta(days=8)
    found_in_a_week = new_ids(council.collect(account))

    assert late.uri in found_now
    assert imported.uri in found_now | found_in_a_week


def test_an_account_is_seen_from_its_beginning_also_where_it_was_silent(council: Council, meet: Meet) -> None:
    member, quiet = meet("cllr-old"), meet("cllr-quiet")
    member.says("My first", ago(60))

    council.collect(account_of(member))
    council.collect(account_of(quiet))

    seen = council.archive.stretches()
    firsts = {
        account_of(person).id: seen[account_of(person).id, Sight.POSTS][0][0] for person in (member, quiet)
    }
    assert firsts[account_of(member).id] == to_us(ago(60))
    assert abs(firsts[account_of(quiet).id] - to_us(datetime.now(UTC))) < 60 * SECOND_US


# What is said back


def test_replies_are_kept_with_what_they_answer_however_deep(council: Council, meet: Meet) -> None:
    member, jo, mo = meet("cllr-deep"), meet("jo"), meet("mo")
    root = member.says("Which road first?", ago(10))
    chain = [root]
    for step in range(14):  # one look shows ten levels
        speaker = (jo, mo)[step % 2]
        chain.append(speaker.answers(chain[-1], f"Reply {step}", ago(9 - step / 10), root=root))

    council.collect(account_of(member))

    for before, reply in pairwise(chain):
        kept = council.kept(reply)
        assert (kept.answers, kept.conversation, kept.account) == (
            before.uri,
            root.uri,
            account_of(member).id,
        )
    assert council.kept(chain[1]).author == council.masks.author("bluesky", jo.did)


def test_a_quote_of_the_member_and_a_reply_below_the_members_answer_elsewhere(
    council: Council, meet: Meet
) -> None:
    member, jo, mo = meet("cllr-quoted"), meet("jo"), meet("mo")
    elsewhere = jo.says("My bin was missed", ago(5))
    answer = member.answers(elsewhere, "I'll ask", ago(4))
    below = mo.answers(answer, "Mine too", ago(3), root=elsewhere)
    quote = mo.quotes(answer, "Why so slow?", ago(2))

    council.collect(account_of(member))

    assert (council.kept(below).answers, council.kept(below).conversation) == (answer.uri, elsewhere.uri)
    assert (council.kept(quote).kind, council.kept(quote).answers) == (Kind.QUOTE, None)
    assert council.kept(quote).source == council.masks.source(member.did)


def test_a_second_look_brings_only_what_is_new(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-twice"), meet("jo")
    account = account_of(member)
    jo.answers(member.says("Long ago", ago(200)), "Indeed", ago(199))
    post = member.says("Which road first?", ago(5))
    first = jo.answers(post, "Mill Lane", ago(4))
    council.collect(account)
    calls_before = council.bluesky.servers.calls.copy()

    nothing = council.collect(account)
    quiet_calls = council.bluesky.servers.calls - calls_before
    second = jo.answers(post, "And Station Road", ago(3))
    something = council.collect(account)

    assert new_ids(nothing) == set()
    assert quiet_calls.total() == 3  # two listings and the feed
    assert new_ids(something) == {first.uri, second.uri}  # the conversation as it is now


def test_a_closed_conversation_takes_no_replies(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-gate"), meet("jo")
    post = member.says("No replies please", ago(2))
    member.closes_replies(post)
    reply = jo.answers(post, "Replying anyway", ago(1))

    council.collect(account_of(member))

    assert council.archive.known([reply.uri]) == {}

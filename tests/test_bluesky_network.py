"""Bluesky as it really answers: the connector against the real AT Protocol network on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import httpx
import pytest

from connectors.bluesky import Bluesky
from connectors.connector import PlatformTrouble
from facts import DAY_US, Account, Kind, Page, Post, Sight, to_us
from store.archive import Archive
from store.key import Pseudonyms
from tests.testnet.keys import key_of
from tests.testnet.network import Network
from tests.testnet.people import Person, Ref

pytestmark = [pytest.mark.atproto, pytest.mark.timeout(900)]  # the first run installs the network

NOW = datetime.now(UTC).replace(microsecond=0)
LIMITED = {"X-Forwarded-For": "203.0.113.7"}  # the PDS counts calls by address


class Council:
    """Keeps what is collected, as a run would."""

    def __init__(self, network: Network, **settings: object) -> None:
        self.registered: set[str] = set()
        self.masks = Pseudonyms(
            b"k" * 32, is_registered=self.registered.__contains__, is_shown=self.registered.__contains__
        )
        self.archive = Archive()
        self.later = timedelta()
        self.bluesky = Bluesky(self.masks, network.appview, network.directory, known=self.known, **settings)

    def close(self) -> None:
        self.bluesky.close()
        self.archive.close()

    def known(self, account: str, since_us: int) -> set[str]:
        rows = self.archive.rows(
            "select id from posts where account = ? and posted_us >= ? and removed_us is null",
            [account, since_us],
        )
        return {row[0] for row in rows}

    def collect(self, account: Account, *, pages: int | None = None) -> list[Page]:
        """Look at an account and keep what comes; `pages` cuts the run off after so many."""
        now_us = to_us(datetime.now(UTC) + self.later)
        kept = []
        for page in self.bluesky.pages(account, self.archive.cursors(account.id), now_us):
            if len(kept) == pages:
                break
            self.archive.keep(page, [], owner=self.owner(account), now_us=now_us)
            kept.append(page)
        return kept

    def owner(self, account: Account) -> str:
        return self.masks.author("bluesky", account.platform_id or account.handle)

    def kept(self, ref: Ref) -> Post:
        return self.archive.known([ref.uri])[ref.uri]

    def is_gone(self, ref: Ref) -> bool:
        return self.archive.rows("select removed_us is not null from posts where id = ?", [ref.uri]) == [
            (True,)
        ]


@pytest.fixture
def council(network: Network) -> Iterator[Council]:
    council = Council(network)
    yield council
    council.close()


@pytest.fixture
def meet(network: Network) -> Iterator["Meet"]:
    meet = Meet(network)
    yield meet
    for person in meet.people:
        person.leaves()


class Meet:
    """Makes new people, each with a name nobody had before."""

    met = 0

    def __init__(self, network: Network) -> None:
        self.network, self.people = network, []

    def __call__(self, name: str) -> Person:
        Meet.met += 1
        self.people.append(Person(self.network, f"{name}-{Meet.met}"))
        return self.people[-1]


def account_of(person: Person, *, did: str = "") -> Account:
    return Account(
        id=f"bluesky:{person.handle}", member="m1", platform="bluesky", handle=person.handle, platform_id=did
    )


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def new_ids(pages: list[Page]) -> set[str]:
    return {post.id for page in pages for post in page.posts}


def gone_ids(pages: list[Page]) -> set[str]:
    return {id_ for page in pages for id_ in page.gone}


# What the member says


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
    assert theirs.uri not in council.archive.known(
        [theirs.uri]
    )  # answered and shared, not said to the member


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
    assert council.kept(future).posted_us == to_us(NOW + timedelta(days=30))
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


# What changes


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


def test_a_closed_account_of_a_resident_takes_nothing_and_may_come_back(council: Council, meet: Meet) -> None:
    member, jo = meet("cllr-pause"), meet("jo")
    account = account_of(member)
    post = member.says("Which road first?", ago(3))
    reply = jo.answers(post, "Mill Lane", ago(2))
    council.collect(account)

    jo.deactivates()
    council.later = timedelta(days=8)
    while_away = gone_ids(council.collect(account))
    jo.reactivates()
    council.later = timedelta(days=16)
    after = gone_ids(council.collect(account))

    assert while_away == after == set()
    assert council.kept(reply).text == "Mill Lane"


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
    assert council.kept(reply).text == "Mill Lane"


def test_a_member_taken_down_by_bluesky_is_said_to_be(network: Network, council: Council, meet: Meet) -> None:
    member = meet("cllr-removed")
    post = member.says("Hello", ago(1))
    account = account_of(member)
    council.collect(account)

    network.takes_down(member.did)
    with pytest.raises(PlatformTrouble, match="was taken down by Bluesky"):
        council.collect(account)

    assert council.kept(post).text == "Hello"


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


# What goes wrong


def test_an_unknown_and_a_closed_account_are_told_apart(council: Council, meet: Meet) -> None:
    member = meet("cllr-closed")
    post = member.says("Hello", ago(1))
    account = account_of(member)
    council.collect(account)
    nobody = Account(id="bluesky:nobody.test", member="m1", platform="bluesky", handle="nobody.test")

    member.deactivates()
    with pytest.raises(
        PlatformTrouble, match=r"bluesky:nobody.test: Bluesky knows no account with this handle"
    ):
        council.collect(nobody)
    with pytest.raises(PlatformTrouble, match="is deactivated by its owner"):
        council.collect(account)
    council.later = timedelta(days=2)
    with pytest.raises(PlatformTrouble, match="is deactivated by its owner"):
        council.collect(account)

    assert council.kept(post).text == "Hello"


def test_a_run_cut_off_after_any_page_loses_and_doubles_nothing(network: Network, meet: Meet) -> None:
    member, jo = meet("cllr-cut"), meet("jo")
    posts = [member.says(f"Post {number}", ago(20 - number / 20)) for number in range(110)]
    replies = [jo.answers(post, "Is it so?", ago(1 - number / 20)) for number, post in enumerate(posts[:4])]
    account = account_of(member)
    wanted = {ref.uri for ref in posts + replies}

    cut = 0
    while True:
        council = Council(network)
        begun = len(council.collect(account, pages=cut))
        claimed_early = council.archive.stretches()
        council.collect(account)
        ids = {row[0] for row in council.archive.rows("select id from posts")}
        seen = council.archive.stretches()
        council.close()

        assert ids == wanted
        assert [len(stretches) for stretches in seen.values()] == [1, 1]
        if (account.id, Sight.POSTS) not in claimed_early:
            assert begun <= 5  # who it is, two pages of shares (one is empty), two of three pages of posts
        if begun < cut:
            break
        cut += 1

    assert cut >= 10


def test_the_servers_own_limit_is_heeded(network: Network, meet: Meet) -> None:
    member = meet("cllr-limit")
    member.says("Hello", ago(1))
    council = Council(network, headers=LIMITED)
    with httpx.Client(base_url=network.pds, headers=LIMITED) as crowd:
        for _ in range(3_100):
            if crowd.get("/xrpc/com.atproto.server.describeServer").status_code == 429:
                break

    with pytest.raises(PlatformTrouble, match="slow down") as trouble:
        council.collect(account_of(member))
    calls = council.bluesky.servers.calls.total()
    with pytest.raises(PlatformTrouble, match="enough calls for now"):
        council.collect(account_of(member))
    council.close()

    again_at = trouble.value.again_at
    assert again_at is not None
    assert timedelta() < again_at - datetime.now(UTC) <= timedelta(minutes=5)
    assert council.bluesky.servers.calls.total() == calls  # nobody is asked before then


def test_a_busy_day_costs_about_ten_calls(council: Council, meet: Meet) -> None:
    member, jo, mo = meet("cllr-busy"), meet("jo"), meet("mo")
    account = account_of(member)
    for day in range(20, 1, -1):
        post = member.says("News of the ward", ago(day))
        jo.answers(post, "When?", ago(day - 0.1))
    council.collect(account)
    council.later = timedelta(days=1, minutes=1)
    for number in range(3):
        post = member.says("More news", ago(0.5 - number / 10))
        reply = mo.answers(post, "Thanks, and the road?", ago(0.45 - number / 10))
        member.answers(reply, "Soon", ago(0.42 - number / 10), root=post)
    before = council.bluesky.servers.calls.copy()

    council.collect(account)

    calls = council.bluesky.servers.calls - before
    print(f"\ncalls on a day with 6 messages and 3 replies: {calls.total()} {dict(calls)}")
    assert calls.total() <= 12

"""What goes wrong with Bluesky's real servers: closed accounts, runs cut off, the limit on calls."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from connectors.connector import PlatformTrouble
from facts import Account, Sight
from tests.testnet.council import Council, Meet, account_of, ago
from tests.testnet.network import Network

pytestmark = [pytest.mark.atproto, pytest.mark.timeout(900)]  # the first run installs the network
LIMITED = {"X-Forwarded-For": "203.0.113.7"}  # the PDS counts calls by address; this one is used up here


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
    while_away = council.kept(post)
    member.reactivates()
    council.later = timedelta(days=2, hours=1)
    council.collect(account)

    assert (while_away.text, while_away.is_hidden, council.is_gone(post)) == ("", True, False)
    assert (council.kept(post).text, council.kept(post).is_hidden) == ("Hello", False)


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

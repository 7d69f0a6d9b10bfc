"""No server is asked more often than it bears, whoever's accounts are on it; and which server that is, is known."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from connectors import bluesky, mastodon
from connectors.blog import Blog
from connectors.bluesky import Bluesky
from connectors.connector import Connector, PlatformTrouble
from connectors.facebook import Facebook
from connectors.mastodon import Mastodon
from connectors.servers import Servers
from connectors.x import X
from connectors.x.budget import Budget
from facts import Account, Unseen
from store.key import Pseudonyms
from tests.platforms.local_platform import Answer, said, serving

MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)


def answer(_path: str, _query: str) -> Answer:
    return said({})


def test_all_accounts_on_a_server_share_its_calls_and_another_server_has_its_own() -> None:
    servers = Servers(bluesky.LIMITS, most=5)
    with serving(answer) as one, serving(answer) as other:
        for number in range(5):
            servers.ask(f"bluesky:member{number}", one, "/a", dict)
        with pytest.raises(PlatformTrouble, match="has had enough calls for now") as trouble:
            servers.ask("bluesky:member9", one, "/a", dict)
        servers.ask("bluesky:member9", other, "/a", dict)
    servers.close()

    assert servers.calls.total() == 5 + 1
    assert trouble.value.why is Unseen.LIMIT
    assert trouble.value.again_at is not None
    assert timedelta(minutes=4) < trouble.value.again_at - datetime.now(UTC) <= timedelta(minutes=5)


def test_a_server_that_has_rested_bears_half_of_its_calls_at_once() -> None:
    servers = Servers(bluesky.LIMITS, most=6, window=timedelta(seconds=0.6))
    with serving(answer) as base:
        for number in range(6):
            servers.ask("bluesky:ann", base, "/a", dict)
            time.sleep(0.1 if number == 2 else 0.0)
        with pytest.raises(PlatformTrouble) as trouble:
            servers.ask("bluesky:ann", base, "/a", dict)
        assert trouble.value.again_at is not None
        time.sleep(max(0.0, (trouble.value.again_at - datetime.now(UTC)).total_seconds()) + 0.01)
        for _ in range(3):
            servers.ask("bluesky:ann", base, "/a", dict)
    servers.close()

    assert servers.calls.total() == 6 + 3


def test_our_own_limit_lies_below_each_platforms() -> None:
    assert mastodon.MOST_CALLS < 300
    assert bluesky.MOST_CALLS < 3_000


def account(id_: str) -> Account:
    platform, handle = id_.split(":", 1)
    return Account(id=id_, member="m1", platform=platform, handle=handle)


CONNECTORS: list[tuple[Connector, str, str]] = [
    (Bluesky(MASKS), "bluesky:ann.test", "public.api.bsky.app"),
    (Mastodon(MASKS, lambda _: None), "mastodon:ann@social.example", "social.example"),
    (
        Mastodon(MASKS, lambda _: None, host="https://inside.example/"),
        "mastodon:ann@a.example",
        "inside.example",
    ),
    (Facebook(MASKS, lambda _: None), "facebook:ann", "graph.facebook.com"),
    (X(MASKS, Budget(1, "", lambda _: None), "token"), "x:ann", "api.x.com"),
    (Blog(MASKS), "blog:https://ann.example/feed", "ann.example"),
    (Blog(MASKS), "blog:https://[", "the address"),
]


@pytest.mark.parametrize(("connector", "id_", "server"), CONNECTORS, ids=[one[1] for one in CONNECTORS])
def test_the_server_asked_for_an_account_is_known_before_anything_is_asked(
    connector: Connector, id_: str, server: str
) -> None:
    assert connector.server_of(account(id_)) == server
    assert (connector.calls, connector.clock_off_s) == (0, 0.0)

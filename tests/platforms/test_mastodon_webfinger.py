"""A handle's domain needn't be the server's address: its WebFinger leads there, and nowhere we shouldn't go."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec
import pytest

from connectors.connector import PlatformTrouble
from connectors.mastodon.shapes import Finger
from connectors.mastodon.webfinger import _home_in
from facts import DAY_US, Unseen
from tests.platforms.local_mastodon import HOST, NOW_US, LocalMastodon, Visitor, fill, running, visiting
from tests.platforms.local_platform import Answer, said

pytestmark = pytest.mark.platforms

HOUR_US = DAY_US // 24
ACTOR = {"rel": "self", "type": "application/activity+json"}
PAGE = {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html"}


@pytest.fixture
def home() -> Iterator[LocalMastodon]:
    """Where the account lives; its people's handles name the website."""
    with running() as home:
        home.host = urlsplit(home.address).netloc
        fill(home)
        yield home


@pytest.fixture
def website(home: LocalMastodon) -> Iterator[LocalMastodon]:
    """What the handle's domain shows: no Mastodon, but where one is."""
    with running() as website:
        website.is_mastodon, website.lives_at = False, home.address
        yield website


@pytest.fixture
def visitor(website: LocalMastodon) -> Iterator[Visitor]:
    with visiting(website, token="tok-planted-4711") as visitor:
        yield visitor


def fingers(website: LocalMastodon) -> int:
    return sum("webfinger" in path for path in website.asked)


def test_an_account_is_found_where_its_domain_says(
    website: LocalMastodon, home: LocalMastodon, visitor: Visitor
) -> None:
    pages = visitor.visit()

    assert pages[0].profile == {"platform_id": f"cllr_ahmed@{HOST}", "handle": f"cllr_ahmed@{HOST}"}
    assert "Thursday too." in visitor.kept()
    assert visitor.kept()["Thursday too."].url.startswith(f"https://{home.host}/statuses/")
    assert not any("authorization" in head for head in website.heads)  # it has no business with the token
    assert any("authorization" in head for head in home.heads)


def test_the_way_is_asked_for_once_a_day(website: LocalMastodon, visitor: Visitor) -> None:
    visitor.visit()
    for hours in (1, 2, 23):
        visitor.visit(NOW_US + hours * HOUR_US)

    assert (fingers(website), len(website.asked)) == (1, 2)

    website.instead["webfinger"] = [Answer(status=502)]  # what is known will do
    visitor.visit(NOW_US + 25 * HOUR_US)

    assert fingers(website) == 2
    assert visitor.seen("posts")[0][1] == NOW_US + 25 * HOUR_US


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html>", 404, {"Content-Type": "text/html"}),
        Answer(b"<html>", 200, {"Content-Type": "text/html"}),
        Answer(b"<html>", 403, {"Content-Type": "text/html"}),
        Answer(status=301, headers={"Location": "https://www.council.example/"}),
    ],
    ids=["not found", "a page", "forbidden", "sent on"],
)
def test_whatever_a_website_says_in_place_of_a_mastodon_the_way_is_found(
    website: LocalMastodon, home: LocalMastodon, visitor: Visitor, answer: Answer
) -> None:
    website.instead["lookup"] = [answer]
    before = visitor.mastodon.server_of(visitor.account)

    visitor.visit()

    assert "Thursday too." in visitor.kept()
    there = home.address.removeprefix("http://")  # accounts of several domains share its troubles
    assert (before, visitor.mastodon.server_of(visitor.account)) == (
        website.address.removeprefix("http://"),
        there,
    )


def test_a_domain_that_sends_webfinger_on_is_followed(
    website: LocalMastodon, home: LocalMastodon, visitor: Visitor
) -> None:
    home.lives_at = home.address
    there = f"{home.address}/.well-known/webfinger?resource=acct:cllr_ahmed@{HOST}"
    website.instead["webfinger"] = [Answer(status=301, headers={"Location": there})]

    visitor.visit()

    assert "Thursday too." in visitor.kept()


@pytest.mark.parametrize("status", [500, 429])
def test_a_fault_of_the_moment_sends_nobody_elsewhere(
    website: LocalMastodon, visitor: Visitor, status: int
) -> None:
    website.instead["lookup"] = [Answer(status=status)]

    with pytest.raises(PlatformTrouble) as trouble:
        visitor.visit()

    assert trouble.value.may_pass
    assert fingers(website) == 0


def test_a_domain_that_knows_no_way_says_what_it_always_said(
    website: LocalMastodon, visitor: Visitor
) -> None:
    website.lives_at = ""

    with pytest.raises(PlatformTrouble, match=r"knows no account with this handle \(404\)") as trouble:
        visitor.visit()

    assert trouble.value.why is Unseen.GONE


def test_a_domain_that_sends_us_round_is_left(website: LocalMastodon, visitor: Visitor) -> None:
    round_ = Answer(status=302, headers={"Location": f"{website.address}/.well-known/webfinger?resource=x"})
    website.instead["webfinger"] = [round_] * 9

    with pytest.raises(PlatformTrouble, match="knows no account"):
        visitor.visit()

    assert fingers(website) == 3


@pytest.mark.parametrize(
    ("links", "found"),
    [
        (
            [{**PAGE, "href": "https://b.example/@x"}, {**ACTOR, "href": "https://a.example/users/x"}],
            "a.example",
        ),
        ([{**PAGE, "href": "https://b.example/@x"}], "b.example"),
        (
            [{**ACTOR, "href": "https://10.0.0.1/users/x"}, {**PAGE, "href": "https://b.example/@x"}],
            "b.example",
        ),
        ([{**ACTOR, "href": "http://a.example/users/x"}], None),
        ([{**ACTOR, "href": "https://127.0.0.1/users/x"}], None),
        ([{**ACTOR, "href": "https://[::1]/users/x"}], None),
        ([{**ACTOR, "href": "https://192.168.1.4/users/x"}], None),
        ([{**ACTOR, "href": "https://127.1/users/x"}], None),
        ([{**ACTOR, "href": "https://0x7f.0x1/users/x"}], None),
        ([{**ACTOR, "href": "https://127.0.0.1./users/x"}], None),
        ([{**ACTOR, "href": "https://printer.local/users/x"}], None),
        ([{**ACTOR, "href": "https://printer.local./users/x"}], None),
        ([{**ACTOR, "href": "https://metadata.internal/users/x"}], None),
        ([{**ACTOR, "href": "https://a.example:8443/users/x"}], None),
        ([{**ACTOR, "href": "https://name:word@a.example/users/x"}], None),
        ([{**ACTOR, "href": "https://a.example:no/users/x"}], None),
        ([{**ACTOR, "href": "https://[/users/x"}], None),
        ([{"rel": "self", "type": "text/html", "href": "https://a.example/x"}], None),
        ([], None),
    ],
)
def test_only_a_public_server_is_ever_gone_to(links: list[dict[str, str]], found: str | None) -> None:
    finger = msgspec.convert({"links": links}, Finger)

    assert _home_in(finger, stays_here=False) == (f"https://{found}" if found else None)


@pytest.mark.parametrize("links", [None, "x", [{"href": 3}], [7]])
def test_an_odd_answer_leads_nowhere(website: LocalMastodon, visitor: Visitor, links: object) -> None:
    website.instead["webfinger"] = [said({"links": links})]

    with pytest.raises(PlatformTrouble, match="knows no account"):
        visitor.visit()

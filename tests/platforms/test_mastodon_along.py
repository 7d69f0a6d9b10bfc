"""What Mastodon hands over with the member's own messages is kept: what they answered or shared (definition 91)."""

from collections.abc import Iterator

import pytest

from facts import DAY_US
from tests.platforms.local_mastodon import HOST, NOW_US, LocalMastodon, Visitor, running, visiting

pytestmark = pytest.mark.platforms

HOUR_US = DAY_US // 24


@pytest.fixture
def server() -> Iterator[LocalMastodon]:
    with running() as server:
        server.page = 40
        yield server


@pytest.fixture
def ids(server: LocalMastodon) -> dict[str, str]:
    return {
        "ahmed": server.person("cllr_ahmed"),
        "rita": server.person("rita_secretname"),
        "tom": server.person("tom_secretname@far.example"),
    }


@pytest.fixture
def visitor(server: LocalMastodon) -> Iterator[Visitor]:
    with visiting(server) as visitor:
        yield visitor


def handed_over(server: LocalMastodon, ids: dict[str, str], **more: str) -> dict[str, str]:
    """Let the member answer, quote and share what Tom says; return the local ids of Tom's messages."""
    theirs = {
        name: server.write(ids["tom"], f"Tom {name}.", NOW_US - 3 * HOUR_US, **more)
        for name in ("answered", "quoted", "shared", "alone")
    }
    server.write(ids["ahmed"], "An answer.", NOW_US - 2 * HOUR_US, answers=theirs["answered"])
    server.quote(ids["ahmed"], "A quote.", NOW_US - 2 * HOUR_US, theirs["quoted"])
    server.pass_on(ids["ahmed"], theirs["shared"], NOW_US - 2 * HOUR_US)
    return theirs


def heard(visitor: Visitor, name: str = "Tom") -> dict[str, str]:
    """Return how somebody's messages that are kept and not gone were heard, by their words."""
    return {text: post.heard for text, post in visitor.kept().items() if text.startswith(name)}


def test_what_the_member_answered_quoted_or_shared_is_kept(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    handed_over(server, ids)

    visitor.visit()

    assert heard(visitor) == dict.fromkeys(("Tom answered.", "Tom quoted.", "Tom shared."), "along")


def test_what_is_not_public_is_not_kept_with_it(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    handed_over(server, ids, visibility="private")

    visitor.visit()

    assert heard(visitor) == {}


def test_it_hangs_together_with_the_conversation_it_stands_in(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    first = server.write(ids["tom"], "Tom begins.", NOW_US - 5 * HOUR_US)
    second = server.write(ids["rita"], "Rita goes on.", NOW_US - 4 * HOUR_US, answers=first)
    server.write(ids["ahmed"], "And so do I.", NOW_US - 3 * HOUR_US, answers=second)

    visitor.visit()
    kept = visitor.kept()

    assert kept["And so do I."].answers == kept["Rita goes on."].id == f"mastodon:{HOST}/{second}"
    assert (
        kept["Rita goes on."].answers
        == f"mastodon:{server.statuses[first]['uri'].split('/')[2]}/"
        + (server.statuses[first]["uri"].split("/")[-1])
    )
    assert "Tom begins." not in kept  # nobody of ours answered that


def test_what_the_member_answers_later_is_kept_though_its_id_was_known(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    first = server.write(ids["tom"], "Tom begins.", NOW_US - 5 * HOUR_US)
    second = server.write(ids["rita"], "Rita goes on.", NOW_US - 4 * HOUR_US, answers=first)
    server.write(ids["ahmed"], "And so do I.", NOW_US - 3 * HOUR_US, answers=second)
    visitor.visit()
    server.write(ids["ahmed"], "To Tom, too.", NOW_US + HOUR_US // 2, answers=first)

    visitor.visit(NOW_US + HOUR_US)

    assert heard(visitor) == {"Tom begins.": "along"}


def test_what_an_older_version_did_not_keep_is_kept_within_a_week(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    handed_over(server, ids)
    visitor.visit()
    visitor.archive.db.execute("delete from posts where heard = 'along'")

    visitor.visit(NOW_US + DAY_US)
    before = heard(visitor)
    visitor.visit(NOW_US + 8 * DAY_US)

    assert before == {}
    assert heard(visitor) == dict.fromkeys(("Tom answered.", "Tom quoted.", "Tom shared."), "along")


def test_what_is_said_to_the_member_is_never_taken_for_what_came_along(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    own = server.write(ids["ahmed"], "News.", NOW_US - 5 * HOUR_US)
    ask = server.write(ids["tom"], "Tom asks.", NOW_US - 4 * HOUR_US, answers=own)
    server.write(ids["ahmed"], "An answer.", NOW_US - 3 * HOUR_US, answers=ask)

    visitor.visit()
    visitor.visit(NOW_US + 25 * HOUR_US)

    assert heard(visitor) == {"Tom asks.": "addressed"}


def test_what_came_along_is_looked_at_again_as_everything_is(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    theirs = handed_over(server, ids)
    visitor.visit()
    server.edit(theirs["quoted"], "Tom edited.", NOW_US + HOUR_US)
    server.remove(theirs["answered"])

    visitor.visit(NOW_US + 25 * HOUR_US)

    assert heard(visitor) == {"Tom edited.": "along", "Tom shared.": "along"}


def test_a_mention_the_member_answered_is_one_as_soon_as_it_is_found_among_them(
    server: LocalMastodon, ids: dict[str, str], visitor: Visitor
) -> None:
    mention = server.mention(ids["tom"], "Tom names Ahmed.", NOW_US - 3 * HOUR_US)
    server.write(ids["ahmed"], "An answer.", NOW_US - 2 * HOUR_US, answers=mention)
    visitor.visit()
    before = heard(visitor)

    with visiting(server, token="granted") as later:
        later.archive = visitor.archive
        later.mastodon.known, later.mastodon.by = visitor.archive.ids_since, visitor.archive.ids_by
        later.visit(NOW_US + HOUR_US)

        assert before == {"Tom names Ahmed.": "along"}
        assert heard(visitor) == {"Tom names Ahmed.": "named"}
        assert later.seen("mentions") == [(NOW_US - 3 * HOUR_US, NOW_US + HOUR_US)]


def test_the_oldest_mention_lies_in_what_the_list_shows(server: LocalMastodon, ids: dict[str, str]) -> None:
    """A notification is made a moment after the message it tells of."""
    said_us = NOW_US - 3 * HOUR_US
    server.mention(ids["tom"], "Tom names Ahmed.", said_us)
    server.told_after_us = 400_000

    with visiting(server, token="granted") as visitor:
        visitor.visit()

        assert visitor.seen("mentions") == [(said_us, NOW_US)]


def test_a_mention_that_quotes_the_member_is_to_them_anyway(
    server: LocalMastodon, ids: dict[str, str]
) -> None:
    own = server.write(ids["ahmed"], "News.", NOW_US - 5 * HOUR_US)
    quote = server.quote(ids["tom"], "Tom quotes.", NOW_US - 4 * HOUR_US, own)
    server.notices["7"] = quote

    with visiting(server, token="granted") as visitor:
        visitor.visit()

        assert heard(visitor) == {"Tom quotes.": "addressed"}

"""What Bluesky hands over with the member's own messages is kept: what they answered or shared (definition 91)."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from facts import DAY_US, HOUR_US, Kind
from tests.platforms.local_bluesky import LocalBluesky
from tests.platforms.visiting_bluesky import NOW_US, Visitor, visiting


@pytest.fixture
def met() -> Iterator[tuple[LocalBluesky, Visitor]]:
    with visiting() as both:
        yield both


def handed_over(network: LocalBluesky, visitor: Visitor) -> dict[str, str]:
    """Let the member answer, quote and share what Jo says; return the ids of Jo's messages by how they came."""
    theirs = {
        name: network.write(visitor.jo, f"Jo {name}.", NOW_US - 3 * HOUR_US)
        for name in ("answered", "quoted", "shared", "alone")
    }
    network.write(visitor.member, "An answer.", NOW_US - 2 * HOUR_US, answers=theirs["answered"])
    network.write(visitor.member, "A quote.", NOW_US - 2 * HOUR_US, quotes=theirs["quoted"])
    network.pass_on(visitor.member, theirs["shared"], NOW_US - 2 * HOUR_US)
    return theirs


def heard(visitor: Visitor) -> dict[str, str]:
    """Return how Jo's messages that are kept and not gone were heard, by their words."""
    rows = visitor.archive.rows("select text, heard from posts where text like 'Jo %' and removed_us is null")
    return dict(rows)


def test_what_the_member_answered_quoted_or_shared_is_kept(met: tuple[LocalBluesky, Visitor]) -> None:
    network, visitor = met
    theirs = handed_over(network, visitor)

    visitor.visit()

    assert heard(visitor) == dict.fromkeys(("Jo answered.", "Jo quoted.", "Jo shared."), "along")
    assert visitor.kept(theirs["shared"]).kind is Kind.POST


def test_it_costs_no_call(met: tuple[LocalBluesky, Visitor]) -> None:
    network, visitor = met
    handed_over(network, visitor)

    visitor.visit()

    assert [path for path in network.asked if visitor.jo in unquote(path)] == []


def test_what_an_older_version_did_not_keep_is_kept_at_the_next_look(
    met: tuple[LocalBluesky, Visitor],
) -> None:
    network, visitor = met
    handed_over(network, visitor)
    visitor.visit()
    visitor.archive.db.execute("delete from posts where heard = 'along'")

    visitor.visit(NOW_US + HOUR_US)

    assert heard(visitor) == dict.fromkeys(("Jo answered.", "Jo quoted.", "Jo shared."), "along")


def test_what_is_said_to_the_member_is_never_taken_for_what_came_along(
    met: tuple[LocalBluesky, Visitor],
) -> None:
    network, visitor = met
    own = network.write(visitor.member, "News.", NOW_US - 5 * HOUR_US)
    ask = network.write(visitor.jo, "Jo asks.", NOW_US - 4 * HOUR_US, answers=own)
    network.write(visitor.member, "An answer.", NOW_US - 3 * HOUR_US, answers=ask)
    network.write(visitor.jo, "Jo quotes.", NOW_US - 3 * HOUR_US, quotes=own)

    visitor.visit()
    visitor.visit(NOW_US + DAY_US)

    assert heard(visitor) == {"Jo asks.": "addressed", "Jo quotes.": "addressed"}


def test_what_came_along_is_looked_at_again_as_everything_is(met: tuple[LocalBluesky, Visitor]) -> None:
    network, visitor = met
    theirs = handed_over(network, visitor)
    visitor.visit()
    network.edit(theirs["quoted"], "Jo edited.")
    network.remove(theirs["answered"])

    visitor.visit(NOW_US + DAY_US)
    visitor.visit(NOW_US + 2 * DAY_US)

    assert heard(visitor) == {"Jo edited.": "along", "Jo shared.": "along"}


def test_words_go_when_their_author_closes_the_account_and_the_turn_stays(
    met: tuple[LocalBluesky, Visitor],
) -> None:
    network, visitor = met
    theirs = handed_over(network, visitor)
    visitor.visit()
    network.states[visitor.jo] = "deactivated"

    visitor.visit(NOW_US + DAY_US)

    kept = visitor.kept(theirs["answered"])
    assert (kept.text, kept.is_hidden, kept.heard) == ("", True, "along")
    assert visitor.archive.rows("select count(*) from posts where removed_us is not null") == [(0,)]


def test_what_is_blocked_or_detached_is_not_handed_over_and_stops_nothing(
    met: tuple[LocalBluesky, Visitor],
) -> None:
    network, visitor = met
    network.unshown |= set(handed_over(network, visitor).values())

    pages = visitor.visit()

    assert heard(visitor) == {}
    assert [trouble for page in pages for trouble in page.troubles] == []
    assert visitor.texts() == {"An answer.", "A quote.", ""}


def test_one_that_cannot_be_read_is_set_aside_alone(met: tuple[LocalBluesky, Visitor]) -> None:
    network, visitor = met
    network.odd.add(handed_over(network, visitor)["answered"])

    pages = visitor.visit()

    assert heard(visitor) == {"Jo quoted.": "along", "Jo shared.": "along"}
    assert len([trouble for page in pages for trouble in page.troubles]) == 1
    assert visitor.seen() == [(NOW_US - 2 * HOUR_US, NOW_US)]

"""What X hands over with the member's own messages is kept without its words: nothing is read, or paid for, twice."""

from collections.abc import Iterator

import pytest

from facts import DAY_US, HOUR_US
from tests.platforms.local_x import NOW_US, LocalX, Visitor, running, visiting

pytestmark = pytest.mark.platforms
BOTH = pytest.mark.parametrize("network", ["post", "tweet"], indirect=True)


@pytest.fixture
def network(request: pytest.FixtureRequest) -> Iterator[LocalX]:
    with running(getattr(request, "param", "post")) as network:
        yield network


@pytest.fixture
def visitor(network: LocalX) -> Iterator[Visitor]:
    with visiting(network) as visitor:
        yield visitor


def handed_over(network: LocalX) -> dict[str, str]:
    """Let the member answer, quote and share what Ann says; return the ids."""
    ids = {"ahmed": network.person("cllr_ahmed"), "ann": network.person("ann_other")}
    for name in ("answered", "quoted", "shared", "alone"):
        ids[name] = network.post(ids["ann"], f"Ann {name}.", NOW_US - 30 * HOUR_US)
    network.post(ids["ahmed"], "An answer.", NOW_US - 29 * HOUR_US, answers=ids["answered"])
    network.post(ids["ahmed"], "A quote.", NOW_US - 28 * HOUR_US, quotes=ids["quoted"])
    network.post(ids["ahmed"], "RT @ann_other: Ann shared.", NOW_US - 27 * HOUR_US, shares=ids["shared"])
    return ids


def heard(visitor: Visitor) -> dict[str, str]:
    return dict(visitor.archive.rows("select id, heard from posts"))


@BOTH
def test_what_the_member_answered_quoted_or_shared_is_kept_without_its_words(
    network: LocalX, visitor: Visitor
) -> None:
    ids = handed_over(network)

    visitor.visit()

    along = {id_ for id_, how in heard(visitor).items() if how == "along"}
    assert along == {f"x:{ids[name]}" for name in ("answered", "quoted", "shared")}
    kept = [visitor.kept()[id_] for id_ in along]
    assert {(post.text, post.url, post.item, post.sites) for post in kept} == {("", "", "", ())}
    assert {post.author for post in kept} == {visitor.masks.author("x", ids["ann"])}


@BOTH
def test_it_takes_no_read_more(network: LocalX, visitor: Visitor) -> None:
    handed_over(network)

    visitor.visit()
    reads = network.reads
    for day in (1, 2, 7, 30, 180):
        visitor.visit(NOW_US + day * DAY_US)

    again = [query for path, query, _ in network.bodies if path == "/2/tweets"]
    asked = {id_ for query in again for id_ in query.split("ids=")[1].split("&")[0].split("%2C")}
    own = {id_.removeprefix("x:") for id_, how in heard(visitor).items() if how != "along"}
    assert (
        reads == 3 + 3 + 2
    )  # the member's own, what those refer to (billed ever since), and who the member is
    assert asked == own


@BOTH
def test_what_names_the_member_too_keeps_its_words_whichever_comes_first(
    network: LocalX, visitor: Visitor
) -> None:
    ids = {"ahmed": network.person("cllr_ahmed"), "ann": network.person("ann_other")}
    mention = network.post(ids["ann"], "Is @cllr_ahmed coming?", NOW_US - 30 * HOUR_US)
    network.post(ids["ahmed"], "I am.", NOW_US - 29 * HOUR_US, answers=mention)
    visitor.visit()
    network.post(ids["ahmed"], "With cake.", NOW_US + HOUR_US // 2, answers=mention)

    visitor.visit(NOW_US + HOUR_US)

    kept = visitor.kept()[f"x:{mention}"]
    assert (kept.text, kept.heard) == ("Is @someone coming?", "named")


@BOTH
def test_a_mention_that_quotes_the_member_is_to_them_anyway(network: LocalX, visitor: Visitor) -> None:
    ids = {"ahmed": network.person("cllr_ahmed"), "ann": network.person("ann_other")}
    news = network.post(ids["ahmed"], "News.", NOW_US - 30 * HOUR_US)
    visitor.visit()
    quote = network.post(ids["ann"], "Is @cllr_ahmed right?", NOW_US + HOUR_US // 2, quotes=news)

    visitor.visit(NOW_US + HOUR_US)

    assert heard(visitor)[f"x:{quote}"] == "addressed"


def test_an_edit_found_at_a_later_look_changes_nothing_of_how_it_was_heard(
    network: LocalX, visitor: Visitor
) -> None:
    ids = {"ahmed": network.person("cllr_ahmed"), "ann": network.person("ann_other")}
    mention = network.post(ids["ann"], "Is @cllr_ahmed coming?", NOW_US - 30 * HOUR_US)
    visitor.visit()
    network.edit(mention, "Is @cllr_ahmed really coming?")

    visitor.visit(NOW_US + 6 * DAY_US)

    kept = visitor.kept()[f"x:{mention}"]
    assert (kept.text, kept.heard) == ("Is @someone really coming?", "named")

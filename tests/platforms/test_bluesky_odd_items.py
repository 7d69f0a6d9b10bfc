"""One item of Bluesky's that isn't what it should be is set aside; its neighbours are kept."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.bluesky.read import Reader
from connectors.bluesky.shapes import Kept, View
from connectors.items import Unreadable, take
from facts import HOUR_US, Post
from store.key import Pseudonyms
from tests.platforms.local_platform import said
from tests.platforms.recorded_bluesky import (
    ACCOUNT,
    AS_OF_US,
    FEED,
    POSTS,
    QUOTES,
    RECORDING,
    THREAD,
    Platform,
    playing,
    visiting,
)


@pytest.fixture
def platform() -> Iterator[Platform]:
    with playing() as platform:
        yield platform


@pytest.fixture(scope="module")
def kept() -> dict[str, Post]:
    """What the undisturbed visit brings, by its words."""
    with playing() as platform, visiting(platform) as visitor:
        visitor.visit()
        return visitor.kept()


def without_author(view: Any) -> None:
    del view["author"]


def with_null_record(view: Any) -> None:
    view["record"] = None


def with_naive_time(view: Any) -> None:
    view["record"]["createdAt"] = "2026-11-01T09:00:00"


def with_another_authors_address(view: Any) -> None:
    view["uri"] = view["uri"].replace("did:plc:", "did:plc:z")


@pytest.mark.parametrize(
    "spoil", [without_author, with_null_record, with_naive_time, with_another_authors_address]
)
def test_one_odd_reply_is_set_aside_and_its_neighbours_are_kept(
    platform: Platform, kept: dict[str, Post], spoil: Callable[[Any], None]
) -> None:
    thread = platform.recorded(THREAD)
    odd = next(
        node
        for node in thread["thread"]["replies"]
        if node["post"]["record"]["text"].startswith("Can you mend")
    )
    spoil(odd["post"])
    platform.instead[THREAD] = [said(thread)]

    with visiting(platform) as visitor:
        troubles = [trouble for page in visitor.visit() for trouble in page.troubles]
        found = visitor.kept().keys()
        visitor.visit(AS_OF_US + HOUR_US)  # what could not be read is looked at again
        found_next = visitor.kept().keys()

    assert found == kept.keys() - {"Can you mend Station Road?"}
    assert found_next == kept.keys()
    assert len(troubles) == 1
    assert "Station Road" not in str(troubles[0])


def test_an_odd_record_of_the_members_is_set_aside(platform: Platform, kept: dict[str, Post]) -> None:
    listing = platform.recorded(POSTS)
    next(row for row in listing["records"] if row["value"]["text"] == "Bore da bawb!")["value"] = None
    platform.instead[POSTS] = [said(listing)]

    with visiting(platform) as visitor:
        troubles = [trouble for page in visitor.visit() for trouble in page.troubles]

        assert visitor.kept().keys() == kept.keys() - {"Bore da bawb!"}
    assert len(troubles) == 1


def test_harmless_oddities_are_read_past(platform: Platform, kept: dict[str, Post]) -> None:
    feed, listing = platform.recorded(FEED), platform.recorded(POSTS)
    for row in feed["feed"]:
        row["post"]["replyCount"] = str(row["post"]["replyCount"])
        row["post"]["embed"] = {"$type": "app.bsky.embed.hologram#view", "beam": 3}
        row["unheardOf"] = [1]
    for row in listing["records"]:
        if "embed" not in row["value"]:
            row["value"]["embed"] = {"$type": "app.bsky.embed.hologram", "record": 7, "external": []}
        row["value"] |= {"facets": {"index": None}, "labels": 5}
    platform.instead |= {FEED: [said(feed)], POSTS: [said(listing)]}

    with visiting(platform) as visitor:
        troubles = [trouble for page in visitor.visit() for trouble in page.troubles]

        assert visitor.kept().keys() == kept.keys()
    assert troubles == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
READER = Reader(
    Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False), ACCOUNT.id, AS_OF_US
)


def recorded(part: str, rows: str) -> list[Any]:
    call = next(call for call in RECORDING["calls"] if part in f"{call['path']}?{call['query']}")
    return call["answer"][rows]


ITEMS = [(View, row["post"]) for row in recorded(FEED, "feed")]
ITEMS += [(View, view) for view in recorded(QUOTES, "posts")]
ITEMS += [(Kept, row) for row in recorded(POSTS, "records")]


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in an item: what holds it, and its name there."""
    names = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for name in names for place in [(value, name), *places_in(value[name])]]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whatever_stands_in_an_item_it_is_read_or_set_aside(data: st.DataObject) -> None:
    shape, item = data.draw(st.sampled_from(ITEMS))
    item = json.loads(json.dumps(item))
    holder, name = data.draw(st.sampled_from(range(len(places_in(item)))).map(places_in(item).__getitem__))
    holder[name] = data.draw(ANYTHING)

    try:
        read = take(msgspec.Raw(json.dumps(item).encode()), shape)
        post = READER.own(read, is_hidden=False) if isinstance(read, Kept) else READER.other(read)
    except Unreadable:
        return

    (post.text + post.url + post.item + " ".join(post.sites)).encode()
    assert type(post.posted_us) is int

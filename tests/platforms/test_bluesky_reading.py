"""How each kind of message is read from Bluesky's answers, and what happens to one that can't be read."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from connectors.bluesky.read import Reader, written_us
from connectors.bluesky.shapes import Kept, Row, View
from connectors.items import Unreadable, take
from facts import DAY_US, HOUR_US, Kind, Post, to_us
from tests.lanes import REAL_DATA
from tests.platforms.recorded_bluesky import ACCOUNT, AS_OF_US, Platform, playing, visiting
from tests.testnet.keys import key_of

SHARED = REAL_DATA / "bluesky"


class Masks:
    """Names nobody: an author is what it was called."""

    def author(self, platform: str, name: str, handle: str = "") -> str:
        return name

    def source(self, handle: str) -> str:
        return handle

    def is_known(self, platform: str, handle: str) -> bool:
        return False


@pytest.fixture
def platform() -> Iterator[Platform]:
    with playing() as platform:
        yield platform


@pytest.fixture(scope="module")
def kept() -> dict[str, Post]:
    """What the recorded visit brings, by its words."""
    with playing() as platform, visiting(platform) as visitor:
        visitor.visit()
        return visitor.kept()


# What a visit brings


def test_every_kind_of_message_is_read(kept: dict[str, Post]) -> None:
    kinds = {text: post.kind for text, post in kept.items()}

    assert kinds == {
        "Which road should be mended first?": Kind.POST,
        "Mill Lane. When, @someone?": Kind.REPLY,
        "In March.": Kind.REPLY,
        "Thank you!": Kind.REPLY,
        "Can you mend Station Road?": Kind.REPLY,
        "Why so late?": Kind.QUOTE,
        "More tomorrow.": Kind.REPLY,
        "Bore da bawb!": Kind.POST,
        "A useful guide: https://anytown.example/…": Kind.POST,
        "See you there.": Kind.REPLY,
        "Do come.": Kind.QUOTE,
        "": Kind.SHARE,
        "Imported from elsewhere": Kind.POST,
        "The fair is on Saturday": Kind.POST,  # somebody else's, which the member answered, quoted and shared
    }


def test_what_was_said_to_the_member_is_told_from_what_came_along(kept: dict[str, Post]) -> None:
    assert {text for text, post in kept.items() if post.heard == "along"} == {"The fair is on Saturday"}
    assert kept["See you there."].answers == kept["The fair is on Saturday"].id


def test_a_conversation_hangs_together(kept: dict[str, Post]) -> None:
    road, lane = kept["Which road should be mended first?"], kept["Mill Lane. When, @someone?"]
    march, thanks = kept["In March."], kept["Thank you!"]

    assert [post.answers for post in (road, lane, march, thanks)] == [None, road.id, lane.id, march.id]
    assert {post.conversation for post in (lane, march, thanks)} == {road.id}
    assert lane.author == thanks.author != road.author == march.author
    assert {post.account for post in kept.values()} == {ACCOUNT.id}


def test_sites_format_language_and_clock_are_read(kept: dict[str, Post]) -> None:
    guide = kept["A useful guide: https://anytown.example/…"]
    imported = kept["Imported from elsewhere"]

    assert guide.sites == ("anytown.example", "local.example")
    assert guide.format == "link"
    assert kept["Bore da bawb!"].language == "cy"
    assert guide.written_us == guide.posted_us
    assert imported.written_us is not None
    assert imported.written_us - imported.posted_us > 800 * DAY_US


def test_no_name_of_a_stranger_is_kept(kept: dict[str, Post]) -> None:
    everything = json.dumps([msgspec.to_builtins(post.item + post.text + post.url) for post in kept.values()])

    assert "jo-walker" not in everything
    assert "lee-moss" not in everything


def test_who_hides_is_hidden_but_for_the_words_a_rule_must_read_once(kept: dict[str, Post]) -> None:
    hidden = {text for text, post in kept.items() if post.is_hidden}

    assert hidden == {"Can you mend Station Road?", "Why so late?"}
    assert {(kept[text].url, kept[text].item) for text in hidden} == {("", "")}


# The parts


def read(record: dict[str, Any], key: str = "3mzfhyg5l2222") -> Post:
    """Read one record of the member's."""
    value = {"createdAt": "2026-11-03T09:00:00Z", "text": "", **record}
    uri = f"at://did:plc:wljfe7eoh4dcuue26djgsj6h/app.bsky.feed.post/{key}"
    row = msgspec.json.decode(json.dumps({"uri": uri, "cid": "c", "value": value}), type=Kept)
    return Reader(Masks(), ACCOUNT.id, AS_OF_US).own(row, is_hidden=False)


THEIRS = "at://did:plc:xjk4zj6zq4bxq4eusy3m4b6q/app.bsky.feed.post/3mzfhyg5l2223"
ROOT = "at://did:plc:xjk4zj6zq4bxq4eusy3m4b6q/app.bsky.feed.post/3mzfhyg5l2222"
QUOTE = {"$type": "app.bsky.embed.record", "record": {"uri": THEIRS, "cid": "c"}}


def test_a_reply_that_quotes_is_a_reply() -> None:
    post = read({"reply": {"parent": {"uri": THEIRS}, "root": {"uri": ROOT}}, "embed": QUOTE})

    assert (post.kind, post.answers, post.conversation, post.source) == (Kind.REPLY, THEIRS, ROOT, None)


def test_a_quote_with_a_picture_is_a_quote_and_a_photo() -> None:
    embed = {
        "$type": "app.bsky.embed.recordWithMedia",
        "record": QUOTE,
        "media": {"$type": "app.bsky.embed.images"},
    }

    post = read({"embed": embed})

    assert (post.kind, post.format, post.source) == (Kind.QUOTE, "photo", "did:plc:xjk4zj6zq4bxq4eusy3m4b6q")


def test_an_embedded_list_is_nobodys_words() -> None:
    a_list = {"uri": THEIRS.replace("feed.post", "graph.list"), "cid": "c"}

    assert read({"embed": {"$type": "app.bsky.embed.record", "record": a_list}}).kind is Kind.POST


def test_a_hidden_link_in_the_words_is_a_link() -> None:
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": "https://www.a.example/@jo.test/1"}

    post = read({"text": "here", "facets": [{"features": [feature]}, 3, {"features": None}]})

    assert post.sites == ("a.example",)
    assert "jo.test" not in post.item


@pytest.mark.parametrize(
    "embed",
    [
        {"$type": "app.bsky.embed.external", "external": {"uri": "https://www.library.example/1"}},
        {
            "$type": "app.bsky.embed.recordWithMedia",
            "record": QUOTE,
            "media": {"$type": "app.bsky.embed.external", "external": {"uri": "https://library.example/1"}},
        },
    ],
)
def test_the_link_of_a_card_counts_as_one_in_the_words(embed: dict[str, Any]) -> None:
    assert read({"text": "www.museum.example", "embed": embed}).sites == ("museum.example", "library.example")


KEY_US = to_us(datetime.fromisoformat("2026-11-03T09:00:00Z"))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("2026-11-03T09:00:00Z", (0, False)),
        ("2026-11-03T08:00:00Z", (-HOUR_US, False)),  # backdated by the other rule: its two clocks differ
        ("2026-11-03T09:00:00.000900Z", (900, False)),  # they count milliseconds
        (
            "2026-11-03T09:10:00Z",
            (0, False),
        ),  # within ten minutes two clocks agree, and the platform's counts
        ("2026-11-03T09:10:01Z", (0, True)),
        ("2027-11-03T09:00:00Z", (0, True)),
    ],
)
def test_a_clock_ahead_gives_way_to_the_key(claim: str, expected: tuple[int, bool]) -> None:
    post = read({"createdAt": claim}, key_of(datetime.fromisoformat("2026-11-03T09:00:00Z")))

    assert (post.posted_us - KEY_US, post.is_ahead) == expected


def test_a_clock_ahead_gives_way_to_when_it_was_indexed() -> None:
    view = {
        "uri": THEIRS.replace("3mzfhyg5l2223", "self"),
        "cid": "c",
        "author": {"did": THEIRS.split("/")[2]},
        "record": {"createdAt": "2026-11-04T09:00:00Z", "text": "Ahead"},
        "indexedAt": "2026-11-03T09:00:00.000Z",
    }

    post = Reader(Masks(), ACCOUNT.id, AS_OF_US).other(take(msgspec.Raw(json.dumps(view).encode()), View))

    assert (post.posted_us, post.is_ahead) == (KEY_US, True)


def test_marks_that_trick_the_eye_are_not_kept() -> None:
    assert read({"text": "safe\u202eelif\u202c \x00end"}).text == "safeelif end"


def test_a_post_can_hide_itself() -> None:
    post = read({"text": "psst", "labels": {"values": [{"val": "!no-unauthenticated"}]}})

    assert (post.is_hidden, post.url) == (True, "")


@pytest.mark.parametrize(
    "record",
    [
        {"createdAt": "yesterday"},
        {"createdAt": "2026-11-03T09:00:00"},
        {"createdAt": None},
        {"text": 5},
        {"reply": {"parent": {}}},
        {"reply": "x"},
    ],
)
def test_what_has_no_time_or_no_parent_is_unreadable(record: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        read(record)


@pytest.mark.parametrize(
    "key", ["self", "hello", "zzzzzzzzzzzzz", "2222222222222", "3mzfhyg5l222", "3MZFHYG5L2222"]
)
def test_a_key_chosen_by_hand_is_no_clock(key: str) -> None:
    assert written_us(key, AS_OF_US) is None


def test_a_key_is_a_clock() -> None:
    moment = datetime(2024, 11, 5, 9, 0, 0, 123456, tzinfo=UTC)

    assert written_us(key_of(moment), AS_OF_US) == to_us(moment)


# Payloads of an earlier network


@pytest.mark.data
def test_earlier_payloads_are_read_without_trouble() -> None:
    if not SHARED.is_dir():
        pytest.skip("there is no ../shared/data/bluesky here")
    reader = Reader(Masks(), ACCOUNT.id, AS_OF_US)
    feeds = [
        json.loads(path.read_text("utf-8"))["feed"] for path in sorted(SHARED.glob("getAuthorFeed.*.json"))
    ]
    listings = [
        json.loads(path.read_text("utf-8"))["records"] for path in sorted(SHARED.glob("listRecords.*.json"))
    ]
    quotes = json.loads((SHARED / "getQuotes.q1a1.json").read_text("utf-8"))["posts"]

    shown = [take(msgspec.Raw(json.dumps(row).encode()), Row) for feed in feeds for row in feed]
    views = [take(msgspec.Raw(json.dumps(view).encode()), View) for view in quotes]
    rows = [take(msgspec.Raw(json.dumps(row).encode()), Kept) for listing in listings for row in listing]
    read = [reader.other(view) for view in [*(take(row.post, View) for row in shown), *views]]
    own = [reader.own(row, is_hidden=False) for row in rows]

    assert {post.kind for post in own} == {Kind.POST, Kind.REPLY, Kind.QUOTE, Kind.SHARE}
    same = {post.id: post for post in read}
    assert [same[post.id] for post in own if post.id in same] == [post for post in own if post.id in same]

"""Reading X's answers, in its vocabulary before August 2026 and since: pure, on small invented items."""

from datetime import datetime
from typing import Any

import pytest

from connectors.x.drift import unnamed, unnamed_kind
from connectors.x.read import Reader, Unreadable
from connectors.x.removals import lost
from connectors.x.snowflake import id_at, written_us
from facts import DAY_US, Kind, Post, to_us
from store.key import Pseudonyms
from tests.platforms.local_x import NOW_US, RESIDENT

MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
READER = Reader(MASKS, "x:cllr_ahmed", NOW_US)
ID, PARENT = str(int(id_at(NOW_US - DAY_US)) + 5), str(int(id_at(NOW_US - 2 * DAY_US)) + 5)
WORDS = ("tweet", "post")


def item(words: str = "post", refers: tuple[tuple[str, str], ...] = (), **more: Any) -> dict[str, Any]:
    """Return one item as X gives it."""
    references = [{"type": how, "id": id_} for how, id_ in refers]
    return {
        "id": ID,
        "author_id": "77",
        "created_at": "2026-11-19T12:00:00.000Z",
        "text": "Good morning",
        f"edit_history_{words}_ids": [ID],
        **({f"referenced_{words}s": references} if references else {}),
        **more,
    }


def read(told: dict[str, Any], authors: dict[str, str] | None = None) -> Post:
    return READER.message(told, authors or {}, {})


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(
    ("refers", "kind", "answers"),
    [
        ((), Kind.POST, None),
        ((("replied_to", PARENT),), Kind.REPLY, f"x:{PARENT}"),
        ((("quoted", PARENT),), Kind.QUOTE, None),
        ((("retweeted", PARENT),), Kind.SHARE, None),
        ((("quoted", "12"), ("replied_to", PARENT)), Kind.REPLY, f"x:{PARENT}"),  # a reply that also quotes
    ],
)
def test_both_vocabularies_say_the_same(
    words: str, refers: tuple[tuple[str, str], ...], kind: Kind, answers: str | None
) -> None:
    post = read(item(words, refers))

    assert (post.id, post.kind, post.answers) == (f"x:{ID}", kind, answers)


@pytest.mark.parametrize("words", WORDS)
def test_a_share_keeps_nobodys_words_and_leads_to_them(words: str) -> None:
    told = item(words, (("retweeted", PARENT),), text=f"RT @{RESIDENT}: my own secret words")

    post = read(told, {PARENT: "4242"})

    assert (post.text, post.url) == ("", f"https://x.com/i/status/{PARENT}")
    assert post.source == MASKS.source("4242")
    assert "secret" not in repr(post)


@pytest.mark.parametrize("words", WORDS)
def test_a_long_message_is_read_whole(words: str) -> None:
    assert read(item(words, **{f"note_{words}": {"text": "all of it"}})).text == "all of it"


def test_strangers_handles_are_nowhere_in_what_is_kept() -> None:
    told = item(
        text=f"@{RESIDENT} see https://x.com/{RESIDENT}/status/55 and Twitter.com/{RESIDENT}/status/56",
        entities={
            "mentions": [{"username": RESIDENT, "id": "9"}],
            "urls": [{"expanded_url": f"https://x.com/{RESIDENT}/status/55"}],
        },
    )

    post = read(told)

    assert RESIDENT not in repr(post)
    assert post.text == "@someone see https://x.com/i/status/55 and x.com/i/status/56"


def test_the_author_is_a_pseudonym_of_the_lasting_id() -> None:
    assert read(item()).author == MASKS.author("x", "77")


def test_what_x_escapes_is_read_as_written() -> None:
    assert read(item(text="A &amp; B &lt;3 &amp;lt;")).text == "A & B <3 &lt;"


def test_the_id_is_a_second_clock() -> None:
    post = read(item())

    assert post.posted_us == to_us(datetime.fromisoformat("2026-11-19T12:00:00Z"))
    assert post.written_us is not None
    assert abs(post.written_us - post.posted_us) < 1_000_000


def test_an_edited_message_keeps_its_first_id_and_time_and_its_last_words() -> None:
    first = str(int(ID) - (60_000 << 22))
    post = read(item(edit_history_post_ids=[first, ID], text="mended"))

    assert (post.id, post.text) == (f"x:{first}", "mended")
    assert post.posted_us == post.written_us == written_us(first, NOW_US)


def test_an_answer_to_an_edited_version_answers_the_message() -> None:
    post = READER.message(item(refers=(("replied_to", PARENT),)), {}, {PARENT: "31"})

    assert post.answers == "x:31"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"id": None}, "its id isn't an id"),
        ({"id": 12}, "its id isn't an id"),
        ({"id": "12'; drop table", "edit_history_post_ids": None}, "its id isn't an id"),
        ({"author_id": None}, "its author_id isn't an id"),
        ({"referenced_posts": [{"type": "remixed", "id": "1"}]}, "in a way we don't know"),
        ({"referenced_posts": ["1"]}, "in a way we don't know"),
        ({"referenced_posts": 7}, "isn't a list"),
        ({"id": "5", "edit_history_post_ids": ["5"], "created_at": "soon"}, "it has no time"),
    ],
)
def test_an_odd_item_says_why_in_our_words(more: dict[str, Any], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(item(**more))


@pytest.mark.parametrize(
    ("more", "format_", "sites"),
    [
        ({}, "text", ()),
        ({"entities": {"urls": [{"expanded_url": "https://www.Example.org/a"}]}}, "link", ("example.org",)),
        ({"entities": {"urls": [{"expanded_url": "https://x.com/a/status/1/photo/1"}]}}, "photo", ()),
        ({"entities": {"urls": [{"expanded_url": "https://x.com/a/status/1/video/1"}]}}, "video", ()),
        ({"attachments": {"poll_ids": ["1"]}}, "poll", ()),
        ({"entities": {"urls": "x"}, "attachments": 3}, "text", ()),
        ({"entities": {"urls": [{"expanded_url": "https://[half"}, 3]}}, "link", ()),
        ({"text": "see https://t.co/abc", "entities": None}, "text", ()),
        (
            {
                "entities": {
                    "urls": [{"expanded_url": "https://bit.ly/1", "unwound_url": "https://library.example/1"}]
                }
            },
            "link",
            ("library.example",),
        ),
        (
            {
                "note_post": {
                    "text": "long",
                    "entities": {"urls": [{"expanded_url": "https://museum.example"}]},
                }
            },
            "link",
            ("museum.example",),
        ),
    ],
)
def test_what_hangs_on_a_message(more: dict[str, Any], format_: str, sites: tuple[str, ...]) -> None:
    post = read(item(**more))

    assert (post.format, post.sites) == (format_, sites)


@pytest.mark.parametrize(
    ("lang", "language"), [("en", "en"), ("cy-GB", "cy"), ("und", ""), ("qme", ""), ("zxx", ""), (3, "")]
)
def test_the_language_is_the_one_x_found(lang: Any, language: str) -> None:
    assert read(item(lang=lang)).language == language


@pytest.mark.parametrize(
    ("codes", "is_hidden"), [(["GB"], True), (["XX"], True), (["DE"], False), ("GB", False), ([3], False)]
)
def test_what_is_withheld_here_is_hidden(codes: Any, *, is_hidden: bool) -> None:
    post = read(item(withheld={"copyright": False, "country_codes": codes}))

    assert (post.is_hidden, bool(post.url)) == (is_hidden, not is_hidden)


@pytest.mark.parametrize(
    ("more", "is_odd"),
    [
        ({}, False),
        ({"text": "@bob look"}, False),  # a post may begin with a name
        ({"in_reply_to_user_id": "5"}, True),
        ({"text": "RT @bob: look"}, True),
        ({"text": "RT @bob: look", "referenced_tweets": [{"type": "retweeted", "id": "1"}]}, False),
        ({"in_reply_to_user_id": "5", "referenced_posts": [{"type": "replied_to", "id": "1"}]}, False),
    ],
)
def test_a_reply_that_is_not_called_one_is_noticed(more: dict[str, Any], *, is_odd: bool) -> None:
    assert (unnamed_kind(item(**more)) is not None) is is_odd


REPLY, SHARE = {"in_reply_to_user_id": "5"}, {"text": "RT @bob: look"}
NAMED_REPLY = {**REPLY, "referenced_posts": [{"type": "replied_to", "id": "1"}]}
NAMED_SHARE = {**SHARE, "referenced_posts": [{"type": "reposted", "id": "1"}]}
NAMED_QUOTE = {"referenced_tweets": [{"type": "quoted", "id": "1"}]}


@pytest.mark.parametrize(
    ("page", "odd"),
    [
        ([{}, NAMED_REPLY, NAMED_SHARE], 0),
        ([REPLY, NAMED_REPLY], 0),  # what it answers may have been removed
        ([REPLY, REPLY, NAMED_REPLY], 2),
        (
            [REPLY, REPLY, NAMED_SHARE, NAMED_SHARE],
            2,
        ),  # half an answer renamed: shares are called so, replies not
        ([SHARE, NAMED_REPLY, NAMED_REPLY], 1),
        ([REPLY, SHARE, NAMED_QUOTE], 2),
        ([REPLY, {**NAMED_SHARE, "referenced_posts": [{"type": "remixed"}, 3]}], 1),
        ([None, 3, {"referenced_posts": 3}], 0),
    ],
)
def test_a_page_is_odd_where_more_of_a_kind_goes_unnamed_than_named(page: list[Any], odd: int) -> None:
    assert unnamed([item(**one) if isinstance(one, dict) else one for one in page]) == odd


def test_a_reply_that_is_not_called_one_is_still_no_post_of_its_own() -> None:
    assert read(item(in_reply_to_user_id="5")).kind is Kind.REPLY
    assert read(item(text="RT @bob: look")).kind is Kind.SHARE
    assert read(item(text="RT @bob: look")).text == ""


def error(id_: str, problem: str, **more: str) -> dict[str, str]:
    return {"resource_id": id_, "type": f"https://api.x.com/2/problems/{problem}", "title": "Error", **more}


@pytest.mark.parametrize(
    ("told", "gone", "closed"),
    [
        (error("1", "resource-not-found"), ["x:1"], []),
        (error("1", "not-authorized-for-resource"), [], ["x:1"]),
        (error("1", "resource-unavailable"), [], ["x:1"]),
        (
            error("1", "resource-not-found", title="Forbidden", detail="User has been suspended: [a]."),
            [],
            ["x:1"],
        ),
        (error("1", "not-authorized-for-field"), [], []),  # one field of it, such as its figures
        (error("1", "internal-error"), [], []),
        (error("2", "resource-not-found"), [], []),  # it stands: something in it is missing
        (error("3", "resource-not-found"), [], []),  # not asked for: what a message refers to
        ({"resource_id": "1"}, [], []),
    ],
)
def test_only_what_was_asked_for_and_is_said_to_be_lost_is_lost(
    told: dict[str, str], gone: list[str], closed: list[str]
) -> None:
    assert lost({"data": [{"id": "2"}], "errors": [told, None]}, {"1", "2"}) == (gone, closed)

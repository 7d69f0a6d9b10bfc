"""How each kind of message is read from Facebook's answers, and what follows from what was seen. Pure."""

from typing import Any

import pytest

from connectors.facebook.polls import Due, Polled, State, floor, is_below
from connectors.facebook.read import Reader, links_in, unshimmed
from connectors.facebook.shapes import Item, has_more, next_cursor, take
from connectors.facebook.sight import Days, clear
from connectors.items import Unreadable
from facts import DAY_US, HOUR_US, Kind, Post

PAGE, POST = "101", "101_202"
NOW_US = 20_000 * DAY_US


class Masks:
    """Names nobody: an author is what it was called. One Page is on the register."""

    def author(self, platform: str, name: str, handle: str = "") -> str:
        return name

    def source(self, handle: str) -> str:
        return handle

    def is_known(self, platform: str, handle: str) -> bool:
        return handle == "777"


READER = Reader(Masks(), "facebook:cllrahmed", PAGE)


def item(**told: Any) -> Item:
    """Return an item as Graph gives it."""
    return take({"id": POST, "created_time": "2026-11-03T09:00:00+0000", "from": {"id": PAGE}, **told}, Item)


def attached(**told: Any) -> dict[str, Any]:
    """Return what hangs on a post."""
    return {"data": [told]}


# Posts


def test_a_post_is_read() -> None:
    post = READER.post(item(message="Bore da"))

    assert (post.id, post.kind, post.author, post.text) == (f"facebook:{POST}", Kind.POST, PAGE, "Bore da")
    assert post.url == "https://www.facebook.com/101/posts/202"
    assert (post.answers, post.conversation, post.written_us) == (None, None, None)


def test_somebody_elses_post_passed_on_is_a_share_and_with_words_a_quote() -> None:
    share = READER.post(item(parent_id="909_1", status_type="shared_story"))
    quote = READER.post(item(parent_id="909_1", message="Well said"))
    own = READER.post(item(parent_id="101_1"))

    assert (share.kind, share.source) == (Kind.SHARE, "909")
    assert (quote.kind, quote.source) == (Kind.QUOTE, "909")
    assert (own.kind, own.source) == (Kind.SHARE, PAGE)


def test_a_link_is_a_post_although_facebook_calls_it_a_shared_story() -> None:
    link = attached(
        media_type="link", type="share", unshimmed_url="https://www.anytown.example/bins?fbclid=1"
    )

    post = READER.post(item(message="See", status_type="shared_story", attachments=link))

    assert (post.kind, post.format, post.sites) == (Kind.POST, "link", ("anytown.example",))


def test_the_link_that_hangs_on_a_comment_counts_as_one_in_its_words() -> None:
    shim = "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.library.example%2F1"
    told = {
        "id": "202_1",
        "message": "See https://anytown.example",
        "attachment": {"type": "share", "url": shim},
    }

    assert READER.comment(item(**told), POST).sites == ("anytown.example", "library.example")
    assert READER.comment(item(**told | {"attachment": {"type": "sticker"}}), POST).sites == (
        "anytown.example",
    )


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ({"media_type": "photo", "type": "photo"}, "photo"),
        ({"media_type": "album"}, "photo"),
        ({"media_type": "video", "type": "video_autoplay"}, "video"),
        ({"type": "video_inline"}, "video"),
        ({"media_type": "event"}, "text"),
        ({"media_type": ["photo"]}, "text"),
        ({}, "text"),
    ],
)
def test_what_hangs_on_a_post_is_its_format(kind: dict[str, Any], form: str) -> None:
    assert READER.post(item(attachments=attached(**kind))).format == form


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fanytown.example%2Fa&h=AT3",
            "https://anytown.example/",
        ),
        ("https://www.facebook.com/Somebody/photos/1", ""),
        ("https://fb.me/e/1", ""),
        ("https://notfacebook.com/x", "https://notfacebook.com/"),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        (None, ""),
        (["https://a.example"], ""),
    ],
)
def test_a_link_leads_out_of_facebook_or_nowhere(link: Any, leads_to: str) -> None:
    assert unshimmed(link) == leads_to


def test_the_picture_of_a_post_is_no_link() -> None:
    photo = attached(media_type="photo", url="https://www.facebook.com/Jo.Walker/photos/1")

    assert links_in(item(attachments=photo)) == []


# Comments


def test_a_comment_answers_the_post_and_a_reply_the_comment() -> None:
    comment = READER.comment(item(id="202_303", message="When?", **{"from": {"id": "55"}}), POST)
    reply = READER.comment(item(id="202_304", message="In March.", parent={"id": "202_303"}), POST)

    assert (comment.kind, comment.author, comment.answers) == (Kind.REPLY, "55", f"facebook:{POST}")
    assert (reply.answers, reply.conversation) == ("facebook:202_303", f"facebook:{POST}")
    assert comment.url == "https://www.facebook.com/101/posts/202?comment_id=303"
    assert reply.url == "https://www.facebook.com/101/posts/202?comment_id=303&reply_comment_id=304"


def test_people_tagged_by_name_are_someone_but_for_the_register() -> None:
    tags = [
        {"id": "55", "name": "Jo Walker", "offset": 0, "length": 9},
        {"id": "56", "name": "Jo", "offset": 0, "length": 2},
        {"id": "777", "name": "Anytown Council", "offset": 0, "length": 2},
        {"id": PAGE, "name": "Cllr Ahmed", "offset": 0, "length": 2},
    ]
    words = "Jo Walker, Joanna and jo? Jo! Ask Anytown Council or Cllr Ahmed. (a+b)"

    text = READER.comment(item(id="202_303", message=words, message_tags=tags), POST).text

    assert text == "@someone, Joanna and jo? @someone! Ask Anytown Council or Cllr Ahmed. (a+b)"


def test_a_comment_that_is_hidden_keeps_no_link() -> None:
    post = READER.comment(item(id="202_303", message="psst", is_hidden=True), POST)

    assert (post.is_hidden, post.url, post.item) == (True, "", "")


def test_a_sticker_is_a_comment_without_words() -> None:
    post = READER.comment(item(id="202_303", attachment={"type": "sticker"}), POST)

    assert (post.text, post.format) == ("", "photo")


@pytest.mark.parametrize(
    "told",
    [
        {"id": "x"},
        {"id": "1_2_3"},
        {"created_time": "2026-11-03"},
        {"created_time": "2026-11-03T09:00:00"},
        {"from": None},
        {"from": {"name": "Jo Walker"}},
        {"parent": {"id": "y"}},
    ],
)
def test_what_has_no_id_time_author_or_parent_is_unreadable_and_says_so_without_a_name(
    told: dict[str, Any],
) -> None:
    with pytest.raises(Unreadable) as why:
        READER.comment(item(**{"id": "202_303", **told}), POST)
    assert "Walker" not in str(why.value)


# Paging


def test_a_list_goes_on_by_its_cursor_and_never_by_the_address_that_holds_the_token() -> None:
    address = "https://graph.facebook.com/v26.0/1/posts?access_token=EAA&after=AAA&until=3"

    assert next_cursor({"cursors": {"after": "BBB"}, "next": address}) == "BBB"
    assert next_cursor({"next": address}) == "AAA"
    assert next_cursor({"cursors": {"after": "BBB"}}) is None  # the last page has a cursor too
    assert next_cursor({"cursors": {"after": "no cursor\n"}, "next": "x"}) is None
    assert next_cursor("x") is next_cursor(None) is None
    assert has_more({"next": "https://graph.facebook.com/?until=3"})


# When to read comments again


def polled(*, age_us: int, ago_us: int, count: int | None = 3) -> Polled:
    """Return a look that was made so long ago, at a post that is so old now."""
    return Polled(count, looked_us=NOW_US - ago_us, posted_us=NOW_US - age_us, newest_us=77)


@pytest.mark.parametrize(
    ("before", "count", "down_to"),
    [
        (None, 3, 0),
        (None, None, 0),
        (None, 0, None),
        (polled(age_us=10 * HOUR_US, ago_us=HOUR_US), 3, None),  # as many as before
        (polled(age_us=10 * HOUR_US, ago_us=HOUR_US), 5, 77),  # more: only the new ones
        (polled(age_us=10 * HOUR_US, ago_us=HOUR_US), 2, 0),  # fewer: all
        (polled(age_us=10 * HOUR_US, ago_us=HOUR_US), None, 0),
        (polled(age_us=10 * HOUR_US, ago_us=5 * HOUR_US), 3, 0),  # its age has doubled
        (polled(age_us=10 * HOUR_US, ago_us=5 * HOUR_US, count=0), 0, None),
        (polled(age_us=10 * HOUR_US, ago_us=4 * HOUR_US), 3, None),
        (polled(age_us=10 * HOUR_US, ago_us=HOUR_US, count=None), 3, 0),
    ],
)
def test_comments_are_read_when_their_number_changes_or_the_age_has_doubled(
    before: Polled | None, count: int | None, down_to: int | None
) -> None:
    assert floor(before, count, NOW_US) == down_to


def test_a_post_that_rests_is_left_alone_until_then() -> None:
    resting = Polled(None, NOW_US - DAY_US, NOW_US - 2 * DAY_US, rests_us=NOW_US + 1)

    assert floor(resting, 3, NOW_US) is None
    assert floor(resting, 3, NOW_US + 1) == 0


def test_fewer_new_comments_than_were_counted_means_reading_all_next_time() -> None:
    state = State(queue=[], polled={POST: polled(age_us=DAY_US, ago_us=HOUR_US)})

    state.note(Due(post=POST, posted_us=NOW_US - DAY_US, count=5, floor_us=77, new=1), NOW_US)

    assert floor(state.polled[POST], 5, NOW_US + 1) == 0


def at(us: int) -> Post:
    """Return a comment of a moment."""
    return Post(id="x", platform="facebook", account="a", author="b", kind=Kind.REPLY, posted_us=us)


def test_reading_stops_below_what_was_read_only_where_the_order_can_be_trusted() -> None:
    assert is_below([at(9), at(7), at(4)], 5)
    assert not is_below([at(9), at(7), at(5)], 5)  # another of the same second may follow
    assert not is_below([at(4), at(9)], 5)
    assert not is_below([at(4), at(9), at(3)], 5)
    assert not is_below([at(4)], 0)
    assert not is_below([], 5)


# What was seen


def day(number: float) -> int:
    """Return a moment of a day."""
    return int(number * DAY_US)


@pytest.mark.parametrize(
    ("days", "stretches", "is_blind"),
    [
        (Days(), [(day(10), day(20))], False),
        (Days(named={11, 15}), [(day(10), day(20))], False),
        (Days(nameless={12}), [(day(10), day(12))], True),
        (Days(nameless={12}, named={11, 12}), [(day(10), day(12)), (day(13), day(20))], False),
        (Days(nameless={12, 13}, named={15}), [(day(10), day(12)), (day(15), day(20))], False),
        (Days(nameless={12, 16}, named={14}), [(day(10), day(12)), (day(14), day(16))], True),
        (Days(nameless={3}, named={4}), [(day(10), day(20))], False),  # before: judged then
        (Days(is_blind=True), [], True),
        (Days(is_blind=True, named={13}), [(day(13), day(20))], False),
        (Days(is_blind=True, named={13}, nameless={13}), [(day(14), day(20))], False),
        (Days(nameless={10}, named={10}), [(day(11), day(20))], False),
        (Days(nameless={19}, named={19}), [(day(10), day(19))], False),
    ],
)
def test_where_authors_are_hidden_nothing_was_seen(
    days: Days, stretches: list[tuple[int, int]], *, is_blind: bool
) -> None:
    assert clear(days, day(10), day(20)) == (stretches, is_blind)

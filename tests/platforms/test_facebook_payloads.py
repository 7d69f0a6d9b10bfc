"""Graph's real answers: they are read, and our own Graph answers in the same shapes."""

import json
import re
from typing import Any

import pytest

from connectors.facebook.errors import Sort, sort_of
from connectors.facebook.grant import State, read
from connectors.facebook.lists import FIELDS
from connectors.facebook.read import Reader
from connectors.facebook.shapes import Item, Listed, next_cursor, take
from connectors.facebook.sight import Days
from connectors.facebook.visit import Visit
from facts import SECOND_US, Kind, Trouble
from tests.lanes import REAL_DATA
from tests.platforms.local_graph import error
from tests.platforms.test_facebook_reading import Masks
from tests.platforms.visiting_facebook import ACCOUNT, NOW_US, busy_page, visiting

SHARED = REAL_DATA / "facebook"
POSTS = "facebook__apidata__posts__"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not SHARED.is_dir(), reason="there is no ../shared/data/facebook here"),
]


def real(name: str) -> Any:
    """Return a real answer."""
    return json.loads((SHARED / f"{name}.json").read_text("utf-8"))


def rows_of(*names: str) -> list[dict[str, Any]]:
    """Return the items of some real lists."""
    return [row for name in names for row in take(real(name), Listed).data]


def reader(page: str) -> Reader:
    return Reader(Masks(), ACCOUNT.id, page)


def test_real_posts_are_read_and_nobody_tagged_is_named() -> None:
    rows = rows_of(f"{POSTS}feeds_default_fields_p1", f"{POSTS}feeds_default_fields_p2")
    page = rows[0]["id"].split("_")[0]

    posts = [reader(page).post(take({**row, "from": {"id": page}}, Item)) for row in rows]

    assert {post.kind for post in posts} == {Kind.POST}
    assert {post.format for post in posts} == {"photo", "video", "link"}
    assert all(("facebook.com" not in post.sites) or "facebook.com" in post.text for post in posts)
    tags = [
        (tag["name"], post)
        for row, post in zip(rows, posts, strict=True)
        for tag in row.get("message_tags", [])
    ]
    named = [name for name, post in tags if name in post.text and tag_is_strange(name, post, page)]
    assert len(tags) > 10
    assert named == []
    assert all(row["permalink_url"].split("/")[-2] in post.url for row, post in zip(rows, posts, strict=True))


def tag_is_strange(name: str, post: Any, page: str) -> bool:
    """The Page's own name may stand."""
    own = {
        tag["name"]
        for row in rows_of(f"{POSTS}feeds_default_fields_p1", f"{POSTS}feeds_default_fields_p2")
        for tag in row.get("message_tags", [])
        if tag["id"] == page
    }
    return name not in own


def test_real_comments_without_authors_are_counted_and_not_kept() -> None:
    rows = rows_of("facebook__apidata__comments__comments_p1", "facebook__apidata__comments__comments_p2")
    with visiting() as (_, page, visitor):
        line = visitor.facebook.graph.line(ACCOUNT.id, "t")
        visit = Visit(ACCOUNT, page, line, reader(page), {}, NOW_US, None, Days())
        troubles: list[Trouble] = []
        kept = visit.read(rows, lambda item: visit.reader.comment(item, "1_2"), troubles)

    assert len(rows) == 15
    assert kept == []
    assert [str(trouble).split(" came")[0] for trouble in troubles] == [f"{ACCOUNT.id}: 15 messages"]
    assert len(visit.days.nameless) >= 1


def test_a_real_comment_with_its_author_is_read() -> None:
    told = real("facebook__models__comment")

    post = reader("1").comment(take(told, Item), "1_2")

    assert post.author == told["from"]["id"]
    assert told["from"]["name"] not in post.text + post.item + post.url


def test_facebooks_real_word_on_a_token_is_read() -> None:
    answer = real("base__token_info")["data"]
    state = State()

    read(answer, "1", state, NOW_US)

    assert state.ends_us == answer["expires_at"] * SECOND_US  # the earlier of the two
    assert state.is_valid
    assert state.missing == ["pages_read_engagement", "pages_read_user_content"]


def test_real_lists_go_on_by_cursor_and_end() -> None:
    for name in (f"{POSTS}feeds_default_fields", "facebook__apidata__comments__comments"):
        assert next_cursor(real(f"{name}_p1")["paging"]) == "after"
        assert next_cursor(real(f"{name}_p2")["paging"]) is None


def test_real_errors_are_sorted() -> None:
    assert sort_of(real("base__error_data")["error"]) is Sort.PERMISSION
    assert sort_of(real("error")["error"]) is Sort.QUESTION


def shape(value: Any) -> Any:
    """Return what sort of thing something is, all the way down."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else type(value).__name__


def differences(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """Return where our shape has what theirs has not."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        missing = [f"{path}.{name}" for name in ours if name not in theirs]
        return missing + [
            one
            for name in ours
            if name in theirs
            for one in differences(ours[name], theirs[name], f"{path}.{name}")
        ]
    if isinstance(ours, list) and isinstance(theirs, list):
        return differences(ours[0], theirs[0], f"{path}[]")
    return [] if ours == theirs else [f"{path}: {ours} is not {theirs}"]


def ours(path: str, fields: str) -> Any:
    """Return what our Graph says."""
    with visiting() as (graph, page, visitor):
        post, *_ = busy_page(graph, page)
        line = visitor.facebook.graph.line(ACCOUNT.id, "EAAtokenOfThePage")
        if path == "post":
            return line.page(page, "published_posts", limit=3, fields=fields)
        return line.page(post, "comments", limit=2, fields=fields)


def test_our_lists_have_the_shape_of_the_real_ones() -> None:
    fields = "id,created_time,message,status_type,updated_time,permalink_url,comments.filter(stream).limit(0)"
    theirs = real(f"{POSTS}feeds_default_fields_p1")

    assert differences(shape(ours("post", fields)), shape(theirs) | {"paging": shape(theirs["paging"])}) == []


def test_our_comments_have_the_shape_of_the_real_ones() -> None:
    fields = "id,created_time,message,comment_count,like_count,permalink_url,from,is_hidden"
    told = ours("comments", fields)

    assert differences(shape(told["data"][0]), shape(real("facebook__models__comment"))) == []
    assert (
        differences(shape(told["paging"]), shape(real("facebook__apidata__comments__comments_p1")["paging"]))
        == []
    )


def test_our_errors_have_the_shape_of_the_real_ones() -> None:
    told = json.loads(error(100, "x").body)

    assert differences(shape(told), shape(real("error"))) == []


def test_every_field_we_ask_of_a_post_is_one_that_real_posts_have() -> None:
    known = set(real("facebook__models__post")) | set(rows_of(f"{POSTS}feeds_default_fields_p1")[0])
    asked = set(re.sub(r"\{[^}]*\}|\([^)]*\)", "", FIELDS).replace(".filter.limit.summary", "").split(","))

    # The recordings were made without a Page's own token: no authors, and nothing passed on.
    assert asked - known == {"from", "parent_id"}

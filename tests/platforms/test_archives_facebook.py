"""A Facebook archive of any age brings the member's own posts and comments, and claims no more than it shows."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors.archives import facebook, opened
from connectors.archives.brought import Brought
from facts import Account, Kind, Page, Post
from pipelines.keep.folder import Folder
from store.key import Pseudonyms
from tests.platforms.made_archives import (
    LAYOUTS,
    SECRET,
    STRANGER,
    comment,
    entry,
    facebook_files,
    mojibake,
    registered,
    seconds,
    zipped,
)
from tests.small_council import Council

pytestmark = pytest.mark.platforms

ANN = Account(id="facebook:ann", member="ann", platform="facebook", handle="ann")
NOW_US = 1_800_000_000_000_000
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
DAY_1, DAY_2, DAY_3 = (f"2026-10-0{day}T09:00:00+00:00" for day in (1, 2, 3))
POSTS = [entry(DAY_1, "Roads are open."), entry(DAY_2, "Bins on Friday.")]
COMMENTS = [comment(DAY_3, "See you there.")]


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return registered(tmp_path, "facebook")


def read(tmp_path: Path, posts: list[Any], comments: list[Any], layout: str = "2024", **more: str) -> Brought:
    with opened(zipped(tmp_path / "read.zip", facebook_files(posts, comments, layout, **more))) as archive:
        return facebook.read(archive, ANN, MASKS, NOW_US)


def rows(council: Council, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        return db.execute(sql).fetchall()


def bring(council: Council, path: Path, *more: str) -> str:
    return council.must("import", str(path), "--account", "facebook:ann", *more)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_and_nothing_private_is_opened(
    council: Council, tmp_path: Path, layout: str
) -> None:
    said = bring(council, zipped(tmp_path / "f.zip", facebook_files(POSTS, COMMENTS, layout)))

    assert said.splitlines()[0] == "f.zip: 3 messages kept, 0 kept before."
    assert rows(
        council, "select kind, text, posted_us, answers, written_us from posts order by posted_us"
    ) == [
        ("post", "Roads are open.", seconds(DAY_1) * 1_000_000, None, None),
        ("post", "Bins on Friday.", seconds(DAY_2) * 1_000_000, None, None),
        ("reply", "See you there.", seconds(DAY_3) * 1_000_000, None, None),
    ]
    assert council.bytes_of(SECRET, STRANGER) == {}


def test_the_same_posts_are_one_whatever_the_layout(council: Council, tmp_path: Path) -> None:
    bring(council, zipped(tmp_path / "old.zip", facebook_files(POSTS, COMMENTS, "2018")))
    once = council.archive()

    said = bring(council, zipped(tmp_path / "new.zip", facebook_files(POSTS[::-1], COMMENTS, "2024")))

    assert said.splitlines()[0] == "new.zip: 0 messages kept, 3 kept before."
    assert council.archive() == once


TEXTS = ["Bore da! Sut mae’r ŵyl yn Llŷn?", "café – naïve", "Łódź 🎉", "plain", "日本語", "ÿ", "Ã© as typed"]


@pytest.mark.parametrize("text", TEXTS)
def test_letters_that_facebook_mangled_are_mended(tmp_path: Path, text: str) -> None:
    [post] = read(tmp_path, [entry(DAY_1, text)], []).posts

    assert post.text == text


@pytest.mark.parametrize("text", ["café", "Llŷn", "🎉"])
def test_letters_that_were_right_already_are_left_alone(tmp_path: Path, text: str) -> None:
    told = {**entry(DAY_1), "data": [{"post": text}]}

    [post] = read(tmp_path, [told], []).posts

    assert post.text == text


def test_people_who_are_tagged_are_not_named(tmp_path: Path) -> None:
    posts = read(
        tmp_path,
        [entry(DAY_1, "With Siân Jones and Bo at the fair", tags=[mojibake("Siân Jones"), "Bo"]),
         entry(DAY_2, f"Thanks @[1000:2048:Jo Bloggs], @{STRANGER}", tags=[{"name": "Jo Bloggs"}, 5])],
        [],
    ).posts  # fmt: skip

    assert [post.text for post in posts] == ["With @someone and Bo at the fair", "Thanks @someone, @someone"]


def test_what_hangs_on_a_post_gives_its_format_and_its_sites(tmp_path: Path) -> None:
    def with_(**piece: Any) -> list[Any]:
        return [{"data": [piece]}]

    moments = [f"2026-10-01T09:0{minute}:00+00:00" for minute in range(7)]
    posts = read(
        tmp_path,
        [
            entry(moments[0], None, attachments=with_(media={"uri": "photos/1.jpg"})),
            entry(moments[1], None, attachments=with_(media={"uri": "videos/1.MP4"})),
            entry(
                moments[2], "See", attachments=with_(external_context={"url": "https://www.news.example/a"})
            ),
            entry(moments[3], "Vote", attachments=with_(poll={"question": "?"})),
            entry(
                moments[4],
                "A friend's",
                attachments=with_(external_context={"url": "https://www.facebook.com/jo/posts/1"}),
            ),
            entry(moments[5], "", attachments=[]),  # a title only: nobody's words
            entry(moments[6], "See https://notfacebook.com/a", attachments=[]),
        ],
        [],
    ).posts

    assert [post.format for post in posts] == ["photo", "video", "link", "poll", "link", "text"]
    assert [post.sites for post in posts] == [(), (), ("news.example",), (), (), ("notfacebook.com",)]
    assert "jo" not in "".join(post.url + post.item for post in posts)


def test_an_earlier_date_given_afterwards_is_seen_and_covers_nothing(tmp_path: Path) -> None:
    backdated = entry(DAY_2, "Old news")
    backdated["data"].append({"backdated_timestamp": seconds("2015-01-01T00:00:00+00:00")})

    brought = read(tmp_path, [entry(DAY_1), backdated], COMMENTS)

    post = next(post for post in brought.posts if post.text == "Old news")
    assert (post.posted_us, post.written_us) == (1_420_070_400_000_000, seconds(DAY_2) * 1_000_000)
    assert brought.span() == (seconds(DAY_1) * 1_000_000, seconds(DAY_3) * 1_000_000)


def test_comments_in_groups_and_under_other_names_are_left_out(tmp_path: Path) -> None:
    brought = read(
        tmp_path,
        POSTS,
        [*COMMENTS, comment(DAY_1, "Yes."), comment(DAY_1, "In a group", group="Closed group"),
         comment(DAY_2, "Not mine", author="Jo Bloggs")],
    )  # fmt: skip

    assert [post.text for post in brought.posts if post.kind is Kind.REPLY] == ["Yes.", "See you there."]
    assert [str(trouble) for trouble in brought.troubles] == [
        "comments: 1 under another name than the other comments: left out."
    ]


def test_two_messages_of_one_second_are_two_and_one_listed_twice_is_one(tmp_path: Path) -> None:
    told = [entry(DAY_1, "One"), entry(DAY_1, "Two"), entry(DAY_1, "One")]

    forwards, backwards = read(tmp_path, told, []).posts, read(tmp_path, told[::-1], []).posts

    assert [post.text for post in forwards] == ["One", "Two"]
    assert len({post.id for post in forwards}) == 2
    assert forwards == backwards


def test_posts_in_several_parts_are_read_whole(tmp_path: Path) -> None:
    second = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_2.json"
    brought = read(tmp_path, POSTS, COMMENTS, **{second: json.dumps([entry(DAY_3, "Third.")])})

    assert (len(brought.posts), brought.is_whole) == (4, True)


def test_it_covers_posts_to_its_last_message_or_as_is_said(council: Council, tmp_path: Path) -> None:
    path = zipped(tmp_path / "f.zip", facebook_files(POSTS, COMMENTS))
    midnight_us = 1_790_809_200_000_000

    bring(council, path)
    unsaid = rows(council, "select * from coverage")
    bring(council, path, "--covers", "..2026-10-31")

    assert unsaid == [("facebook:ann", "posts", midnight_us, seconds(DAY_3) * 1_000_000)]
    assert rows(council, "select * from coverage") == [
        ("facebook:ann", "posts", midnight_us, seconds("2026-11-01T00:00:00+00:00") * 1_000_000)
    ]


def missing(name: str) -> dict[str, str]:
    files = facebook_files(POSTS, COMMENTS)
    return {path: content for path, content in files.items() if not path.endswith(name)}


NOT_WHOLE = {
    "no comments": missing("reactions/comments.json"),
    "no posts": missing("videos_1.json"),
    "the first part": {
        **missing("videos_1.json"),
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_2.json": json.dumps(POSTS),
    },
}


@pytest.mark.parametrize("files", NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_who_answers_never_looks_silent_because_a_part_is_missing(
    council: Council, tmp_path: Path, files: dict[str, str]
) -> None:
    done = council.run(
        "import",
        str(zipped(tmp_path / "f.zip", files)),
        "--account",
        "facebook:ann",
        "--covers",
        "..2026-10-31",
    )

    assert done.exit_code == 4
    assert "What it covers isn't claimed. Download posts and comments together" in done.stderr
    assert rows(council, "select * from coverage") == []


ODD_POSTS = {
    "no entry": 5,
    "no time": {"title": "A"},
    "a time before Facebook": {**entry(DAY_1), "timestamp": 5},
    "a time to come": {**entry(DAY_1), "timestamp": 4_900_000_000},
    "a huge time": {**entry(DAY_1), "timestamp": 10**30},
    "a layout to come": {"timestamp": seconds(DAY_1), "label_values": [{"label": "Neges", "value": "Helo"}]},
    "parts of other kinds": {
        **entry(DAY_1),
        "data": [3, {"post": 4}],
        "attachments": [5, {"data": {}}],
        "tags": 7,
    },
    "a hostile text": entry(DAY_1, "\u202egnp.exe\x00\x1b[31m" + "a" * 2_000_000),
}


@pytest.mark.parametrize("odd", ODD_POSTS.values(), ids=ODD_POSTS)
def test_an_odd_item_harms_no_other(tmp_path: Path, odd: Any) -> None:
    posts = read(tmp_path, [odd, entry(DAY_2, "Good.")], [*COMMENTS, odd]).posts

    texts = [post.text for post in posts if post.posted_us != seconds(DAY_1) * 1_000_000]
    assert texts == ["Good.", "See you there."]
    assert all(len(post.text) <= 10_000 and "\x1b" not in post.text for post in posts)


def test_a_layout_that_cannot_be_read_at_all_is_refused(council: Council, tmp_path: Path) -> None:
    told = [{"timestamp": seconds(DAY_1), "label_values": [{"label": "Neges", "value": "Helo"}]}]
    for files in (facebook_files(told, COMMENTS), facebook_files(POSTS, told)):
        done = council.run("import", str(zipped(tmp_path / "f.zip", files)), "--account", "facebook:ann")

        assert done.exit_code == 1
        assert "in it could be read. Facebook may write them anew: report this." in done.stderr
    assert council.keeps_nothing()


# The same posts from Facebook itself


def from_facebook(folder: Folder, id_: str, moment: str, text: str, kind: Kind = Kind.POST) -> Post:
    owner = folder.owner(folder.live_accounts()["facebook:ann"])
    return Post(id=f"facebook:{id_}", platform="facebook", account="facebook:ann", author=owner, kind=kind,
                posted_us=seconds(moment) * 1_000_000, text=text)  # fmt: skip


def collected(council: Council, *posts: Post) -> None:
    folder = Folder(council.path)
    owner = folder.owner(folder.live_accounts()["facebook:ann"])
    with folder.archive() as archive:
        archive.keep(Page(account="facebook:ann", posts=list(posts)), [], owner=owner, now_us=NOW_US)


@pytest.mark.parametrize("order", ["the archive first", "Facebook first"])
def test_a_post_seen_by_archive_and_by_the_platform_is_one(
    council: Council, tmp_path: Path, order: str
) -> None:
    path = zipped(tmp_path / "f.zip", facebook_files(POSTS, [*COMMENTS, comment(DAY_1, "First!")]))
    folder = Folder(council.path)
    itself = [from_facebook(folder, "1_1", DAY_1, "Roads are open."),
              from_facebook(folder, "1_3", DAY_3, "See you there.", Kind.REPLY)]  # fmt: skip

    if order == "the archive first":
        bring(council, path)
        collected(council, *itself)
    else:
        collected(council, *itself)
        bring(council, path)
    bring(council, path)

    found = rows(council, "select text, starts_with(id, 'facebook:ann/archive/') from posts order by text")
    assert found == [
        ("Bins on Friday.", True),
        ("First!", True),
        ("Roads are open.", False),
        ("See you there.", False),
    ]
    orphans = rows(council, "select post from labels where post not in (select id from posts)")
    assert orphans == []


def test_no_time_to_answer_is_claimed(council: Council, tmp_path: Path) -> None:
    posts = [entry(f"2026-10-01T{hour:02}:00:00+00:00", f"News {hour}.") for hour in range(12)]
    bring(
        council,
        zipped(tmp_path / "f.zip", facebook_files(posts, COMMENTS)),
        "--covers",
        "2026-10-01..2026-10-31",
    )
    council.must("measure", "--as-of", "2026-10-20T12:00:00Z")

    results = {one["measure"]: one for one in council.json("show", "ann", "--month", "2026-10")["results"]}

    assert {
        results[name]["outcome"] for name in ("answered-within-a-day", "typical-wait", "still-waiting")
    } == {"not visible"}
    assert results["conversation-share"]["why"] == "an archive of Facebook doesn't say whom a reply answered"
    assert (results["conversation-share"]["outcome"], results["conversation-share"]["n"]) == (
        "not visible",
        None,
    )
    assert (results["sharing-share"]["outcome"], results["sharing-share"]["n"]) == ("measured", 12)

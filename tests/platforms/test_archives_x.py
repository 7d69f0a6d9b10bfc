"""An X archive brings the member's own posts, says only what it can show, and opens nothing private."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors.archives import opened, x
from facts import Account, Kind, Page, Post
from pipelines.keep.folder import Folder
from store.key import Pseudonyms
from tests.platforms.made_archives import (
    ANN_ID,
    SECRET,
    STRANGER,
    account_js,
    links,
    manifest,
    registered,
    status,
    tweet,
    x_files,
    ytd,
    zipped,
)
from tests.small_council import Council, write_posts

pytestmark = pytest.mark.platforms

NOON = status("2026-10-01T12:00:00+00:00")
LATER = status("2026-10-02T12:00:00+00:00")
OTHERS = status("2026-10-01T09:00:00+00:00", 7)
ANN = Account(id="x:ann", member="ann", platform="x", handle="ann", platform_id=ANN_ID)
NOW_US = 1_800_000_000_000_000
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return registered(tmp_path, "x")


def read(tmp_path: Path, *tweets: dict[str, Any], **more: str) -> list[Post]:
    with opened(zipped(tmp_path / "read.zip", x_files(*tweets, **more))) as archive:
        return x.read(archive, ANN, MASKS, NOW_US).posts


def rows(council: Council, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        return db.execute(sql).fetchall()


def bring(council: Council, path: Path, *more: str) -> str:
    return council.must("import", str(path), "--account", "x:ann", *more)


# Reading

KINDS = {
    "post": (tweet(NOON, "Roads are open."), Kind.POST, None),
    "reply": (tweet(NOON, "@jo Yes.", in_reply_to_status_id_str=OTHERS), Kind.REPLY, f"x:{OTHERS}"),
    "share": (tweet(NOON, "RT @jo: The fair is on and…"), Kind.SHARE, None),
    "quote": (
        tweet(NOON, "So good https://t.co/a", entities=links(f"https://twitter.com/jo/status/{OTHERS}")),
        Kind.QUOTE,
        None,
    ),
    "a reply that links to a post": (
        tweet(NOON, "@jo https://t.co/a", entities=links(f"https://x.com/jo/status/{OTHERS}?s=20"),
              in_reply_to_status_id_str=OTHERS),
        Kind.REPLY,
        f"x:{OTHERS}",
    ),
    "a link to a picture": (
        tweet(NOON, "https://t.co/a", entities=links(f"https://twitter.com/jo/status/{OTHERS}/photo/1")),
        Kind.POST,
        None,
    ),
    "own words that begin like a share": (tweet(NOON, "RT if you agree"), Kind.POST, None),
    "without a wrapper, as before 2020": (tweet(NOON)["tweet"], Kind.POST, None),
}  # fmt: skip


@pytest.mark.parametrize(("told", "kind", "answers"), KINDS.values(), ids=KINDS)
def test_each_kind_is_told_apart(tmp_path: Path, told: Any, kind: Kind, answers: str | None) -> None:
    [post] = read(tmp_path, told)

    assert (post.id, post.kind, post.answers) == (f"x:{NOON}", kind, answers)
    assert post.url == f"https://x.com/i/status/{NOON}"


def test_the_time_is_the_ids_and_cannot_be_chosen(tmp_path: Path) -> None:
    old = "20000000000"  # before ids were moments
    timed, untimed = read(
        tmp_path,
        tweet(NOON, created_at="Thu Jan 01 09:00:00 +0000 2015"),
        tweet(old, created_at="Wed Aug 04 10:00:00 +0000 2010"),
    )[::-1]

    noon_us = 1_790_856_000_000_000
    assert (timed.posted_us, timed.written_us) == (noon_us, noon_us)
    assert (untimed.posted_us, untimed.written_us) == (1_280_916_000_000_000, None)


def test_the_words_are_as_written_and_nobody_else_is_named_in_them(tmp_path: Path) -> None:
    quoted = f"https://x.com/{STRANGER}/status/{OTHERS}"
    posts = read(
        tmp_path,
        tweet(NOON, f"Fish &amp; chips, @{STRANGER}! https://t.co/a",
              entities=links("https://www.news.example/1", quoted, mentions={STRANGER: "77"})),
        tweet(LATER, f"RT @{STRANGER}: words of theirs", entities=links(mentions={STRANGER.upper(): "77"})),
    )  # fmt: skip

    assert posts[0].text == "Fish & chips, @someone! https://t.co/a"
    assert posts[0].sites == ("news.example",)
    assert (posts[1].text, posts[1].source) == ("", MASKS.source("77"))
    assert posts[0].source == MASKS.source("77")
    assert STRANGER not in repr(posts)


def test_media_links_and_languages_are_kept(tmp_path: Path) -> None:
    def media(kind: str) -> dict[str, Any]:
        return {"media": [{"type": kind, "expanded_url": f"https://x.com/{STRANGER}/status/1/photo/1"}]}

    ids = [status(f"2026-10-0{day}T09:00:00+00:00") for day in (1, 2, 3, 4)]
    posts = read(
        tmp_path,
        tweet(ids[0], extended_entities=media("photo"), lang="cy"),
        tweet(ids[1], extended_entities=media("animated_gif"), lang="qme"),
        tweet(ids[2], entities=links("https://council.example/bins")),
        tweet(ids[3], lang="und"),
    )

    assert [post.format for post in posts] == ["photo", "video", "link", "text"]
    assert [post.language for post in posts] == ["cy", "", "en", ""]


def test_an_edited_post_is_one_in_its_newest_words_under_its_first_id(tmp_path: Path) -> None:
    second, reply = status("2026-10-01T12:10:00+00:00"), status("2026-10-01T13:00:00+00:00")
    posts = read(
        tmp_path,
        tweet(second, "Mended.", edit_info={"edit": {"initialTweetId": NOON, "editControlInitial": {}}}),
        tweet(NOON, "Mendde.", edit_info={"initial": {"editTweetIds": [NOON, second]}}),
        tweet(reply, "More.", in_reply_to_status_id_str=second, in_reply_to_user_id_str=ANN_ID),
    )

    assert [(post.id, post.text, post.answers) for post in posts] == [
        (f"x:{NOON}", "Mended.", None),
        (f"x:{reply}", "More.", f"x:{NOON}"),
    ]


def test_what_continues_a_post_of_ones_own_that_is_gone_is_no_reply_to_others(tmp_path: Path) -> None:
    own, others = read(
        tmp_path,
        tweet(NOON, "2/2", in_reply_to_status_id_str=OTHERS, in_reply_to_user_id_str=ANN_ID),
        tweet(LATER, "@jo Hm", in_reply_to_status_id_str=OTHERS, in_reply_to_user_id_str="77"),
    )

    assert (own.kind, own.answers) == (Kind.POST, None)
    assert (others.kind, others.answers) == (Kind.REPLY, f"x:{OTHERS}")


ODD = {
    "no post": "a text",
    "another shape": {"tweet": {"id_str": 5}},
    "no id": tweet("abc"),
    "a huge id": tweet("9" * 30),
    "a wrong time": tweet("20000000000", created_at="yesterday"),
    "a time to come": tweet(status("2126-01-01T00:00:00+00:00")),
    "an answer to itself": tweet(NOON, in_reply_to_status_id_str=NOON),
    "entities of another kind": tweet(LATER, entities=5, extended_entities=[1], edit_info="x", lang=""),
    "strange entities": tweet(LATER, entities={"urls": [3, {"expanded_url": 4}], "user_mentions": 4}),
    "an endless number": tweet(LATER, f"&#{'9' * 10_000};"),
    "hostile words": tweet(LATER, "\u202egnp.exe\x00\x1b[31m" + "a" * 2_000_000),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_item_harms_no_other(council: Council, tmp_path: Path, odd: Any) -> None:
    good = status("2026-10-03T12:00:00+00:00")
    path = zipped(tmp_path / "x.zip", x_files(tweet(good), odd))

    done = council.run("import", str(path), "--account", "x:ann")

    [words] = rows(council, f"select text from posts where id = 'x:{good}'")
    kept = rows(council, "select id, text from posts")
    assert words == ("Hello.",)
    assert (done.exit_code, len(kept)) in ((4, 1), (0, 2)), done.output
    assert all(len(text) <= 10_000 and "\x1b" not in text and "\u202e" not in text for _, text in kept)


# Importing

THREE = (
    tweet(NOON, "Roads are open."),
    tweet(LATER, "@jo Yes.", in_reply_to_status_id_str=OTHERS),
    tweet(status("2026-10-03T12:00:00+00:00"), "RT @jo: The fair"),
)


def test_it_covers_its_own_posts_to_the_moment_it_was_made_and_nothing_else(
    council: Council, tmp_path: Path
) -> None:
    said = bring(council, zipped(tmp_path / "x.zip", x_files(*THREE)))

    assert said.splitlines()[0] == "x.zip: 3 messages kept, 0 kept before."
    made_us, midnight_us = 1_792_497_600_000_000, 1_790_809_200_000_000
    assert rows(council, "select * from coverage") == [("x:ann", "posts", midnight_us, made_us)]


def test_importing_it_twice_changes_nothing(council: Council, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", x_files(*THREE))
    bring(council, path)
    once = council.archive()

    said = bring(council, path)

    assert said.splitlines()[0] == "x.zip: 0 messages kept, 3 kept before."
    assert council.archive() == once


def test_a_post_seen_by_archive_and_by_the_platform_is_one(council: Council, tmp_path: Path) -> None:
    bring(council, zipped(tmp_path / "x.zip", x_files(*THREE)))
    folder = Folder(council.path)
    account = folder.live_accounts()["x:ann"]
    owner = folder.owner(account)
    post = Post(id=f"x:{NOON}", platform="x", account="x:ann", author=owner, kind=Kind.POST,
                posted_us=1_790_856_000_000_000, text="Roads are open.", item='{"lang":"en"}')  # fmt: skip

    with folder.archive() as archive:
        kept = archive.keep(Page(account="x:ann", posts=[post]), [], owner=owner, now_us=NOW_US)

    assert (account.platform_id, kept.new, kept.changed) == (ANN_ID, 0, 1)
    assert len(rows(council, "select id from posts")) == 3


def test_a_post_that_is_gone_stays_gone_whatever_an_older_archive_holds(
    council: Council, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "x.zip", x_files(*THREE))
    bring(council, path)
    with Folder(council.path).archive() as archive:
        page = Page(account="x:ann", gone=[f"x:{NOON}"], gone_us=NOW_US)
        archive.keep(page, [], owner="", now_us=NOW_US)

    bring(council, path)

    assert rows(council, f"select text from posts where id = 'x:{NOON}'") == [("",)]


def test_how_people_were_answered_is_not_visible_and_what_was_posted_is(
    council: Council, tmp_path: Path
) -> None:
    posts = [tweet(status(f"2026-10-01T{hour:02}:00:00+00:00"), f"News {hour}.") for hour in range(12)]
    bring(council, zipped(tmp_path / "x.zip", x_files(*posts)))
    council.must("measure", "--as-of", "2026-10-20T12:00:00Z")

    results = {one["measure"]: one for one in council.json("show", "ann", "--month", "2026-10")["results"]}

    waiting = results["answered-within-a-day"]
    assert (waiting["outcome"], waiting["n"]) == ("not visible", None)
    assert waiting["why"] == "an archive of X doesn't show posts and replies to us"
    assert (results["conversation-share"]["outcome"], results["conversation-share"]["n"]) == ("measured", 12)


def test_replies_that_another_file_shows_are_visible_again(council: Council, tmp_path: Path) -> None:
    bring(council, zipped(tmp_path / "x.zip", x_files(*THREE)))
    asked = {
        "id": "q",
        "account": "x:ann",
        "author": "jo",
        "posted_at": "2026-10-19T09:00:00Z",
        "text": "Why?",
    }
    council.must(
        "import", str(write_posts(tmp_path / "p.jsonl", [asked])), "--covers", "2026-10-01..2026-10-19"
    )
    council.must("measure", "--as-of", "2026-10-20T12:00:00Z")

    results = {one["measure"]: one for one in council.json("show", "ann", "--month", "2026-10")["results"]}

    assert results["still-waiting"]["outcome"] == "measured"


def test_nothing_private_is_opened_and_nobody_else_is_named(council: Council, tmp_path: Path) -> None:
    posts = [tweet(NOON, f"@{STRANGER} Yes.", in_reply_to_status_id_str=OTHERS, in_reply_to_screen_name=STRANGER),
             tweet(LATER, f"RT @{STRANGER}: Hello", entities=links(mentions={STRANGER: "77"}))]  # fmt: skip

    done = council.run("import", str(zipped(tmp_path / "x.zip", x_files(*posts))), "--account", "x:ann")

    assert council.bytes_of(SECRET, STRANGER) == {}
    assert SECRET not in done.output
    assert STRANGER not in done.output


PARTS: dict[str, dict[str, str]] = {
    "it is only a part": {"data/manifest.js": manifest(3, isPartialArchive=True)},
    "it holds fewer posts than it says": {"data/manifest.js": manifest(4)},
    "a part is missing": {"data/tweets-part2.js": ytd("tweets", [tweet("20000000001")], 2)},
}


@pytest.mark.parametrize("more", PARTS.values(), ids=PARTS)
def test_what_is_not_whole_covers_nothing(council: Council, tmp_path: Path, more: dict[str, str]) -> None:
    done = council.run(
        "import", str(zipped(tmp_path / "x.zip", x_files(*THREE, **more))), "--account", "x:ann"
    )

    assert done.exit_code == 4
    assert "What it covers isn't claimed" in done.stderr
    assert rows(council, "select * from coverage") == []
    assert len(rows(council, "select id from posts")) >= 3


def test_an_older_archive_says_nothing_of_its_making_and_covers_to_its_last_post(
    council: Council, tmp_path: Path
) -> None:
    files = {"account.js": account_js(), "tweet.js": ytd("tweet", list(THREE[:2]))}

    bring(council, zipped(tmp_path / "x.zip", files))
    [(to_us,)] = rows(council, "select to_us from coverage")
    bring(council, zipped(tmp_path / "x.zip", files), "--covers", "..2026-10-10")

    assert to_us == 1_790_942_400_000_000  # LATER
    assert rows(council, "select to_us from coverage") == [(1_791_673_200_000_000,)]  # the local day's end


# Whose it is


def test_it_needs_its_account_named(council: Council, tmp_path: Path) -> None:
    path = str(zipped(tmp_path / "x.zip", x_files(*THREE)))

    for arguments in ((), ("--account", "bluesky:bob")):
        done = council.run("import", path, *arguments)

        assert (done.exit_code, done.stdout) == (2, "")
        assert (
            done.stderr
            == "x.zip: it is an archive of x. Say whose, with --account x:HANDLE. [wrong-argument]\n"
        )


def test_without_consent_nothing_of_it_is_read(council: Council, tmp_path: Path) -> None:
    path = str(zipped(tmp_path / "x.zip", {**x_files(*THREE), "data/tweets.js": "never read"}))

    for account in ("x:dee", "x:zoe"):
        done = council.run("import", path, "--account", account)

        assert done.exit_code == 4
        assert f"{account}: The archive was refused: no recorded consent is live." in done.stderr
        assert council.keeps_nothing()


def test_somebody_elses_archive_is_refused_and_they_are_not_named(council: Council, tmp_path: Path) -> None:
    other = {"data/account.js": account_js(STRANGER, "42")}
    done = council.run(
        "import", str(zipped(tmp_path / "x.zip", x_files(*THREE, **other))), "--account", "x:ann"
    )

    assert (done.exit_code, done.stdout) == (1, "")
    assert "it is the archive of another account than x:ann" in done.stderr
    assert STRANGER not in done.stderr
    assert council.bytes_of(STRANGER) == {}


def test_a_new_handle_is_still_the_same_person(council: Council, tmp_path: Path) -> None:
    bring(council, zipped(tmp_path / "x.zip", x_files(*THREE)))
    renamed = {"data/account.js": account_js("CllrAnnLee", ANN_ID)}
    taken = {"data/account.js": account_js("ann", "43")}  # somebody took the old handle

    bring(council, zipped(tmp_path / "x.zip", x_files(*THREE, **renamed)))
    done = council.run(
        "import", str(zipped(tmp_path / "x.zip", x_files(*THREE, **taken))), "--account", "x:ann"
    )

    assert Folder(council.path).live_accounts()["x:ann"].handle == "cllrannlee"
    assert done.exit_code == 1


def test_what_it_brought_is_erased_with_the_account(council: Council, tmp_path: Path) -> None:
    bring(council, zipped(tmp_path / "x.zip", x_files(tweet(NOON, "Words about the viaduct."))))

    council.must("erase", "--account", "x:ann")
    council.run("measure", "--as-of", "2026-10-20T12:00:00Z")

    assert council.bytes_of("viaduct") == {}


def test_the_report_says_what_was_set_aside(council: Council, tmp_path: Path) -> None:
    done = council.run(
        "import", str(zipped(tmp_path / "x.zip", x_files(*THREE, tweet("abc")))), "--account", "x:ann"
    )

    [report] = (council.path / "imports").glob("*.json")
    told = json.loads(report.read_text("utf-8"))
    assert done.exit_code == 4
    assert (told["kept"], told["kept_before"]) == (3, 0)
    assert told["set_aside"] == [
        {
            "where": "tweets.js",
            "what": "A post was set aside: its id isn't one of X's.",
            "todo": "",
            "code": "set-aside",
        }
    ]

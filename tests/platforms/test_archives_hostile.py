"""A zip that is broken, huge, locked or sly ends with one clear line, and nothing of it is kept."""

import io
import json
import zlib
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from connectors.archives import zipped as zips
from tests.commands.test_posts_file import GOOD
from tests.platforms.made_archives import (
    account_js,
    entry,
    facebook_files,
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
FILES = x_files(tweet(NOON))


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return registered(tmp_path, "x", "facebook")


def packed(files: dict[str, str], method: int = ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", method) as inside:
        for name, content in files.items():
            inside.writestr(name, content)
    return held.getvalue()


def without(*endings: str) -> dict[str, str]:
    return {name: content for name, content in FILES.items() if not name.endswith(endings)}


def locked() -> bytes:
    """Return a zip whose files say that they are under a password."""
    body = bytearray(packed(FILES))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        while at >= 0:
            body[at + place] |= 1
            at = body.find(mark, at + 4)
    return bytes(body)


def spoiled() -> bytes:
    body = packed({"data/account.js": account_js(), "data/tweets.js": ytd("tweets", [tweet(NOON)])})
    words = zlib.crc32(ytd("tweets", [tweet(NOON)]).encode()).to_bytes(4, "little")
    return body.replace(words, b"\0\0\0\0")


def with_file(name: str, content: str) -> bytes:
    return packed({**FILES, name: content})


BAD = {
    "cut off": (packed(FILES)[:-400], "it is a broken zip"),
    "only the beginning": (b"PK\x03\x04" + bytes(100), "it is a broken zip"),
    "empty": (packed({}), "neither an X archive nor a Facebook archive"),
    "other files": (packed({"letter.docx": "Hello"}), "neither an X archive nor a Facebook archive"),
    "a zip in a zip": (packed({"data/tweets.js.zip": "PK"}), "neither an X archive nor a Facebook archive"),
    "names that climb": (
        packed({"../../data/tweets.js": "[", "/data/account.js": "[", "..\\data\\tweets.js": "["}),
        "neither an X archive nor a Facebook archive",
    ),
    "Facebook's in HTML": (
        packed({"your_facebook_activity/posts/your_posts_1.html": "<html>"}),
        "neither an X archive nor a Facebook archive in JSON",
    ),
    "a password": (locked(), "it is locked with a password"),
    "another packing": (packed(FILES, ZIP_BZIP2), "packed in a way we don't read"),
    "a spoiled file": (spoiled(), "tweets.js in it is broken"),
    "no posts": (packed(without("tweets.js")), "tweets.js is missing from it"),
    "nobody's": (packed(without("account.js")), "it doesn't say whose it is"),
    "two accounts": (
        with_file("data/account.js", ytd("account", json.loads(account_js()[account_js().index("[") :]) * 2)),
        "doesn't say whose it is",
    ),
    "a nameless account": (with_file("data/account.js", account_js("", "x")), "doesn't say whose it is"),
    "no list": (with_file("data/tweets.js", "window.YTD.tweets.part0 = 5"), "tweets.js in it isn't what we know"),
    "half a list": (with_file("data/tweets.js", "window.YTD.tweets.part0 = [ {"), "isn't readable JSON"),
    "endless depth": (with_file("data/tweets.js", "[" * 1_000_000), "tweets.js in it isn't readable JSON"),
    "nothing that is a post": (with_file("data/tweets.js", "[1, 2]"), "none of the posts in it could be read"),
    "an odd manifest": (with_file("data/manifest.js", '= {"dataTypes": 3}'), "manifest.js in it isn't readable"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "why"), BAD.values(), ids=BAD)
def test_a_bad_zip_ends_with_one_line_and_keeps_nothing(
    council: Council, tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "odd.zip"
    path.write_bytes(content)

    done = council.run("import", str(path), "--account", "x:ann")

    assert (done.exit_code, done.stdout) == (1, ""), done.output
    assert done.stderr.startswith("odd.zip: ")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert council.keeps_nothing()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "odd.zip"]


BAD_JSON = ["", "5", "{}", '{"other": []}', "[{", '{"comments_v2": 3}', "[" * 100_000, "\ufffd\x00"]


@pytest.mark.parametrize("told", BAD_JSON, ids=range(len(BAD_JSON)))
def test_a_bad_facebook_file_is_refused_in_one_line(council: Council, tmp_path: Path, told: str) -> None:
    comments = "your_facebook_activity/comments_and_reactions/comments.json"
    path = zipped(tmp_path / "f.zip", facebook_files([entry("2026-10-01T09:00:00Z")], [], **{comments: told}))

    done = council.run("import", str(path), "--account", "facebook:ann")

    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("f.zip: comments.json in it isn't ")
    assert council.keeps_nothing()


def test_a_bomb_is_put_down_before_it_is_unpacked(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "LARGEST_BYTES", 3_000_000)
    bomb = "window.YTD.tweets.part0 = [" + " " * 40_000_000 + "]"
    path = zipped(tmp_path / "x.zip", {**FILES, "data/tweets.js": bomb})

    done = council.run("import", str(path), "--account", "x:ann")

    assert path.stat().st_size < 100_000
    assert done.exit_code == 1
    assert done.stderr == "x.zip: tweets.js in it is too large to be what it says. [unreadable-file]\n"


def test_many_large_files_are_too_large_together(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MOST_BYTES", 3_000_000)
    parts = {f"data/tweets-part{n}.js": f"= [{' ' * 1_000_000}]" for n in range(1, 9)}

    done = council.run("import", str(zipped(tmp_path / "x.zip", {**FILES, **parts})), "--account", "x:ann")

    assert done.exit_code == 1
    assert "too large" in done.stderr


def test_a_zip_of_very_many_files_is_not_looked_through(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MOST_FILES", 5)

    done = council.run("import", str(zipped(tmp_path / "x.zip", FILES)), "--account", "x:ann")

    assert done.stderr == "x.zip: it holds more than 5 files. [unreadable-file]\n"


def test_one_bad_zip_does_not_stop_the_others(council: Council, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04")
    good, posts = zipped(tmp_path / "x.zip", FILES), write_posts(tmp_path / "posts.jsonl", GOOD)

    done = council.run("import", str(bad), str(good), str(posts), "--account", "x:ann")

    assert done.exit_code == 4
    assert [line for line in done.stdout.splitlines() if "kept" in line] == [
        "x.zip: 1 message kept, 0 kept before.",
        "posts.jsonl: 2 messages kept, 0 kept before.",
    ]

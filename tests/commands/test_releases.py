"""Council releases from feeds and a folder: what is collected, what is set aside, and what `doctor` says of it."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.releases.feed import read_release_feed
from facts import DAY_US, HOUR_US, iso
from pipelines.keep import settings
from pipelines.keep.releases import are_set_up
from store.archive import Archive
from store.releases import Release, keep_releases, releases
from store.settings_file import BadSettings
from tests.commands.test_command_line import member
from tests.platforms.local_blog import XML, LocalBlog, blogging, day
from tests.platforms.local_platform import Answer
from tests.small_council import Council, write_register

pytestmark = pytest.mark.commands

FOREVER_US = 2**62


@pytest.fixture
def feed() -> Iterator[LocalBlog]:
    with blogging(LocalBlog()) as feed:
        feed.write("n1", day(1), "New crossing &amp; lights", "<p>Work begins on Monday.</p><p>Ask us.</p>")
        feed.write("n2", day(2))
        yield feed


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return Council(tmp_path / "data")


def choose(council: Council, **told: Any) -> None:
    """Write [releases] of settings.toml."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in told.items()]
    council.path.mkdir(exist_ok=True)
    (council.path / "settings.toml").write_text("\n".join(["[releases]", *lines]), encoding="utf-8")


def kept(council: Council, until_us: int = FOREVER_US) -> list[Release]:
    with Archive(council.path / "archive.duckdb") as archive:
        return releases(archive, until_us)


def write(council: Council, name: str, text: str | bytes, changed_us: int = day(5)) -> Path:
    """Write a file into the folder of releases."""
    path = council.path / "releases" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, ns=(changed_us * 1000, changed_us * 1000))
    return path


def release(number: int, **told: Any) -> Release:
    words = {
        "title": f"Title {number}",
        "text": f"Text {number}",
        "published_us": day(number),
        "source": "file",
    }
    return Release(**{"id": f"release:{number}", **words, **told})


# Feeds


@pytest.mark.parametrize("is_atom", [False, True])
def test_a_feed_gives_moment_title_text_and_address(council: Council, feed: LocalBlog, is_atom: bool) -> None:
    feed.is_atom = is_atom
    choose(council, feeds=[f"{feed.address}/feed"])

    told = council.must("collect")

    first, second = kept(council)
    assert (first.title, first.text) == ("New crossing & lights", "Work begins on Monday.\nAsk us.")
    assert (first.published_us, first.url) == (day(1), f"{feed.address}/n1")
    assert (first.source, second.title) == ("feed:127.0.0.1", "Title n2")
    assert "council releases" in told
    assert [one.title for one in kept(council, day(1))] == [first.title]


def test_an_entry_without_content_gives_its_summary_and_without_a_published_time_its_last_change() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><id>a</id>'
        "<updated>2026-10-03T09:00:00Z</updated><summary>Short words.</summary></entry></feed>"
    )

    [one] = read_release_feed(atom.encode(), "", address="https://a.example/f", now_us=day(9)).releases

    assert (one.text, one.published_us) == ("Short words.", day(3))


def test_an_edited_entry_gets_its_new_words_and_keeps_its_first_moment(
    council: Council, feed: LocalBlog
) -> None:
    choose(council, feeds=[f"{feed.address}/feed"])
    council.must("collect")
    feed.write("n2", day(7), "Title n2", "<p>Other words.</p>")

    council.must("collect")

    assert [(one.published_us, one.text) for one in kept(council)][1] == (day(2), "Other words.")
    assert len(kept(council)) == 2


def test_an_entry_that_drops_out_of_the_feed_stays(council: Council, feed: LocalBlog) -> None:
    choose(council, feeds=[f"{feed.address}/feed"])
    council.must("collect")
    for number in (11, 12, 13):
        feed.write(f"n{number}", day(number))

    council.must("collect")

    assert len(kept(council)) == 5


def test_a_feed_that_has_not_changed_is_not_sent_again(council: Council, feed: LocalBlog) -> None:
    choose(council, feeds=[f"{feed.address}/feed"])
    council.must("collect")
    before = kept(council)

    council.must("collect")

    assert "if-none-match" in feed.asked[1]
    assert kept(council) == before


def test_what_is_dated_ahead_was_published_when_it_was_first_seen() -> None:
    rss = (
        '<rss version="2.0"><channel><item><title>A</title><guid>a</guid>'
        "<pubDate>Thu, 01 Oct 2126 09:00:00 GMT</pubDate></item></channel></rss>"
    )

    [one] = read_release_feed(rss.encode(), "", address="https://a.example/f", now_us=day(9)).releases

    assert one.published_us == day(9)


FAULTS = {
    "missing": (
        Answer(b"<html>", 404),
        r"has no such feed \(404\). Check the feed's address under \[releases\]",
    ),
    "gone": (Answer(b"", 410), r"taken the feed away \(410\). Check the feed's address under \[releases\]"),
    "shut": (Answer(b"", 403), r"does not let us in \(403\). The feed must be open to all"),
    "broken": (Answer(b"<html>", 500), r"has a fault \(500\). Nothing is lost"),
    "a page": (Answer(b"<html>Hello", 200), "Its address answers something that is no feed"),
    "sent inside": (
        Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
        "sends us where we don't go",
    ),
    "cut": (Answer(b"<rss>" * 100, 200, XML, is_cut=True), "broke off its answer"),
    "laughs": (
        Answer(
            b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            b'<rss version="2.0"><channel><item><title>&b;&b;</title><guid>1</guid></item>',
            200,
            XML,
        ),
        "badly made or broke off",
    ),
}


@pytest.mark.parametrize(("answer", "words"), FAULTS.values(), ids=FAULTS)
def test_a_feed_that_fails_is_one_line_and_stops_no_other(
    council: Council, feed: LocalBlog, answer: Answer, words: str
) -> None:
    with blogging(LocalBlog(instead=[answer])) as other:
        choose(council, feeds=[f"{other.address}/feed", f"{feed.address}/feed"])
        done = council.run("collect")
        told = json.loads(council.run("doctor", "--json").stdout)

        assert done.exit_code == 4
        [line] = [one for one in done.stderr.splitlines() if "release-feed" in one]
        assert line.startswith("release feed 127.0.0.1 (1): ")
        assert line.endswith("[release-feed]")
        assert re.search(words, line)
        assert {one.title for one in kept(council)} >= {"New crossing & lights", "Title n2"}
        assert "release-feed" in told["next_step_codes"]
        council.must("collect")
        assert "release-feed" not in json.loads(council.run("doctor", "--json").stdout)["next_step_codes"]


def test_entries_without_a_date_an_id_or_words_are_set_aside_and_counted(
    council: Council, feed: LocalBlog
) -> None:
    date = "<pubDate>Thu, 01 Oct 2026 10:00:00 GMT</pubDate>"
    items = [
        "<item><title>A</title><guid>a</guid></item>",
        "<item><title>B</title><guid>b</guid></item>",
        f"<item><title>C</title>{date}</item>",
        f"<item><title>&#8206;</title><guid>d</guid>{date}</item>",
        f"<item><title>Good</title><guid>g</guid>{date}</item>",
    ]
    feed.instead = [
        Answer(f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode(), 200, XML)
    ]
    choose(council, feeds=[f"{feed.address}/feed"])

    done = council.run("collect")

    assert done.exit_code == 4
    assert "release feed 127.0.0.1: 2 entries were set aside: it has no date." in done.stderr
    assert "An entry was set aside: it has neither an id nor a link." in done.stderr
    assert "An entry was set aside: it holds no words." in done.stderr
    assert [one.title for one in kept(council)] == ["Good"]


def test_hostile_words_are_cleaned_and_cut_and_a_script_is_no_address(council: Council) -> None:
    html = "&lt;script&gt;alert(1)&lt;/script&gt;Plain\u202e words\x07 " + "word " * 10_000
    item = (
        f"<item><title>Ti\u2066tle\n two</title><guid>a</guid><link>javascript:alert(1)</link>"
        f"<pubDate>Thu, 01 Oct 2026 10:00:00 GMT</pubDate><description>{html}</description></item>"
    ).replace("\x07", "")
    body = f'<rss version="2.0"><channel>{item}</channel></rss>'.encode()

    [one] = read_release_feed(body, "", address="https://a.example/f", now_us=day(9)).releases

    assert one.title == "Title two"
    assert one.text.startswith("Plain words word")
    assert len(one.text) <= 20_000
    assert one.url == ""


def test_a_narrowed_collect_leaves_releases_alone(council: Council, feed: LocalBlog, tmp_path: Path) -> None:
    choose(council, feeds=[f"{feed.address}/feed"])
    council.must(
        "register", str(write_register(tmp_path / "register.csv", [member("ann", platform="made-up")]))
    )

    council.must("collect", "--platform", "blog")
    council.must("collect", "--account", "made-up:ann")

    assert feed.asked == []


def test_no_erasure_takes_releases(council: Council, feed: LocalBlog, tmp_path: Path) -> None:
    choose(council, feeds=[f"{feed.address}/feed"])
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann")])))
    council.run("collect")

    council.run("withdraw", "--account", "x:ann")
    council.run("erase", "--account", "x:ann")

    assert len(kept(council)) == 2


# The folder


def test_a_file_is_dated_by_its_first_line_or_else_by_its_own_time(council: Council) -> None:
    choose(council, folder="releases")
    write(council, "2026/a.txt", "2026-07-01\r\n\r\nNew crossing\r\nWork begins.\r\n")
    write(council, "b.md", "# Bins\n\nA new day.", changed_us=day(5))
    write(council, "c.TXT", "\ufeff2026-07-02 14:30\nTimed\nWords")
    write(council, "d.txt", "2026-07-03T14:30Z\nIn UTC\nWords")
    write(council, "e.txt", "2026-07-03 is a great day\nWords", changed_us=day(6))
    write(council, "f.csv", "not read")
    write(council, ".g.txt", "hidden")

    council.must("collect")

    assert [(iso(one.published_us), one.title, one.text, one.source) for one in kept(council)] == [
        ("2026-06-30T23:00:00Z", "New crossing", "Work begins.", "folder"),
        ("2026-07-02T13:30:00Z", "Timed", "Words", "folder"),
        ("2026-07-03T14:30:00Z", "In UTC", "Words", "folder"),
        (iso(day(5)), "Bins", "A new day.", "folder"),
        (iso(day(6)), "2026-07-03 is a great day", "Words", "folder"),
    ]


def test_a_file_that_is_touched_keeps_its_moment_and_a_date_that_is_mended_counts(council: Council) -> None:
    choose(council, folder="releases")
    write(council, "a.txt", "Touched\nWords", changed_us=day(5))
    write(council, "b.txt", "2026-01-01\nDated\nWords")
    council.must("collect")
    write(council, "a.txt", "Touched\nOther words", changed_us=day(9))
    write(council, "b.txt", "2026-10-03\nDated\nWords")

    council.must("collect")

    assert [(one.title, one.text, one.published_us) for one in kept(council)] == [
        ("Dated", "Words", day(3, 0) - HOUR_US),
        ("Touched", "Other words", day(5)),
    ]


def test_a_file_that_is_removed_removes_nothing(council: Council) -> None:
    choose(council, folder="releases")
    path = write(council, "a.txt", "2026-07-01\nTitle\nWords")
    council.must("collect")
    path.unlink()

    council.must("collect")

    assert len(kept(council)) == 1


ODD_FILES = {
    "not UTF-8": (b"2026-07-01\nCaf\xe9\nWords", "it is no text in UTF-8"),
    "UTF-16": ("Title\nWords".encode("utf-16"), "it is text in UTF-16. Save it as UTF-8"),
    "too large": (b"word " * 250_000, "it is larger than 1,000,000 bytes"),
    "empty": (b"", "it is empty"),
    "a date alone": (b"2026-07-01\n\n", "it holds no words"),
    "no such day": (b"2026-02-30\nTitle", "there is no such day or time"),
    "no such hour": (b"2026-02-20 25:00\nTitle", "there is no such day or time"),
    "before all years": (b"0001-01-01\nTitle", "there is no such day or time"),
    "a zip": (b"PK\x03\x04" + b"\0" * 100, "it is a zip"),
    "a page": (b"<html><body>Words", "it is a web page or XML"),
}


@pytest.mark.parametrize(("body", "words"), ODD_FILES.values(), ids=ODD_FILES)
def test_an_odd_file_is_one_line_and_the_others_go_on(council: Council, body: bytes, words: str) -> None:
    choose(council, folder="releases")
    write(council, "odd.txt", body)
    write(council, "good.txt", "2026-07-01\nGood\nWords")

    done = council.run("collect")

    assert done.exit_code == 4
    [line] = [one for one in done.stderr.splitlines() if "odd.txt" in one]
    assert line.startswith(f"releases/odd.txt: It was set aside: {words}")
    assert [one.title for one in kept(council)] == ["Good"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_what_is_no_file_of_the_folder_is_not_read(council: Council, tmp_path: Path) -> None:
    choose(council, folder="releases")
    (tmp_path / "secret.txt").write_text("2026-07-01\nSecret\nWords")
    write(council, "good.txt", "2026-07-01\nGood\nWords")
    folder = council.path / "releases"
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "lost.txt").symlink_to(folder / "nowhere.txt")
    (folder / "round").symlink_to(folder)
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    os.mkfifo(folder / "pipe.txt")

    done = council.run("collect")

    told = done.stderr
    assert done.exit_code == 4
    assert "releases/out.txt: It was set aside: it is a link that leads out of the folder." in told
    assert "releases/lost.txt: It was set aside: it can't be read" in told
    assert "releases/round: It was set aside: it is a link to a folder." in told
    assert "releases/itself.txt: It was set aside: it " in told
    assert "releases/pipe.txt: It was set aside: it is a pipe or a device" in told
    assert [one.title for one in kept(council)] == ["Good"]


def test_a_folder_that_is_not_there_or_leads_out_is_said(council: Council, tmp_path: Path) -> None:
    choose(council, folder="releases")

    done = council.run("collect")
    told = council.run("doctor")

    assert done.exit_code == 4
    assert "release folder releases: There is no such folder in the data folder." in done.stderr
    assert "[release-folder]" in told.stdout
    if os.name == "posix":
        (council.path / "releases").symlink_to(tmp_path)
        assert "It is a link that leads out of the data folder." in council.run("collect").stderr


# Settings


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("releases = 1", "releases is a table"),
        ("[releases]\nfeed = []", "releases.feed means nothing here"),
        ('[releases]\nfeeds = "https://a.example"', "releases.feeds must be a list of addresses"),
        ('[releases]\nfeeds = ["http://a.example/f"]', "releases.feeds must be"),
        ('[releases]\nfeeds = ["https://me:secret@a.example/f"]', "releases.feeds must be"),
        ('[releases]\nfeeds = ["https://["]', "releases.feeds must be"),
        ('[releases]\nfeeds = ["file:///etc/passwd"]', "releases.feeds must be"),
        ('[releases]\nfeeds = ["https://a.example/\\n"]', "releases.feeds must be"),
        ("[releases]\nfeeds = [1]", "releases.feeds must be"),
        ('[releases]\nfolder = "../else"', "releases.folder must be a folder within"),
        ('[releases]\nfolder = "a/../../b"', "releases.folder must be a folder within"),
        ('[releases]\nfolder = "/var/releases"', "releases.folder must be a folder within"),
        ('[releases]\nfolder = "."', "releases.folder must be a folder within"),
        ("[releases]\nfolder = 'C:\\releases'", "releases.folder must be a folder within"),
        ("[releases]\nfolder = 1", "releases.folder must be a folder within"),
        ('[releases]\nfolder = "published/x"', "published is Two-Way's own"),
    ],
)
def test_settings_that_cannot_be_followed_are_one_line(tmp_path: Path, told: str, words: str) -> None:
    (tmp_path / "settings.toml").write_text(told, encoding="utf-8")

    with pytest.raises(BadSettings, match=words.replace(".", r"\.")) as error:
        settings.read(tmp_path)

    assert "secret" not in str(error.value)


def test_settings_say_what_is_set_up_and_so_does_a_release_that_came_otherwise(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        '[releases]\nfeeds = ["https://a.example/f", "https://a.example/f"]\nfolder = "./news/all"',
        encoding="utf-8",
    )
    chosen = settings.read(tmp_path)

    assert chosen.releases.feeds == ("https://a.example/f",)
    assert chosen.releases.folder == "news/all"
    with Archive() as archive:
        assert are_set_up(chosen, archive)
        assert not are_set_up(settings.Settings(), archive)
        keep_releases(archive, [release(1)])
        assert are_set_up(settings.Settings(), archive)


# The archive


def test_the_same_words_that_came_in_two_ways_are_one_release_of_the_earlier_moment() -> None:
    with Archive() as archive:
        keep_releases(archive, [release(1), release(2), release(3, title=" title  1", text="TEXT 1")])

        assert [one.id for one in releases(archive, day(9))] == ["release:1", "release:2"]


def test_keeping_says_what_is_new_and_what_changed_and_again_nothing() -> None:
    with Archive() as archive:
        first = keep_releases(archive, [release(1), release(2)])
        again = keep_releases(archive, [release(1), release(2), release(2)])
        edited = keep_releases(archive, [release(1, text="Other"), release(2, published_us=day(2) + DAY_US)])

        assert [(one.new, one.changed) for one in (first, again, edited)] == [(2, 0), (0, 0), (0, 1)]
        assert [one.published_us for one in releases(archive, FOREVER_US)] == [day(1), day(2)]


# What `doctor` says


def test_doctor_says_what_is_set_up_and_when_it_was_read(council: Council, feed: LocalBlog) -> None:
    choose(council, feeds=[f"{feed.address}/feed?key=hidden"])
    before = council.run("doctor", "--json")
    council.must("collect")

    told = json.loads(council.run("doctor", "--json").stdout)
    words = council.run("doctor").stdout

    assert "release-feed-unread" in json.loads(before.stdout)["next_step_codes"]
    assert "release-feed-unread" not in told["next_step_codes"]
    [one] = told["releases"]["feeds"]
    assert (one["feed"], one["ails"]) == ("127.0.0.1", None)
    assert one["last_read_at"]
    assert (told["releases"]["kept"], told["releases"]["folder"]) == (2, None)
    assert "Council releases: 1 feed; 2 releases kept." in words
    assert "127.0.0.1: last read 20" in words
    assert "hidden" not in words + before.stdout + str(council.archive())

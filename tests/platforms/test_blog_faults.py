"""Whatever a blog's server does, a visit ends with one clear line, loses nothing, and claims no more than it saw."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import duckdb
import pytest

from connectors.blog import Blog
from connectors.connector import PlatformTrouble
from connectors.feeds import fetch
from facts import DAY_US, HOUR_US, Account, Kind, Page, Post, Sight, Unseen
from store.archive import Archive
from store.key import Pseudonyms
from tests.commands.test_command_line import member
from tests.platforms.local_blog import XML, LocalBlog, blogging, day
from tests.platforms.local_platform import Answer
from tests.small_council import Council, write_register

pytestmark = pytest.mark.platforms

MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
NOW_US = day(20)
HTML = {"Content-Type": "text/html"}


class Reader:
    """Visits a blog and keeps what comes, as a run would."""

    def __init__(self, address: str, timeout_s: float = 5.0) -> None:
        self.archive = Archive()
        self.blog = Blog(MASKS, known=self.archive.ids_since, timeout_s=timeout_s)
        self.account = Account(id=f"blog:{address}", member="ann", platform="blog", handle=address)

    def visit(self, now_us: int = NOW_US) -> list[Page]:
        pages = []
        self.blog.feeds._rests.clear()  # as if the pause were over
        for page in self.blog.pages(self.account, self.archive.cursors(self.account.id), now_us):
            self.archive.keep(page, [], owner="", now_us=now_us)
            pages.append(page)
        return pages

    def texts(self) -> dict[str, str]:
        """Return what is kept and not gone, by the last part of its id."""
        return dict(
            self.archive.rows("select split_part(id, '#', -1), text from posts where removed_us is null")
        )

    def seen(self) -> list[tuple[int, int]]:
        return [stretch for stretches in self.archive.stretches().values() for stretch in stretches]


@pytest.fixture
def blog() -> Iterator[LocalBlog]:
    with blogging(LocalBlog()) as blog:
        for number in (1, 2, 3):
            blog.write(f"p{number}", day(number), html=f"<p>Post {number}.</p>")
        yield blog


@pytest.fixture
def reader(blog: LocalBlog) -> Iterator[Reader]:
    reader = Reader(f"{blog.address}/feed")
    yield reader
    reader.blog.close()
    reader.archive.close()


FAULTS = {
    "login": (Answer(status=401), r"does not let us in \(401\)"),
    "forbidden": (Answer(b"<html>", 403, HTML), r"does not let us in \(403\)"),
    "missing": (Answer(b"<html>", 404, HTML), r"has no such feed \(404\)"),
    "gone": (Answer(b"", 410), r"has taken the feed away \(410\)"),
    "slow down": (Answer(status=429), r"slow down \(429\)"),
    "broken": (Answer(b"<html>", 500, HTML), r"has a fault \(500\)"),
    "gateway": (Answer(b"", 502, HTML), r"has a fault \(502\)"),
    "nothing": (Answer(b"", 204), r"has a fault \(204\)"),
    "cut": (Answer(b"<rss>" * 100, 200, XML, is_cut=True), "broke off its answer"),
    "not what it says": (Answer(b"plain", 200, {**XML, "Content-Encoding": "gzip"}), "broke off its answer"),
    "a page": (Answer(b"<html>Sign in", 200, HTML), "is no feed"),
    "data": (Answer(b"{}"), "is no feed"),
    "an empty answer": (Answer(b"", 200, XML), "is no feed"),
    "sent inside": (
        Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
        "sends us where we don't go",
    ),
    "sent to a file": (
        Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "sends us where we don't go",
    ),
}


@pytest.mark.parametrize(("answer", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_says_what_happened_and_the_next_visit_goes_on(
    blog: LocalBlog, reader: Reader, answer: Answer, words: str
) -> None:
    blog.instead = [answer]

    with pytest.raises(PlatformTrouble, match=words) as trouble:
        reader.visit()
    before = reader.seen(), reader.texts()
    reader.visit()

    assert trouble.value.todo
    assert before == ([], {})
    assert set(reader.texts()) == {"p1", "p2", "p3"}


def test_a_server_that_hangs_is_left(blog: LocalBlog) -> None:
    blog.instead = [Answer(waits_s=1.0)]
    hasty = Reader(f"{blog.address}/feed", timeout_s=0.1)

    with pytest.raises(PlatformTrouble, match=r"did not answer within 0.1 s"):
        hasty.visit()
    hasty.archive.close()
    hasty.blog.close()


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_without_end_is_left(
    blog: LocalBlog, reader: Reader, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    monkeypatch.setattr(fetch, "LARGEST_BYTES", 1_000_000)
    body = b" " * 5_000_000
    headers = {**XML, "Content-Encoding": "gzip"} if packed else XML
    blog.instead = [Answer(gzip.compress(body) if packed else body, 200, headers)]

    with pytest.raises(PlatformTrouble, match="answers without end"):
        reader.visit()


PAUSES = {
    "seconds": ("120", timedelta(seconds=120)),
    "a date": ("in two hours", timedelta(hours=2)),
    "a date gone by": ("Thu, 01 Jan 2015 00:00:00 GMT", timedelta(minutes=5)),
    "nonsense": ("soon", timedelta(minutes=5)),
    "a year": ("31536000", timedelta(days=1)),
}


@pytest.mark.parametrize(("told", "pause"), PAUSES.values(), ids=PAUSES)
def test_a_server_that_has_had_enough_is_left_alone(
    blog: LocalBlog, reader: Reader, told: str, pause: timedelta
) -> None:
    if told == "in two hours":
        told = format_datetime(datetime.now(UTC) + pause)
    blog.instead = [Answer(status=429, headers={"Retry-After": told})]

    with pytest.raises(PlatformTrouble) as trouble:
        reader.visit()
    calls = reader.blog.calls
    with pytest.raises(PlatformTrouble, match="has had enough calls for now"):
        next(iter(reader.blog.pages(reader.account, {}, NOW_US)))

    assert trouble.value.again_at is not None
    assert abs(trouble.value.again_at - datetime.now(UTC) - pause) < timedelta(seconds=30)
    assert reader.blog.calls == calls


def test_it_follows_a_feed_that_moved_but_not_for_ever(blog: LocalBlog, reader: Reader) -> None:
    blog.instead = [Answer(status=301, headers={"Location": "/new-feed/"})]
    reader.visit()
    blog.instead = [Answer(status=301, headers={"Location": "/feed"})] * 9

    with pytest.raises(PlatformTrouble, match="sends us round and round"):
        reader.visit()

    assert set(reader.texts()) == {"p1", "p2", "p3"}


@pytest.mark.parametrize("address", ["http://ann.example/feed", "ann.example", "https://", "ftp://ann.example/f",
                                     "https://ann:secret@ann.example/feed"])  # fmt: skip
def test_an_address_that_is_not_safe_is_not_asked(address: str) -> None:
    reader = Reader(address)

    with pytest.raises(PlatformTrouble, match="begins with https://") as trouble:
        reader.visit()

    assert "secret" not in trouble.value.what
    assert reader.blog.calls == 0
    reader.archive.close()
    reader.blog.close()


# What was seen


def test_a_feed_shows_from_its_oldest_post_and_then_goes_on(blog: LocalBlog, reader: Reader) -> None:
    reader.visit(day(4))
    first = reader.seen()
    blog.write("p4", day(5))
    reader.visit(day(6))

    assert first == [(day(1), day(4))]
    assert reader.seen() == [(day(1), day(6))]


def test_a_feed_that_has_not_changed_is_not_sent_again_and_is_seen(blog: LocalBlog, reader: Reader) -> None:
    reader.visit(day(4))
    [page] = reader.visit(day(5))

    assert "if-none-match" in blog.asked[1]
    assert page.posts == []
    assert reader.seen() == [(day(1), day(5))]


def test_when_the_newest_post_we_know_dropped_out_the_gap_is_not_claimed(
    blog: LocalBlog, reader: Reader
) -> None:
    reader.visit(day(4))
    for number in range(5, 10):
        blog.write(f"p{number}", day(number))  # the feed holds the last three: 7, 8 and 9

    [page] = reader.visit(day(10))

    assert reader.seen() == [(day(1), day(4)), (day(7), day(10))]
    assert "what lay between wasn't seen" in str(page.troubles[0])
    assert (page.troubles[0].why, page.troubles[0].sights) == (Unseen.GAP, (Sight.POSTS,))
    assert set(reader.texts()) == {"p1", "p2", "p3", "p7", "p8", "p9"}  # and what dropped out isn't gone


def test_an_empty_feed_claims_nothing(blog: LocalBlog, reader: Reader) -> None:
    blog.entries.clear()

    reader.visit()

    assert reader.seen() == []


def test_a_feed_that_broke_off_claims_nothing_and_is_asked_for_again(blog: LocalBlog, reader: Reader) -> None:
    blog.instead = [Answer(blog.feed().encode()[:-40], 200, {**XML, "ETag": '"half"'})]
    [page] = reader.visit()
    half = reader.seen()
    reader.visit()

    assert half == []
    assert [(one.why, one.sights) for one in page.troubles] == [(Unseen.DRIFT, (Sight.POSTS,))]
    assert "if-none-match" not in blog.asked[1]
    assert reader.seen() == [(day(1), NOW_US)]


# Edits and removals


def test_an_edited_post_is_one_in_its_new_words(blog: LocalBlog, reader: Reader) -> None:
    reader.visit()
    blog.write("p3", day(3), "Mended", "<p>Better.</p>")
    reader.visit(NOW_US + HOUR_US)

    assert reader.texts()["p3"] == "Mended\nBetter."
    assert len(reader.texts()) == 3


def test_a_removed_post_is_erased_when_it_was_missing_twice_a_day_apart(
    blog: LocalBlog, reader: Reader
) -> None:
    reader.visit(NOW_US)
    blog.remove("p2")
    reader.visit(NOW_US + HOUR_US)
    soon = set(reader.texts())
    blog.write("p5", day(19))  # so that the feed is sent again
    reader.visit(NOW_US + HOUR_US + DAY_US)

    assert "p2" in soon
    assert set(reader.texts()) == {"p1", "p3", "p5"}


def test_a_post_that_was_missing_once_stays(blog: LocalBlog, reader: Reader) -> None:
    blog.keeps_tags = False
    reader.visit(NOW_US)
    slipped = blog.entries.pop("p2")
    reader.visit(NOW_US + HOUR_US)
    blog.entries["p2"] = slipped
    reader.visit(NOW_US + 2 * HOUR_US)
    blog.remove("p2")
    reader.visit(NOW_US + DAY_US + 2 * HOUR_US)

    assert "p2" in reader.texts()


def test_a_post_that_came_from_a_file_is_not_missed_in_the_feed(blog: LocalBlog, reader: Reader) -> None:
    reader.visit(NOW_US)
    post = Post(id="from a file", platform="blog", account=reader.account.id, author="a", kind=Kind.POST,
                posted_us=day(2, 12), text="Older.")  # fmt: skip
    reader.archive.keep(Page(account=reader.account.id, posts=[post]), [], owner="", now_us=NOW_US)
    for days in (1, 3):
        blog.write("p3", day(3), f"Title {days}")  # so that the feed is sent again
        reader.visit(NOW_US + days * DAY_US)

    assert "Older." in reader.texts().values()


def test_a_quarter_of_calls_failing_loses_and_doubles_nothing(blog: LocalBlog, reader: Reader) -> None:
    blog.fails, blog.holds = Random(5), 10
    blog.entries.clear()
    troubles = 0
    for hour in range(120):
        if hour % 3 == 0:
            blog.write(f"q{hour}", day(1) + hour * HOUR_US, html=f"<p>Hour {hour}.</p>")
        try:
            reader.visit(day(1) + hour * HOUR_US + HOUR_US // 2)
        except PlatformTrouble:
            troubles += 1
    blog.fails = None
    reader.visit(day(1) + 121 * HOUR_US)

    assert troubles > 15
    assert set(reader.texts()) == {f"q{hour}" for hour in range(0, 120, 3)}
    assert reader.seen() == [(day(1), day(1) + 121 * HOUR_US)]


# In a run


def test_a_run_collects_a_blog_and_says_what_it_cannot_see(blog: LocalBlog, tmp_path: Path) -> None:
    for number in range(4, 16):
        blog.write(f"p{number}", day(number), html=f"<p>News {number} for @nosy_neighbour.</p>")
    blog.holds = 20
    council = Council(tmp_path / "data")
    row = {**member("ann", platform="blog"), "handle": f"{blog.address}/feed"}
    council.must("register", str(write_register(tmp_path / "register.csv", [row])))

    council.must("collect")
    council.must("measure", "--as-of", "2026-10-25T12:00:00Z")
    results = {one["measure"]: one for one in council.json("show", "ann", "--month", "2026-10")["results"]}

    assert results["answered-within-a-day"]["outcome"] == "not visible"
    assert results["answered-within-a-day"]["why"] == "Blog doesn't show posts and replies to us"
    assert (results["conversation-share"]["n"], results["conversation-share"]["met"]) == (15, 0)
    assert council.bytes_of("nosy_neighbour") == {}
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        assert db.execute("select count(*), count(distinct author) from posts").fetchone() == (15, 1)


def test_a_blog_in_trouble_is_reported_in_one_line(blog: LocalBlog, tmp_path: Path) -> None:
    blog.instead = [Answer(b"<html>", 500, HTML)] * 3  # as often as a run tries
    council = Council(tmp_path / "data")
    row = {**member("ann", platform="blog"), "handle": f"{blog.address}/feed"}
    council.must("register", str(write_register(tmp_path / "register.csv", [row])))

    done = council.run("collect")

    assert done.exit_code == 4
    assert "127.0.0.1 has a fault (500). Nothing is lost: the next run goes on from here." in done.stderr

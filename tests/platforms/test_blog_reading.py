"""What a feed says, as posts: plain words, real dates, nobody else's handle; an odd entry harms no other."""

import pytest

from connectors.blog.read import Feed, NotAFeed, read_feed
from connectors.feeds.plain import plain_text
from facts import Account, Kind
from store.key import Pseudonyms
from tests.platforms.local_blog import LocalBlog, day

ACCOUNT = Account(
    id="blog:https://ann.example/feed", member="ann", platform="blog", handle="https://ann.example/feed"
)
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
NOW_US = day(20)
STRANGER = "nosy_neighbour"
ID, DATE = "<guid isPermaLink='false'>a</guid>", "<pubDate>Thu, 01 Oct 2026 10:00:00 +0100</pubDate>"
GOOD = f"<item><title>Good</title><guid isPermaLink='false'>g</guid>{DATE}</item>"


def read(feed: str | bytes, content_type: str = "application/rss+xml") -> Feed:
    body = feed if isinstance(feed, bytes) else feed.encode()
    return read_feed(body, content_type, account=ACCOUNT, masks=MASKS, now_us=NOW_US)


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>B</title>{items}</channel></rss>'


@pytest.mark.parametrize("is_atom", [False, True])
def test_a_post_is_its_title_and_its_words_at_its_date(is_atom: bool) -> None:
    blog = LocalBlog(is_atom=is_atom, address="https://ann.example")
    html = (
        f"<p>Thanks, @{STRANGER} &amp; all!</p><script>alert(1)</script><ul><li>One</li><li>Two</li></ul>"
        '<a href="https://www.news.example/1">news</a> <a href="https://ann.example/about">about me</a>'
    )
    blog.write("a1", day(1), "Bins &amp; roads", html)

    [post] = read(blog.feed()).posts

    assert post.text == "Bins & roads\nThanks, @someone & all!\nOne\nTwo\nnews about me"
    assert (post.id, post.kind, post.posted_us) == (
        f"{ACCOUNT.id}#{'https://ann.example/' if is_atom else ''}a1",
        Kind.POST,
        day(1),
    )
    assert (post.url, post.sites) == ("https://ann.example/a1", ("news.example",))
    assert (post.language, post.written_us) == ("cy" if is_atom else "en", None)
    assert STRANGER not in repr(post)


DATES = {
    "local time": ("<pubDate>Thu, 01 Oct 2026 10:00:00 +0100</pubDate>", day(1)),
    "no zone": ("<pubDate>Thu, 01 Oct 2026 09:00:00</pubDate>", None),
    "Dublin Core": (
        '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-10-01T09:00:00Z</dc:date>',
        day(1),
    ),
    "none": ("", None),
    "no date": ("<pubDate>last Thursday</pubDate>", None),
    "to come": ("<pubDate>Thu, 01 Oct 2126 09:00:00 GMT</pubDate>", NOW_US),  # our first sight of it
    "before blogs": ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
}


@pytest.mark.parametrize(("told", "us"), DATES.values(), ids=DATES)
def test_an_entry_without_a_real_date_is_set_aside(told: str, us: int | None) -> None:
    feed = read(rss(f"<item><title>A</title>{ID}{told}</item>{GOOD}"))

    assert [post.posted_us for post in feed.posts if post.id.endswith("#a")] == ([us] if us else [])
    assert [post.id[-1] for post in feed.posts][-1] == "g"
    assert len(feed.troubles) == (0 if us else 1)
    assert feed.is_whole


ODD = {
    "nothing in it": "<item></item>",
    "neither id nor link": f"<item><title>A</title>{DATE}</item>",
    "the same again": GOOD,
    "a script for a link": f"<item>{ID}<link>javascript:alert(1)</link>{DATE}</item>",
    "a huge text": f"<item>{ID}{DATE}<description>{'a' * 3_000_000}</description></item>",
    "marks that trick the eye": f"<item>{ID}{DATE}<title>\u202egnp.exe</title></item>",
    "deep HTML": f"<item>{ID}{DATE}<description>{'&lt;div&gt;' * 20_000}x</description></item>",
    "a broken link": f"<item>{ID}<link>http://[x</link>{DATE}</item>",
    "an endless number": f"<item>{ID}{DATE}<description>&amp;#{'9' * 9_000};</description></item>",
    "a huge id": f"<item><guid isPermaLink='false'>{'a' * 100_000}</guid>{DATE}</item>",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_entry_harms_no_other(odd: str) -> None:
    feed = read(rss(odd + GOOD))

    assert [post.text for post in feed.posts if post.id.endswith("#g")] == ["Good"]
    assert len(feed.posts) + len(feed.troubles) in (1, 2)
    for post in feed.posts:
        assert len(post.text) <= 10_000
        assert len(post.id) < 1_000
        assert "\u202e" not in post.text
        assert "javascript" not in post.url


NO_FEEDS = [
    b"",
    b"<html><body>Sign in",
    b'{"items": []}',
    b"\x89PNG\r\n\x1a\n\x00",
    b"<a" * 100_000,
    b"<rss version='2.0'><channel><title>&#" + b"9" * 9_000 + b";",
]


@pytest.mark.parametrize("body", NO_FEEDS, ids=range(len(NO_FEEDS)))
def test_what_is_no_feed_is_not_read_as_an_empty_one(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        read(body, "text/html")


@pytest.mark.parametrize("content_type", ["application/rss+xml", "text/html", ""])
def test_a_feed_that_breaks_off_is_kept_as_far_as_it_goes_and_is_not_whole(content_type: str) -> None:
    feed = read(rss(GOOD + GOOD.replace("g<", "h<"))[:-60], content_type)

    assert feed.posts[0].text == "Good"
    assert not feed.is_whole
    assert "what it shows isn't claimed" in str(feed.troubles[0])


@pytest.mark.parametrize("content_type", ["text/xml", "text/html", "text/plain; charset=utf-8"])
def test_a_wrong_label_on_a_good_feed_does_no_harm(content_type: str) -> None:
    feed = read(rss(GOOD), content_type)

    assert (feed.is_whole, feed.troubles, len(feed.posts)) == (True, [], 1)


def test_entities_that_multiply_are_not_followed() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    outside = '<!ENTITY z SYSTEM "file:///etc/hostname">]>'

    item = f"<item>{ID}{DATE}<title>&j; &z;</title></item>"
    feed = read(f"{bomb}{outside}{rss(item)}")

    assert all(len(post.text) < 1_000 for post in feed.posts)


HOSTILE = ["<a", "<div>", "<!--", "<a href='", "<script>", "&", "<", "</", "<svg>", " href=", "&#"]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_html_takes_no_longer_than_any_other(piece: str) -> None:
    assert len(plain_text(piece * (100_000 // len(piece)))[0]) <= 100_000


@pytest.mark.parametrize(
    "html", ["<p", "<script>a", "</p></script>", "<!--", "<![CDATA[x", "&#xFFFFFFFF;", "<a href>"]
)
def test_however_badly_html_is_made_it_gives_words(html: str) -> None:
    text, links = plain_text(f"Words {html}")

    assert text.startswith("Words")
    assert links == []

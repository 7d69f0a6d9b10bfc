"""Where a Mastodon server shows nothing to outsiders, the feed of a member's posts, registered as a blog, does."""

from html import escape

import pytest

from connectors.blog import Blog
from connectors.connector import PlatformTrouble
from facts import Account, Kind, Unseen
from handles import account_id
from store.key import Pseudonyms
from tests.platforms.local_mastodon import HOST, NOW_US, fill, running, visiting
from tests.platforms.local_platform import Answer, said, serving

pytestmark = pytest.mark.platforms

MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
TOM = '<span class="h-card"><a href="https://far.example/@tom" class="u-url mention">@<span>tom</span></a></span>'
BINS = f'<a href="https://{HOST}/tags/bins" class="mention hashtag" rel="tag">#<span>bins</span></a>'
NEWS = (
    '<a href="https://news.example/bins/1" rel="nofollow"><span class="invisible">https://</span>'
    '<span class="">news.example/bins/1</span><span class="invisible"></span></a>'
)
POSTS = {
    "117546501275648042": f"<p>Bin day moves to Thursday, {TOM}. {BINS}</p>",
    "117546501275648041": f"<p>Read this: {NEWS}</p>",
    "117546501275648040": "<p><strong>Content warning:</strong> Politics</p><hr><p>Surgery at ten.</p>",
}


def feed() -> str:
    """Return posts as Mastodon writes them into RSS: no titles, the words as HTML, pictures beside them."""
    items = "".join(
        f'<item><guid isPermaLink="true">https://{HOST}/@cllr_ahmed/{id_}</guid>'
        f"<link>https://{HOST}/@cllr_ahmed/{id_}</link><pubDate>Mon, 02 Nov 2026 09:0{number}:00 +0000</pubDate>"
        f"<description>{escape(html)}</description>"
        f'<media:content url="https://files.{HOST}/{id_}.png" type="image/png" fileSize="9" medium="image">'
        '<media:rating scheme="urn:simple">nonadult</media:rating>'
        '<media:description type="plain">A bin</media:description></media:content>'
        "<category>bins</category></item>"
        for number, (id_, html) in enumerate(POSTS.items())
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>Cllr Ahmed</title><description>Public posts from @cllr_ahmed@{HOST}</description>"
        f"<link>https://{HOST}/@cllr_ahmed</link><image><url>https://{HOST}/a.png</url><title>Cllr Ahmed</title>"
        f"<link>https://{HOST}/@cllr_ahmed</link></image><lastBuildDate>Mon, 02 Nov 2026 09:00:00 +0000</lastBuildDate>"
        f"<webfeeds:icon>https://{HOST}/a.png</webfeeds:icon><generator>Mastodon v4.6.4</generator>{items}"
        "</channel></rss>"
    )


def test_a_closed_server_names_the_feed_to_register() -> None:
    with running() as server, visiting(server) as visitor:
        fill(server)
        server.mood = lambda: said({"error": "This method requires an authenticated user"}, 401)
        with pytest.raises(PlatformTrouble) as trouble:
            visitor.visit()

    assert trouble.value.why is Unseen.TOKEN
    assert f"blog:https://{HOST}/@cllr_ahmed.rss" in trouble.value.todo


def test_the_feed_of_a_mastodon_account_is_read_as_a_blog() -> None:
    body = Answer(feed().encode(), headers={"Content-Type": "application/rss+xml; charset=utf-8"})
    with serving(lambda path, _: body if path == "/@cllr_ahmed.rss" else Answer(status=404)) as address:
        id_ = account_id("blog", f"{address}/@cllr_ahmed.rss")
        account = Account(id=id_, member="m1", platform="blog", handle=id_.removeprefix("blog:"))
        blog = Blog(MASKS)
        [page] = blog.pages(account, {}, NOW_US)
        blog.close()

    bins, read, surgery = page.posts
    assert page.troubles == []
    assert {post.kind for post in page.posts} == {Kind.POST}
    assert bins.text == "Bin day moves to Thursday, @someone. #bins"
    assert bins.url == f"https://{HOST}/@cllr_ahmed/117546501275648042"
    assert surgery.text == "Content warning: Politics\nSurgery at ten."
    assert (bins.sites, read.sites, surgery.sites) == ((), ("news.example",), ())
    assert page.seen[0].to_us == NOW_US

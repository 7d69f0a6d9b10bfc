"""What Mastodon says is read into our nouns: words, kinds, ids, times, and nobody's handle."""

import time
from typing import Any

import msgspec
import pytest

from connectors.items import Unreadable, take
from connectors.mastodon.plain import plain_text
from connectors.mastodon.read import Reader
from connectors.mastodon.shapes import Status
from facts import Kind, Post
from store.key import Pseudonyms
from tests.platforms.local_mastodon import ACCOUNT, HOST, NOW_US

US = NOW_US - 3_600_000_000
LOCAL = str(US // 1000 << 16)
PEOPLE = {f"https://{HOST}/@cllr_ahmed": f"cllr_ahmed@{HOST}", "https://far.example/@tom": "tom@far.example"}
NAMES = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
MEMBER = NAMES.author("mastodon", f"cllr_ahmed@{HOST}")
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda author: author == MEMBER)


def status(**more: Any) -> dict[str, Any]:
    return {
        "id": LOCAL,
        "uri": f"https://{HOST}/users/rita/statuses/{LOCAL}",
        "url": f"https://{HOST}/@rita/{LOCAL}",
        "created_at": "2026-11-02T11:00:00.000Z",
        "visibility": "public",
        "content": "<p>When is bin day?</p>",
        "account": {"id": "7", "acct": "rita"},
        "replies_count": 0,
        **more,
    }


def reader(*, has_clock: bool = True, host: str = HOST) -> Reader:
    return Reader(MASKS, ACCOUNT.id, host, HOST, has_clock, NOW_US)


def read(answers: str | None = None, *, has_clock: bool = True, host: str = HOST, **more: Any) -> Post:
    raw = msgspec.Raw(msgspec.json.encode(status(**more)))
    return reader(has_clock=has_clock, host=host).read(take(raw, Status), answers)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One</p><p>Two<br>Three<br/>Four</p>", "One\n\nTwo\nThree\nFour"),
        ("Fish &amp; chips &lt;3 <3 a<b", "Fish & chips <3 <3 a<b"),
        ("<ul><li>Mon</li><li>Tue</li></ul>", "Mon\nTue"),
        (
            '<p>See <a href="https://a.example/b?x=1"><i class="invisible">https://</i>a.example<i>/b?x=1</i></a>.',
            "See https://a.example/b?x=1.",
        ),
        ('<a href="https://example.org/a">our page</a>', "our page https://example.org/a"),
        ('<a href="javascript:alert(1)">click</a>', "click"),
        ('<a href="https://x.example/tags/bins" class="mention hashtag">#<span>bins</span></a>', "#bins"),
        ('<a href="https://x.example/tag/bins">#bins</a>', "#bins"),
        ('<a href="https://x.example/guide">#1 guide</a>', "#1 guide https://x.example/guide"),
        (
            '<i class="h-card"><a href="https://far.example/@tom" class="u-url mention">@<i>tom</i></a></i> hello',
            "@tom@far.example hello",
        ),
        ('<a href="https://else.example/@jo" class="mention">@jo</a>?', "@someone?"),
        (
            '<p class="quote-inline">RE: <a href="https://x.example/@jo/1">https://x</a></p><p>Yes!</p>',
            "Yes!",
        ),
        ("<script>alert('x')</script><style>p{}</style>Hi", "Hi"),
        (
            "<p>never closed <a href='https://example.org/a'>https://example.org/a",
            "never closed https://example.org/a",
        ),
        ("", ""),
    ],
)
def test_html_becomes_plain_words(html: str, words: str) -> None:
    assert plain_text(html, PEOPLE) == words


@pytest.mark.parametrize(
    "html",
    [
        "<" * 100_000,
        "<!--" * 50_000,
        "<a " * 50_000,
        "<p>" * 90_000,
        "&#" * 90_000,
        '<a x=">' * 20_000,
        "<!-- >" * 20_000,
        "</a x='>" * 20_000,
        "<script>" * 20_000,
    ],
)
def test_hostile_html_takes_no_time(html: str) -> None:
    begun = time.monotonic()

    plain_text(html, {})

    assert time.monotonic() - begun < 2


def test_members_keep_their_handle_and_strangers_lose_theirs() -> None:
    mentions = [
        {"url": f"https://{HOST}/@cllr_ahmed", "acct": "cllr_ahmed"},
        {"url": "https://far.example/@tom", "acct": "tom@far.example"},
    ]
    html = (
        f'<p><a href="https://{HOST}/@cllr_ahmed" class="mention">@cllr_ahmed</a> '
        '<a href="https://far.example/@tom" class="mention">@tom</a> @jo@else.example '
        '<a href="https://far.example/@tom">https://far.example/@tom</a> '
        '<a href="https://far.example/users/tom">https://far.example/users/tom</a></p>'
    )

    post = read(content=html, mentions=mentions)

    assert post.text == (
        f"@cllr_ahmed@{HOST} @someone @someone https://far.example/… https://far.example/users/…"
    )
    assert post.sites == ("far.example",)


@pytest.mark.parametrize(
    ("card", "sites"),
    [
        ({"url": "https://www.Library.example/1", "title": "L"}, ("anytown.example", "library.example")),
        ({"url": "https://anytown.example/2"}, ("anytown.example",)),
        ({"url": "javascript:alert(1)"}, ("anytown.example",)),
        ({"url": None}, ("anytown.example",)),
        ("odd", ("anytown.example",)),
    ],
)
def test_the_link_of_a_card_counts_as_one_in_the_words(card: Any, sites: tuple[str, ...]) -> None:
    words = '<p><a href="https://anytown.example/1">our page</a></p>'  # a link behind words counts, too

    assert read(content=words, card=card).sites == sites


def test_a_share_has_none_of_the_links_of_what_it_passes_on() -> None:
    shared = status(card={"url": "https://library.example/1"}, account={"id": "8", "acct": "tom@far.example"})

    assert read(content="", reblog=shared, card=shared["card"]).sites == ()


@pytest.mark.parametrize(
    ("more", "has_clock", "expected"),
    [
        ({"created_at": "2026-11-02T11:09:00.000Z"}, True, (US, False)),
        ({"created_at": "2026-11-02T11:11:00.000Z"}, True, (US, True)),
        ({"created_at": "2027-01-01T11:00:00.000Z"}, True, (US, True)),
        (
            {"created_at": "2026-11-02T13:00:00.000Z"},
            False,
            (NOW_US + 3_600_000_000, False),
        ),  # whoever keeps it sees
    ],
)
def test_a_clock_ahead_gives_way_to_the_servers_own(
    more: dict[str, Any], has_clock: bool, expected: tuple[int, bool]
) -> None:
    post = read(has_clock=has_clock, **more)

    assert (post.posted_us, post.is_ahead) == expected


def test_a_reply_is_read_with_its_times_and_without_its_authors_name() -> None:
    post = read("mastodon:far.example/1", in_reply_to_id="1", in_reply_to_account_id="8", language="en-GB")

    assert (post.id, post.kind, post.answers) == (
        f"mastodon:{HOST}/{LOCAL}",
        Kind.REPLY,
        "mastodon:far.example/1",
    )
    assert (post.posted_us, post.written_us, post.language) == (US, US, "en")
    assert post.author == MASKS.author("mastodon", f"rita@{HOST}")
    assert post.url == f"https://{HOST}/statuses/{LOCAL}"
    assert "rita" not in repr(post)


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({}, Kind.POST),
        ({"in_reply_to_account_id": "8"}, Kind.REPLY),  # what it answered is gone
        ({"quote": {"state": "accepted", "quoted_status": status(id="5")}}, Kind.QUOTE),
        ({"quote": {"state": "revoked"}}, Kind.QUOTE),
        ({"quote": {"state": "accepted", "quoted_status": {"id": 3}}}, Kind.QUOTE),
        ({"quote": {"state": "accepted", "quoted_status": status()}, "in_reply_to_id": "1"}, Kind.REPLY),
        ({"reblog": status(id="5", account={"id": "9", "acct": "tom@far.example"})}, Kind.SHARE),
    ],
)
def test_every_kind_is_told(more: dict[str, Any], kind: Kind) -> None:
    assert read(**more).kind is kind


def test_a_share_points_at_what_it_passes_on_and_names_its_source_by_pseudonym() -> None:
    passed_on = status(id="5", account={"id": "9", "acct": "Tom@far.example"})

    share = read(reblog=passed_on, content="")
    quote = read(quote={"state": "accepted", "quoted_status": passed_on})

    assert share.source == quote.source == MASKS.source("tom@far.example")
    assert (share.text, share.url) == ("", f"https://{HOST}/statuses/5")


@pytest.mark.parametrize(
    ("uri", "id_"),
    [
        ("https://far.example/users/tom/statuses/123", "mastodon:far.example/123"),
        ("https://FAR.example/ap/users/99/statuses/123", "mastodon:far.example/123"),
        ("https://far.example/users/tom/statuses/123/activity", "mastodon:far.example/123"),
        ("https://gts.example/users/tom/statuses/01HXYZ", "mastodon:gts.example/01HXYZ"),
    ],
)
def test_a_message_has_one_id_whichever_server_shows_it(uri: str, id_: str) -> None:
    assert read(uri=uri).id == read(uri=uri, id="42", host="other.example").id == id_


@pytest.mark.parametrize("uri", ["https://far.example/objects/tom", "tag:far.example,2017:tom", ""])
def test_an_address_of_another_form_is_keyed_because_it_may_name_somebody(uri: str) -> None:
    post = read(uri=uri)

    assert post.id == read(uri=uri, id="42", host="other.example").id
    assert "tom" not in post.id


@pytest.mark.parametrize(
    ("more", "has_clock"),
    [
        ({}, False),  # other software numbers as it likes
        ({"account": {"id": "8", "acct": "tom@far.example"}}, True),  # numbered by what its author claims
        ({"id": "4711"}, True),  # from before ids told time
        ({"id": "01HXYZ"}, True),
        ({"id": str((NOW_US + 3 * 86_400_000_000) // 1000 << 16)}, True),
    ],
)
def test_only_a_messages_own_mastodon_server_is_a_second_clock(
    more: dict[str, Any], *, has_clock: bool
) -> None:
    assert read(has_clock=has_clock, **more).written_us is None


def test_a_backdated_message_shows_on_the_second_clock() -> None:
    post = read(created_at="2026-10-01T09:00:00Z")

    assert (post.written_us, post.posted_us < US) == (US, True)


def test_software_without_a_nameless_address_gives_its_own() -> None:
    assert read(has_clock=False).url == f"https://{HOST}/@rita/{LOCAL}"
    assert read(has_clock=False, url="javascript:alert(1)").url == ""


def test_a_warning_is_part_of_the_words_and_an_edit_of_the_item() -> None:
    post = read(spoiler_text="Politics", edited_at="2026-11-02T11:30:00.000Z")

    assert post.text == "Politics\n\nWhen is bin day?"
    assert '"edited_at":"2026-11-02T11:30:00Z"' in post.item


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"media_attachments": [{"type": "image"}]}, "photo"),
        ({"media_attachments": [{"type": "unknown"}, {"type": "gifv"}]}, "video"),
        ({"media_attachments": "?"}, "text"),
        ({"poll": {"id": "1"}}, "poll"),
        ({"card": {"url": "https://example.org"}}, "link"),
    ],
)
def test_what_hangs_on_a_message_is_told(more: dict[str, Any], kind: str) -> None:
    assert read(**more).format == kind


@pytest.mark.parametrize(
    "more",
    [
        {"id": "../../admin"},
        {"id": 5},
        {"created_at": "yesterday"},
        {"created_at": "2026-11-02T11:00:00"},  # definition 7: no offset
        {"account": {"id": "7", "acct": "ri ta"}},
        {"account": None},
        {"content": None},
        {"visibility": "private"},
        {"visibility": "direct"},
        {"edited_at": "later"},
        {"reblog": {"id": "5"}},
        {"reblog": status(visibility="private")},
    ],
)
def test_what_is_odd_or_not_public_is_never_read(more: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as why:
        read(**more)

    assert "rita" not in str(why.value)

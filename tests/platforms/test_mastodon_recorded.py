"""What real Mastodon servers answered is read as it was meant."""

import re
from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

import msgspec
import pytest

from connectors.items import Unreadable, take
from connectors.mastodon.read import Reader
from connectors.mastodon.shapes import Status
from facts import Account, Kind, to_us
from store.key import Pseudonyms
from tests.platforms.local_mastodon import LocalMastodon, Visitor
from tests.platforms.local_platform import Answer, said, serving
from tests.platforms.recorded_mastodon import Call, Replayed, calls, statuses_in

pytestmark = pytest.mark.data

NOW_US = to_us(datetime.fromisoformat("2026-11-25T12:00:00Z"))
MASKS = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)


@pytest.fixture(scope="module")
def recorded() -> list[Call]:
    return calls()


@pytest.fixture(scope="module")
def statuses(recorded: list[Call]) -> dict[str, dict[str, Any]]:
    return {status["id"]: status for call in recorded for status in statuses_in(call.body)}


def read(status: dict[str, Any]) -> Any:
    reader = Reader(MASKS, "mastodon:a@b.example", "b.example", "b.example", True, NOW_US)
    return reader.read(take(msgspec.Raw(msgspec.json.encode(status)), Status), None)


def test_every_public_message_is_read_and_no_other(statuses: dict[str, dict[str, Any]]) -> None:
    read_ones, refused = Counter(), Counter()
    for status in statuses.values():
        try:
            read(status)
            read_ones[status["visibility"]] += 1
        except Unreadable:
            refused[status["visibility"]] += 1

    assert read_ones == {"public": 245, "unlisted": 9}
    assert refused == {"direct": 26, "private": 12}


def test_kinds_times_and_words_are_what_the_server_says(statuses: dict[str, dict[str, Any]]) -> None:
    kinds = Counter()
    for status in statuses.values():
        if status["visibility"] not in ("public", "unlisted"):
            continue
        post = read(status)
        kinds[post.kind] += 1
        is_reply = bool(status["in_reply_to_id"] or status["in_reply_to_account_id"])
        assert (post.kind is Kind.SHARE) == bool(status["reblog"])
        assert (post.kind is Kind.REPLY) == (is_reply and not status["reblog"])
        assert not re.search(r"</?(?:p|br|a|span)\b", post.text)
        if "@" not in status["account"]["acct"]:  # the second clock agrees to the millisecond or so
            assert post.written_us is not None
            assert abs(post.written_us - post.posted_us) < 2_000_000
    assert min(kinds[kind] for kind in Kind) > 0


def test_nobodys_handle_is_kept(statuses: dict[str, dict[str, Any]]) -> None:
    for status in statuses.values():
        if status["visibility"] in ("public", "unlisted"):
            post = read(status)
            names = {status["account"]["acct"], *(one["acct"] for one in status["mentions"])}
            kept = " ".join([post.id, post.url, post.item, post.author, post.source or ""])
            assert [name for name in names if name in kept] == []
            assert [name for name in names if f"@{name}" in post.text] == []


def test_a_recorded_account_is_collected_page_by_page(recorded: list[Call]) -> None:
    replayed = Replayed(recorded)
    handle = "mastodonpy_test@localhost.example"
    account = Account(id=f"mastodon:{handle}", member="m1", platform="mastodon", handle=handle)

    with serving(replayed.answer) as address:
        visitor = Visitor(LocalMastodon(address=address))
        visitor.account = account
        pages = list(visitor.mastodon.pages(account, {}, NOW_US))
        visitor.close()

    posts = [post for page in pages for post in page.posts]
    assert len({post.id for post in posts}) == len(posts) == 10
    assert [page.troubles for page in pages if page.troubles] == []
    assert {seen.sight.value for page in pages for seen in page.seen} == {"posts", "replies"}


def test_recorded_mentions_are_read_down_their_list_whatever_else_it_holds(recorded: list[Call]) -> None:
    told = {
        notice["id"]: notice
        for call in recorded
        if call.method == "GET" and call.path == "/api/v1/notifications"
        for notice in call.body
    }
    replayed, handle = Replayed(recorded), "mastodonpy_test@localhost.example"

    def answer(path: str, query: str) -> Answer:
        if path != "/api/v1/notifications":
            return replayed.answer(path, query)
        below = int(parse_qs(query).get("max_id", ["9" * 18])[0])
        rows = sorted((id_ for id_ in told if int(id_) < below), key=int, reverse=True)[:40]
        answered = said([told[id_] for id_ in rows])
        if rows:
            answered.headers["Link"] = f'<https://localhost.example/x?max_id={rows[-1]}>; rel="next"'
        return answered

    account = Account(id=f"mastodon:{handle}", member="m1", platform="mastodon", handle=handle)
    with serving(answer) as address:
        visitor = Visitor(LocalMastodon(address=address), token="tok-planted-4711", account=account)
        pages = list(visitor.mastodon.pages(account, {}, NOW_US))
        visitor.close()

    mentions = [one["status"] for one in told.values() if one["type"] == "mention" and one.get("status")]
    public = {one["id"] for one in mentions if one["visibility"] in ("public", "unlisted")}
    read_ones = {post.url.rsplit("/", 1)[-1] for page in pages for post in page.posts}
    assert public
    assert public <= read_ones
    assert [page.troubles for page in pages if page.troubles] == []
    assert "mentions" in {seen.sight.value for page in pages for seen in page.seen}

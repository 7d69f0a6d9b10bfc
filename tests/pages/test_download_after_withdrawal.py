"""A spreadsheet made before a consent ended, or before words went, is handed out no more."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import sources
from dashboard.front.downloads import Downloads
from dashboard.front.open_pages import OpenPages
from facts import to_us
from store.desk import Consent
from tests.pages import published_sample as sample
from tests.pages.looking import sample_folder

BROWSER = b"two_way_browser=" + b"b" * 43
FILE = "0123456789abcdef"


@pytest.fixture
def data(tmp_path, monkeypatch):
    return sample_folder(tmp_path, monkeypatch)


def given(between: Callable[[], None], *, while_made: Callable[[], None] = lambda: None) -> list[int]:
    """Ask for a file as a page does. Return how two looks at it and two downloads of it are answered."""
    ask, answer = BackMsg(), ForwardMsg()
    ask.backend_operation_request.request_id = answer.backend_operation_response.request_id = "7"
    ask.backend_operation_request.deferred_file.file_id = "made when it is asked for"
    answer.backend_operation_response.deferred_file.url = f"/media/{FILE}.csv"
    statuses: list[int] = []

    async def pages(scope, receive, send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            return
        await receive()
        while_made()
        await send({"type": "websocket.send", "bytes": answer.SerializeToString()})
        between()
        for method in ("HEAD", "HEAD", "GET", "GET"):
            scope = {"type": "http", "method": method, "path": f"/media/{FILE}.csv", "headers": cookie}
            await door(scope, None, answered)

    async def asked() -> dict:
        return {"type": "websocket.receive", "bytes": ask.SerializeToString()}

    async def answered(message) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    cookie = [(b"cookie", BROWSER)]
    door = Downloads(pages, None, OpenPages())
    asyncio.run(door({"type": "websocket", "path": "/_stcore/stream", "headers": cookie}, asked, answered))
    return statuses


def withdraw(member: str = "anwen-bowen") -> None:
    [account] = sample.accounts_of(member, "busy")
    sources.desk().withdraw(account, now_us=to_us(datetime.now(UTC)), by="test")


def test_a_file_is_handed_out_while_nothing_of_it_went(data):
    assert given(lambda: None) == [200] * 4


def test_a_file_made_before_a_withdrawal_is_handed_out_no_more(data):
    assert given(withdraw) == [404] * 4


def test_nor_is_one_that_was_being_made_at_the_withdrawal(data):
    assert given(lambda: None, while_made=withdraw) == [404] * 4


def test_nor_is_one_made_before_the_published_run_was_rewritten_without_words_that_went(data):
    def rewrite() -> None:
        path = data / "published" / "sample-1.duckdb"
        shutil.copy(path, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)

    assert given(rewrite) == [404] * 4


def test_nor_is_any_where_consent_is_unknown(data):
    assert given((data / "desk.sqlite").unlink) == [404] * 4


def test_a_consent_given_meanwhile_takes_no_file_away(data):
    withdraw("dafydd-cule")
    [account] = sample.accounts_of("dafydd-cule", "busy")

    def give() -> None:
        consent = Consent(
            account=account, given_on=datetime.now(UTC).date(), given_by="register", scope="public posts"
        )
        sources.desk().register([], [], [consent], handles=[], now_us=to_us(datetime.now(UTC)))
        assert account in sources.live_accounts(sample.ZONE)

    assert given(give) == [200] * 4

"""The door of a server that really runs: it calls nobody whoever knocks, and a file is for whoever asked for it."""

import asyncio
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import streamlit
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.front import downloads, letting_go
from tests.browser import seen
from tests.pages import published_sample as sample
from tests.pages.test_front_door import FOREIGN

pytestmark = pytest.mark.pages

SHUT_IN = Path(__file__).resolve().parent / "shut_in"
EVIDENCE = ("evidence", "as=comms&m=anwen-bowen&k=answered-within-a-day&w=90+days")
PAGES = [
    ("week", "as=comms"),
    ("waiting", "as=comms"),
    ("scorecard", "as=member:anwen-bowen"),
    ("month", "as=leadership"),
    ("about", "as=comms"),
    EVIDENCE,
]


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    notes: Path  # of calls it tried
    data: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        answer.text = answer.read().decode(errors="replace")
        line.close()
        return answer

    def browser(self) -> str:
        """Return the cookie of a new browser."""
        return re.match(r"two_way_browser=[\w-]+", self.ask("/").getheader("set-cookie"))[0]

    def page(self, cookie: str, *, origin: str | None = None) -> websockets.connect:
        """Open a page's connection as a browser does."""
        return websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=self.origin if origin is None else origin,
            additional_headers={"Cookie": cookie},
            max_size=None,
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """A server that can't call anybody: see tests/pages/shut_in."""
    data = sample.write(tmp_path_factory.mktemp("served"))
    notes = tmp_path_factory.mktemp("notes") / "calls.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{SHUT_IN}{os.pathsep}{seen.ROOT}")
        patch.setenv("TWOWAY_SHUT_IN", str(notes))
        with seen.served(data, notes.with_name("server.log")) as (address, pid):
            yield Server(int(address.rsplit(":", 1)[1]), pid, notes, data)


async def draw(page, name: str, query: str) -> list[ForwardMsg]:
    """Ask for a page on its connection. Return all it is made of."""
    ask = BackMsg()
    ask.rerun_script.page_name, ask.rerun_script.query_string = name, query
    await page.send(ask.SerializeToString())
    return await told(page, "script_finished")


async def told(page, until: str) -> list[ForwardMsg]:
    found = [ForwardMsg()]
    while found[-1].WhichOneof("type") != until:
        found.append(ForwardMsg())
        found[-1].ParseFromString(await asyncio.wait_for(page.recv(), 30))
    return found[1:]


async def download(page) -> str:
    """Press the button for the spreadsheet. Return the file's address."""
    drawn = await draw(page, *EVIDENCE)
    [button] = [
        message.delta.new_element.download_button
        for message in drawn
        if message.delta.new_element.HasField("download_button")
    ]
    press = BackMsg()
    press.backend_operation_request.request_id = "1"
    [press.backend_operation_request.session_id] = {
        message.new_session.initialize.session_id for message in drawn if message.HasField("new_session")
    }
    press.backend_operation_request.deferred_file.file_id = button.deferred_file_id
    await page.send(press.SerializeToString())
    answer = (await told(page, "backend_operation_response"))[-1].backend_operation_response
    assert answer.deferred_file.url, answer
    return answer.deferred_file.url


async def knocks(server: Server, origin: str) -> int:
    """Return the status a foreign page's websocket is answered with."""
    try:
        async with server.page(server.browser(), origin=origin):
            return 101
    except websockets.InvalidStatus as answer:
        return answer.response.status_code


def test_whoever_knocks_the_server_calls_nobody(server):
    async def everything() -> list[int]:
        async with server.page(server.browser()) as page:
            for name, query in PAGES:
                drawn = await draw(page, name, query)
                assert sum(message.WhichOneof("type") == "delta" for message in drawn) > 3
            await download(page)
        return [await knocks(server, origin) for origin in [*FOREIGN, "http://8.8.8.8", "http://[::1]"]]

    statuses = asyncio.run(everything())
    for method in ("GET", "POST", "PUT"):
        assert (
            server.ask("/_stcore/upload_file/1/2", method=method, Origin="http://evil.example").status == 403
        )

    assert set(statuses) == {403}
    assert psutil.Process(server.pid).is_running()  # a call of code that isn't Python's would have ended it
    assert server.ask("/_stcore/health").status == 200
    assert not server.notes.exists(), server.notes.read_text()


def test_the_guard_of_this_test_notices_a_call(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(SHUT_IN))
    monkeypatch.setenv("TWOWAY_SHUT_IN", str(tmp_path / "calls.txt"))
    calls = "from streamlit import net_util; print(net_util.get_external_ip(), net_util.get_internal_ip())"
    ended = subprocess.run([sys.executable, "-c", calls], capture_output=True, text=True, check=False)

    assert ended.stdout.split() == ["None", "127.0.0.1"]
    noted = (tmp_path / "calls.txt").read_text()
    assert "checkip" in noted
    assert "8.8.8.8" in noted


def test_a_file_is_for_the_browser_that_asked_and_ends_with_its_page(server):
    async def everything() -> None:
        mine, another = server.browser(), server.browser()
        async with server.page(mine) as page, server.page(another) as other:
            await draw(other, *EVIDENCE)  # the same page, which has the same file
            file = await download(page)

            for cookie in (another, "", mine[:-1], f"x{mine}", f"{mine}x"):
                refused = server.ask(file, Cookie=cookie)
                assert (refused.status, refused.getheader("cache-control")) == (404, "no-store")
            assert server.ask(file, method="HEAD", Cookie=mine).status == 200
            got = server.ask(file, Cookie=f"_streamlit_xsrf=2|a|b; {mine}; other=1")
            assert got.status == 200
            assert got.getheader("cache-control") == "no-store"
            assert "attachment" in got.getheader("content-disposition")
            assert got.text.startswith("\ufeff")
            assert server.ask("/media/0123456789abcdef.csv", Cookie=mine).status == 404
            assert await download(other) == file  # both made the same
        await asyncio.sleep(0.2)  # until the server has seen them close
        for cookie in (mine, another):
            assert server.ask(file, Cookie=cookie).status == 404

    asyncio.run(everything())


@pytest.mark.skipif(sys.platform != "linux", reason="what a program holds open is read from Linux's own list")
def test_a_file_that_was_erased_is_let_go_though_nobody_looks(server):
    def held() -> list[str]:
        names = [
            str(handle.readlink())
            for handle in Path(f"/proc/{server.pid}/fd").iterdir()
            if handle.is_symlink()
        ]
        return [Path(name).name for name in names if "sample-1" in name]

    async def looked_at() -> None:
        async with server.page(server.browser()) as page:
            await draw(page, *EVIDENCE)
            for path in server.data.glob("published/*.duckdb"):  # as an erasure rewrites them
                shutil.copy(path, path.with_suffix(".tmp"))
                path.with_suffix(".tmp").replace(path)
            assert [name for name in held() if "(deleted)" in name]

            give_up_at = time.monotonic() + 6 * letting_go.EVERY_S
            while held() and time.monotonic() < give_up_at:
                await asyncio.sleep(0.2)
            assert held() == []
            assert any("Members" in str(part) for part in await draw(page, "week", "as=comms"))

    asyncio.run(looked_at())


def test_an_address_in_a_strangers_words_opens_no_file():
    said, told = ForwardMsg(), ForwardMsg()
    said.delta.new_element.html.body = "<p>/media/0123456789abcdef.csv</p>"
    told.backend_operation_response.deferred_file.url = "/media/0123456789abcdef.csv"

    assert downloads._told(said.SerializeToString()) == ("", "")
    assert downloads._told(told.SerializeToString()) == ("", "0123456789abcdef")
    assert downloads._told(b"") == ("", "")


def test_what_no_page_of_ours_sends_asks_for_no_file():
    for said in (b"", b"\x00", b"\xff" * 40, b"a"):
        assert downloads._asks(said) == ""


def test_what_a_page_is_made_of_is_everybodys_and_kept(server):
    static = Path(streamlit.__file__).parent / "static"
    parts = [path for path in (static / "static").rglob("*.*") if path.suffix in (".woff2", ".css", ".png")]

    assert {path.parent.name for path in parts} >= {"media", "css"}
    for path in parts:
        got = server.ask(f"/{path.relative_to(static).as_posix()}")
        assert (got.status, "immutable" in got.getheader("cache-control")) == (200, True), path


def test_no_other_site_may_send_messages_to_a_page(server):
    assert json.loads(server.ask("/_stcore/host-config").text)["allowedOrigins"] == []


def test_a_page_names_its_browser_once(server):
    named = server.ask("/").getheader("set-cookie")

    assert re.fullmatch(r"two_way_browser=[\w-]{43}; Path=/; HttpOnly; SameSite=Lax", named)
    cookie = named.split(";")[0]
    assert "two_way_browser" not in (server.ask("/week", Cookie=cookie).getheader("set-cookie") or "")
    assert "two_way_browser" not in (server.ask("/app/static/icon.png").getheader("set-cookie") or "")
    assert "two_way_browser" not in (server.ask("/favicon.png").getheader("set-cookie") or "")
    assert server.ask("/favicon.png").status == 200
    assert server.browser() != server.browser()


def test_the_page_keeps_no_file_but_those_asked_for(server):
    async def drawn() -> bytes:
        async with server.page(server.browser()) as page:
            return b"".join(
                [m.SerializeToString() for name, query in PAGES for m in await draw(page, name, query)]
            )

    told = asyncio.run(drawn())

    assert b"/app/static/icon.png" in told
    assert b"/media/" not in told

"""What goes wrong on a page reaches whoever looks after the server: where it happened, and nobody's words."""

import asyncio
import subprocess

import pytest

from tests.browser import seen
from tests.pages import published_sample as sample
from tests.pages.looking import altered
from tests.pages.test_front_door_served import Server, draw

pytestmark = pytest.mark.pages


def test_a_page_that_broke_says_where_on_standard_error_and_holds_nobodys_words(tmp_path, monkeypatch):
    data = sample.write(tmp_path / "data")
    altered(data, "update results set unit = 'Zebra crossing' where member = 'anwen-bowen'")
    popen = subprocess.Popen

    def as_start_does(*command, stdout, stderr, **more):
        return popen(*command, stdout=subprocess.DEVNULL, stderr=stderr, **more)

    monkeypatch.setattr(subprocess, "Popen", as_start_does)
    log = tmp_path / "server.log"
    with seen.served(data, log) as (address, pid):
        server = Server(int(address.rsplit(":", 1)[1]), pid, log, data)

        async def looked_at() -> None:
            async with server.page(server.browser()) as page:
                await draw(page, "scorecard", "as=comms&m=anwen-bowen")

        asyncio.run(looked_at())
    written = log.read_text()

    assert "Uncaught app execution" in written
    assert "dashboard/pages/scorecard.py:" in written
    assert "builtins.ValueError" in written
    assert "Zebra crossing" not in written

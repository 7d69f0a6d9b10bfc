"""What a page costs: the server's CPU for a rerun, and the bytes of a first visit."""

import pytest

from tests.browser import cost, seen
from tests.browser.test_seen import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CPU_MS = 45
FIRST_VISIT_BYTES = 1_600_000


@pytest.mark.parametrize("name", ["week", "scorecard", "evidence", "month", "waiting", "about"])
def test_a_rerun_costs_little(server, name, capsys):
    address, pid = server
    page, _, query = PAGES[name].removeprefix("/").partition("?")

    with cost.drawing(address, {}, page, query) as draw:
        [took_ms] = cost.cpu_ms([(draw, pid)])

    with capsys.disabled():
        print(f"\n  {name}: {took_ms:.1f} ms CPU for a rerun (at most {CPU_MS})", end="")
    assert took_ms <= CPU_MS


@pytest.mark.parametrize("name", ["week", "scorecard"])
def test_a_first_visit_is_small(browser, address, name, capsys):
    window = seen.context(browser)
    page = window.new_page()
    network = window.new_cdp_session(page)
    network.send("Network.enable")
    bytes_ = []
    network.on("Network.loadingFinished", lambda done: bytes_.append(done["encodedDataLength"]))
    network.on(
        "Network.webSocketFrameReceived",
        lambda got: bytes_.append(len(got["response"]["payloadData"]) * 3 / 4),
    )
    seen.opened(page, address + PAGES[name])
    window.close()

    with capsys.disabled():
        print(
            f"\n  {name}: {sum(bytes_) / 1e6:.2f} MB on a first visit (at most {FIRST_VISIT_BYTES / 1e6})",
            end="",
        )
    assert 300_000 < sum(bytes_) <= FIRST_VISIT_BYTES

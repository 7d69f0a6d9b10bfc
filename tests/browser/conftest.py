"""One browser and one served sample for the whole lane."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext

from metrics.statistics.changes import Verdict
from pipelines.summarise.months import after
from tests.browser import seen
from tests.pages import published_sample
from tests.summaries.facts_sample import facts, froze, named

FROZEN = after(f"{datetime.now(UTC):%Y-%m}", -2)  # a month of the sample that has an edition


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with seen.browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    folder = published_sample.write(tmp_path_factory.mktemp("served"))
    verdicts = {"conversation-share": Verdict.WORSE, "sharing-share": Verdict.TOO_FEW}
    froze(folder, facts(verdicts, month=FROZEN, named=named(accounts=[])), names=())
    return folder


@pytest.fixture(scope="session")
def server(data, tmp_path_factory):
    """(address, process id) of a dashboard that serves the sample."""
    with seen.served(data, tmp_path_factory.mktemp("log") / "server.log") as found:
        yield found


@pytest.fixture(scope="session")
def address(server) -> str:
    return server[0]


@pytest.fixture
def window(browser) -> Iterator[BrowserContext]:
    window = seen.context(browser)
    yield window
    window.close()

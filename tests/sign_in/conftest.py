"""One provider for all tests of signing in, the same at the start of each, one dashboard, and a browser."""

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import seen
from tests.node_packages import CannotRun
from tests.sign_in import dashboard, proxy
from tests.sign_in.flow import AMIRA, BACK, BEN, Person
from tests.sign_in.provider import Provider, running


@pytest.fixture(scope="session")
def booted() -> Iterator[Provider]:
    try:
        with running() as provider:
            yield provider
    except CannotRun as why:
        pytest.skip(str(why))


@pytest.fixture
def provider(booted: Provider) -> Provider:
    """A provider that behaves and knows two people."""
    booted.behave()
    booted.redirects(BACK)
    booted.users({"amira": AMIRA, "ben": BEN})
    return booted


@pytest.fixture
def person(provider: Provider) -> Iterator[Person]:
    """Somebody who has not signed in yet."""
    with Person(provider, BACK) as person:
        yield person


@pytest.fixture(
    scope="module"
)  # it is an event loop too: tests that run one of their own can't stand beside it
def browser() -> Iterator[Browser]:
    with seen.browsing(proxy.RESOLVES) as browser:
        yield browser


@pytest.fixture(scope="session")
def served_once(booted: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dashboard.Served]:
    with dashboard.served(booted, tmp_path_factory.mktemp("served") / "data", free_port()) as served:
        yield served


@pytest.fixture
def two_way(booted: Provider, served_once: dashboard.Served) -> dashboard.Served:
    """The dashboard, with a provider that behaves and knows everybody."""
    booted.behave()
    booted.redirects(f"{served_once.address}/oauth2callback")
    booted.users(dashboard.USERS)
    return served_once


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    window = seen.context(browser)
    yield window
    window.close()


@pytest.fixture
def other_window(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody else's browser."""
    window = seen.context(browser)
    yield window
    window.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

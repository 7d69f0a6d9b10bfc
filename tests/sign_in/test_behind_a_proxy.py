"""Behind nginx as docs/running.md tells it, people sign in over TLS; whatever comes another way is refused."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.node_packages import CannotRun
from tests.sign_in import dashboard, proxy
from tests.sign_in.dashboard import ANWEN, Served
from tests.sign_in.provider import running
from tests.sign_in.proxy import Proxy

pytestmark = pytest.mark.sign_in

EVIDENCE = f"/evidence?m={ANWEN}&k=answered-within-a-day&w=90+days"
SOCKET = {  # what a browser asks to open a page's connection
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    """Where the dashboard listens, and where nobody does."""
    served, nobody = proxy.free_ports(2)
    return served, nobody


@pytest.fixture(scope="module")
def front(ports: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    try:
        with proxy.running(tmp_path_factory.mktemp("proxy") / "nginx", to=ports[0]) as front:
            yield front
    except CannotRun as why:
        pytest.skip(str(why))


@pytest.fixture(scope="module")
def served(
    front: Proxy, ports: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    data, back = tmp_path_factory.mktemp("served") / "data", f"{front.address}/oauth2callback"
    try:
        with (
            running(redirect_uri=back, users=dashboard.USERS) as provider,
            dashboard.served(provider, data, ports[0], address=front.address) as served,
        ):
            yield served
    except CannotRun as why:
        pytest.skip(str(why))


@dataclass
class Visit:
    """One visit from beginning to end, and what there was to see."""

    landed: str = ""
    greeting: str = ""
    cookies: list[str] = field(default_factory=list)  # as they were given
    out: int = 0  # tabs


@pytest.fixture(scope="module")
def visit(served: Served, browser: Browser) -> Visit:
    """Somebody signs in at a page of their own, looks at another in a second tab, and signs out in the first."""
    visit = Visit()
    with somebody(browser) as one:
        one.on("response", lambda told: visit.cookies.extend(_cookies(told, served.address)))
        page = served.signs_in(one, "olu", EVIDENCE)
        visit.landed, visit.greeting = page.url, page.locator("body").inner_text()
        tabs = [page, served.asks(one, "/week")]
        page.get_by_role("button", name="Sign out").click()
        for tab in tabs:
            tab.get_by_role("button", name="Sign in").wait_for()
            visit.out += 1
    return visit


def _cookies(told: Response, address: str) -> list[str]:
    lines = told.headers_array() if told.url.startswith(address) else []
    return [line["value"] for line in lines if line["name"].lower() == "set-cookie"]


@contextlib.contextmanager
def somebody(browser: Browser) -> Iterator[BrowserContext]:
    """Open somebody's browser, which takes our certificate for good."""
    window = browser.new_context(ignore_https_errors=True)
    yield window
    window.close()


def ask(way: str, **headers: str) -> httpx.Response:
    """Ask as something does that isn't a browser, and doesn't look whose certificate it is."""
    return httpx.get(way, headers=headers, verify=False, trust_env=False)


def through(front: Proxy, way: str = "/", **headers: str) -> httpx.Response:
    """Ask the proxy, by any name."""
    return ask(f"https://127.0.0.1:{urlsplit(front.address).port}{way}", **headers)


def download(page: Page) -> tuple[str, str]:
    """Return where a page's evidence was downloaded from, and what it is."""
    with page.expect_download() as told:
        page.get_by_role("button", name="Download as CSV").click()
    return told.value.url, Path(told.value.path()).read_text("utf-8-sig")


def status(page: Page, url: str) -> int:
    """Return how a page's own server answers that page."""
    return page.evaluate("url => fetch(url).then(answer => answer.status)", url)


# Signing in


def test_whoever_signs_in_lands_at_the_page_they_wanted(served: Served, visit: Visit) -> None:
    assert visit.landed == served.address + EVIDENCE
    assert "Signed in as Olu Officer" in visit.greeting


def test_whoever_signs_out_is_out_in_every_tab(visit: Visit) -> None:
    assert visit.out == 2


def test_every_cookie_goes_over_https_alone(visit: Visit) -> None:
    names = {line.partition("=")[0] for line in visit.cookies}

    assert {"two_way_browser", "_streamlit_session", "_streamlit_user", "_streamlit_user_tokens"} <= names
    assert [line for line in visit.cookies if "; secure" not in line.lower()] == []


def test_scripts_read_one_cookie_alone(visit: Visit) -> None:
    kept = [line.lower() for line in visit.cookies if "max-age=0" not in line.lower()]

    readable = {line.partition("=")[0] for line in kept if "; httponly" not in line}

    assert readable == {"_streamlit_xsrf"}  # which a page hands back, as another site's can't


def test_a_sign_in_with_much_in_it_passes(served: Served, browser: Browser) -> None:
    served.provider.misbehave(
        "big", groups=60
    )  # nginx's own 4 KB for an answer's headers would make it a 502

    with somebody(browser) as one:
        page = served.signs_in(one, "anwen")

        assert dashboard.heading(page) == "Cllr Anwen Bowen"


# Downloads


def test_a_file_is_for_the_browser_that_asked_for_it(served: Served, browser: Browser) -> None:
    with somebody(browser) as one, somebody(browser) as another:
        page = served.signs_in(one, "olu", EVIDENCE)
        other = served.signs_in(another, "anwen")

        url, text = download(page)

        assert text.startswith("happened_at_local,")
        assert (status(page, url), status(other, url)) == (200, 404)


# Another way in


@pytest.mark.parametrize("kind", ["page", "socket"])
@pytest.mark.parametrize(
    "named",
    [
        {"Host": "other.test"},
        {"Host": "127.0.0.1:{secure}"},
        {"Host": proxy.NAME},  # without the port, it is another server's
        {"Host": f"{proxy.NAME}.:{{secure}}"},
        {"Host": "other.test", "X-Forwarded-Host": "{ours}"},
        {"Host": "other.test", "Forwarded": "host={ours};proto=https"},
    ],
)
def test_who_came_by_another_name_is_refused(
    served: Served, front: Proxy, named: dict[str, str], kind: str
) -> None:
    ours = urlsplit(front.address)
    headers = {name: value.format(secure=ours.port, ours=ours.netloc) for name, value in named.items()}
    way, more = _kind(kind, front.address)

    assert through(front, way, **headers, **more).status_code == 403


@pytest.mark.parametrize("kind", ["page", "socket"])
@pytest.mark.parametrize("more", [{}, {"X-Forwarded-Host": "{ours}", "X-Forwarded-Proto": "https"}])
def test_who_came_to_the_dashboards_own_port_is_refused(
    served: Served, front: Proxy, ports: tuple[int, int], more: dict[str, str], kind: str
) -> None:
    headers = {name: value.format(ours=urlsplit(front.address).netloc) for name, value in more.items()}
    way, asked = _kind(kind, front.address)

    for host in ("127.0.0.1", "localhost"):
        assert ask(f"http://{host}:{ports[0]}{way}", **headers, **asked).status_code == 403


def _kind(kind: str, origin: str) -> tuple[str, dict[str, str]]:
    return ("/week", {}) if kind == "page" else ("/_stcore/stream", {**SOCKET, "Origin": origin})


@pytest.mark.parametrize(
    ("origin", "answered"),
    [
        ("{ours}", 101),
        ("https://other.test", 403),
        (f"http://{proxy.NAME}", 403),
        (f"https://{proxy.NAME}", 403),  # another port of ours
        ("http://127.0.0.1:{port}", 403),
        ("null", 403),
        (None, 403),
    ],
)
def test_a_pages_connection_opens_to_our_own_pages_only(
    served: Served, front: Proxy, ports: tuple[int, int], origin: str | None, answered: int
) -> None:
    named = {} if origin is None else {"Origin": origin.format(ours=front.address, port=ports[0])}
    host = urlsplit(front.address).netloc

    answer = through(front, "/_stcore/stream", Host=host, **SOCKET, **named)

    assert answer.status_code == answered


def test_without_https_one_is_sent_on_and_told_to_come_with_it_for_good(served: Served, front: Proxy) -> None:
    sent_on = ask(f"{front.plain}/week", Host=proxy.NAME)
    page = through(front, Host=urlsplit(front.address).netloc)

    assert (sent_on.status_code, sent_on.headers["location"]) == (301, f"{front.address}/week")
    assert (page.status_code, page.headers["strict-transport-security"]) == (200, "max-age=31536000")


# What is written down


def test_the_proxy_writes_down_no_secret_of_a_sign_in(front: Proxy, visit: Visit) -> None:
    said = front.said()

    assert '"GET /oauth2callback" 302' in said
    assert '"GET /auth/logout" 302' in said
    assert [word for word in ("?", "code=", "state=", "id_token", "eyJ", ANWEN, "olu@") if word in said] == []
    values = [line.partition("=")[2].partition(";")[0].strip('"') for line in visit.cookies]
    assert [value for value in values if len(value) > 8 and value in said] == []


def test_nor_does_it_where_the_dashboard_is_down(
    ports: tuple[int, int], tmp_path: Path, front: Proxy
) -> None:
    with proxy.running(tmp_path / "nginx", to=ports[1]) as alone:
        host = urlsplit(alone.address).netloc
        answers = [through(alone, way, Host=host) for way in ("/oauth2callback?code=abc&state=def", "/week")]
        time.sleep(0.1)

        assert [answer.status_code for answer in answers] == [502, 502]
        assert "Connection refused" in alone.said()  # of the page: somebody has to see it
        assert "code=" not in alone.said()

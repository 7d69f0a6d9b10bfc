"""Without sign-in, pages are served to this computer only; every answer carries the strict headers."""

import asyncio
import subprocess
import sys

import pytest

from dashboard.front import door, served
from dashboard.front.secrets import NO_SIGN_IN
from tests.lanes import ROOT
from wording import refusals

HERE = "127.0.0.1:8501"
OURS = "http://127.0.0.1:8501"
KINDS = ["http", "websocket"]


def answer(
    server: str = "127.0.0.1",
    host: str | None = HERE,
    kind: str = "http",
    *,
    origin: str | None = None,
    method: str = "GET",
    path: str = "/",
    more: tuple[tuple[bytes, bytes], ...] = (),
) -> tuple[list[dict], bool]:
    """Send one request through the door. Return what was answered and whether it reached the pages."""
    sent, reached = [], []

    async def pages(scope, receive, send):
        reached.append(True)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    named = ((b"host", host), (b"origin", origin))
    headers = [(name, value.encode("latin-1")) for name, value in named if value is not None]
    scope = {"type": kind, "server": (server, 8501), "headers": [*headers, *more], "path": path}
    if kind == "http":
        scope["method"] = method
    asyncio.run(door.FrontDoor(pages, None)(scope, None, send))
    return sent, bool(reached)


def refused(sent: list[dict], kind: str, status: int = 403) -> bool:
    return (
        sent[0].get("status") == status
        if kind == "http"
        else sent == [{"type": "websocket.close", "code": 1008}]
    )


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"])
def test_this_computer_is_this_computer(address):
    assert door.is_this_computer(address)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.2", "", "localhost.evil.example", "127.0.0.1.example"]
)
def test_other_addresses_are_not(address):
    assert not door.is_this_computer(address)


def test_pages_carry_strict_headers():
    sent, reached = answer()
    headers = dict(sent[0]["headers"])

    assert reached
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert scripts.startswith("script-src 'self' 'sha256-")
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"no-referrer"
    assert headers[b"cross-origin-resource-policy"] == b"same-origin"
    assert b"permissions-policy" in headers


def test_what_is_refused_carries_them_too():
    sent, _ = answer(origin="http://evil.example")

    assert b"content-security-policy" in dict(sent[0]["headers"])


# Where a request came to


@pytest.mark.parametrize(
    ("server", "host"), [("127.0.0.1", HERE), ("127.0.0.1", "localhost:8501"), ("::1", "[::1]:8501")]
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_came_to_the_address_it_is_served_at_comes_in(server, host, kind):
    _, reached = answer(server, host, kind, origin=f"http://{host}")

    assert reached


@pytest.mark.parametrize(
    ("server", "host"),
    [
        ("10.0.0.5", "10.0.0.5:8501"),
        ("10.0.0.5", HERE),
        ("127.0.0.1", "rebound.example:8501"),
        ("127.0.0.1", "rebound.localhost:8501"),
        ("127.0.0.1", "127.0.0.1.nip.example:8501"),
        ("127.0.0.1", "127.0.0.1:80"),  # another server's name, or ours with the port left out
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.2:8501"),
        ("127.0.0.1", "[::1]:8501"),
        ("127.0.0.1", "localhost.:8501"),
        ("127.0.0.1", "me@127.0.0.1:8501"),
        ("127.0.0.1", "127.0.0.1:8501:8501"),
        ("127.0.0.1", "127.0.0.1:08501"),
        ("127.0.0.1", ""),
        ("127.0.0.1", None),
        ("", HERE),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_came_another_way_is_refused(server, host, kind):
    sent, reached = answer(server, host, kind, origin=OURS if kind == "websocket" else None)

    assert not reached
    assert refused(sent, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_request_that_names_two_hosts_or_two_origins_is_refused(kind):
    for name, value in ((b"host", HERE), (b"origin", OURS)):
        sent, reached = answer(kind=kind, origin=OURS, more=((name, value.encode()),))

        assert not reached
        assert refused(sent, kind)


def test_at_the_usual_port_the_port_may_be_left_out():
    assert served.addresses("127.0.0.1", 80) == {
        "127.0.0.1:80": "http://127.0.0.1:80",
        "127.0.0.1": "http://127.0.0.1",
        "localhost:80": "http://localhost:80",
        "localhost": "http://localhost",
    }


# Who sent it

FOREIGN = [
    "null",
    "",
    "http://evil.example",
    "https://127.0.0.1:8501",  # the same host, another scheme
    "http://127.0.0.1:8502",  # another program's page on this computer
    "http://127.0.0.1",
    "http://localhost:8501",  # by another name than the one it came to
    "http://127.0.0.1:8501.evil.example",
    "http://evil.example:8501",
    "http://127.0.0.1:8501/",
    "http://me@127.0.0.1:8501",
    "HTTP://127.0.0.1:8501",
    "http://10.0.0.5:8501",
    "ws://127.0.0.1:8501",
    "file://",
]


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("path", ["/_stcore/stream", "/_stcore/upload_file/1/2", "/"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
def test_a_page_elsewhere_is_refused(origin, path, kind, method):
    sent, reached = answer(kind=kind, origin=origin, path=path, method=method)

    assert not reached
    assert refused(sent, kind)


@pytest.mark.parametrize(("kind", "method"), [("websocket", ""), ("http", "POST"), ("http", "PUT")])
def test_where_a_browser_always_names_its_page_it_must_be_named(kind, method):
    sent, reached = answer(kind=kind, method=method)

    assert not reached
    assert refused(sent, kind)


@pytest.mark.parametrize("origin", [None, OURS])
def test_what_only_reads_need_not_name_its_page(origin):
    assert answer(origin=origin)[1]


# What is open

PAGE_NEEDS = [
    "/",
    "/week",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/app/static/icon.png",
]


@pytest.mark.parametrize("path", PAGE_NEEDS)
def test_what_a_page_needs_is_open(path):
    assert answer(path=path)[1]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/base/_stcore/metrics",
        "/_stcore/upload_file/1/2",
        "/_stcore/bidi-components/x/y.js",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore",
        "/component/x/index.html",
        "/component/x/_stcore/health",
        "/_stcore/metrics/_stcore/stream",
        "/auth/login",
        "/oauth2callback",
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_no_page_needs_is_closed_to_everybody(path, kind):
    sent, reached = answer(kind=kind, path=path, origin=OURS)

    assert not reached
    assert refused(sent, kind, 404)


# The start


def test_it_refuses_to_start_on_another_address_with_one_line():
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    ended = subprocess.run(
        [*command, "--server.port", "0"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode != 0
    assert ended.stderr.strip().splitlines()[-1].strip() == refusals.this_computer_only()
    assert "Traceback" not in ended.stderr


def test_it_refuses_to_start_with_the_secrets_of_a_sign_in_that_settings_dont_name(tmp_path):
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[auth]\nclient_id = "x"\n')
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    ended = subprocess.run(
        [*command, "--secrets.files", str(secrets)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode != 0
    assert ended.stderr.strip() == NO_SIGN_IN

"""Without sign-in, pages are served to this computer only; every answer carries the strict headers."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.front import door

ROOT = Path(__file__).resolve().parent.parent


def answer(server: str, host: str, kind: str = "http") -> tuple[list[dict], bool]:
    """Send one request through the door. Return what was answered and whether it reached the pages."""
    sent, reached = [], []

    async def pages(scope, receive, send):
        reached.append(True)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "server": (server, 80), "headers": [(b"host", host.encode())]}
    asyncio.run(door.FrontDoor(pages)(scope, None, send))
    return sent, bool(reached)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"])
def test_this_computer_is_this_computer(address):
    assert door.is_this_computer(address)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.168.1.2", "", "localhost.evil.example", "127.0.0.1.example"]
)
def test_other_addresses_are_not(address):
    assert not door.is_this_computer(address)


def test_pages_carry_strict_headers():
    sent, reached = answer("127.0.0.1", "127.0.0.1:8501")
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
    assert b"permissions-policy" in headers


@pytest.mark.parametrize(
    ("server", "host"),
    [("10.0.0.5", "10.0.0.5:8501"), ("10.0.0.5", "127.0.0.1"), ("127.0.0.1", "rebound.example:8501")],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_what_came_another_way_is_refused(server, host, kind):
    sent, reached = answer(server, host, kind)

    assert not reached
    assert (
        sent[0].get("status") == 403
        if kind == "http"
        else sent == [{"type": "websocket.close", "code": 1008}]
    )


def test_it_refuses_to_start_on_another_address_with_one_line():
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    ended = subprocess.run(
        [*command, "--server.port", "0"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode != 0
    assert ended.stderr.strip().splitlines()[-1].strip() == door.ELSEWHERE
    assert "Traceback" not in ended.stderr


def test_it_refuses_to_start_with_sign_in_configured_that_it_cant_do(tmp_path):
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
    assert ended.stderr.strip() == door.NO_SIGN_IN

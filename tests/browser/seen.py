"""A dashboard of its own on a free port, and pages in Chromium as people would see them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.lanes import ROOT, find_chromium

SHOTS = ROOT / "build" / "shots"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SIZES = {1440: 900, 390: 844}


@contextlib.contextmanager
def browsing(*more: str) -> Iterator[Browser]:
    """Open a Chromium. Where there is none, the test can't run."""
    path = find_chromium()
    if path is None:
        pytest.skip("there is no Chromium: install it, or name it in TWOWAY_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *more])
        yield browser
        browser.close()


@contextlib.contextmanager
def served(data: Path, log: Path) -> Iterator[tuple[str, int]]:
    """Serve a data folder. Yield (address, process id); stop the server by its handle at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w") as out:
        environment = {**os.environ, "TWOWAY_DATA": str(data)}
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_up(address, server)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(15)


def wait_until_up(address: str, server: subprocess.Popen, *, host: str = "") -> None:
    """Wait until a dashboard answers; by another name where it has one that leads here through a proxy."""
    asked = urllib.request.Request(f"{address}/_stcore/health", headers={"Host": host} if host else {})
    for _ in range(600):
        assert server.poll() is None, f"the dashboard stopped by itself (code {server.returncode})"
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(asked, timeout=2).read()
            return
        time.sleep(0.1)
    raise AssertionError("the dashboard did not answer within a minute")


def context(
    browser: Browser, *, width: int = 1440, scheme: str = "light", scale: float = 1
) -> BrowserContext:
    """Return a fresh browser window of this width."""
    size = {"width": width, "height": SIZES.get(width, 900)}
    return browser.new_context(
        viewport=size,
        color_scheme=scheme,
        device_scale_factor=scale,
        is_mobile=width < 700,
        has_touch=width < 700,
        reduced_motion="reduce",
    )


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until the whole page is drawn."""
    page.goto(address)
    return settled(page)


def settled(page: Page) -> Page:
    """Wait until a page is drawn to its foot and nothing runs."""
    page.wait_for_selector("footer.foot", timeout=30_000)
    page.wait_for_selector(IDLE)
    # evaluate, not wait_for_function: our policy has no eval
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(400)
    return page


def whole(page: Page, path: Path) -> Path:
    """Take a picture of the whole page, however long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(max(size["height"], height + 8), 12_000)})
    page.wait_for_timeout(500)
    page.screenshot(path=path)
    page.set_viewport_size(size)
    return path

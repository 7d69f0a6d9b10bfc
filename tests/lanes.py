"""Runs the lanes of tests one after the other and says plainly what ran and what could not.

Standard library only: start.py calls this before it knows that anything else is there.
"""

import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "build" / "tests"
REAL_DATA = ROOT.parent / "shared" / "data"
MARKED = (
    "style",
    "commands",
    "pages",
    "data",
    "platforms",
    "atproto",
    "browser",
    "sign_in",
    "killed",
    "many",
    "scale",
)
LANES = {"style": "style", "fast": f"not ({' or '.join(MARKED)})", **{lane: lane for lane in MARKED[1:]}}
AT_ONCE = (
    "fast",
    "commands",
    "pages",
    "platforms",
    "browser",
    "killed",
    "many",
)  # on as many workers as there are processors
NO_TESTS = 5  # pytest's exit code when it found none
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
NEED_MORE = ("browser", "sign_in")  # than Python
CHROMIUM = ("chromium", "fonts-liberation", "fonts-noto-color-emoji")  # Debian's names
NGINX = ("nginx-light", "openssl")
MAC_BROWSERS = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")


@dataclass
class Lane:
    """How one lane went."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    not_run: Counter[str] = field(default_factory=Counter)  # why -> how many tests (or the lane itself)


def run(wanted: list[str], python: Path) -> int:
    """Run the lanes wanted (none named: all of them). Return 1 if anything failed, else 0."""
    in_ci = is_ci()
    environment = {**os.environ, "PATH": os.pathsep.join((str(python.parent), os.environ.get("PATH", "")))}
    REPORTS.mkdir(parents=True, exist_ok=True)
    done = []
    for name in [name for name in LANES if not wanted or name in wanted]:
        print(f"\n== {name}", flush=True)
        lane = (run_browser if name in NEED_MORE else run_lane)(name, python, environment)
        if in_ci:
            hold_to_account(lane)
        done.append(lane)
    print("\n".join(["", *table(done)]), flush=True)
    return 1 if any(lane.failed for lane in done) else 0


def is_ci() -> bool:
    """Say whether nobody sits at this machine, and every test has to run."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def run_browser(name: str, python: Path, environment: dict[str, str]) -> Lane:
    """Run a lane with a Chromium, installing one where we may; and with an nginx, where pages stand behind it."""
    chromium = find_chromium() or install("Chromium", CHROMIUM, find_chromium)
    if chromium is None:
        why = "there is no Chromium; on Debian or Ubuntu: apt-get install chromium, elsewhere install Chrome"
        return Lane(name, not_run=Counter([why]))
    # Not on somebody's own machine: Debian's starts to serve as soon as it is there.
    if name == "sign_in" and is_ci() and not find_nginx():
        install("nginx", NGINX, find_nginx)
    return run_lane(name, python, {**environment, "TWOWAY_CHROMIUM": chromium})


def run_lane(name: str, python: Path, environment: dict[str, str]) -> Lane:
    """Run one lane with pytest and count from its report."""
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = [str(python), "-m", "pytest", "-m", LANES[name], f"--junitxml={report}"]
    command += ["-n", "auto", "--dist", "worksteal"] if name in AT_ONCE else []
    began = time.monotonic()
    pytest = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
    lane = count(name, report) if report.exists() else Lane(name)
    lane.seconds = time.monotonic() - began
    if pytest.returncode == NO_TESTS:
        lane.not_run["it has no tests"] += 1
    elif pytest.returncode and not lane.failed:
        lane.failed += 1
        lane.not_run[f"pytest stopped with code {pytest.returncode}"] += 1
    return lane


def count(name: str, report: Path) -> Lane:
    """Read pytest's report of a lane."""
    lane = Lane(name)
    for case in ET.parse(report).iter("testcase"):
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            lane.failed += 1
        elif skip is not None:
            lane.skipped += 1
            lane.not_run[skip.get("message") or "skipped without a reason"] += 1
        else:
            lane.passed += 1
    return lane


def hold_to_account(lane: Lane) -> None:
    """In CI what did not run has failed. Only the real data may be absent: it is not ours to publish."""
    if lane.name == "data" and not REAL_DATA.is_dir():
        return
    lane.failed, lane.skipped = lane.failed + lane.skipped, 0
    if lane.not_run and not lane.failed:
        lane.failed = 1


def table(lanes: list[Lane]) -> list[str]:
    """Return the lines that end a run: each lane, what did not run and why, and the sum alone on the last."""
    lines = [f"{'lane':<10}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"]
    for lane in lanes:
        lines.append(f"{lane.name:<10}{lane.passed:>8}{lane.failed:>8}{lane.skipped:>9}{lane.seconds:>9.0f}")
    for lane in lanes:
        lines += [f"not run: {lane.name}: {why} ({times} x)" for why, times in lane.not_run.items()]
    sums = [sum(getattr(lane, part) for lane in lanes) for part in ("passed", "failed", "skipped")]
    return [*lines, "", "{} passed, {} failed, {} skipped".format(*sums)]


def find_chromium() -> str | None:
    """Return the path of a Chromium (or its relatives) on this machine."""
    places = [os.environ.get("TWOWAY_CHROMIUM", ""), *map(shutil.which, BROWSERS)]
    if sys.platform == "darwin":
        places += [f"/Applications/{app}" for app in MAC_BROWSERS]
    if os.name == "nt":
        folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")]
        places += [str(Path(folder, "Google/Chrome/Application/chrome.exe")) for folder in folders if folder]
    return next((place for place in places if place and Path(place).is_file()), None)


def find_nginx() -> str | None:
    """Return the path of an nginx; an ordinary user's PATH may not hold where Debian puts it."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def install(what: str, packages: Sequence[str], find: Callable[[], str | None]) -> str | None:
    """Install something where we may (Debian's kind of machine, as root). Return its path, None if not."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    print(f"Installing {what} for the tests ...", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *step], env=quietly, stdin=subprocess.DEVNULL, check=False)
    return find()

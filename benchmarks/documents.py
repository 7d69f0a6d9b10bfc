"""What paper costs: `python -m benchmarks.documents [MEMBERS]` makes a council's summary and its members' scorecards.

Prints wall and CPU seconds, and the peak memory of the largest process, beside WeasyPrint and Chromium printing the
very same web pages in the same run. Each is a process of its own, timed from its start. WeasyPrint is installed by
nobody but whoever asks for it. Scorecards are shared out over two processes, as on two cores. Linux and macOS.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.printing import browser_here
from summaries.content import content
from summaries.pages import page
from summaries.scorecard import scorecard
from tests.summaries import facts_sample, scorecard_sample

MEMBERS, AT_ONCE = 60, 2
BARS = {"summary": 1.0, "scorecards": 6.0}  # seconds
MOST_MB = 150
HEAD = f"{'':<30}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}"
Facts = dict[str, Any]


def cards(members: int) -> list[Facts]:
    """Return the facts of so many members, each with other names and numbers; every fourth is as long as they get."""
    found = []
    for number in range(members):
        some = scorecard_sample.longest() if number % 4 == 0 else scorecard_sample.facts()
        some["member"] = {**some["member"], "id": f"m{number}", "name": f"{some['member']['name']} {number}"}
        for row in some["results"].values():
            row["n"] += number
            if row["met"] is not None:
                row["met"] += number
        found.append(some)
    return found


@dataclass(frozen=True, slots=True)
class Cost:
    """What one way took: of processes side by side the sum of their CPU time, and the largest one's peak memory."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def cost(way: str, *on: Path) -> Cost:
    """Return what a way of printing takes, one process on each of these paths. Raise SystemExit where it fails."""
    began = time.monotonic()
    running = [
        subprocess.Popen([sys.executable, "-m", "benchmarks.printing", way, str(one)], stdout=subprocess.PIPE)
        for one in on
    ]
    told = [one.communicate()[0] for one in running]
    wall_s = time.monotonic() - began
    if any(one.returncode for one in running):
        raise SystemExit(f"{way} failed on {', '.join(map(str, on))}: its own words stand above.")
    used = [json.loads(one) for one in told]
    return Cost(wall_s, sum(cpu_s for cpu_s, _ in used), max(peak_mb for _, peak_mb in used))


def lay_out(folder: Path, some: Sequence[Facts]) -> Path:
    """Write facts, and the web pages of them, into a folder. Return the file of the facts."""
    folder.mkdir()
    for place, one in enumerate(some):
        told = scorecard(one) if one["kind"] == "scorecard" else content(one)
        (folder / f"{place:03}.html").write_text(page(told), encoding="utf-8")
    (folder / "facts.json").write_text(json.dumps(some), encoding="utf-8")
    return folder / "facts.json"


def main(arguments: Sequence[str]) -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("members", type=int, nargs="?", default=MEMBERS)
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as somewhere:
        _compare(Path(somewhere), wish.members)


def _compare(folder: Path, members: int) -> None:
    some = cards(members)
    council = [lay_out(folder / "summary", [facts_sample.facts()])]
    halves = [lay_out(folder / f"cards-{half}", some[half::AT_ONCE]) for half in range(AT_ONCE)]
    sys.stdout.write(f"{members} scorecards, {os.cpu_count()} processors\n{HEAD}\n")
    for name, files in (("summary", council), ("scorecards", halves)):
        own = cost("typeset", *files)
        bar = BARS[name] * max(1, members / MEMBERS)
        alone_s = own.cpu_s / len(files)  # on as many idle processors
        is_kept = min(own.wall_s, alone_s) <= bar and own.peak_mb < MOST_MB
        _tell(f"{name}: ours", own)
        busy = (
            f" by its CPU time ({alone_s:.1f} s): this machine is busy" if own.wall_s > bar >= alone_s else ""
        )
        sys.stdout.write(f"  at most {bar:g} s and {MOST_MB} MB: {'kept' if is_kept else 'NOT KEPT'}{busy}\n")
        _beside(name, [one.parent for one in files])


def _beside(name: str, folders: list[Path]) -> None:
    if importlib.util.find_spec("weasyprint"):
        _tell(f"{name}: WeasyPrint", cost("weasyprint", *folders))
    else:
        sys.stdout.write(f"{name}: WeasyPrint isn't installed here (uv pip install weasyprint)\n")
    if browser_here():
        _tell(f"{name}: Chromium's print", cost("chromium", *folders))
    else:
        sys.stdout.write(f"{name}: there is no Chromium here\n")


def _tell(name: str, took: Cost) -> None:
    sys.stdout.write(f"{name:<30}{took.wall_s:>8.2f}{took.cpu_s:>8.2f}{took.peak_mb:>9.0f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

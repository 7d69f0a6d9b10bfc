"""What a command passes on its way (queries, commits, files), written down as it goes; and its end at one of them.

The notes are written straight to a file, so they outlive a process that is killed: what the last note says is where it
died. The notes of a run that nothing disturbed are the points that a kill is chosen from.
"""

import itertools
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crash.dying import die

# What a moment belongs to. The first three are known by who is at work (module, function), the others by what
# is done.
PUBLISH, KEY_MAKING, MIGRATION, REPORT = "publish", "key making", "migration", "report"
COMMIT, TRANSACTION, ELSEWHERE = "commit", "transaction", "elsewhere"
AT_WORK = {
    ("store.publishing", "publish"): PUBLISH,
    ("store.key", "make"): KEY_MAKING,
    ("store.migrating", "_migrate"): MIGRATION,
}
PLACES = (PUBLISH, KEY_MAKING, MIGRATION, REPORT, COMMIT, TRANSACTION, ELSEWHERE)
REPORTS = "imports"
MOST_SAID = 150


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a command is to end: before, during or after its nth point; or so long after its beginning (number 0).

    During a write half of it is written; during anything else so many microseconds pass. With `pauses` it waits there
    instead of ending, until a file of the name `pauses` and `.go` is there.
    """

    number: int
    when: str = "before"
    us: int = 0
    pauses: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A point as it was noted. `took_us` is None if the process ended within it."""

    number: int
    kind: str
    place: str
    began_us: int
    took_us: int | None
    what: str


class Watch:
    """Notes what one command passes in one data folder, and ends it where it is told to."""

    def __init__(self, notes: Path, folder: Path, hit: Hit | None) -> None:
        self._folder, self._hit = str(folder.resolve()), hit
        self._write, self._began = os.write, time.perf_counter()  # before they are watched
        self._fd = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._numbers = itertools.count(1)
        self._busy = threading.local()  # a file renamed by Python's own code is one point, not two
        self.in_transaction = False
        self.names: dict[int, str] = {}  # open file -> its name

    def begin(self) -> None:
        """Start the clock; a hit without a number is on its way from now."""
        self._began = time.perf_counter()
        if self._hit and not self._hit.number:
            alarm(self._hit.us)

    @contextmanager
    def passing(self, kind: str, what: str) -> Iterator[bool]:
        """Note a point, before and after. Yields whether it is to end within it."""
        if getattr(self._busy, "is_set", False):
            yield False
            return
        number, hit = next(self._numbers), self._hit
        is_hit = hit is not None and hit.number == number
        place = self._place(kind, what)
        self._note("<", number, kind, place, what)
        if hit and is_hit and hit.when == "before":
            self._happen(hit)
        is_within = bool(hit and is_hit and hit.when == "during" and not hit.pauses)
        if hit and is_within and kind != "write":
            alarm(hit.us)
        self._busy.is_set = True
        try:
            yield is_within and kind == "write"
        finally:
            self._busy.is_set = False
        self._note(">", number, kind, place, what)
        if hit and is_hit and (hit.when == "after" or (hit.pauses and hit.when == "during")):
            self._happen(hit)

    def is_ours(self, path: Any) -> bool:
        """Say whether a path lies in the data folder."""
        try:
            return os.path.abspath(os.fspath(path)).startswith(self._folder)  # noqa: PTH100
        except (TypeError, ValueError):
            return False

    def name_of(self, path: Any) -> str:
        """Return a path as seen from the data folder."""
        told = os.path.abspath(os.fspath(path))  # noqa: PTH100
        return str(told)[len(self._folder) + 1 :].replace(os.sep, "/")

    def _place(self, kind: str, what: str) -> str:
        frame = sys._getframe(1)
        while frame is not None:
            known = AT_WORK.get((frame.f_globals.get("__name__", ""), frame.f_code.co_name))
            if known:
                return known
            frame = frame.f_back  # type: ignore[assignment]
        if what.startswith(f"{REPORTS}/"):
            return REPORT
        if kind == "commit":
            return COMMIT
        return TRANSACTION if self.in_transaction else ELSEWHERE

    def _note(self, sign: str, number: int, kind: str, place: str, what: str) -> None:
        us = round((time.perf_counter() - self._began) * 1e6)
        said = " ".join(what.split())[:MOST_SAID]
        self._write(self._fd, f"{sign}\t{number}\t{kind}\t{place}\t{us}\t{said}\n".encode(errors="replace"))

    def _happen(self, hit: Hit) -> None:
        if not hit.pauses:
            die()
        Path(hit.pauses).touch()
        while not Path(f"{hit.pauses}.go").exists():
            time.sleep(0.002)


def alarm(us: int) -> None:
    """End this process so many microseconds from now, whatever it is doing then."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(
            signal.ITIMER_REAL, max(us, 1) / 1e6
        )  # the system ends it: no code of ours has a say
    else:
        timer = threading.Timer(us / 1e6, die)
        timer.daemon = True
        timer.start()


def read_notes(notes: Path) -> list[Passed]:
    """Return the points that were passed, in order."""
    found: dict[int, Passed] = {}
    for line in notes.read_text(encoding="utf-8", errors="replace").splitlines():
        sign, number, kind, place, us, what = line.split("\t", 5)
        before = found.get(int(number))
        if sign == "<":
            found[int(number)] = Passed(int(number), kind, place, int(us), None, what)
        elif before:
            took = int(us) - before.began_us
            found[int(number)] = Passed(before.number, kind, place, before.began_us, took, what)
    return [found[number] for number in sorted(found)]

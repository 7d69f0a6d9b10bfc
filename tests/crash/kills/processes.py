"""Runs a command, or a question about a data folder, in a process of its own.

A process that has everything loaded is forked for each (tests/crash/kills/warm.py), so a command costs what it does and
not the second that loading takes. Where a system can't fork, each loads everything anew.
"""

import io
import multiprocessing
import os
import secrets
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crash.kills.points import Hit, Passed, read_notes
from tests.crash.kills.watching import watch

AT_ONCE = 40  # messages kept, and labelled, in one transaction: so that a small council has many
TIMEOUT_S = 120
FIRST_START = "start.py"
INVENTED = ("--members", "2", "--months", "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command: its arguments (or `start.py` alone), what is typed, its moment, the key it would make; environment."""

    arguments: tuple[str, ...]
    typed: str = ""
    now_us: int = 0
    key: str = "5c" * 32
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its code (None: it hung), what it said, what it passed, and how long it took."""

    code: int | None
    out: str
    err: str
    passed: list[Passed]
    took_us: int

    @property
    def was_killed(self) -> bool:
        """Say whether it was ended, by itself or from outside."""
        return self.code is not None and (self.code < 0 or self.code == 137)


def context() -> Any:
    """Return where processes come from."""
    can_fork = "forkserver" in multiprocessing.get_all_start_methods()
    made = multiprocessing.get_context("forkserver" if can_fork else "spawn")
    if can_fork:
        made.set_forkserver_preload([f"{__package__}.warm"])
    return made


class Running:
    """A command that was begun."""

    def __init__(self, order: Order, folder: Path, hit: Hit | None = None) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="told"))
        self._process = context().Process(target=_obey, args=(order, folder, hit, self.scratch))
        self._began = time.monotonic()
        self._process.start()

    def ended(self) -> Ended:
        """Wait for its end."""
        self._process.join(TIMEOUT_S)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
        took_us = round((time.monotonic() - self._began) * 1e6)
        out, err = ((self.scratch / name).read_text("utf-8", "replace") for name in ("out", "err"))
        return Ended(code, out, err, read_notes(self.scratch / "notes"), took_us)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def is_over(self) -> bool:
        """Say whether it came to its end."""
        return self._process.exitcode is not None


def run(order: Order, folder: Path, hit: Hit | None = None) -> Ended:
    """Run a command to its end."""
    return Running(order, folder, hit).ended()


def asked(question: Callable[..., Any], *given: Any) -> Any:
    """Return what a function answers in a process of its own, so that this one never opens a database."""
    here, there = context().Pipe(duplex=False)
    process = context().Process(target=_answer, args=(there, question, given))
    process.start()
    there.close()
    try:
        if not here.poll(TIMEOUT_S):
            raise TimeoutError(question.__name__)
        answer, error = here.recv()
    except EOFError:
        answer, error = None, f"{question.__name__}: its process ended without an answer"
    finally:
        process.join(1)
        process.kill()
    if error:
        raise RuntimeError(error)
    return answer


def _answer(there: Any, question: Callable[..., Any], given: tuple[Any, ...]) -> None:
    try:
        there.send((question(*given), ""))
    except Exception:
        there.send((None, traceback.format_exc()))


def _obey(order: Order, folder: Path, hit: Hit | None, scratch: Path) -> None:
    """Do what a command line does, in this process, watched."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(scratch / name, os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.environ.update(order.environment)
    sys.stdin = io.TextIOWrapper(io.BytesIO(order.typed.encode()), encoding="utf-8")
    from pipelines.cli import app as cli
    from pipelines.import_ import archives
    from pipelines.import_ import posts_file as imports
    from pipelines.measure import unlabelled
    from tests.crash.kills.warm import clock

    clock.us = order.now_us
    archives.PAGE = imports.PAGE = AT_ONCE
    unlabelled.BATCH = AT_ONCE
    make_key_of(order.key)
    sys.argv = ["pipelines", "--data", str(folder), *order.arguments]
    watched = watch(scratch / "notes", folder, hit)
    watched.begin()
    if order.arguments[0] == FIRST_START:
        _start(folder)
    else:
        cli.main()


def make_key_of(key: str) -> None:
    """Let a key that is made be this one, so that two councils can be compared. Other chances stay what they are."""
    token_hex = secrets.token_hex
    secrets.token_hex = lambda length=None: key if length == len(key) // 2 else token_hex(length)


def _start(folder: Path) -> None:
    """Fill an empty folder as start.py does, with a smaller council, all in one process."""
    import start
    from pipelines.cli import app as cli

    def pipelines(verb: str, data: Path) -> None:
        try:
            cli.app(["--data", str(data), *verb.split(), *(INVENTED if verb == "demo" else ())])
        except SystemExit as ended:
            if ended.code not in start.DONE:
                raise start.Stop(f"`{verb}` ended with {ended.code}.") from ended

    folder.mkdir(parents=True, exist_ok=True)
    try:
        start.fill(folder, pipelines)
    except start.Stop as trouble:
        sys.exit(start.complain(str(trouble)))

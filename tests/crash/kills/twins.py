"""What a command passes, and what it leaves, when nothing disturbs it: found once for each command."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from tests.crash.kills import judging, state
from tests.crash.kills.commands import Command
from tests.crash.kills.processes import Ended, Order, asked, make_key_of, run
from tests.crash.kills.stage import KEY, NOW_US, Stage
from tests.crash.kills.state import Seen, State
from tests.small_council import Council, Rows, write_no_posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """How a command ends that nothing disturbs, what was published before and after, and all that is kept at last."""

    usual: Ended
    withdrawing: Ended | None  # of those that are tried beside a withdrawal
    before: Rows | None
    after: Rows | None
    settled: State


class Twins:
    """The undisturbed runs of one stage."""

    def __init__(self, stage: Stage, scratch: Path) -> None:
        self.stage, self.scratch = stage, scratch
        self.nothing = write_no_posts(stage.folder / "nothing.csv")
        self._found: dict[tuple[str, str], Twin] = {}
        self._locks: dict[tuple[str, str], Lock] = {}
        self._lock = Lock()

    def order(self, command: Command, key: str = KEY) -> Order:
        """Return what is asked of a command, and the key it would make."""
        return Order(arguments=command.arguments(self.stage), typed=command.typed, now_us=NOW_US, key=key)

    def twin(self, command: Command, key: str = KEY) -> Twin:
        """Return the twin of a command, in a council that made this key."""
        name = command.name, key
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            if name not in self._found:
                folder = self.stage.copy(
                    command.council, self.scratch / f"twin {command.name} {key}" / "data"
                )
                self._found[name] = self._twin(command, key, folder)
                shutil.rmtree(folder.parent)
        return self._found[name]

    def _twin(self, command: Command, key: str, folder: Path) -> Twin:
        before = seen(command, folder)
        usual = _done(self.order(command, key), folder)
        withdrawing = _done(withdrawal(command), folder) if command.beside else None
        after = seen(command, folder)
        left = asked(settled, folder, self.nothing, "")
        if faults := list(judging.works(left.answers)):
            raise RuntimeError(f"{command.name}, undisturbed: {faults}")
        return Twin(
            usual=usual,
            withdrawing=withdrawing,
            before=before.tables,
            after=after.tables,
            settled=left.state,
        )


def withdrawal(command: Command) -> Order:
    """Return the order that ends the consent for bob's account."""
    return Order(arguments=("withdraw", "--account", command.bob), now_us=NOW_US)


def seen(command: Command, folder: Path) -> Seen:
    """Return what a reader sees. In a folder that was empty no command looks: it would begin a council there."""
    found: Seen = asked(state.look, folder, command.council != "empty")
    return found


@dataclass(frozen=True, slots=True)
class Settled:
    """What commands answered once a council was measured, what it holds, and which files still hold bob's words."""

    answers: list[tuple[str, int, str]]  # what, its code, what was said aside
    state: State
    held: list[str]


def settled(folder: Path, nothing: Path, bob: str, *words: str) -> Settled:
    """Measure, and give the commands that must always do; see what is kept; withdraw bob's account if it is live."""
    from tests.crash.kills.warm import clock

    clock.us = NOW_US
    make_key_of(KEY)  # where there is none yet
    council = Council(folder)
    always = (("import", str(nothing)), ("doctor", "--json"), ("show", "--all", "--json"), ("mark", "list"))
    told = [_answer(council, *order) for order in (("measure",), *always)]
    left = state.snapshot(folder)
    if bob in left.live:
        told += [_answer(council, "withdraw", "--account", bob), _answer(council, "doctor")]
    return Settled(told, left, state.holds(folder, *words) if words else [])


def _answer(council: Council, *order: str) -> tuple[str, int, str]:
    done = council.run(*order)
    is_ours = done.exception is not None and not isinstance(done.exception, SystemExit)
    said = f"Traceback: {done.exception!r}" if is_ours else done.stderr
    return " ".join(order[:2]), done.exit_code, said


def _done(order: Order, folder: Path) -> Ended:
    ended = run(order, folder)
    if ended.code not in judging.DONE:
        raise RuntimeError(f"{order.arguments}, undisturbed: {ended.code}\n{ended.out}\n{ended.err}")
    return ended

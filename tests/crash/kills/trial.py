"""One kill: a command is ended at a random moment; then all must be as if it never had been.

Everything follows from a seed and a number, but for the moment at which a process that is ended by the clock dies.
"""

import random
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.kills import judging
from tests.crash.kills.choosing import choose, died_at, stand
from tests.crash.kills.commands import COMMANDS, NO_CONSENT_LEFT, Command
from tests.crash.kills.judging import Fault
from tests.crash.kills.points import Hit
from tests.crash.kills.processes import Ended, Running, asked, run
from tests.crash.kills.stage import BOBS, BOBS_NAME, KEY, Stage
from tests.crash.kills.twins import Twin, Twins, seen, settled, withdrawal

SECOND_KEY = "a7" * 32  # that a command would make which is given again; the first makes the usual one
KILLED_AGAIN = 0.2  # of those that are killed
WAIT_S = 60


@dataclass(slots=True, kw_only=True)
class Outcome:
    """How one trial went."""

    seed: str
    command: str
    where: str = ""  # the place, as in points.PLACES
    point: str = ""
    is_within: bool = False  # it died within what stands there, not before or after it
    kills: int = 0
    again: int | None = None
    faults: list[Fault] = field(default_factory=list)

    def __str__(self) -> str:
        died = f"died {'within' if self.is_within else 'at'} {self.where}" if self.kills else "not killed"
        told = "; ".join(f"{one.sort}: {one.what}" for one in self.faults) or "all as undisturbed"
        return f"{self.seed} {self.command}: {died} ({self.point}), again {self.again}: {told}"

    def note(self, hit: Hit, ended: Ended, usual: Ended) -> None:
        """Note where it died, if it did."""
        if ended.was_killed:
            self.kills += 1
            self.where, point, self.is_within = died_at(hit, ended, usual)
            self.point = f"{self.point}, then {point}" if self.point else point


class Trials:
    """Kills on one stage."""

    def __init__(self, stage: Stage, scratch: Path) -> None:
        self.stage, self.scratch, self.twins = stage, scratch, Twins(stage, scratch)

    def trial(self, seed: int, number: int) -> Outcome:
        """Kill one command, at a moment that the seed and the number choose, and judge what is left."""
        chance, command = random.Random(f"{seed}/{number}"), COMMANDS[number % len(COMMANDS)]
        outcome = Outcome(seed=f"{seed}/{number}", command=command.name)
        folder = self.stage.copy(command.council, self.scratch / f"{seed}-{number}" / "data")
        try:
            (self._beside if command.beside else self._alone)(chance, command, folder, outcome)
        except (RuntimeError, OSError) as error:  # nobody can even look
            last = str(error).strip().splitlines()[-1:] or [repr(error)]
            outcome.faults.append(Fault(judging.BROKEN, f"what is left can't be judged: {last[0]}"))
        finally:
            shutil.rmtree(folder.parent, ignore_errors=True)
        return outcome

    # Killed alone, once or twice

    def _alone(self, chance: random.Random, command: Command, folder: Path, outcome: Outcome) -> None:
        twin = self.twins.twin(command)
        keys = [KEY, SECOND_KEY] if chance.random() < KILLED_AGAIN else [KEY]
        for key in keys:
            hit = choose(chance, twin.usual)
            ended = run(self.twins.order(command, key), folder, hit)
            outcome.note(hit, ended, twin.usual)
            if not ended.was_killed:  # it came to its end first, or was refused
                outcome.faults += judging.repeated(ended, command.refuses, command.name)
            outcome.faults += judging.reader(seen(command, folder), [twin.before, twin.after])
        again = self._again(command, folder)
        outcome.again = again.code
        outcome.faults += judging.repeated(again, command.refuses, f"{command.name} again")
        self._settle(command, folder, outcome)

    def _again(self, command: Command, folder: Path) -> Ended:
        order = self.twins.order(command, SECOND_KEY)
        again = run(order, folder)
        if command.starts_anew and again.code == 1:
            shutil.rmtree(folder)
            folder.mkdir()
            return run(order, folder)
        return again

    # Beside a withdrawal

    def _beside(self, chance: random.Random, command: Command, folder: Path, outcome: Outcome) -> None:
        """Withdraw bob's account while the command stands still somewhere; end either of them, both, or none."""
        kills_command, kills_withdrawal = chance.choice(((1, 0), (0, 1), (1, 1), (0, 0)))
        twin = self.twins.twin(command)
        at, mark = stand(chance, twin.usual), folder.parent / "stands"
        order = self.twins.order(command)
        running = Running(order, folder, Hit(at.number, "after", pauses=str(mark)))
        _wait_for(mark, running)
        withdrawing = twin.withdrawing or twin.usual
        hit = choose(chance, withdrawing) if kills_withdrawal else None
        withdrawn = run(withdrawal(command), folder, hit)
        if hit:
            outcome.note(hit, withdrawn, withdrawing)
        if not withdrawn.was_killed:
            outcome.faults += judging.repeated(withdrawn, "", "withdraw", may_wait=True)
        if kills_command:
            running.kill()
        mark.with_name(f"{mark.name}.go").touch()
        ended = running.ended()
        outcome.point = f"{outcome.point or 'withdrawn'} while it stood at {at.number}: {at.what[:60]}"
        if ended.was_killed:
            outcome.kills += 1
            outcome.where = outcome.where or at.place
        else:
            outcome.faults += judging.repeated(ended, "", command.name)
        outcome.faults += judging.reader(seen(command, folder), [])
        again = run(withdrawal(command), folder)
        outcome.again = again.code
        outcome.faults += judging.repeated(again, NO_CONSENT_LEFT, "withdraw again")
        outcome.faults += judging.repeated(run(order, folder), "", f"{command.name} again")
        self._settle(command, folder, outcome)

    # Afterwards

    def _settle(self, command: Command, folder: Path, outcome: Outcome) -> None:
        """Measure, and judge what is kept; that every command does; and that bob can still be withdrawn."""
        is_bobs = command.bob or command.withdraws
        # His name is in the report of a file that was refused since, as it must be.
        words = ((BOBS,) if command.beside else (BOBS, BOBS_NAME)) if is_bobs else ()
        left = asked(settled, folder, self.twins.nothing, command.bob, *words)
        twin = self._twin_of(command, folder)
        outcome.faults += judging.works(left.answers)
        outcome.faults += judging.kept(left.state, twin.settled, whole_desk=not command.beside)
        outcome.faults += [Fault(judging.KEPT, f"words of bob in {name}") for name in left.held]

    def _twin_of(self, command: Command, folder: Path) -> Twin:
        key = (folder / "key").read_text("ascii").strip() if command.makes_key else KEY
        return self.twins.twin(command, key)


def _wait_for(mark: Path, running: Running) -> None:
    until = time.monotonic() + WAIT_S
    while not mark.exists() and not running.is_over() and time.monotonic() < until:
        time.sleep(0.002)

"""The accounts of one platform, visited one after the other; those that failed are tried again after a pause.

A client never waits: it fails at once and says why. Whether to wait is decided here. A server that failed gets a
growing pause, one that named a moment is left alone until then. What would take longer than a run's patience is for
the next run, which goes on where this one broke off.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

from connectors.connector import PlatformTrouble
from facts import Unseen
from pipelines.collect.visit import Visit


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a run insists. All of it is judgement: an hourly run should end well within its hour."""

    pause_s: float = 1.0  # after a server's first failure; it doubles with each one in a row
    most_s: float = 60.0  # of waiting for one platform, all its accounts together
    tries: int = 3  # of one account in a row that brought nothing new
    failures: int = 5  # of one server in a row, whichever account was asked for


@dataclass(slots=True)
class Turn:
    """One account's place in the lane."""

    visit: Visit
    fruitless: int = 0  # tries in a row that brought nothing new
    due_s: float = 0.0  # when to try again, on the clock of `time.monotonic`
    trouble: PlatformTrouble | None = None  # of the last try
    is_finished: bool = False


@dataclass(slots=True)
class Server:
    """How a server has been doing in this run."""

    failures: int = 0  # in a row
    rests_s: float = 0.0  # until when, on the same clock
    trouble: str = ""  # the last one


class Lane:
    """The accounts of one platform, on one thread. `stop` ends it between two calls; `passed` hears of each end."""

    def __init__(
        self, visits: Sequence[Visit], patience: Patience, stop: Event, passed: Callable[[Visit], None]
    ) -> None:
        self.patience, self.stop, self.passed = patience, stop, passed
        self._left = [Turn(visit) for visit in visits]
        self._servers: dict[str, Server] = defaultdict(Server)
        self._waited_s = 0.0

    def go(self) -> None:
        """Visit every account, each until it is done, or more tries would not help."""
        while self._left:
            turn = min(self._left, key=self._due_s)
            if not self._is_tired(turn) and not self._wait_until(self._due_s(turn)):
                break
            self._left.remove(turn)
            if not self._is_tired(turn) and self._try(turn):
                self._left.append(turn)
            else:
                self._end(turn)
        for turn in self._left:
            self._end(turn)

    def _server(self, turn: Turn) -> Server:
        return self._servers[turn.visit.server]

    def _due_s(self, turn: Turn) -> float:
        return max(turn.due_s, self._server(turn).rests_s)

    def _is_tired(self, turn: Turn) -> bool:
        """Say whether the server has failed so often that nothing more is asked of it in this run."""
        return self._server(turn).failures >= self.patience.failures

    def _wait_until(self, due_s: float) -> bool:
        """Wait for a moment. Say whether it has come: it hasn't if the run's patience ends before, or the run does."""
        wait_s = due_s - time.monotonic()
        if wait_s > 0:
            if self._waited_s + wait_s > self.patience.most_s:
                return False
            self._waited_s += wait_s
            self.stop.wait(wait_s)
        return not self.stop.is_set()

    def _try(self, turn: Turn) -> bool:
        """Try one account. Say whether it should be tried again."""
        visit = turn.visit
        turn.trouble = None
        try:
            turn.is_finished = visit.go(self.stop)
        except PlatformTrouble as trouble:
            turn.trouble = trouble
            turn.fruitless = 0 if visit.has_moved else turn.fruitless + 1
            if visit.has_moved:
                self._server(turn).failures = 0
            if trouble.why is Unseen.FAULT:
                self._rest(self._servers[trouble.server or visit.server], trouble)
            turn.due_s = time.monotonic() + _seconds_until(trouble.again_at)
            return trouble.may_pass and turn.fruitless < self.patience.tries
        self._server(turn).failures = 0
        return False

    def _rest(self, server: Server, trouble: PlatformTrouble) -> None:
        server.failures, server.trouble = server.failures + 1, trouble.what
        pause_s = self.patience.pause_s * 2.0 ** (server.failures - 1)
        # Never twice the same: councils' schedulers all begin on the hour.
        server.rests_s = time.monotonic() + pause_s * random.uniform(1.0, 1.25)  # noqa: S311 - no secret

    def _end(self, turn: Turn) -> None:
        visit = turn.visit
        if turn.trouble or turn.is_finished:
            visit.end(turn.trouble)
        elif self.stop.is_set():
            visit.stopped()
        elif self._is_tired(turn):
            visit.left_alone(f"{self._server(turn).trouble} It was left alone for this run.")
        else:
            visit.left_alone("Its server asked for too much patience, so it was not reached in this run.")
        self.passed(visit)


def _seconds_until(moment: datetime | None) -> float:
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment else 0.0

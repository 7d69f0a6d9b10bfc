"""The accounts of one platform, visited one after the other; those that failed are tried again after a pause.

A client never waits: it fails at once and says why. Whether to wait is decided here. A server that failed gets a
growing pause, one that named a moment is left alone until then. What would take longer than a run may wait is for
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
class RetryPolicy:
    """How long a run insists. All of it is judgement: an hourly run should end well within its hour."""

    pause_s: float = 1.0  # after a server's first failure; it doubles with each one in a row
    most_s: float = 60.0  # of waiting for one platform, all its accounts together
    tries: int = 3  # of one account in a row that brought nothing new
    failures: int = 5  # of one server in a row, whichever account was asked for


@dataclass(slots=True)
class Attempt:
    """One account's place in the queue."""

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


class Queue:
    """The accounts of one platform, on one thread. `stop` ends it between two calls; `passed` hears of each end."""

    def __init__(
        self, visits: Sequence[Visit], policy: RetryPolicy, stop: Event, passed: Callable[[Visit], None]
    ) -> None:
        self.policy, self.stop, self.passed = policy, stop, passed
        self._left = [Attempt(visit) for visit in visits]
        self._servers: dict[str, Server] = defaultdict(Server)
        self._waited_s = 0.0

    def go(self) -> None:
        """Visit every account, each until it is done, or more tries would not help."""
        while self._left:
            attempt = min(self._left, key=self._due_s)
            if not self._is_tired(attempt) and not self._wait_until(self._due_s(attempt)):
                break
            self._left.remove(attempt)
            if not self._is_tired(attempt) and self._try(attempt):
                self._left.append(attempt)
            else:
                self._end(attempt)
        for attempt in self._left:
            self._end(attempt)

    def _server(self, attempt: Attempt) -> Server:
        return self._servers[attempt.visit.server]

    def _due_s(self, attempt: Attempt) -> float:
        return max(attempt.due_s, self._server(attempt).rests_s)

    def _is_tired(self, attempt: Attempt) -> bool:
        """Say whether the server has failed so often that nothing more is asked of it in this run."""
        return self._server(attempt).failures >= self.policy.failures

    def _wait_until(self, due_s: float) -> bool:
        """Wait for a moment. Say whether it has come: it hasn't where the run ends, or stops waiting, before it."""
        wait_s = due_s - time.monotonic()
        if wait_s > 0:
            if self._waited_s + wait_s > self.policy.most_s:
                return False
            self._waited_s += wait_s
            self.stop.wait(wait_s)
        return not self.stop.is_set()

    def _try(self, attempt: Attempt) -> bool:
        """Try one account. Say whether it should be tried again."""
        visit = attempt.visit
        attempt.trouble = None
        try:
            attempt.is_finished = visit.go(self.stop)
        except PlatformTrouble as trouble:
            attempt.trouble = trouble
            attempt.fruitless = 0 if visit.has_moved else attempt.fruitless + 1
            if visit.has_moved:
                self._server(attempt).failures = 0
            if trouble.why is Unseen.FAULT:
                self._rest(self._servers[trouble.server or visit.server], trouble)
            attempt.due_s = time.monotonic() + _seconds_until(trouble.again_at)
            return trouble.may_pass and attempt.fruitless < self.policy.tries
        self._server(attempt).failures = 0
        return False

    def _rest(self, server: Server, trouble: PlatformTrouble) -> None:
        server.failures, server.trouble = server.failures + 1, trouble.what
        pause_s = self.policy.pause_s * 2.0 ** (server.failures - 1)
        # Never twice the same: councils' schedulers all begin on the hour.
        server.rests_s = time.monotonic() + pause_s * random.uniform(1.0, 1.25)  # noqa: S311 - no secret

    def _end(self, attempt: Attempt) -> None:
        visit = attempt.visit
        if attempt.trouble or attempt.is_finished:
            visit.end(attempt.trouble)
        elif self.stop.is_set():
            visit.stopped()
        elif self._is_tired(attempt):
            visit.left_alone(f"{self._server(attempt).trouble} It was left alone for this run.")
        else:
            visit.left_alone("Its server asked for too long a pause, so it was not reached in this run.")
        self.passed(visit)


def _seconds_until(moment: datetime | None) -> float:
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment else 0.0

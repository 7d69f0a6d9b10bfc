"""Collects what is new from every account: platforms side by side, the accounts of each one after the other.

One account's trouble never stops the others.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event

from connectors.connector import Connector
from facts import Account, Trouble, Unseen
from pipelines import report
from pipelines.collect.queue import Queue, RetryPolicy
from pipelines.collect.visit import CONSENT_ENDED, Collected, Visit
from pipelines.keep.folder import Folder, now_us
from store.archive import Archive, ConsentEnded
from store.visits import note_visit
from store.visits import visits as visits_so_far

Passed = Callable[[Visit], None]
CLOCK_OFF_S = 120.0  # less is an answer on its way


def clocks_off(connectors: Mapping[str, Connector]) -> list[Trouble]:
    """Return by how much this machine's clock is off, where a platform's clock says so."""
    return [
        Trouble(
            what=f"This machine's clock is {abs(off_s) / 60:.0f} minutes "
            f"{'ahead of' if off_s > 0 else 'behind'} its own.",
            where=platform,
            todo="Set the machine's clock: what is seen, and until when, is told by it.",
            kind="clock-off",
        )
        for platform, connector in sorted(connectors.items())
        if abs(off_s := connector.clock_off_s) >= CLOCK_OFF_S
    ]


def collect_all(
    folder: Folder,
    archive: Archive,
    accounts: Sequence[Account],
    connectors: Mapping[str, Connector],
    passed: Passed = lambda _: None,
    *,
    left_out: Mapping[str, str] | None = None,
    policy: RetryPolicy | None = None,
) -> list[Collected]:
    """Visit every account that has a live consent. Return what each visit brought, and what went wrong, in order.

    `passed` hears of each visit that has ended, on the thread of its platform; `left_out` says, by platform, why it
    isn't set up.
    """
    visits: dict[str, list[Visit]] = {}
    done = []
    for account in accounts:
        connector, why = connectors.get(account.platform), (left_out or {}).get(account.platform)
        if connector is None:
            done.append(_not_visited(archive, account, why))
            continue
        visit = Visit(folder, archive, account, connector)
        visits.setdefault(account.platform, []).append(visit)
        done.append(visit.done)
    last = {account: visited.tried_us for account, visited in visits_so_far(archive).items()}
    for some in visits.values():  # whoever was not reached in one run comes first in the next
        some.sort(key=lambda visit: last.get(visit.account.id, 0))
    _side_by_side(visits, policy or RetryPolicy(), passed)
    return done


def _not_visited(archive: Archive, account: Account, why: str | None) -> Collected:
    """Return what is reported where no connector is set up, and note it where one could be."""
    if not why:
        by_file = f"{account.platform} can't be collected yet; import a file instead"
        return Collected(account=account.id, said=by_file)
    waits = Trouble(what=f"{account.platform} is not set up: {why}.", where=account.id, why=Unseen.SET_UP)
    try:
        note_visit(archive, account.id, waits, now_us=now_us(), was_tried=False)
    except ConsentEnded:
        return Collected(account=account.id, said=CONSENT_ENDED)
    return Collected(account=account.id, said=f"not set up: {why}")


def _side_by_side(visits: Mapping[str, list[Visit]], policy: RetryPolicy, passed: Passed) -> None:
    """Let each platform's accounts be visited on a thread of their own. What breaks one thread ends them all."""
    stop = Event()
    with ThreadPoolExecutor(max_workers=max(1, len(visits)), thread_name_prefix="collect") as threads:
        try:
            queues = [threads.submit(Queue(some, policy, stop, passed).go) for some in visits.values()]
            for queue in as_completed(queues):
                queue.result()
        except BaseException as error:
            stop.set()  # a full disk, or Ctrl+C: the others end between two calls
            if isinstance(error, KeyboardInterrupt):
                report.complain("Stopping: the calls under way are waited for.")
            raise

"""What must be true after a kill: of what a reader sees at once, and of all that is kept once the command was repeated.

Pure: states in, faults out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.crash.kills.processes import Ended
from tests.crash.kills.state import OF_NO_ACCOUNT, Seen, State
from tests.small_council import Rows

LOST, DOUBLED, HALF_SEEN, KEPT, BROKEN, OTHER = (
    "lost", "doubled", "half-seen", "kept without consent", "stayed broken", "other",
)  # fmt: skip
SORTS = (LOST, DOUBLED, HALF_SEEN, KEPT, BROKEN, OTHER)
DONE, BUSY = (0, 4), 3
PROGRESS = re.compile(r"\d\d:\d\d:\d\d ")
OF_ACCOUNTS = {"posts": 2, "coverage": 0, "cursors": 0, "profiles": 0, "visits": 0, "reasons": 0}  # -> column
MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that isn't as it must be."""

    sort: str
    what: str


def reader(seen: Seen, allowed: Sequence[Rows | None]) -> Iterator[Fault]:
    """Judge what a reader sees at once: one run whole, one of these, and nobody whose consent has ended."""
    if seen.torn:
        yield Fault(HALF_SEEN, seen.torn)
    if allowed and seen.tables not in allowed:
        yield Fault(HALF_SEEN, f"neither the old nor the new run: {_unlike(allowed[0], seen.tables)}")
    if seen.code and not _is_refusal(seen.said, ""):
        yield Fault(HALF_SEEN, f"show ended with {seen.code}: {_short(seen.said)}")
    for member, results in seen.shown.items():
        if not results:
            yield Fault(HALF_SEEN, f"show gives no results of {member}")
    yield from (Fault(KEPT, f"words of dee in {name}") for name in seen.held)
    accounts = (seen.tables or {}).get("main.accounts", [])
    shown_by = {member for account, member, *_ in accounts if account in seen.live}
    for member in sorted(set(seen.shown) - shown_by):
        yield Fault(KEPT, f"{member} is shown")


def repeated(ended: Ended, refuses: str, what: str, *, may_wait: bool = False) -> Iterator[Fault]:
    """Judge how a command ended: done, or refused in one line; if it `may_wait`, also because another is at work."""
    if may_wait and ended.code == BUSY and _is_refusal(ended.err, ""):
        return
    if ended.code not in DONE and not (ended.code == 1 and refuses and _is_refusal(ended.err, refuses)):
        yield Fault(BROKEN, f"{what} ended with {ended.code}: {_short(ended.err)}")
    elif "Traceback" in ended.err:
        yield Fault(BROKEN, f"{what}: {_short(ended.err)}")


def works(answers: Sequence[tuple[str, int, str]]) -> Iterator[Fault]:
    """Judge commands that must do: (what, code, what was said aside)."""
    for what, code, said in answers:
        if code not in DONE or "Traceback" in said:
            yield Fault(BROKEN, f"{what} ended with {code}: {_short(said)}")


def kept(state: State, twin: State, *, whole_desk: bool) -> Iterator[Fault]:
    """Judge all that is kept, beside what an undisturbed twin holds."""
    posts = [
        row for row in state.archive.get("main.posts", []) if row[2] in state.live
    ]  # others: without_consent
    yield from _posts(posts, twin.archive.get("main.posts", []))
    for name in sorted(state.archive.keys() | twin.archive.keys()):
        if name != "main.posts" and not name.startswith("finished.") and not _is_identity(name):
            yield from _differs(f"archive: {name}", state.archive.get(name), twin.archive.get(name))
    if state.published != twin.published:
        yield Fault(OTHER, f"published: {_unlike(twin.published, state.published)}")
    for name in sorted(state.desk.keys() | twin.desk.keys()) if whole_desk else ():
        if not _is_identity(name):
            yield from _differs(f"desk: {name}", state.desk.get(name), twin.desk.get(name))
    for name in sorted(state.files - twin.files):
        yield Fault(OTHER, f"a stray file: {name}")
    for name in state.cut_off:
        yield Fault(OTHER, f"a report cut off: {name}")
    yield from without_consent(state)


def without_consent(state: State) -> Iterator[Fault]:
    """Judge whether anything is kept of an account without a live consent."""
    for table, column in OF_ACCOUNTS.items():
        of = {str(row[column]) for row in state.archive.get(f"main.{table}", [])}
        for account in sorted(of - state.live - set(OF_NO_ACCOUNT)):
            yield Fault(KEPT, f"{table} of {account}")
    of_published = {str(row[0]) for row in (state.published or {}).get("main.accounts", [])}
    for account in sorted(of_published - state.live):
        yield Fault(KEPT, f"{account} is published")
    yield from (Fault(KEPT, f"words of dee in {name}") for name in state.held)
    for account in sorted(state.owed):
        yield Fault(KEPT, f"the erasure of {account} is still owed")


def _posts(mine: list[tuple[object, ...]], twins: list[tuple[object, ...]]) -> Iterator[Fault]:
    ids, twin_ids = Counter(row[0] for row in mine), Counter(row[0] for row in twins)
    for id_ in sorted(map(str, twin_ids - ids))[:MOST_TOLD]:
        yield Fault(LOST, id_)
    for id_ in sorted(map(str, ids - twin_ids))[:MOST_TOLD]:
        yield Fault(DOUBLED, id_)
    if ids == twin_ids:
        yield from _differs("archive: main.posts", mine, twins)


def _differs(name: str, mine: list | None, twins: list | None) -> Iterator[Fault]:  # type: ignore[type-arg]
    if mine != twins:
        more = [row for row in mine or [] if row not in (twins or [])][:1]
        less = [row for row in twins or [] if row not in (mine or [])][:1]
        yield Fault(OTHER, f"{name}: {len(mine or [])} rows for {len(twins or [])}; {more} for {less}"[:600])


def _unlike(expected: Rows | None, found: Rows | None) -> str:
    if expected is None or found is None:
        return "nothing is published" if found is None else "something is published"
    differing = [name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)]
    told = [
        f"{name} ({len(found.get(name, []))} rows for {len(expected.get(name, []))})" for name in differing
    ]
    return ", ".join(sorted(told))


def _is_identity(table: str) -> bool:
    return "identit" in table


def _is_refusal(said: str, refuses: str) -> bool:
    lines = [line for line in said.splitlines() if line.strip() and not PROGRESS.match(line)]
    return len(lines) == 1 and refuses in lines[0] and "Traceback" not in said


def _short(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return " / ".join([*lines[:1], *lines[-2:]] if len(lines) > 3 else lines)[:400]

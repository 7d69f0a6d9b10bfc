"""What was seen of an account, and when: stretches, coverage, and the moment an ask was followed to."""

from datetime import UTC, date, datetime
from functools import lru_cache

from tests.measures.twin.clock import SECOND, Window, local_day, midnight, moment, next_day
from tests.measures.twin.history import History, Row
from tests.measures.twin.reading import account_of, consenting, good_rows, messages, registered, writer_of

Stretch = tuple[int, int]  # from and to, both held
Sights = tuple[str, ...]
POSTS = ("posts",)
AHEAD = 300 * SECOND  # a row dated so far after the import is from a clock gone wrong
POSTS_AND_REPLIES = ("posts", "replies")


def joined(stretches: list[Stretch]) -> list[Stretch]:
    """Return stretches in order, those that overlap or touch made one. 58: later files add theirs."""
    whole: list[Stretch] = []
    for start, stop in sorted(stretches):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], stop))
        else:
            whole.append((start, stop))
    return whole


def both(some: list[Stretch], others: list[Stretch]) -> list[Stretch]:
    """Return where both saw."""
    met = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return joined([(start, stop) for start, stop in met if start <= stop])


def length(stretches: list[Stretch]) -> int:
    """Return how long they are together."""
    return sum(stop - start for start, stop in stretches)


@lru_cache(maxsize=256)
def seen(history: History, account: str, sight: str) -> list[Stretch]:
    """58: return the stretches in which the files show an account's posts, or its replies."""
    stretches = []
    for rows, step in zip(good_rows(history), history.imports, strict=True):
        mine = [row for row in rows if account_of(row["account"]) == account]
        # 90: a row that lies ahead of the import claims no sight, whatever `--covers` says
        mine = [row for row in mine if moment(row["posted_at"]) <= _now() + AHEAD]
        if not mine or (sight == "replies" and not _shows_others(mine, history)):
            continue
        stretches.append(_stretch(mine, step.covers, history.time_zone))
    return joined([(start, stop) for start, stop in stretches if start <= stop])


def _now() -> int:
    return moment(datetime.now(UTC).isoformat())


def _shows_others(mine: list[Row], history: History) -> bool:
    """58: replies are shown if the file holds at least one row of that account not written by M."""
    owner = registered(history)[account_of(mine[0]["account"])]
    return any(writer_of(row, history)[0] != ("member", owner) for row in mine)


def _stretch(mine: list[Row], covers: str | None, zone: str) -> Stretch:
    """58: from local midnight of the earliest row's day to the latest row, unless `--covers` states it."""
    times = [moment(row["posted_at"]) for row in mine]
    start, stop = midnight(local_day(min(times), zone), zone), max(times)
    if covers:
        first, _, last = covers.partition("..")
        start = _stated(first, zone, is_end=False) if first else start
        stop = _stated(last, zone, is_end=True)
    return start, min(stop, _now())


def _stated(text: str, zone: str, *, is_end: bool) -> int:
    """Return a stated time exactly, or of a date: the day's local midnight, or the end of the day."""
    if "T" in text:
        return moment(text)
    day = date.fromisoformat(text)
    return midnight(next_day(day) if is_end else day, zone)


def accounts_seen(history: History, member: str, window: Window, sights: Sights) -> dict[str, Stretch]:
    """Return per account (seen time, time to see); 59: an account not seen at all is left out."""
    parts = window.parts(moment(history.as_of))
    found = {}
    for account, owner in consenting(history).items():
        if owner == member:
            times = [length(both(seen(history, account, sight), parts)) for sight in sights]
            if min(times) > 0:
                found[account] = (min(times), length(parts))
    return found


def is_covered(history: History, member: str, window: Window, sights: Sights) -> bool:
    """59: say whether the lowest of the accounts seen at all was seen for 90 % of the window."""
    found = accounts_seen(history, member, window, sights).values()
    return bool(found) and all(10 * was_seen >= 9 * whole for was_seen, whole in found)


def mentions(history: History, member: str, window: Window) -> str:
    """88: by each counting account's share of the window; 58: a file shows mentions where it shows replies."""
    parts = window.parts(moment(history.as_of))
    times = [
        length(both(seen(history, account, "replies"), parts))
        for account in accounts_seen(history, member, window, POSTS_AND_REPLIES)
    ]
    if not any(times):
        return "not seen"
    return "seen" if all(10 * was_seen >= 9 * length(parts) for was_seen in times) else "partly"


def first_seen(history: History, account: str) -> int | None:
    """96: the earlier of the beginning of the first seen stretch and the earliest message; None: never seen."""
    as_of = moment(history.as_of)
    stretches = [start for start, _ in seen(history, account, "posts") if start <= as_of]
    acts = [message.at for message in messages(history) if message.from_account == account]
    return min(stretches + acts) if stretches else None


def followed_to(history: History, member: str, platform: str, asked: int) -> int:
    """65: the earlier of as_of and the end of the unbroken sight of M's own posts, begun before the ask.

    86: an account takes part from its first seen moment on, with all its gaps; one never seen takes none.
    """
    firsts = {
        account: first_seen(history, account)
        for account, owner in consenting(history).items()
        if owner == member and account.startswith(platform + ":")
    }
    begins = {account: first for account, first in firsts.items() if first is not None}
    if not any(first <= asked for first in begins.values()):
        return asked  # nobody looked: the moment is the ask's own time
    ends = [moment(history.as_of)]
    for account, first in begins.items():
        since = max(first, asked)
        holding = [stop for start, stop in seen(history, account, "posts") if start <= since <= stop]
        ends.append(holding[0] if holding else since)
    return min(ends)

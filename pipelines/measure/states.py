"""Each account's state at the run's moment: active, quiet, unattended, declared away or unknown (definition 51)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from facts import DAY_US, Account
from store.archive import Archive
from store.stretches import Stretch

QUIET_AFTER_DAYS = 14.0  # at least; more for an account whose ordinary gaps are longer
UNATTENDED_AFTER_DAYS = 30.0
FEWEST_GAPS = 10  # to know what is ordinary for an account
ORDINARY_SHARE = 0.95
SEEN_LATELY_US = DAY_US  # not seen for longer: we can't say how the account is now


class AccountState(NamedTuple):
    """A row of the published `accounts` (store/published.sql)."""

    account: str
    member: str
    platform: str
    handle: str
    state: str
    last_act_us: int | None
    first_seen_us: int | None
    last_seen_us: int | None
    quiet_bar_days: float


def account_rows(archive: Archive, accounts: Sequence[Account], as_of_us: int) -> list[AccountState]:
    """Return a row of the published `accounts` for each account, from the run's relations."""
    acts = dict(archive.rows("select account, max(posted_us) from acts group by account"))
    first_seen = dict(archive.rows("select account, from_us from first_sight"))
    last_seen = dict(archive.rows("select account, max(to_us) from seen group by account"))
    gaps = _finished_gaps(archive)
    waiting = _asks_waiting_long(archive, as_of_us)
    away = times_away(archive)
    rows: list[AccountState] = []
    for account in accounts:
        first_us, last_us = first_seen.get(account.id), last_seen.get(account.id)
        act_us = acts.get(account.id)
        quiet_since = first_us if act_us is None else act_us
        days_away = away.get(account.member, [])
        bar = quiet_bar([_days_less_away(*gap, days_away) for gap in gaps[account.id]])
        is_away = any(from_us <= as_of_us < to_us for from_us, to_us in days_away)
        silent_days = _days_less_away(quiet_since, as_of_us, days_away)
        state = (
            "declared away"
            if is_away
            else _state(as_of_us, last_us, quiet_since, silent_days, bar=bar, ask_us=waiting.get(account.id))
        )
        named = (account.id, account.member, account.platform, account.handle)
        rows.append(AccountState(*named, state, act_us, first_us, last_us, bar))
    return rows


def times_away(archive: Archive) -> dict[str, list[Stretch]]:
    """Return when members were declared away, from the run's relations."""
    away: dict[str, list[Stretch]] = defaultdict(list)
    for member, from_us, to_us in archive.rows("select member, from_us, to_us from away"):
        away[member].append((from_us, to_us))
    return away


def _days_less_away(from_us: int | None, to_us: int, away: Sequence[Stretch]) -> float:
    """Return the days between two moments that were not declared away (definition 28)."""
    if from_us is None:
        return 0.0
    taken_out = sum(max(0, min(end, to_us) - max(start, from_us)) for start, end in away)
    return (to_us - from_us - taken_out) / DAY_US


def _state(
    as_of_us: int,
    last_us: int | None,
    quiet_since: int | None,
    silent_days: float,
    *,
    bar: float,
    ask_us: int | None,
) -> str:
    if last_us is None or quiet_since is None or as_of_us - last_us > SEEN_LATELY_US:
        return "unknown"
    if silent_days >= UNATTENDED_AFTER_DAYS or (ask_us is not None and ask_us >= quiet_since):
        return "unattended"
    return "quiet" if silent_days > bar else "active"


def quiet_bar(gaps: Sequence[float]) -> float:
    """Return the days of silence that are unusual for an account: its own 95th percentile, at least 14."""
    if len(gaps) < FEWEST_GAPS:
        return QUIET_AFTER_DAYS
    ordered = sorted(gaps)
    at = ORDINARY_SHARE * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return max(QUIET_AFTER_DAYS, ordered[low] + (ordered[high] - ordered[low]) * (at - low))


def _finished_gaps(archive: Archive) -> dict[str, list[Stretch]]:
    gaps: dict[str, list[Stretch]] = defaultdict(list)
    for account, from_us, to_us in archive.rows(
        "select account, from_us, to_us from silences "
        "where after_act is not null and ended_by is not null and not is_cut"
    ):
        gaps[account].append((from_us, to_us))
    return gaps


def _asks_waiting_long(archive: Archive, as_of_us: int) -> dict[str, int]:
    """Return, by account, when the newest ask that has waited over 14 days was asked."""
    return dict(
        archive.rows(
            """
            select account, max(asked_us) from asks
            where is_open and ? - asked_us > 1209600000000
            group by account
            """,
            [as_of_us],
        )
    )

"""What a run and a month will cost, said before anything is spent."""

from collections.abc import Sequence

import msgspec

from connectors.x import removals, streams
from connectors.x.budget import (
    DAYS_A_MONTH,
    HEARD,
    OWN,
    REFERRED,
    USER_READS,
    Budget,
    dollars,
    member_month,
    month_of,
)
from connectors.x.visit import Memory
from facts import DAY_US, Account

MONTH_US = int(DAYS_A_MONTH * DAY_US)


def forecast(accounts: Sequence[Account], memory: Memory, budget: Budget, now_us: int) -> str:
    """Return in one line what this run and a month will cost, and what is left."""
    run = sum(reads_of_a_visit(account.id, memory, now_us) for account in accounts)
    month = sum(reads_of_a_month(account.id, memory, now_us) for account in accounts) / max(1, len(accounts))
    return (
        f"X: this run will take about {run:,.0f} reads ({dollars(run)}), a member's month about {month:,.0f} "
        f"({dollars(month)}); {budget.left:,} of {budget.allowed:,} are left in {month_of(now_us)}."
    )


def reads_of_a_month(account: str, memory: Memory, now_us: int) -> float:
    """Return the reads of an account's month, from what it was; an assumption until a month was seen."""
    if not _was_seen_for_a_month(memory, account, now_us):
        return member_month(looks_again=removals.LOOKS_A_MESSAGE)
    kept = len(removals.looked_after(memory, account, now_us - MONTH_US))
    own, heard = kept * OWN / (OWN + HEARD), kept * HEARD / (OWN + HEARD)
    referred = kept * REFERRED / (OWN + HEARD)
    return member_month(own, heard, referred, looks_again=removals.LOOKS_A_MESSAGE)


def reads_of_a_visit(account: str, memory: Memory, now_us: int) -> float:
    """Return the reads the next visit will take: what is new since the last, and what is to be looked at again."""
    cursors = memory.cursors(account)
    last = msgspec.json.decode(cursors.get("posts", "{}"), type=streams.State)
    again = msgspec.json.decode(cursors.get("again", "{}"), type=removals.State)
    since_us = min(last.seen_us or now_us - streams.FIRST_LOOK_US, now_us)
    fresh = (reads_of_a_month(account, memory, now_us) - _looking_again(account, memory, now_us)) / MONTH_US
    due = removals.due(removals.looked_after(memory, account), again.done_us, now_us) if again.done_us else []
    return fresh * (now_us - since_us) + len(due) + (0 if cursors.get("who") else USER_READS)


def _looking_again(account: str, memory: Memory, now_us: int) -> float:
    is_seen = _was_seen_for_a_month(memory, account, now_us)
    kept = len(removals.looked_after(memory, account, now_us - MONTH_US)) if is_seen else OWN + HEARD
    return float(kept * removals.LOOKS_A_MESSAGE)


def _was_seen_for_a_month(memory: Memory, account: str, now_us: int) -> bool:
    last = msgspec.json.decode(memory.cursors(account).get("posts", "{}"), type=streams.State)
    return bool(last.since) and not last.begun_us and last.seen_us >= now_us - MONTH_US

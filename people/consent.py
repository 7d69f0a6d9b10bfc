"""Consent: which accounts may be collected and shown, and its end."""

from datetime import date

from facts import Account
from store.desk import Desk


def live_accounts(desk: Desk, today: date) -> dict[str, Account]:
    """Return the accounts with a live consent on the council's local day, by id. Asked anew at each call."""
    return {account.id: account for account in desk.live_accounts(today)}


def withdraw(desk: Desk, account: str, *, now_us: int, by: str) -> bool | None:
    """End the consent for an account: hidden at once, its erasure asked for.

    Say whether it was live: False if it was ended before and isn't erased yet, None if there is nothing to end.
    """
    if desk.withdraw(account, now_us=now_us, by=by):
        return True
    return False if account in desk.pending_erasures() else None

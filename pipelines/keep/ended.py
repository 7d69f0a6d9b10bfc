"""Consents that were ended stay ended, also where the desk that said so was lost: the folder remembers.

Of a desk that is whole the audit says it (pipelines/import_/register.py); this is for what only the folder still knows.
"""

from collections.abc import Mapping
from datetime import date

from facts import Account, Trouble, from_us
from pipelines.keep.folder import Folder
from store.desk import Consent


def refuse_ended(
    folder: Folder, accounts: Mapping[str, Account], consents: list[Consent], troubles: list[Trouble]
) -> list[Consent]:
    """Return the consents that weren't ended since they were given; say of each other one why it is refused."""
    kept = []
    for consent in consents:
        day = _ended_on(folder, accounts[consent.account])
        if day is None or consent.given_on > day:
            kept.append(consent)
        else:
            what = (
                f"consent was ended, or the desk that knew was lost, on {day}; a new one needs a later date."
            )
            troubles.append(
                Trouble(what=what, where=consent.account, todo="Ask again, and register it then.")
            )
    return kept


def _ended_on(folder: Folder, account: Account) -> date | None:
    last_us = folder.known.ended_us(account.id, account.member)
    return from_us(last_us).astimezone(folder.settings.zone).date() if last_us is not None else None

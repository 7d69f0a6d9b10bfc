"""The register: members, their accounts and consents, from a CSV file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from facts import Account, Member, Trouble, account_id, from_us
from pipelines.import_.register_rows import check_row, consent_day, register_rows_of
from pipelines.keep.ended import refuse_ended
from pipelines.keep.folder import Folder, now_us
from store.desk import Consent

Ended = tuple[str, str]  # what sort of thing ended, and its name: a member may be called like a platform


@dataclass(slots=True)
class Registered:
    """What a register file brought."""

    members: dict[str, Member] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    consents: list[Consent] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def register_file(folder: Folder, path: Path) -> Registered:
    """Add a register file's members, accounts and consents. Raise NotARegister."""
    return register_rows(folder, register_rows_of(path))


def register_rows(folder: Folder, rows: Iterable[tuple[int, Mapping[str, str] | str]]) -> Registered:
    """Add (line, row) pairs to the register, all in one transaction; bad rows are reported and left out.

    In place of a row may stand what is wrong with it.
    """
    found = Registered()
    owners = {account.id: account.member for account in folder.desk.accounts(folder.today())}
    ended = _withdrawn_on(folder)
    for line, row in rows:
        try:
            _add(found, row, owners, ended)
        except ValueError as error:
            found.troubles.append(
                Trouble(what=str(error), where=f"line {line}", todo="Mend it and register again.")
            )
    found.consents = refuse_ended(folder, found.accounts, found.consents, found.troubles)
    handles = [
        (*row, a.id) for a in found.accounts.values() for row in folder.spellings(a.platform, a.handle)
    ]
    folder.desk.register(
        list(found.members.values()),
        list(found.accounts.values()),
        found.consents,
        handles=handles,
        now_us=now_us(),
    )
    return found


def _add(
    found: Registered, row: Mapping[str, str] | str, owners: dict[str, str], ended: Mapping[Ended, date]
) -> None:
    if isinstance(row, str):
        raise ValueError(row)
    check_row(row)
    member = row["member"]
    given_on = consent_day(row["consented_on"]) if row["consented_on"] else None
    account = _account(row, owners) if row["platform"] else None
    ends = _ends(ended, account) if account else []
    if given_on and account and ends and given_on <= max(ends):
        day = max(ends)
        raise ValueError(f"consent for {account.id} was withdrawn on {day}; a new one needs a later date.")
    known = found.members.get(member)
    if known is None:
        found.members[member] = Member(id=member, name=row["name"], ward=row["ward"], email=row["email"])
    if account:
        owners[account.id] = member
        found.accounts[account.id] = account
        if given_on:
            consent = Consent(
                account=account.id,
                given_on=given_on,
                given_by=row["consented_by"] or row["name"],
                scope=row["scope"] or "public posts",
            )
            found.consents.append(consent)


def _account(row: Mapping[str, str], owners: Mapping[str, str]) -> Account:
    id_ = account_id(row["platform"], row["handle"])
    owner = owners.get(id_, row["member"])
    if owner != row["member"]:
        raise ValueError(f"{id_} is registered for {owner} already.")
    platform, handle = id_.split(":", 1)
    return Account(id=id_, member=row["member"], platform=platform, handle=handle)


def _ends(ended: Mapping[Ended, date], account: Account) -> list[date]:
    """Return the days on which this account's consent was ended, alone or with all a member's or a platform's."""
    of = (("account", account.id), ("member", account.member), ("platform", account.platform))
    return [ended[one] for one in of if one in ended]


def _withdrawn_on(folder: Folder) -> dict[Ended, date]:
    """Return the day consent for an account (or all a member's, or a platform's) was last ended.

    An old register file must not bring it back.
    """
    days: dict[Ended, date] = {}
    for kind, name, ended_us in folder.desk.endings():
        day = from_us(ended_us).astimezone(folder.settings.zone).date()
        days[kind, name] = max(day, days.get((kind, name), day))
    return days

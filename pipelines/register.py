"""The register: members, their accounts and consents, from a CSV file."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from facts import Account, Member, Trouble, account_id
from pipelines.ended import refuse_ended
from pipelines.folder import Folder, now_us
from store.desk import Consent

COLUMNS = ("member", "name", "ward", "email", "platform", "handle", "consented_on", "consented_by", "scope")
NEEDED = ("member", "name")


class NotARegister(ValueError):
    """A file that isn't a register."""


@dataclass(slots=True)
class Registered:
    """What a register file brought."""

    members: dict[str, Member] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    consents: list[Consent] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def register_file(folder: Folder, path: Path) -> Registered:
    """Add a register file's members, accounts and consents. Raise NotARegister."""
    return register_rows(folder, _rows(path))


def register_rows(folder: Folder, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Registered:
    """Add (line, row) pairs to the register, all in one transaction; bad rows are reported and left out."""
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


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = [name.strip().lower() for name in reader.fieldnames or []]
            missing = [name for name in NEEDED if name not in names]
            if missing:
                raise NotARegister(
                    f"{path.name} has no column {', '.join(missing)}. It needs: {', '.join(COLUMNS)}."
                )
            reader.fieldnames = names
            for row in reader:
                yield reader.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotARegister(f"{path.name} isn't a CSV file in UTF-8: {error}") from error


def _add(
    found: Registered, row: Mapping[str, str], owners: dict[str, str], ended: Mapping[str, date]
) -> None:
    missing = [name for name in NEEDED if not row.get(name)]
    if missing:
        raise ValueError(f"{' and '.join(missing)} missing.")
    member = row["member"]
    if bool(row["platform"]) != bool(row["handle"]):
        raise ValueError("platform and handle go together; one of them is missing.")
    given_on = _day(row["consented_on"]) if row["consented_on"] else None
    account = _account(row, owners) if row["platform"] else None
    ends = (
        [ended[name] for name in (account.id, member, account.platform) if name in ended] if account else []
    )
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


def _day(told: str) -> date:
    try:
        return datetime.fromisoformat(told).date()  # a day, or a moment of it
    except ValueError as error:
        raise ValueError(f"consented_on must be a day such as 2026-03-31, not {told!r}.") from error


def _withdrawn_on(folder: Folder) -> dict[str, date]:
    """Return the day consent for an account (or all a member's, or a platform's) was last ended.

    An old register file must not bring it back.
    """
    days: dict[str, date] = {}
    for line in folder.desk.audit():
        if line["did"] in ("withdraw", "erase"):
            moment = datetime.fromtimestamp(line["happened_us"] / 1e6, UTC)
            days[line["what"]] = moment.astimezone(folder.settings.zone).date()
    return days

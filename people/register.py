"""The register: members, their accounts, and the consents they gave."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from facts import Account, Member, Trouble, from_us
from handles import account_id
from people.register_row import check_row, day_in, term_in
from store.desk import Consent, Desk, Term

Ended = tuple[str, str]  # what sort of thing ended, and its name: a member may be called like a platform


@dataclass(slots=True)
class Registered:
    """What a register file brought."""

    members: dict[str, Member] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    consents: list[Consent] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register can't know by itself: the day, the council's clock, and what its data folder remembers."""

    today: date
    now_us: int
    zone: ZoneInfo
    ended_us: Callable[[Account], int | None]  # when a consent for it last ended, as the folder remembers
    spellings: Callable[[str, str], list[tuple[str, str, str]]]  # the keyed names of (platform, handle)


def register(desk: Desk, rows: Iterable[tuple[int, Mapping[str, str] | str]], known: Known) -> Registered:
    """Add (line, row) pairs to the register, all in one transaction; bad rows are reported and left out.

    In place of a row may stand what is wrong with it. A consent that was ended since it was given is refused.
    """
    found = Registered()
    owners = {account.id: account.member for account in desk.accounts(known.today)}
    ended = _withdrawn_on(desk, known.zone)
    for line, row in rows:
        try:
            _add(found, row, owners, ended)
        except ValueError as error:
            found.troubles.append(
                Trouble(what=str(error), where=f"line {line}", todo="Mend it and register again.")
            )
    _refuse_ended(found, known)
    handles = [(*row, a.id) for a in found.accounts.values() for row in known.spellings(a.platform, a.handle)]
    members, accounts = list(found.members.values()), list(found.accounts.values())
    desk.register(members, accounts, found.consents, handles=handles, terms=found.terms, now_us=known.now_us)
    return found


def _refuse_ended(found: Registered, known: Known) -> None:
    """Leave out each consent that was ended since it was given, as far as only the folder remembers; say why.

    Of a desk that is whole the audit says it; where the desk that knew was lost, its folder still does.
    """
    kept = []
    for consent in found.consents:
        last_us = known.ended_us(found.accounts[consent.account])
        day = from_us(last_us).astimezone(known.zone).date() if last_us is not None else None
        if day is None or consent.given_on > day:
            kept.append(consent)
            continue
        what = f"consent was ended, or the desk that knew was lost, on {day}; a new one needs a later date."
        todo = "Ask again, and register it then."
        found.troubles.append(Trouble(what=what, where=consent.account, todo=todo, kind="no-consent"))
    found.consents = kept


def _add(
    found: Registered, row: Mapping[str, str] | str, owners: dict[str, str], ended: Mapping[Ended, date]
) -> None:
    if isinstance(row, str):
        raise ValueError(row)
    check_row(row)
    member = row["member"]
    given_on, term = day_in(row, "consented_on"), term_in(row)
    account = _account(row, owners) if row["platform"] else None
    ends = _ends(ended, account) if account else []
    if given_on and account and ends and given_on <= max(ends):
        day = max(ends)
        raise ValueError(f"consent for {account.id} was withdrawn on {day}; a new one needs a later date.")
    known = found.members.get(member)
    if known is None:
        about = {name: row[name] for name in ("name", "ward", "email", "area")}
        found.members[member] = Member(id=member, **about)
    if term and (one := Term(member=member, from_on=term[0], to_on=term[1])) not in found.terms:
        found.terms.append(one)
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


def _withdrawn_on(desk: Desk, zone: ZoneInfo) -> dict[Ended, date]:
    """Return the day consent for an account (or all a member's, or a platform's) was last ended.

    An old register file must not bring it back.
    """
    days: dict[Ended, date] = {}
    for kind, name, ended_us in desk.endings():
        day = from_us(ended_us).astimezone(zone).date()
        days[kind, name] = max(day, days.get((kind, name), day))
    return days

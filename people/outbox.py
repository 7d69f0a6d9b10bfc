"""What may be sent to whom: only what somebody chose to have, only while their role and the member's consent last."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from people.consent import live_accounts
from people.corrections import ByNobody
from people.roles import NotAPerson, Role, email_of
from store.desk import Desk
from store.outbox import State, Wanted
from store.persons import Person
from store.typed import check


class Channel(StrEnum):
    """How somebody is written to. Nobody is, unless they are known to want it."""

    NONE = "none"
    EMAIL = "email"  # by the council's own mail server
    NOTIFY = "notify"  # by GOV.UK Notify
    FOLDER = "folder"  # as a file, for whoever sends it on


class Kind(StrEnum):
    """What can be sent."""

    EDITION = "edition"  # a month's summary of the whole council, for those who work with it
    SCORECARD = "scorecard"  # that a member's month is there
    WAITING = "waiting"  # a member's week: the residents who wait for them


OF_THE_COUNCIL = (Role.LEADERSHIP, Role.COMMS, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How somebody chose to be written to; None: that stays as it is."""

    language: str | None = None  # empty: the council's first
    channel: Channel | None = None
    attach: bool | None = None
    weekly: bool | None = None


def choose(
    desk: Desk, email: str, choice: Choice, *, languages: Collection[str], now_us: int, by: str
) -> Person:
    """Change how somebody is written to. Return them as they are then. Raise NotAPerson or HoldsUnseen."""
    wish = {name: one for name, one in asdict(choice).items() if one is not None}
    email = email_of(email)
    check(by, "The name")
    person = person_of(desk, email)
    if person is None:
        raise NotAPerson(f"{email} isn't on the list. Let them in first: person add {email} --role ROLE")
    if not wish:
        raise NotAPerson(f"Say what is to change of {email}: --language, --channel, --attach or --weekly.")
    if choice.language and choice.language not in languages:
        raise NotAPerson(f"There are no words in {choice.language!r}: one of {', '.join(languages)}.")
    if (choice.attach or choice.weekly) and Role.MEMBER not in dict(person.roles):
        raise NotAPerson(f"{email} isn't a member: --attach and --weekly are about a member's own scorecard.")
    desk.choose(email, wish, now_us=now_us, by=by)
    return person_of(desk, email) or person


def person_of(desk: Desk, email: str) -> Person | None:
    """Return whoever has this e-mail."""
    return next((one for one in desk.persons() if one.email == email), None)


def wanted(desk: Desk, kind: Kind, period: str, today: date) -> list[Wanted]:
    """Return what may be queued of a kind, to everybody who may have it today."""
    live = _shown_members(desk, kind, period, today)
    return [
        Wanted(
            kind=kind.value,
            period=period,
            member=member,
            recipient=person.email,
            channel=person.channel,
            message_id=message_id(kind, period, member, person.email),
        )
        for person in desk.persons()
        for member in _about(person, kind, live)
    ]


def is_still_wanted(desk: Desk, message: Wanted, today: date) -> bool:
    """Say whether a message may go to whom it was queued for, as the desk says at this moment."""
    person = person_of(desk, message.recipient)
    live = _shown_members(desk, Kind(message.kind), message.period, today)
    return bool(
        person
        and person.channel == message.channel
        and message.member in _about(person, Kind(message.kind), live)
    )


def _shown_members(desk: Desk, kind: Kind, period: str, today: date) -> set[str]:
    """Return the members of whom something of a kind may be shown today.

    Who waits is told to whoever is in office, and a month's scorecard to whoever was in that month (definition 97).
    """
    first, last = _days(period) if kind is Kind.SCORECARD else (today, today)
    terms: dict[str, bool] = {}
    for one in desk.terms():
        is_in = (one.from_on or date.min) <= last and first <= (one.to_on or date.max)
        terms[one.member] = terms.get(one.member, False) or is_in
    live = {account.member for account in live_accounts(desk, today).values()}
    return {member for member in live if terms.get(member, True)}


def _days(month: str) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _about(person: Person, kind: Kind, live: Collection[str]) -> Iterable[str]:
    """Return about whom somebody may have something of a kind: a member, or (nothing) the whole council; or nobody."""
    roles = dict(person.roles)
    if person.channel == Channel.NONE or (kind is Kind.WAITING and not person.weekly):
        return ()
    if kind is Kind.EDITION:
        return ("",) if any(role in roles for role in OF_THE_COUNCIL) else ()
    member = roles.get(Role.MEMBER, "")
    return (member,) if member in live else ()


def message_id(kind: Kind, period: str, member: str, recipient: str) -> str:
    """Return a mark of what goes to whom: the same whenever it is tried again, so that a server can tell."""
    return sha256(json.dumps([kind.value, period, member, recipient]).encode()).hexdigest()[:32]


def settle(desk: Desk, number: int, *, arrived: bool, by: str, now_us: int) -> bool:
    """Note what a person says of a message nobody could tell of: that it arrived, or that it is to be sent again.

    Say whether there is one that is unknown, or failed. Raise ByNobody or HoldsUnseen.
    """
    if not by.strip():
        raise ByNobody("Say who says so: it is logged.")
    check(by, "The name")
    return desk.settle(number, State.SENT if arrived else State.QUEUED, by=by, now_us=now_us)

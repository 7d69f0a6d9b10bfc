"""Who somebody is who signed in: matched once by a verified e-mail, from then on by issuer and subject as well.

Asked anew at each look at a page: whoever was removed is out at the next click. An old cookie is worth nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from facts import HOUR_US, SECOND_US
from people.roles import NotAPerson, Role, email_of
from people.sign_in_settings import LONGEST_HOURS, SignInSettings
from store.desk import Desk
from store.persons import Person
from store.typed import UNSEEN

CLOCKS_APART_US = 120 * SECOND_US  # the provider's clock and ours; fractions of a second are cut off as well
LONGEST = 255  # OpenID Connect: a subject is never longer
LONGEST_NAME = 80
YES = (True, 1, "1", "true")  # Entra sends its claim in all of these forms


class Why(StrEnum):
    """Why somebody isn't let in; said in wording/, and logged as this code alone."""

    NOBODY = "not-signed-in"
    FAILED = "sign-in-failed"  # the provider's answer can't be trusted: forged, expired, replayed
    CANCELLED = "sign-in-cancelled"  # by the person, or by the provider
    UNREACHABLE = "provider-unreachable"
    TOO_OLD = "sign-in-too-old"
    SIGNED_OUT = "signed-out"
    NOT_VERIFIED = "email-not-verified"
    CHANGED = "email-changed"  # since the first sign-in
    PINNED = "pinned-elsewhere"  # the person signed in before as somebody else, or with another provider
    LET_IN_SINCE = "let-in-since"  # after they signed in
    NO_ROLE = "no-role"
    NOTHING = "nothing-to-see"  # a member none of whose accounts may be shown


class Refused(Exception):
    """Somebody isn't let in."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who signed in, as they are known at this moment."""

    name: str  # as the provider says it
    email: str
    subject: str  # `issuer subject`
    sign_in: str  # a mark of this very sign-in, from which nobody comes back to it
    until_us: int  # then it is too old
    roles: tuple[tuple[Role, str], ...]  # with the member each is about, or nothing

    @property
    def members(self) -> set[str]:
        """Return the members that they are themselves."""
        return {member for _, member in self.roles if member}


def recognise(desk: Desk, claims: Mapping[str, Any], settings: SignInSettings, now_us: int) -> SignedIn:
    """Return who signed in, by the claims of an ID token that was verified. Raise Refused or StoreTrouble."""
    issuer, subject, issued_us = _token(claims, settings.client_id, now_us)
    mark = mark_of(claims)
    until_us = issued_us + settings.hours * HOUR_US
    if now_us > until_us:
        raise Refused(Why.TOO_OLD)
    if desk.is_ended(mark):
        raise Refused(Why.SIGNED_OUT)
    email = _verified(claims, settings)
    person = _person(desk, email, issuer, subject)
    # Whoever was removed, and is let in again, signs in again: a lost telephone's cookie is worth nothing.
    if issued_us < person.added_us - CLOCKS_APART_US:
        raise Refused(Why.LET_IN_SINCE)
    if not person.subject and not desk.pin(email, issuer, subject, now_us=now_us):
        raise Refused(Why.PINNED)
    return SignedIn(
        name=_name(claims, email),
        email=email,
        subject=f"{issuer} {subject}",
        sign_in=mark,
        until_us=until_us,
        roles=_roles(person),
    )


def holds(desk: Desk, person: SignedIn, now_us: int) -> bool:
    """Say whether somebody who was recognised still is who they were, in the same roles. Raise StoreTrouble."""
    issuer, _, subject = person.subject.partition(" ")
    found = desk.matching(person.email, issuer, subject)
    is_same = [(one.email, one.subject, _roles(one)) for one in found] == [
        (person.email, subject, person.roles)
    ]
    return is_same and now_us <= person.until_us and not desk.is_ended(person.sign_in)


def end(desk: Desk, claims: Mapping[str, Any], now_us: int) -> None:
    """End a sign-in, in every tab. Raise StoreTrouble."""
    before_us = now_us - LONGEST_HOURS * HOUR_US - CLOCKS_APART_US  # whatever settings say later
    desk.end_sign_in(mark_of(claims), now_us=now_us, before_us=before_us)


def _roles(person: Person) -> tuple[tuple[Role, str], ...]:
    """Return a person's roles; one that this version doesn't know opens nothing."""
    return tuple((Role(role), member) for role, member in person.roles if role in set(Role))


def mark_of(claims: Mapping[str, Any]) -> str:
    """Return the mark by which one sign-in is told from all others, and from which nobody comes back to it."""
    told = [str(claims.get(name, "")) for name in ("iss", "sub", "iat", "nonce", "jti")]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _token(claims: Mapping[str, Any], client_id: str, now_us: int) -> tuple[str, str, int]:
    """Return (issuer, subject, when it was issued). Raise Refused where a token says none, or is for somebody else.

    Authlib (1.9.10) takes a token that was made for another application, if it names us beside.
    """
    if claims.get("aud") not in (client_id, [client_id]):
        raise Refused(Why.FAILED)
    issuer, subject, issued_s = (claims.get(name) for name in ("iss", "sub", "iat"))
    for told in (issuer, subject):
        if not isinstance(told, str) or not 0 < len(told) <= LONGEST or UNSEEN.search(told):
            raise Refused(Why.FAILED)
    if isinstance(issued_s, bool) or not isinstance(issued_s, int | float):
        raise Refused(Why.FAILED)
    if not 0 < issued_s < (now_us + CLOCKS_APART_US) / SECOND_US:
        raise Refused(Why.FAILED)
    return str(issuer), str(subject), int(issued_s * SECOND_US)


def _verified(claims: Mapping[str, Any], settings: SignInSettings) -> str:
    """Return the e-mail address, lower case, if the provider vouches for it. Raise Refused.

    Entra says so by a claim of its own, or not at all: then it is for the council to say whose addresses its own
    directory gives out. A provider that says no is believed.
    """
    told = claims.get("email")
    try:
        email = email_of(told) if isinstance(told, str) else ""
    except NotAPerson:
        email = ""
    says = [claims[name] for name in ("email_verified", "xms_edov") if claims.get(name) is not None]
    vouched = not says and email.rpartition("@")[2] in settings.verified_domains
    if not email or not (vouched or (says and all(one in YES for one in says))):
        raise Refused(Why.NOT_VERIFIED)
    return email


def _person(desk: Desk, email: str, issuer: str, subject: str) -> Person:
    """Return who it is. Raise Refused."""
    found = desk.matching(email, issuer, subject)
    pinned = next((one for one in found if (one.issuer, one.subject) == (issuer, subject)), None)
    if pinned and pinned.email != email:
        raise Refused(Why.CHANGED)
    person = pinned or next(iter(found), None)
    if person is None or not _roles(person):
        raise Refused(Why.NO_ROLE)
    if person.subject and not pinned:
        raise Refused(Why.PINNED)
    return person


def _name(claims: Mapping[str, Any], email: str) -> str:
    """Return what somebody is called, in one line, without signs that nobody sees."""
    told = claims.get("name")
    name = " ".join(UNSEEN.sub(" ", told).split()) if isinstance(told, str) else ""
    return name[:LONGEST_NAME].strip() or email

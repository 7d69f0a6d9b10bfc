"""Where an export finds what is held about one member, and who the member is to each of the stores."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from labels import all_rules
from pipelines.keep.folder import Folder
from store.archive import Archive
from store.held_at_desk import HeldAtDesk
from store.held_in_archive import Whose
from store.held_published import HeldPublished
from store.published_file import NothingPublished, current_version


@dataclass(frozen=True, slots=True)
class Member:
    """The member, as the desk knows them at the moment of the export."""

    id: str
    name: str
    ward: str
    accounts: tuple[str, ...]  # every one on the register
    shown: tuple[str, ...]  # those with a live consent that aren't being erased
    going: tuple[str, ...]  # those whose consent ended: what was kept of them is being erased
    emails: tuple[str, ...]  # of whoever may sign in as the member
    subjects: tuple[str, ...]  # as whom these signed in, as marks and the log write it


@dataclass(slots=True)
class Sources:
    """The stores, open to be asked about one member."""

    folder: Folder
    desk: HeldAtDesk
    member: Member
    shown: frozenset[str]  # of all members: accounts of which something may be handed on
    archive: Archive | None = None  # only while it is read
    published: tuple[
        HeldPublished, ...
    ] = ()  # what everybody may see, then what is for the member's own eyes
    marked: dict[str, str] = field(
        default_factory=dict
    )  # messages that somebody marked: `own`, or `said to them`
    found: dict[str, list[dict[str, Any]]] = field(
        default_factory=dict
    )  # what one kind found and others ask for


@contextmanager
def sources(folder: Folder, member: str) -> Iterator[Sources]:
    """Open the desk and what was published. Raise StoreTrouble."""
    desk = HeldAtDesk(folder.desk.path)
    try:
        shown = may_be_shown(folder)
        yield Sources(
            folder, desk, _member(desk, member, shown), shown=shown, published=_published(folder, shown)
        )
    finally:
        desk.close()


def _member(desk: HeldAtDesk, member: str, shown: Collection[str]) -> Member:
    [person] = desk.member(member)
    consents: dict[str, list[bool]] = {}
    for row in desk.consents(member):
        consents.setdefault(row["account"], []).append(row["withdrawn_us"] is None)
    accounts = desk.accounts(member)
    going = {row["account"] for row in accounts if row["erasure_asked_us"] is not None}
    going |= {account for account, unended in consents.items() if not any(unended)}
    people = desk.people(member)
    return Member(
        member,
        name=person["name"],
        ward=person["ward"],
        accounts=tuple(row["account"] for row in accounts),
        shown=tuple(row["account"] for row in accounts if row["account"] in shown),
        going=tuple(sorted(going)),
        emails=tuple(row["email"] for row in people),
        subjects=tuple(f"{row['issuer']} {row['subject']}" for row in people if row["subject"]),
    )


def may_be_shown(folder: Folder) -> frozenset[str]:
    """Return the accounts of which something may be handed on: consent is live, and nobody asked for their erasure."""
    return frozenset(folder.live_accounts()) - set(folder.desk.pending_erasures())


def whose(found: Sources) -> Whose:
    """Return who the member is to the archive, and whose words may be handed on."""
    folder, member = found.folder, found.member
    handles = folder.desk.handles()
    return Whose(
        accounts=member.shown,
        authors={author for author, *_, of in handles if of in member.accounts and of not in member.going},
        going=member.going,
        authors_going={author for author, *_, of in handles if of in member.going},
        silent=folder.authors_but(found.shown),
        members={author for author, *_ in handles},
        council={author for author, *_ in folder.council_handles()},
        telling=[rule.id for rule in all_rules() if rule.tells_words],
    )


def _published(folder: Folder, shown: frozenset[str]) -> tuple[HeldPublished, ...]:
    try:
        version = current_version(folder.published)
    except NothingPublished:
        return ()
    return tuple(HeldPublished(folder.published, shown, own=own, version=version) for own in (False, True))

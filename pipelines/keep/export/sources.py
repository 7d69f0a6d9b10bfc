"""Where an export finds what is held about one member, and who the member is to each of the stores."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from facts import Account
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
    archive: Archive | None = None  # only while it is read
    published: tuple[
        HeldPublished, ...
    ] = ()  # what everybody may see, then what is for the member's own eyes
    marked: set[str] = field(default_factory=set)  # the member's messages that somebody marked
    found: dict[str, list[dict[str, Any]]] = field(
        default_factory=dict
    )  # what one kind found and others ask for


@contextmanager
def sources(folder: Folder, member: str) -> Iterator[Sources]:
    """Open the desk and what was published. Raise StoreTrouble."""
    desk = HeldAtDesk(folder.desk.path)
    try:
        whose = member_of(folder, desk, member)
        yield Sources(folder, desk, whose, published=_published(folder))
    finally:
        desk.close()


def member_of(folder: Folder, desk: HeldAtDesk, member: str) -> Member:
    """Return who a member is to the stores now."""
    consents: dict[str, list[bool]] = {}
    for row in desk.consents(member):
        consents.setdefault(row["account"], []).append(row["withdrawn_us"] is None)
    accounts, shown = desk.accounts(member), may_be_shown(folder)
    going = {row["account"] for row in accounts if row["erasure_asked_us"] is not None}
    going |= {account for account, unended in consents.items() if not any(unended)}
    people = desk.people(member)
    return Member(
        member,
        accounts=tuple(row["account"] for row in accounts),
        shown=tuple(row["account"] for row in accounts if row["account"] in shown),
        going=tuple(sorted(going)),
        emails=tuple(row["email"] for row in people),
        subjects=tuple(f"{row['issuer']} {row['subject']}" for row in people if row["subject"]),
    )


def may_be_shown(folder: Folder) -> dict[str, Account]:
    """Return the accounts of which something may be handed on: consent is live, and nobody asked for their erasure."""
    pending = set(folder.desk.pending_erasures())
    return {id_: account for id_, account in folder.live_accounts().items() if id_ not in pending}


def whose(folder: Folder, member: Member) -> Whose:
    """Return who the member is to the archive, and whose words may be handed on."""
    handles = folder.desk.handles()
    return Whose(
        accounts=member.shown,
        authors={author for author, *_, of in handles if of in member.accounts and of not in member.going},
        going=member.going,
        authors_going={author for author, *_, of in handles if of in member.going},
        silent=folder.authors_but(may_be_shown(folder)),
        members={author for author, *_ in handles},
        council={author for author, *_ in folder.council_handles()},
        telling=[rule.id for rule in all_rules() if rule.tells_words],
    )


def _published(folder: Folder) -> tuple[HeldPublished, ...]:
    try:
        version = current_version(folder.published)
    except NothingPublished:
        return ()
    live = may_be_shown(folder)
    return tuple(HeldPublished(folder.published, live, own=own, version=version) for own in (False, True))

"""What was ended since a backup was made goes from what was put back, before anybody sees it.

The folder remembers endings by a mark each (store/identity.py), and not by name: each consent, example, role and author
there is in the copy is asked for by its mark.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from people.outbox import Channel
from pipelines.deliver.queue import MAY_HAVE_GONE
from pipelines.keep.allowances import use_up
from pipelines.keep.erasure import carry_out_erasures
from pipelines.keep.folder import Folder, now_us
from pipelines.publish.make_good import make_good
from store import belonging, identity
from store.archive import Archive
from store.backup_manifest import Manifest
from store.belonging import ARCHIVE, DESK
from store.desk import Desk
from store.erased_messages import authors_kept, erase_authors
from store.erasing import rewrite
from store.examples import State
from store.identity import Identity
from store.persons import ADDED


@dataclass(slots=True)
class Applied:
    """What was ended again, or is in doubt."""

    consents: list[str] = field(default_factory=list)  # accounts
    examples: int = 0
    roles: int = 0
    opted_out: int = 0  # people who want no mail any more
    tokens: int = 0
    residents: int = 0  # names under which somebody wrote who asked to be erased
    in_doubt: int = 0  # messages of which nobody knows whether they went out
    used_up: list[str] = field(default_factory=list)  # platforms whose reads of this month count as used up
    left: list[str] = field(default_factory=list)  # a line for each thing that couldn't go


def apply(made: Path, known: Identity, backup: Manifest, *, by: str) -> Applied:
    """Take out of a folder that was unpacked what was ended since. Raise StoreTrouble, BadSettings or OSError."""
    with closing(Desk(made / DESK)) as desk:
        desk.note_restored("")  # nobody but us sees it before all is applied
    folder = Folder(made)
    applied = at_desk(folder.desk, known, since_us=backup.made_us, by=by)
    with folder.archive() as archive:
        applied.used_up = use_up(archive, folder.settings)
        authors = sorted(_residents(archive, known, backup.made_us))
        if authors:
            erase_authors(archive, authors, now_us())
            make_good(folder, archive)
            rewrite(archive)
    applied.residents = len(authors)
    applied.left = carry_out_erasures(folder).left
    _log(folder.desk, known, backup, by)
    _remember(made, folder.desk)
    folder.desk.close()
    return applied


def hide(made: Path, known: Identity | None, backup: Manifest, *, by: str) -> Applied:
    """Do as much of it as can be done without the key, or without knowing what was ended; note that it isn't all."""
    with Archive(made / ARCHIVE):
        pass  # it can be opened
    with closing(Desk(made / DESK)) as desk:
        applied = at_desk(desk, known or Identity(), since_us=backup.made_us, by=by)
        desk.note_restored(backup.mark)
        _log(desk, known, backup, by)
        if known:
            _remember(made, desk)
    return applied


def end_consents_again(desk: Desk, known: Identity, *, by: str) -> list[str]:
    """End the consents of an older copy that the folder knows to have been ended since. Return their accounts."""
    ended = []
    for account, member, recorded_us in desk.live_consents():
        ended_us = known.ended_us(account, member)
        if ended_us is not None and ended_us >= recorded_us:
            ended.append(account)
            desk.withdraw(account, now_us=now_us(), by=by)
    return ended


def at_desk(desk: Desk, known: Identity, *, since_us: int, by: str) -> Applied:
    """End at an older copy of the desk whatever the folder knows to have been ended since, by name or altogether.

    `since_us`: of which moment the copy is, where that is known; else 0.
    """
    applied = Applied(consents=end_consents_again(desk, known, by=by))
    for example in desk.examples():
        settled_us = example.settled_us or example.made_us
        if example.state is not State.REFUSED and _ended_us(known, "example", example.post) > settled_us:
            desk.settle_example(example.id, State.REFUSED, by=by, now_us=now_us())
            applied.examples += 1
    for email, role in [*_roles_that_ended(desk, known)]:
        desk.remove_role(email, role, now_us=now_us(), by=by)
        applied.roles += 1
    for person in desk.persons():
        if person.channel != Channel.NONE and _ended_us(known, "mail", person.email) > since_us:
            desk.choose(person.email, {"channel": Channel.NONE.value}, now_us=now_us(), by=by)
            applied.opted_out += 1
    for account in desk.with_tokens():
        if _ended_us(known, "token", account) > since_us:
            desk.forget_token(account, now_us=now_us(), by=by)
            applied.tokens += 1
    desk.end_all_sign_ins(now_us=now_us())
    applied.in_doubt = desk.doubt_unsent(MAY_HAVE_GONE, now_us=now_us())
    return applied


def _roles_that_ended(desk: Desk, known: Identity) -> Iterator[tuple[str, str]]:
    """Yield (e-mail, role) of whoever was let out of it, or altogether, after they were last let in."""
    added = [(line["what"], line["happened_us"]) for line in desk.audit() if line["did"] == ADDED]
    for person in desk.persons():
        for role, member in person.roles:
            name = f"{person.email} {role}"
            since_us = max(
                (us for what, us in added if what in (name, f"{name} {member}")), default=person.added_us
            )
            if max(_ended_us(known, "person", one) for one in (name, person.email)) > since_us:
                yield person.email, role


def _residents(archive: Archive, known: Identity, since_us: int) -> Iterator[str]:
    """Yield the pseudonyms of residents in an archive who were erased since a moment."""
    if not known.ended:
        return
    for author in authors_kept(archive):
        if known.ended.get(identity.mark(known.folder, "resident", author), 0) > since_us:
            yield author


def _ended_us(known: Identity, kind: str, name: str) -> int:
    """Return when something was last known to end, or everything for all anybody knows; 0: never."""
    marks = (identity.EVERYBODY, identity.mark(known.folder, kind, name))
    return max(known.ended.get(one, 0) for one in marks)


def _log(desk: Desk, known: Identity | None, backup: Manifest, by: str) -> None:
    """Log it under a number beyond all there were, so that no older copy counts as newer than this one."""
    number = max(desk.acts(), backup.acts, known.acts if known else 0) + 1
    desk.log_restored(backup.mark, number=number, by=by, now_us=now_us())


def _remember(made: Path, desk: Desk) -> None:
    known = belonging.known_of(made)
    if known:
        has_archive = belonging.is_filled(made / ARCHIVE)
        identity.write(made, replace(belonging.noted(known, desk), has_archive=has_archive))

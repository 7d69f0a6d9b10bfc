"""Going on without something of a data folder that is lost: a person decides, and it is logged at the desk.

What lies in its place and belongs elsewhere is set aside under another name, never thrown away. Consents that were
ended stay ended.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from pipelines.keep.allowances import use_up
from pipelines.keep.backups.ended import at_desk
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.folder_checks import ASIDE, LOGS
from pipelines.keep.settings import read as read_settings
from pipelines.report import count
from store import belonging, identity, key
from store.archive import Archive
from store.belonging import ARCHIVE, DESK, KEY, PUBLISHED, Lost
from store.desk import Desk
from store.desk_file import GIVEN_UP
from store.identity import EVERYBODY, Identity
from store.locking import locked
from store.trouble import Broken, StoreTrouble


class NotLost(StoreTrouble):
    """Nothing is lost there: there is nothing to decide."""

    code = "not-lost"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, when, about which folder."""

    folder: Path
    by: str
    at_us: int


def accept_loss(folder: Path, store: str, *, by: str) -> str:
    """Go on without a store that is lost. Return what that means. Raise NotLost, ArchiveBusy or StoreTrouble."""
    decision = Decision(folder, by, now_us())
    with locked(folder):
        return STORES[store](decision)


def _identity(decision: Decision) -> str:
    """Go on without what the folder knew of itself: nobody can say then that a consent on the desk wasn't ended."""
    folder = decision.folder
    _of_identity(folder)
    desk = Desk(folder / DESK)
    known = _known_anew(decision, desk.belongs_to())
    if not desk.belongs_to():
        desk.adopt(known.folder)
    ended = at_desk(desk, known, since_us=0, by=decision.by).consents
    desk.note_restored("")
    desk.log("accept loss", "identity", by=decision.by, now_us=decision.at_us)
    set_aside(folder / identity.FILE)
    identity.write(folder, belonging.noted(known, desk))
    desk.close()
    told = count(len(ended), "consent")
    return (
        f"Going on. Nobody knows which consents on this desk were ended since, so all are: {told}. What was collected "
        "with them goes at the next run. Ask again, and register what is given on a later day. Nor does anybody know "
        "who was let out, or which example was refused: all are. Let people in again: python -m pipelines person add"
    )


def _of_identity(folder: Path) -> Lost:
    try:
        found = belonging.lost_desk_file(folder, belonging.known_of(folder))
        if found is None and belonging.is_filled(folder / DESK):
            desk = Desk(folder / DESK, to_read=True)
            found = belonging.lost_desk(belonging.known_of(folder), desk)
            desk.close()
    except Lost as lost:
        found = belonging.lost_desk_file(folder, None) or lost
    return _is_of("identity", found)


def _known_anew(decision: Decision, named: str = "") -> Identity:
    """Return what a folder knows that remembers nothing: its name as its desk or archive says it, nobody's consent."""
    known = Identity(ended={EVERYBODY: decision.at_us})
    return replace(known, folder=named or _name_in_archive(decision.folder) or known.folder)


def _desk(decision: Decision) -> str:
    folder = decision.folder
    try:
        known = belonging.known_of(folder)
    except Lost:
        known = None
    lost = _of_desk(folder, known)
    if known is None:  # nobody knows whose consents were ended
        set_aside(folder / identity.FILE)
        known = _known_anew(decision)
    if lost.is_foreign or isinstance(lost.__cause__, Broken):
        set_aside(folder / DESK)
    desk = Desk(folder / DESK)
    desk.adopt(known.folder)
    ended = at_desk(desk, known, since_us=0, by=decision.by).consents
    desk.note_restored("")
    desk.log(*GIVEN_UP, by=decision.by, now_us=decision.at_us)
    identity.write(folder, belonging.noted(replace(known, acts=0), desk))
    desk.close()
    told = f" {len(ended)} consents in it had been ended, and are ended again." if ended else ""
    return (
        f"Going on with the desk that is there now.{told} What was collected without a consent on it goes at the next "
        "run: register everybody whose consent you hold first."
    )


def _of_desk(folder: Path, known: Identity | None) -> Lost:
    found = belonging.lost_desk_file(folder, known)
    if found is None:
        try:
            desk = Desk(folder / DESK, to_read=True)
            found = belonging.lost_desk(known, desk)
            desk.close()
        except Broken as broken:
            found = Lost("desk", str(broken))
            found.__cause__ = broken
    return _is_of("desk", found)


def _archive(decision: Decision) -> str:
    folder, known = decision.folder, _known(decision.folder)
    found = belonging.lost_archive_file(folder, known)
    if found is None and belonging.is_filled(folder / ARCHIVE):
        try:
            with Archive(folder / ARCHIVE) as archive:
                found = belonging.lost_archive(known, archive)
        except Broken as broken:
            found = Lost("archive", str(broken), is_foreign=True)
    lost = found or _not_lost("archive")
    if lost.is_foreign:
        set_aside(folder / ARCHIVE)
    elif not lost.is_there:
        _remove_archive(folder)
    told = _begin_archive(folder, known)
    _log(decision, "archive")
    return f"Going on with the archive that is there now. What isn't in it is unknown until collected again.{told}"


def _key(decision: Decision) -> str:
    folder, known = decision.folder, _known(decision.folder)
    if belonging.lost_key(folder, known) is None:
        _not_lost("key")
    with Archive(folder / ARCHIVE):  # nobody else is at work
        pass
    if (folder / KEY).exists():
        set_aside(folder / KEY)
    _remove_archive(folder)  # its people were named with the key that is lost
    key.make(folder / KEY)
    identity.write(folder, replace(known, key=key.mark(key.read(folder / KEY)), has_archive=False))
    told = _begin_archive(folder, replace(known, has_archive=False))
    opened = Folder(folder)
    for account in opened.desk.accounts(opened.today()):
        for names in opened.spellings(account.platform, account.id.split(":", 1)[1]):
            opened.desk.note_handle(account.id, names)
        opened.desk.forget_token(account.id, now_us=decision.at_us, by=decision.by)
    _log(decision, "key")
    return (
        "Going on with a new key and an empty archive: who was named with the old key can't be known again. Members' "
        f"tokens went with it and are granted anew.{told}"
    )


def _published(decision: Decision) -> str:
    known = _known(decision.folder)
    if belonging.lost_published(decision.folder, known) is None:
        _not_lost("published")
    set_aside(decision.folder / PUBLISHED)
    _log(decision, "published")
    return "What was published is set aside; the next measure publishes anew."


STORES: dict[str, Callable[[Decision], str]] = {
    "identity": _identity, "desk": _desk, "archive": _archive, "key": _key, "published": _published,
}  # fmt: skip


def set_aside(path: Path) -> None:
    """Give what belongs elsewhere, and its logs, another name."""
    aside = f"{path.name}{ASIDE}{token_hex(4)}"
    for log in ("", *LOGS):
        found = path.with_name(path.name + log)
        if found.exists():
            found.replace(path.with_name(aside + log))


def _known(folder: Path) -> Identity:
    """Return what a folder knows of itself, once its desk is its own: that is decided first. Raise StoreTrouble."""
    return Folder(folder).known


def _remove_archive(folder: Path) -> None:
    for log in ("", ".wal"):
        (folder / f"{ARCHIVE}{log}").unlink(missing_ok=True)


def _begin_archive(folder: Path, known: Identity) -> str:
    """Make the archive this folder's. What platforms billed was written in the old one, so it counts as all."""
    settings = read_settings(folder)
    with Archive(folder / ARCHIVE) as archive:
        is_new = belonging.is_empty(archive)
        belonging.adopt_archive(archive, known.folder)
        names = use_up(archive, settings) if is_new else []
    identity.write(folder, replace(belonging.known_of(folder) or known, has_archive=True))
    return "".join(f" {name}'s reads of this month count as used up." for name in names)


def _log(decision: Decision, store: str) -> None:
    Folder(decision.folder).desk.log("accept loss", store, by=decision.by, now_us=decision.at_us)


def _name_in_archive(folder: Path) -> str:
    """Return the folder's name as its archive knows it, if it does."""
    if not belonging.is_filled(folder / ARCHIVE):
        return ""
    with Archive(folder / ARCHIVE) as archive:
        return belonging.archive_belongs_to(archive)


def _is_of(store: str, found: Lost | None) -> Lost:
    """Return what is lost; where that is another store, it is decided first. Raise Lost or NotLost."""
    if found and found.store != store:
        raise found
    return found or _not_lost(store)


def _not_lost(store: str) -> Lost:
    raise NotLost(f"The {store} isn't lost: there is nothing to decide. See: python -m pipelines doctor")

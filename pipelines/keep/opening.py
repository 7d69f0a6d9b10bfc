"""The gate of a data folder: what is opened for work is there, and this folder's own.

A folder made before there were identities is given one when it is first opened for work.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from store import belonging, identity, key
from store.archive import Archive
from store.belonging import ARCHIVE, DESK, KEY, PUBLISHED
from store.desk import Desk
from store.identity import Identity
from store.locking import locked
from store.published_file import current
from store.trouble import StoreTrouble

FILLING = ".filling"  # start.py makes the invented council there


def refuse_half_moved(folder: Path) -> None:
    """Raise StoreTrouble where start.py was stopped while it moved the invented council in."""
    if current(folder / FILLING / PUBLISHED) is not None:
        raise StoreTrouble(
            f"start.py was stopped while it moved the invented council into {folder}. Run it again: it goes on there.",
            code="half-moved",
        )


def open_desk(folder: Path) -> tuple[Desk, Identity]:
    """Return a folder's desk, opened for work, and what the folder knows of itself. Raise StoreTrouble or OSError.

    Only while holding the folder's lock.
    """
    known = belonging.known_of(folder)
    _pass(belonging.lost_desk_file(folder, known))
    desk = Desk(folder / DESK)
    try:
        _pass(belonging.lost_desk(known, desk))
        now_known = _noted(folder, known or Identity(), desk)
        if desk.belongs_to() != now_known.folder:
            # The file first, as one that has noted no act yet: a desk that names a folder without one is a loss.
            identity.write(folder, replace(now_known, acts=0))
            desk.adopt(now_known.folder)
            known = None
        if now_known != known:
            identity.write(folder, now_known)
    except BaseException:
        desk.close()
        raise
    return desk, now_known


def restored_desk(folder: Path) -> tuple[Desk, Identity] | None:
    """Return the desk of a backup that was put back without what was ended since, to note an ending; else nothing.

    It is shown to people (store/belonging.py), so whoever wants out of it is hidden at once.
    """
    if not belonging.is_filled(folder / DESK):
        return None
    desk = Desk(folder / DESK)
    if desk.is_restored():
        return desk, Identity(folder=desk.belongs_to())
    desk.close()
    return None


@contextmanager
def open_archive(folder: Path, may_keep: Callable[[set[str]], set[str]]) -> Iterator[Archive]:
    """Open the archive once everything is known to be this folder's. Raise ArchiveBusy, Lost or StoreTrouble.

    `may_keep` says of which of some accounts anything may be kept: it is asked before each commit.
    """
    with locked(folder):
        known = belonging.known_of(folder)
        _pass(belonging.lost_archive_file(folder, known))
        _pass(belonging.lost_key(folder, known))
        _pass(belonging.lost_published(folder, known))
        if not belonging.is_filled(folder / ARCHIVE):
            (folder / ARCHIVE).unlink(missing_ok=True)  # of 0 bytes: DuckDB takes that for something else
        archive = Archive(folder / ARCHIVE, may_keep=may_keep)
    with archive:
        if known:  # else it was made before there were identities, and nobody has worked in it since
            _pass(belonging.lost_archive(known, archive))
            if not known.has_archive:
                belonging.adopt_archive(archive, known.folder)
                _note_archive(folder)
        yield archive


def note_acts(folder: Path, desk: Desk) -> None:
    """Let a folder know what was decided since its desk was opened: above all, whose consent was ended."""
    with locked(folder):
        known = belonging.known_of(folder)
        if known and known.acts != desk.acts():
            identity.write(folder, belonging.noted(known, desk))


def remember_residents(folder: Path, authors: Iterable[str], at_us: int) -> None:
    """Let a folder know, before it is done, that residents are erased: an older copy must not bring them back."""
    with locked(folder):
        known = belonging.known_of(folder)
        if known:
            marks = {identity.mark(known.folder, "resident", author): at_us for author in authors}
            identity.write(folder, replace(known, ended={**known.ended, **marks}))


def _note_archive(folder: Path) -> None:
    with locked(folder):
        known = belonging.known_of(folder)
        if known:
            identity.write(folder, replace(known, has_archive=True))


def _noted(folder: Path, known: Identity, desk: Desk) -> Identity:
    """Return what a folder knows of itself today; its key is made, once, before anything was named with it."""
    now_known = belonging.noted(known, desk)
    is_unused = not desk.handles() and not belonging.is_filled(folder / ARCHIVE)
    if is_unused:
        key.make(folder / KEY)
    if is_unused or not now_known.key:
        now_known = replace(now_known, key=_mark_of_key(folder, desk))
    return now_known


def _mark_of_key(folder: Path, desk: Desk) -> str:
    """Return the mark of the key there is; nothing where it is lost, which whoever needs it will say."""
    try:
        held = key.read(folder / KEY)
    except StoreTrouble:
        return ""
    if not belonging.fits(held, desk):
        raise belonging.Lost(
            "key", "The key in this data folder belongs to another: no resident would be known again.",
            is_there=True, is_foreign=True,
        )  # fmt: skip
    return key.mark(held)


def _pass(trouble: Exception | None) -> None:
    if trouble:
        raise trouble

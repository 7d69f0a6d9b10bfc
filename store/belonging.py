"""What of a data folder is missing, or belongs to another: found before anything is changed.

Without this a lost desk would be an empty council, and a lost archive one where nobody ever said anything: both would
be published. Nothing that changes goes on until a person has decided (pipelines/keep/losses.py).
"""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb

from store import identity, key, rights
from store.archive import Archive
from store.desk import Desk
from store.identity import Identity
from store.places import duckdb_path
from store.published_file import current
from store.swapping import finish
from store.trouble import StoreTrouble

DESK, ARCHIVE, KEY, PUBLISHED = "desk.sqlite", "archive.duckdb", "key", "published"
EDITIONS = "editions"
RESTORE_AGAIN = "With key and identity beside it: python -m pipelines restore FILE, once more."
_IN_IT = "whose consents were ended, and what belongs here, was in it."


class Lost(StoreTrouble):
    """Something of the data folder is missing, or belongs to another. The message says what, and what to do."""

    code = "store-lost"

    def __init__(self, store: str, what: str, *, is_there: bool = False, is_foreign: bool = False) -> None:
        self.store, self.what, self.is_there, self.is_foreign = store, what, is_there, is_foreign
        super().__init__(
            f"{what} Put it back from a backup, or let a person decide to go on without it: python -m pipelines doctor "
            f"--accept-loss {store} --by NAME. Until then nothing is collected, imported, measured or erased here."
        )


def is_filled(path: Path) -> bool:
    """Say whether there is a file that isn't empty (or something else in its place, which its reader will name)."""
    return path.is_dir() or (path.exists() and path.stat().st_size > 0)


def known_of(folder: Path) -> Identity | None:
    """Return what a folder knows of itself; None where it was never told. Raise Lost where that can't be read.

    An empty one beside nothing else is of a folder that was never used: nothing is lost with it.
    """
    try:
        return identity.read(folder)
    except identity.Unreadable as why:
        if (
            not any(is_filled(folder / name) for name in (identity.FILE, DESK))
            and lost_desk_file(folder, None) is None
        ):
            return None
        raise Lost("identity", f"{identity.FILE} can't be read: {_IN_IT}", is_there=True) from why


def lost_desk_file(folder: Path, known: Identity | None) -> Lost | None:
    """Return what to say where there is no desk though there was one. Asked before opening makes one."""
    was_used = known is not None or is_filled(folder / ARCHIVE) or current(folder / PUBLISHED) is not None
    if is_filled(folder / DESK) or not was_used:
        return None
    how = "is empty" if (folder / DESK).exists() else "is missing"
    return Lost("desk", f"{DESK} {how}: members, consents and marks were in it.")


def lost_desk(known: Identity | None, desk: Desk) -> Lost | None:
    """Return what to say of a desk that isn't this folder's or its latest, or whose folder has forgotten itself."""
    belongs_to, acts = desk.belongs_to(), desk.acts()
    if known is None:  # a desk that names no folder was made before there were identities
        return Lost("identity", f"{identity.FILE} is missing: {_IN_IT}") if belongs_to else None
    if desk.is_restored():
        return Lost(
            "desk", f"{DESK} was put back without what was ended since. {RESTORE_AGAIN}", is_there=True
        )
    if not belongs_to and not known.acts and not known.has_archive:
        return None  # the folder was named a moment ago, and what named it ended before it told the desk
    if belongs_to and belongs_to != known.folder:
        return Lost("desk", f"{DESK} belongs to another data folder.", is_there=True, is_foreign=True)
    if not belongs_to and not acts:
        return Lost("desk", f"{DESK} is empty: members, consents and marks were in it.")
    if not belongs_to:
        return Lost("desk", f"{DESK} is an older copy, or belongs to another data folder.", is_there=True)
    if acts < known.acts:
        missing = known.acts - acts
        acts_ = "act that was" if missing == 1 else f"{missing} acts that were"
        return Lost("desk", f"{DESK} is an older copy: the last {acts_} logged is not in it.", is_there=True)
    return None


def desk_to_read(folder: Path) -> Desk:
    """Return a folder's desk, opened to read, if it is its own. It is never made here. Raise StoreTrouble."""
    rights.be_private()
    finish(folder)
    known = known_of(folder)
    lost = lost_desk_file(folder, known)
    if lost is None and not is_filled(folder / DESK):
        raise StoreTrouble(
            f"There is no council in {folder} yet.", command="python -m pipelines register FILE.csv"
        )
    if lost:
        raise lost
    desk = Desk(folder / DESK, to_read=True)
    if (lost := lost_desk(known, desk)) and not desk.is_restored():  # which may be read, and no more
        desk.close()
        raise lost
    return desk


def lost_key(folder: Path, known: Identity | None) -> StoreTrouble | None:
    """Return what to say of a key that is missing, broken or another folder's."""
    path = folder / KEY
    try:
        held = key.read(path)
    except StoreTrouble as trouble:
        return Lost("key", str(trouble).partition(" Put ")[0], is_there=path.exists())
    if known and known.key and key.mark(held) != known.key:
        what = "The key in this data folder belongs to another: no resident would be known again."
        return Lost("key", what, is_there=True, is_foreign=True)
    return None


def lost_archive_file(folder: Path, known: Identity | None) -> Lost | None:
    """Return what to say where there is no archive though there was one. Asked before opening makes one."""
    was_used = (known is not None and known.has_archive) or current(folder / PUBLISHED) is not None
    if is_filled(folder / ARCHIVE) or not was_used:
        return None
    how = "is empty" if (folder / ARCHIVE).exists() else "is missing"
    return Lost("archive", f"{ARCHIVE} {how}: everything collected was in it.")


def lost_archive(known: Identity, archive: Archive) -> Lost | None:
    """Return what to say of an archive that isn't this folder's."""
    belongs_to = archive_belongs_to(archive)
    if belongs_to == known.folder or (not belongs_to and not known.has_archive):
        return None
    if belongs_to:
        return Lost("archive", f"{ARCHIVE} belongs to another data folder.", is_there=True, is_foreign=True)
    if is_empty(archive):
        return Lost("archive", f"{ARCHIVE} is empty: everything collected was in it.")
    return Lost("archive", f"{ARCHIVE} is an older copy, or belongs to another data folder.", is_there=True)


def lost_published(folder: Path, known: Identity | None) -> Lost | None:
    """Return what to say of a published run that is another folder's. One that is missing is published again."""
    version = current(folder / PUBLISHED)
    path = folder / PUBLISHED / f"{version}.duckdb"
    if known is None or version is None or not path.is_file():
        return None
    try:
        with closing(duckdb.connect(duckdb_path(path), read_only=True, config={"threads": 1})) as run:
            found = run.execute("select value from meta where name = 'folder'").fetchall()
    except duckdb.Error:  # broken, or of another version: the next measure mends it
        return None
    if found and found[0][0] != known.folder:
        what = "What lies in published belongs to another data folder."
        return Lost("published", what, is_there=True, is_foreign=True)
    return None


def fits(held: bytes, desk: Desk) -> bool:
    """Say whether a key can be the one that made the pseudonyms at a desk."""
    names = key.Pseudonyms(held, is_registered=lambda _: True, is_shown=lambda _: True)
    authors = {author for author, *_, account in desk.handles() if account}
    ids = [id_.split(":", 1) for id_ in desk.registered() if ":" in id_]
    return not authors or not ids or any(not authors.isdisjoint(names.spellings(*one)) for one in ids)


def archive_belongs_to(archive: Archive) -> str:
    """Return the data folder an archive belongs to, or nothing where it was never told."""
    found = archive.rows("select value from identity where name = 'folder'")
    return str(found[0][0]) if found else ""


def adopt_archive(archive: Archive, folder: str) -> None:
    """Note which data folder an archive belongs to."""
    with archive.transaction():
        archive.db.execute("insert or replace into identity values ('folder', ?)", [folder])


def is_empty(archive: Archive) -> bool:
    """Say whether nothing was ever kept in an archive."""
    tables = ("posts", "coverage", "cursors", "profiles")
    return not archive.rows(" union all ".join(f"select 1 from {table}" for table in tables) + " limit 1")


def noted(known: Identity, desk: Desk) -> Identity:
    """Return what a folder knows of itself once it has looked at its desk."""
    acts = desk.acts()
    if acts == known.acts:
        return known
    ended = dict(known.ended)
    for kind, name, when_us in (*desk.endings(), *desk.ended_otherwise()):
        mark = identity.mark(known.folder, kind, name)
        ended[mark] = max(when_us, ended.get(mark, 0))
    return replace(known, acts=acts, ended=ended)

"""What `doctor` says of the data folder itself: whether all of it is there and its own, and who may read it."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.keep.folder import Folder
from store import belonging, rights
from store.archive import Archive
from store.archive_copy import read_through
from store.belonging import PUBLISHED, Lost
from store.desk import Desk
from store.editions import Files, is_kept
from store.identity import Identity
from store.published_file import CURRENT
from store.trouble import ArchiveBusy, Broken, StoreTrouble

ASIDE = ".set-aside-"  # stands in the name of what was set aside
LOGS = ("-wal", "-shm", ".wal")  # what a database may leave beside its file
FACTS = "json"
STORES = ("identity", "desk", "archive", "key", "published")


class Step(NamedTuple):
    """One thing to do, or to know: what kind of thing it is, for scripts, and the line that says it."""

    code: str
    told: str


@dataclass(frozen=True, slots=True)
class Whole:
    """What was found."""

    lost: dict[str, str]  # store -> what is the matter with it
    rights: rights.Rights
    troubles: list[Step]
    set_aside: list[str]  # names of files

    def steps(self) -> Iterator[Step]:
        """Yield what there is to do, or to know."""
        yield from self.troubles
        for name in self.set_aside:
            told = f"{name} is another data folder's, or broken: take it to where it belongs, or remove it."
            yield Step("set-aside-file", told)
        if self.rights.tightened:
            what = ", ".join(self.rights.tightened)
            told = f"Others on this machine could read these until now; they are closed (0700, 0600): {what}."
            yield Step("rights-closed", told)
        for name in self.rights.still_open:
            told = (
                f"{name}: others on this machine may read it. Its owner alone can close it: chmod go= {name}"
            )
            yield Step("rights-open", told)


def look(folder: Folder) -> Whole:
    """Return what there is to say. Closes what stands open; changes nothing else."""
    lost: dict[str, str] = {}
    troubles: list[Step] = []
    for one in lost_of(folder.path):
        troubles.append(Step(one.code, str(one)))
        if isinstance(one, Lost):
            lost.setdefault(one.store, one.what)
    troubles += [] if troubles else _damaged(folder)  # a desk that is lost, or another's, knows of no edition
    try:
        found = rights.settle(folder.path, folder.settings.group)
    except StoreTrouble as trouble:
        found = rights.Rights()
        troubles.append(Step(trouble.code, str(trouble)))
    aside = sorted(path.name for path in folder.path.glob(f"*{ASIDE}*") if not path.name.endswith(LOGS))
    return Whole(lost, found, troubles, aside)


def _damaged(folder: Folder) -> list[Step]:
    """Return what there is to do about files of editions."""
    try:
        editions = folder.desk.editions()
    except StoreTrouble:  # there is no desk yet, or what ails it is told beside the accounts
        return []
    return list(damaged(folder.editions, (one.files for one in editions if one.redacted_us is None)))


def damaged(folder: Path, frozen: Iterable[Files]) -> Iterator[Step]:
    """Yield what there is to do about files of editions that are gone, or aren't what was frozen.

    `frozen` is in the order of revisions: of documents only the latest revision's are handed out.
    """
    latest = {}
    for one in frozen:
        latest[one.kind, one.month] = one
        if not is_kept(folder, one.facts, FACTS):
            yield Step(
                "edition-damaged",
                f"The edition of {one.month} can't be read: put editions/{one.facts}.json back from a backup.",
            )
    for one in latest.values():
        is_lost = not all(is_kept(folder, *document) for document in one.documents)
        if is_lost and is_kept(folder, one.facts, FACTS):
            yield Step(
                "document-damaged",
                f"A document of the edition of {one.month} is gone, or isn't what was frozen. To have it made again: "
                f"python -m pipelines summary --month {one.month} --out DIR",
            )


def who_may_read(folder: Folder) -> str:
    """Return who may read the data folder, in a line."""
    if os.name != "posix":
        return "Who may read the data folder is set in its properties, as for any folder of Windows."
    if folder.settings.group:
        return (
            f"What is published may be read by the group {folder.settings.group} (0750, 0640); the key, desk, archive "
            "and members' own figures only by their owner (0600)."
        )
    return "Only its owner may read the data folder (0700, 0600)."


def lost_stores(path: Path) -> set[str]:
    """Return which stores of a data folder are lost, another's or broken, so that it can't go on as it is.

    Raise ArchiveBusy where a run is at work on it, and StoreTrouble where nobody can tell just now.
    """
    found = {one.store for one in lost_of(path) if isinstance(one, Lost)}
    if found - {"key", "identity"}:
        return found
    store = "desk"
    try:
        Desk(path / belonging.DESK, to_read=True).close()
        store = "archive"
        if belonging.is_filled(path / belonging.ARCHIVE):
            with Archive(path / belonging.ARCHIVE) as archive:
                read_through(archive)
    except Broken:
        found.add(store)
    return found


def lost_of(path: Path) -> Iterator[StoreTrouble]:
    """Yield what of a data folder is lost, or another's, or stands in the way."""
    try:
        known = belonging.known_of(path)
    except Lost as lost:
        yield lost
        known = None
    yield from filter(None, (belonging.lost_desk_file(path, known), belonging.lost_archive_file(path, known)))
    yield from _lost_inside(path, known)
    if known or belonging.is_filled(path / belonging.ARCHIVE):
        yield from filter(None, [belonging.lost_key(path, known)])
    yield from filter(None, [belonging.lost_published(path, known)])
    yield from _in_the_way(path)


def _in_the_way(folder: Path) -> Iterator[StoreTrouble]:
    """Yield what stands where a run would publish."""
    places = ((folder / PUBLISHED, Path.is_dir), (folder / PUBLISHED / CURRENT, Path.is_file))
    for path, is_right in places:
        if os.path.lexists(path) and not is_right(path):
            name = path.relative_to(folder)
            yield StoreTrouble(
                f"{name} is in the way: move it elsewhere, then run: python -m pipelines measure",
                code="in-the-way",
            )


def _lost_inside(path: Path, known: Identity | None) -> Iterator[StoreTrouble]:
    """Yield what is wrong inside desk and archive. That they can't be opened is said where they are asked."""
    found: list[Lost | None] = []
    try:
        if belonging.is_filled(path / belonging.DESK):
            desk = Desk(path / belonging.DESK, to_read=True)
            found.append(belonging.lost_desk(known, desk))
            desk.close()
        if known and belonging.is_filled(path / belonging.ARCHIVE):
            with Archive(path / belonging.ARCHIVE) as archive:
                found.append(belonging.lost_archive(known, archive))
    except (StoreTrouble, ArchiveBusy):
        pass
    yield from filter(None, found)

"""Editions: months as they were frozen, at the desk and in the folder editions/, where each file's name is its hash."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile, write_audit
from store.trouble import StoreTrouble
from store.writing import write_whole_bytes

ERASED = ""  # stands in for an account that a figure was of, and that was erased since
COUNCIL = "council"  # the kind of edition that is about the whole council


class Files(NamedTuple):
    """Of which files an edition is made: the hash of its facts; hash and form of each document."""

    kind: str
    month: str
    facts: str
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A frozen month. `facts` and `documents` (form and language) are hashes, by which the files are found."""

    kind: str
    month: str
    revision: int
    facts: str
    as_of_us: int
    made_us: int
    by: str = ""
    names: tuple[str, ...] = ()  # members, accounts and posts that it tells of, each as kind:id
    made_of: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # measure -> accounts; ERASED of one that went
    redacted_us: int | None = None  # when its files went: somebody it named was erased
    documents: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def files(self) -> Files:
        """Return of which files it is made."""
        documents = tuple((hash_, form) for (form, _), hash_ in self.documents.items())
        return Files(self.kind, self.month, self.facts, documents)


class Editions(DeskFile):
    """What was frozen, of which month, when, and who asked for it to be revised."""

    def editions(self) -> list[Edition]:
        """Return every edition: by month, and each month's revisions in order."""
        documents: dict[int, dict[tuple[str, str], str]] = {}
        for row in self._rows(sa.select(t.documents)):
            documents.setdefault(row["edition"], {})[row["form"], row["language"]] = row["sha256"]
        e = t.editions.c
        rows = self._rows(sa.select(t.editions).order_by(e.kind, e.month, e.revision))
        return [
            Edition(
                **{name: one for name, one in row.items() if name not in ("id", "names", "made_of")},
                names=tuple(json.loads(row["names"])),
                made_of=json.loads(row["made_of"]),
                documents=documents.get(row["id"], {}),
            )
            for row in rows
        ]

    def latest_editions(self, kind: str = COUNCIL) -> dict[str, Edition]:
        """Return the latest revision of each month that was frozen, of those whose files are there."""
        return {one.month: one for one in self.editions() if one.kind == kind and one.redacted_us is None}

    def add_edition(self, edition: Edition, *, redacted_us: int | None = None) -> None:
        """Keep an edition with its documents, all or nothing. Raise StoreTrouble where there is that revision.

        With `redacted_us` it takes the place of those before it, whose files are to go (`sweep`).
        """
        row = {
            name: getattr(edition, name)
            for name in ("kind", "month", "revision", "facts", "as_of_us", "made_us", "by")
        }
        row |= {"names": json.dumps(edition.names), "made_of": json.dumps(edition.made_of)}
        with self._changing() as desk:
            if redacted_us is not None:
                e = t.editions.c
                former = (e.kind == edition.kind, e.month == edition.month, e.redacted_us.is_(None))
                desk.execute(t.editions.update().where(*former).values(redacted_us=redacted_us, names="[]"))
            [number] = desk.execute(t.editions.insert().values(row)).inserted_primary_key or (0,)
            for (form, language), hash_ in edition.documents.items():
                desk.execute(
                    t.documents.insert().values(edition=number, form=form, language=language, sha256=hash_)
                )
            what = f"{edition.month}, revision {edition.revision}"
            at_us = edition.made_us if redacted_us is None else redacted_us
            write_audit(desk, at_us, "freeze edition", what, edition.by or "administrator")

    def take_away(self, edition: Edition, *, now_us: int) -> None:
        """Note that an edition's files go and nothing takes its place: whom it names may no longer be named."""
        e = t.editions.c
        which = (e.kind == edition.kind, e.month == edition.month, e.revision == edition.revision)
        with self._changing() as desk:
            desk.execute(t.editions.update().where(*which).values(redacted_us=now_us, names="[]"))
            write_audit(
                desk,
                now_us,
                "take away edition",
                f"{edition.month}, revision {edition.revision}",
                "an erasure",
            )

    def forget_in_editions(self, desk: sa.Connection, accounts: Collection[str]) -> None:
        """Take erased accounts out of what figures were made of; that they were of some that are gone stays."""
        for row in desk.execute(sa.select(t.editions.c.id, t.editions.c.made_of)).mappings().all():
            was = json.loads(row["made_of"])
            now = {
                measure: [ERASED if one in accounts else one for one in some] for measure, some in was.items()
            }
            if now != was:
                change = t.editions.update().where(t.editions.c.id == row["id"])
                desk.execute(change.values(made_of=json.dumps(now)))


def facts_in(written: bytes) -> dict[str, Any]:
    """Return a facts document. One of before anybody was named names nobody."""
    found: dict[str, Any] = json.loads(written)
    found.setdefault("named", {"waiting": [], "silent": [], "examples": [], "redacted": 0})
    return found


def sweep(folder: Path, editions: Collection[Edition]) -> None:
    """Remove every file that belongs to no edition, or to one that was redacted; also half-written ones. Raise OSError.

    Only who holds the archive freezes, and so may sweep.
    """
    there = {name for one in editions if one.redacted_us is None for name in _names(one)}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and path.name not in there:
            path.unlink(missing_ok=True)


def _names(edition: Edition) -> set[str]:
    """Return the names of an edition's files."""
    documents = {f"{hash_}.{form}" for (form, _), hash_ in edition.documents.items()}
    return {f"{edition.facts}.json", *documents}


def keep(folder: Path, written: bytes, form: str) -> str:
    """Write a file of an edition under its hash, unless it is there whole. Return the hash. Raise OSError."""
    hash_ = sha256(written).hexdigest()
    path = _path(folder, hash_, form)
    if not is_kept(folder, hash_, form):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole_bytes(path, written)
    return hash_


def is_kept(folder: Path, hash_: str, form: str) -> bool:
    """Say whether a file of an edition is there as it was frozen."""
    try:
        kept(folder, hash_, form)
    except StoreTrouble:
        return False
    return True


def kept(folder: Path, hash_: str, form: str) -> bytes:
    """Return a file of an edition. Raise StoreTrouble where it is gone, or isn't what was frozen."""
    path = _path(folder, hash_, form)
    try:
        written = path.read_bytes()
    except OSError as error:
        raise StoreTrouble(f"{path.name} of an edition can't be read: put it back from a backup.") from error
    if sha256(written).hexdigest() != hash_:
        raise StoreTrouble(f"{path.name} of an edition was changed: put it back from a backup.")
    return written


def _path(folder: Path, hash_: str, form: str) -> Path:
    return folder / f"{hash_}.{form}"

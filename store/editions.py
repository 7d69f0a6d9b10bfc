"""Editions: months as they were frozen, at the desk and in the folder editions/, where each file's name is its hash."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile, write_audit
from store.trouble import StoreTrouble
from store.writing import write_whole_bytes

COUNCIL = "council"  # the kind of edition that is about the whole council
KEPT = ("kind", "month", "revision", "facts", "as_of_us", "made_us", "by")


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
    documents: Mapping[tuple[str, str], str] = field(default_factory=dict)


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
                **{name: one for name, one in row.items() if name in KEPT},
                documents=documents.get(row["id"], {}),
            )
            for row in rows
        ]

    def latest_editions(self, kind: str = COUNCIL) -> dict[str, Edition]:
        """Return the latest revision of each month that was frozen."""
        return {one.month: one for one in self.editions() if one.kind == kind}

    def add_edition(self, edition: Edition) -> None:
        """Keep an edition with its documents, all or nothing. Raise StoreTrouble where there is that revision."""
        row = {name: getattr(edition, name) for name in KEPT}
        with self._changing() as desk:
            [number] = desk.execute(t.editions.insert().values(row)).inserted_primary_key or (0,)
            for (form, language), hash_ in edition.documents.items():
                desk.execute(
                    t.documents.insert().values(edition=number, form=form, language=language, sha256=hash_)
                )
            what = f"{edition.month}, revision {edition.revision}"
            write_audit(desk, edition.made_us, "freeze edition", what, edition.by or "administrator")


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

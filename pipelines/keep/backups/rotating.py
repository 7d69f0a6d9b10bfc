"""How long backups lie about: the latest few of a folder of them, and none for longer than settings say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facts import DAY_US, from_us, iso
from pipelines.keep.backups.taking import NoPlace, is_of
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.folder_checks import Step
from pipelines.report import count
from store import backup_file
from store.desk_copies import Backup
from store.trouble import StoreTrouble

NAMED = re.compile(r"two-way-\d{8}T\d{6}Z\.zip")  # by us, where only a folder was named


@dataclass(frozen=True, slots=True)
class Found:
    """The backups that are known."""

    latest: Backup | None
    expired: list[Backup]  # older than settings keep them
    removable: list[Backup]  # of those: there, and this folder's own
    kept_days: int


def place(folder: Folder, told: Path | None) -> Path:
    """Return where a backup goes: the file that is named, or a new one in a folder. Raise NoPlace."""
    chosen = told or (Path(folder.settings.backups.folder) if folder.settings.backups.folder else None)
    if chosen is None:
        raise NoPlace(
            'Name a FILE or a folder, or set one in settings.toml: [backups] folder = "/mnt/backups".'
        )
    if told is None and not chosen.is_dir():
        raise NoPlace(
            f"There is no folder {chosen}, which [backups] folder in settings.toml names. Is its disk there?"
        )
    return chosen / f"two-way-{from_us(now_us()):%Y%m%dT%H%M%SZ}.zip" if chosen.is_dir() else chosen


def keep_latest(folder: Folder, within: Path, number: int) -> list[Path]:
    """Remove all but the latest backups of this data folder that we named in a folder. Return those that are gone."""
    ours = sorted(_named(folder, within), key=lambda one: one.made_us, reverse=True)
    return [_remove(folder, one, by="") for one in ours[number:]]


def expire(folder: Folder, *, by: str) -> list[Path]:
    """Remove every known backup that is older than settings keep it. Return those that are gone. Raise OSError.

    One that can't be reached, or read as this folder's any more, stays listed: what was erased since may be in it.
    """
    return [_remove(folder, one, by=by) for one in look(folder).removable]


def forget(folder: Folder, path: Path, *, by: str) -> None:
    """Note that a backup is gone, or is somebody else's to remove. Raise NoPlace where none of it is known."""
    name = str(path.absolute())
    if name not in {one.path for one in folder.desk.backups()}:
        raise NoPlace(f"No backup is known under {name}. See: python -m pipelines doctor")
    folder.desk.forget_backup(name, by=by, now_us=now_us())


def look(folder: Folder) -> Found:
    """Return what is known of this folder's backups, those that lie beside known ones included."""
    noted = {one.path: one for one in folder.desk.backups()}
    beside = {Path(one).parent for one in noted} | {
        Path(one) for one in [folder.settings.backups.folder] if one
    }
    for within in sorted(beside):
        noted |= {one.path: one for one in _named(folder, within) if one.path not in noted}
    there = sorted(
        (one for one in noted.values() if _may_be_there(Path(one.path))), key=lambda one: one.made_us
    )
    before_us = now_us() - folder.settings.backups.kept_days * DAY_US
    expired = [one for one in there if one.made_us < before_us]
    removable = [one for one in expired if is_of(folder, Path(one.path))]
    return Found(there[-1] if there else None, expired, removable, folder.settings.backups.kept_days)


def steps(found: Found) -> Iterator[Step]:
    """Yield what there is to do about backups, a line each."""
    for one in found.expired:
        how = "python -m pipelines backup --expire"
        if one not in found.removable:
            why = "can't be read as a backup" if Path(one.path).exists() else "can't be reached"
            how = f"it {why} from here. Once it is gone: python -m pipelines backup --forget {one.path}"
        old = f"older than {count(found.kept_days, 'day')}, and what was erased since is in it"
        told = f"{one.path} of {_day(one)} is {old}."
        yield Step("backup-expired", f"{told} Remove it: {how}")


def said(found: Found) -> list[str]:
    """Return when the last backup was made, in a line; nothing where none is known."""
    return [f"The last backup is of {_day(found.latest)}: {found.latest.path}"] if found.latest else []


def document(found: Found) -> dict[str, Any]:
    """Return it as `doctor --json` has it."""
    return {
        "last_at": iso(found.latest.made_us) if found.latest else None,
        "expired": [one.path for one in found.expired],
        "kept_days": found.kept_days,
    }


def _day(one: Backup) -> str:
    return f"{from_us(one.made_us):%Y-%m-%d}"


def _may_be_there(path: Path) -> bool:
    """Say whether a backup is there, or its disk isn't: then nobody can tell."""
    return path.exists() or not path.parent.is_dir()


def _named(folder: Folder, within: Path) -> Iterator[Backup]:
    if not within.is_dir():
        return
    for path in within.iterdir():
        if NAMED.fullmatch(path.name) and is_of(folder, path):
            try:
                made_us = backup_file.manifest_of(path).made_us
            except (StoreTrouble, OSError):  # gone, or changed, a moment ago
                continue
            yield Backup(path=str(path.absolute()), made_us=made_us, length_bytes=path.stat().st_size)


def _remove(folder: Folder, one: Backup, *, by: str) -> Path:
    """Remove a backup, if what lies there is one of this folder's, and note it."""
    path = Path(one.path)
    if path.exists() and is_of(folder, path):
        path.unlink()
    folder.desk.forget_backup(one.path, by=by, now_us=now_us())
    return path

"""A backup is put back: into an empty folder, or in place of one that is broken and is set aside.

The files are unpacked beside their places, what was ended since goes from them there, and only then do they take their
places, all at once. Without the key, or the folder's memory of what was ended (store/identity.py), they are put back
to be read, and nothing goes on by them until a person decides.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from pipelines.keep import folder_checks
from pipelines.keep.backups import ended
from pipelines.keep.backups.contents import APART, DATABASES, FOLDERS, LOGS, belongs, settings_in
from pipelines.keep.backups.ended import Applied
from pipelines.keep.folder import now_us
from store import backup_file, belonging, identity, key, rights, swapping
from store.backup_file import BadBackup
from store.backup_manifest import Manifest
from store.belonging import DESK, KEY, PUBLISHED, is_filled
from store.desk import Desk
from store.desk_copies import Backup
from store.identity import Identity
from store.locking import locked, one_at_a_time
from store.published_file import CURRENT
from store.swapping import CALLED, RESTORING, WORK, begun, swap, sweep_held
from store.trouble import StoreTrouble

Tell = Callable[[str], None]
OWN_ACT = 1  # a backup's own line in the log comes after what it holds
SPARE_BYTES = 64_000_000  # beside what is unpacked: logs, and what is measured again


class Works(StoreTrouble):
    """Nothing is put back over a data folder that works, or over other things."""

    code = "folder-works"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back."""

    manifest: Manifest
    set_aside: str  # the name of what was there; nothing where there was nothing
    lacks: tuple[str, ...]  # of key and identity, without which nothing goes on
    is_log_older: bool  # what the folder remembers ends with the backup: nobody knows what was ended since
    applied: Applied


@dataclass(frozen=True, slots=True, kw_only=True)
class _Apart:
    """What lies in a folder apart from what a backup holds."""

    known: Identity | None
    has_key: bool

    @property
    def lacks(self) -> tuple[str, ...]:
        return tuple(name for name, there in ((KEY, self.has_key), (identity.FILE, self.known)) if not there)


def restore(path: Path, file: Path, *, by: str, tell: Tell) -> Restored:
    """Put a backup back into a data folder. Raise BadBackup, Works, ArchiveBusy or StoreTrouble."""
    rights.be_private()
    manifest = _known(backup_file.manifest_of(file), file)
    path.mkdir(parents=True, exist_ok=True)
    swapping.finish(path)
    with one_at_a_time(path, WORK, CALLED):
        sweep_held(path)
        apart = _apart(path, manifest)
        _refuse_what_works(path)
        _refuse_full_disk(path, manifest)
        made = begun(path, RESTORING)
        try:
            return _put_back(path, file, made, apart, by=by, tell=tell)
        finally:
            if not (made / swapping.READY).is_file():  # else whoever opens the folder next finishes it
                shutil.rmtree(made, ignore_errors=True)


def _put_back(path: Path, file: Path, made: Path, apart: _Apart, *, by: str, tell: Tell) -> Restored:
    tell("unpacking, and checking every file")
    manifest = _known(backup_file.unpack(file, made), file)
    is_again = _take_over_desk(path, made, manifest)
    with closing(Desk(made / DESK)) as desk:  # the file is one more that may not be kept for ever
        source = Backup(path=str(file.absolute()), made_us=manifest.made_us, length_bytes=file.stat().st_size)
        desk.note_backup(source, by="", now_us=now_us())
    applied = Applied()
    if apart.known:  # the copy may be older than the folder remembers
        identity.write(made, replace(apart.known, acts=0))
    if apart.known and apart.has_key:
        shutil.copyfile(path / KEY, made / KEY)
        tell("applying what was ended since")
        applied = ended.apply(made, apart.known, manifest, by=by)
        (made / KEY).unlink()
    else:
        applied = ended.hide(made, apart.known, manifest, by=by)
    with locked(path):
        _refuse_what_works(path)  # somebody may have begun something meanwhile
        there = [one.name for one in path.iterdir() if one.name not in APART and not one.name.startswith(".")]
        taken = [name for name in there if name in _own_names(manifest)] if is_again else there
        aside = f"before-restore{folder_checks.ASIDE}{token_hex(4)}" if taken and not is_again else ""
        swap(path, made, taken, aside)
    return Restored(
        manifest=manifest,
        set_aside=aside,
        lacks=apart.lacks,
        is_log_older=bool(apart.known and apart.known.acts <= manifest.acts + OWN_ACT),
        applied=applied,
    )


def _known(manifest: Manifest, file: Path) -> Manifest:
    """Return a manifest that lists a data folder, and nothing but that. Raise BadBackup."""
    names = {one.name for one in manifest.files}
    strange = sorted(name for name in names if not belongs(name))
    if strange or not names >= set(DATABASES):
        what = f"holds {strange[0]}" if strange else "lacks a database"
        raise BadBackup(f"{file} {what}, so it is no backup of Two-Way. Take another.")
    return manifest


def _own_names(manifest: Manifest) -> set[str]:
    """Return what a backup that was put back before left in a folder: all else there is somebody's, and stays."""
    return {*FOLDERS, *DATABASES, *LOGS, *(one.name.partition("/")[0] for one in manifest.files)}


def _apart(path: Path, manifest: Manifest) -> _Apart:
    """Return what lies apart in a folder. Raise BadBackup where it is another's than the backup's."""
    try:
        known = identity.read(path)
    except identity.Unreadable:
        known = None
    if known and known.folder != manifest.folder:
        raise BadBackup(
            f"{path} is another data folder than this backup was made of. Name that one, or an empty one."
        )
    known = _up_to_date(path, known) if known else None
    try:
        held = key.read(path / KEY)
    except StoreTrouble:
        return _Apart(known=known, has_key=False)
    if manifest.key and key.mark(held) != manifest.key:
        raise BadBackup(f"The key in {path} isn't the one of this backup's data folder. Put that one there.")
    return _Apart(known=known, has_key=True)


def _up_to_date(path: Path, known: Identity) -> Identity:
    """Return what a folder remembers, and what ended at the desk there since it was noted: that one is set aside."""
    if not is_filled(path / DESK):
        return known
    try:
        with closing(Desk(path / DESK, to_read=True)) as desk:
            is_own = desk.belongs_to() == known.folder
            found = belonging.noted(known, desk) if is_own else known
    except StoreTrouble:  # it can't be read: what was noted is all there is
        return known
    return replace(found, acts=max(found.acts, known.acts))


def _refuse_what_works(path: Path) -> None:
    """Raise Works where something is there that isn't lost or broken, ArchiveBusy where a run is at work on it."""
    names = {one.name for one in path.iterdir() if not one.name.startswith(".")} - set(APART)
    if not any((path / name).exists() for name in (*DATABASES, f"{PUBLISHED}/{CURRENT}")):
        others = sorted(name for name in names if name not in FOLDERS and not _is_ours(name))
        if others:
            raise Works(
                f"{path} holds other things, such as {others[0]}. Name an empty folder, or a broken one of ours."
            )
        return
    lost = folder_checks.lost_stores(path)
    if not lost:
        raise Works(
            f"{path} works: nothing is put back over it. To go back to an older state all the same, move everything "
            f"but {' and '.join(APART)} out of it first."
        )
    if lost <= set(APART) and not _is_restored(path):
        raise Works(
            f"Only {' and '.join(sorted(lost))} is lost in {path}; what else is there is newer than any backup. Put "
            "its copy back, or let a person decide to go on without: python -m pipelines doctor"
        )


def _is_ours(name: str) -> bool:
    """Say whether it may lie in a folder without a council: settings written beforehand, what told of a fault."""
    return name.endswith(".toml") or name.startswith("fault-")


def _is_restored(path: Path) -> bool:
    try:
        with closing(Desk(path / DESK, to_read=True)) as desk:
            return bool(desk.is_restored())
    except StoreTrouble:
        return False


def _refuse_full_disk(path: Path, manifest: Manifest) -> None:
    needed, free = manifest.length_bytes + SPARE_BYTES, shutil.disk_usage(path).free
    if free < needed:
        raise StoreTrouble(
            f"{needed / 1e6:,.0f} MB are needed on the disk of {path}, and {free / 1e6:,.0f} MB are free. Make room, "
            "and run this again.",
            code="disk",
        )


def _take_over_desk(path: Path, made: Path, manifest: Manifest) -> bool:
    """Go on with the desk of this very backup that was put back before without key or identity, if that is there.

    What people decided by it and wrote in settings since stays; what else lies beside it was put back with it.
    """
    if not is_filled(path / DESK):
        return False
    try:
        with closing(Desk(path / DESK, to_read=True)) as desk:
            if desk.is_restored() != manifest.mark:
                return False
            (made / DESK).unlink()
            desk.copy_to(made / DESK)
        for settings in settings_in(path):  # somebody may have mended them
            shutil.copyfile(settings, made / settings.name)
    except StoreTrouble:  # it is broken, and set aside
        return False
    return True

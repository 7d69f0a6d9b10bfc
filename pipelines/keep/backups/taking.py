"""A backup is made: all of a folder as it was at one moment, while others go on with their work.

The run lock is held for the copies alone; they are packed, hashed and read back after it is let go.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from facts import from_us
from pipelines.keep.backups.contents import left_out, take_files
from pipelines.keep.erasure import step
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.opening import note_acts
from store import backup_file
from store.archive import Archive
from store.archive_copy import copied
from store.archive_copy import holds as archive_holds
from store.backup_manifest import Manifest
from store.belonging import ARCHIVE, DESK
from store.desk import Desk
from store.desk_copies import Backup
from store.locking import one_at_a_time
from store.swapping import CALLED, COPYING, WORK, begun, noted_stray, sweep_held
from store.trouble import ArchiveBusy, StoreTrouble

LOOK_AGAIN_S = 0.05
APART_TOLD = (
    "The key and the file identity aren't in it: keep copies of both in another place, and renew that of identity "
    "whenever a consent ends or somebody is erased."
)
Tell = Callable[[str], None]


class NoPlace(StoreTrouble):
    """A backup can't be put there."""

    code = "backup-place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A backup that was made."""

    path: Path
    manifest: Manifest
    length_bytes: int
    left_out: list[str]  # names of what else lies in the data folder


def take(folder: Folder, path: Path, *, wait_s: float, by: str, tell: Tell) -> Taken:
    """Make a backup. Raise NoPlace, ArchiveBusy where a run goes on for longer than we may wait, or StoreTrouble."""
    path = path.absolute()
    _check_place(folder, path)
    with one_at_a_time(folder.path, WORK, CALLED):
        sweep_held(folder.path)
        made = begun(folder.path, COPYING)
        try:
            manifest = _copy(folder, made, wait_s, tell)
            tell("packing, and reading it back")
            backup_file.write(path, noted_stray(made, path), manifest, made, _read_me(manifest))
        finally:
            shutil.rmtree(made, ignore_errors=True)
    length = path.stat().st_size
    folder.desk.note_backup(
        Backup(path=str(path), made_us=manifest.made_us, length_bytes=length), by=by, now_us=now_us()
    )
    note_acts(folder.path, folder.desk)
    also = left_out(folder.path, folder.settings.releases.folder)
    return Taken(path=path, manifest=manifest, length_bytes=length, left_out=also)


def _check_place(folder: Folder, path: Path) -> None:
    """Refuse a place that is lost with the folder, or holds something else."""
    if path.parent.resolve().is_relative_to(folder.path.resolve()):
        raise NoPlace(
            f"{path} lies in the data folder it is to keep. Name a place outside it, on another disk."
        )
    if not path.parent.is_dir():
        raise NoPlace(f"There is no folder {path.parent}. Make it, or name another.")
    if path.exists() and not is_of(folder, path):
        raise NoPlace(f"{path} is there, and no backup of this data folder. Name another file.")


def is_of(folder: Folder, path: Path) -> bool:
    """Say whether a file is a backup of this data folder."""
    try:
        return backup_file.manifest_of(path).folder == folder.known.folder
    except (StoreTrouble, OSError):
        return False


def _copy(folder: Folder, made: Path, wait_s: float, tell: Tell) -> Manifest:
    with _archive(folder, wait_s, tell) as archive:
        moment_us = now_us()
        folder.desk.copy_to(made / DESK)
        take_files(folder.path, made, folder.settings.releases.folder)
        tell("copying the archive")
        with copied(archive, made / ARCHIVE):
            pass
        messages = archive_holds(archive)
    with closing(Desk(made / DESK)) as desk:  # of the copy: somebody may have written meanwhile
        acts, holds = desk.acts(), desk.holds()
    return Manifest(
        made_us=moment_us,
        council=folder.settings.council,
        folder=folder.known.folder,
        key=folder.known.key,
        acts=acts,
        holds={**holds, **messages},
        files=backup_file.files_below(made),
    )


@contextmanager
def _archive(folder: Folder, wait_s: float, tell: Tell) -> Iterator[Archive]:
    """Lend the archive once it is free, after what was to be erased is gone from it. Raise ArchiveBusy."""
    give_up_at, is_told = time.monotonic() + wait_s, False
    with ExitStack() as stack:
        while True:
            try:
                archive = stack.enter_context(step(folder, tell))
                break
            except ArchiveBusy:
                if time.monotonic() > give_up_at:
                    raise
            if not is_told:
                tell("another run is at work: waiting for it to end")
                is_told = True
            time.sleep(LOOK_AGAIN_S)
        yield archive


def _read_me(manifest: Manifest) -> str:
    made = f"{from_us(manifest.made_us):%Y-%m-%d at %H:%M} UTC"
    return (
        f"A backup of the data folder of {manifest.council}, as it was on {made}, made by Two-Way.\n\n"
        "It holds what councillors decided, members' posts and residents' messages: treat it as the data folder "
        f"itself.\n\n{APART_TOLD}\n\nTo put it back: python -m pipelines restore FILE (docs/backups.md).\n"
        "manifest.json lists every file with its length and hash (SHA-256).\n"
    )

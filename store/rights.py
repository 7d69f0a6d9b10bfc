"""Who on this machine may read a data folder: its owner alone or, of what is published, one Unix group too.

Everything is made for its owner alone (0700 and 0600) by the process's umask, so there is no moment in which it is
open. With a group the folder, its settings and packs, what is published for everybody and the editions are opened to
it (0750 and 0640). The key, the desk (consents, tokens), the archive (residents' words; and whoever holds it open stops
a run), import reports and what is for a member's own eyes stay closed. On Windows a folder's rights are inherited
from the one it lies in, and are left alone.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from store.trouble import StoreTrouble

OTHERS = stat.S_IRWXG | stat.S_IRWXO
GROUP_FOLDER, GROUP_FILE = 0o050, 0o040
OURS = ("published", "imports", "editions", ".filling")  # folders of ours within a data folder
FOR_READING = ("published", "editions")
OWN = "-own"  # how the name of a file for members' own eyes ends


@dataclass(slots=True)
class Rights:
    """What was found of a data folder's rights, by names relative to it."""

    tightened: list[str] = field(default_factory=list)  # closed just now
    still_open: list[str] = field(default_factory=list)  # ours to point out, not ours to close


def be_private() -> None:
    """Let this process make files and folders that only their owner may read, from their first moment."""
    os.umask(OTHERS)


def settle(folder: Path, group: str = "") -> Rights:
    """Close what lies in a data folder to others and open what is for reading to the group. Raise StoreTrouble."""
    found = Rights()
    if os.name != "posix" or not folder.is_dir():
        return found
    for path in _entries(folder):
        _close(path, folder, found, keep=_group_bits(path, folder) if group else 0)
    if group:
        _open_to(_group_id(group), group, folder)
    return found


def like_its_folder(path: Path) -> None:
    """Open a new file to the group that may read the folder it lies in, if it is for reading. Raise OSError."""
    if os.name != "posix" or path.parent.name not in FOR_READING or not _is_for_reading(path):
        return
    folder = path.parent.stat()
    if folder.st_mode & OTHERS == GROUP_FOLDER:
        os.chown(path, -1, folder.st_gid)  # before it is opened: never to another group
        path.chmod(stat.S_IMODE(path.stat().st_mode) | GROUP_FILE)


def _entries(folder: Path) -> Iterator[Path]:
    """Yield a data folder, what lies in it, and what lies in our folders within it; no links."""
    yield folder
    for path in sorted(folder.iterdir()):
        if not path.is_symlink():
            yield path
            if path.name in OURS and path.is_dir():
                yield from (inner for inner in sorted(path.rglob("*")) if not inner.is_symlink())


def _close(path: Path, folder: Path, found: Rights, *, keep: int) -> None:
    try:
        mode = stat.S_IMODE(path.lstat().st_mode)
    except FileNotFoundError:  # a file of SQLite's that came and went
        return
    if mode & OTHERS & ~keep:
        name = "." if path == folder else path.relative_to(folder).as_posix()
        try:
            path.chmod(mode & ~OTHERS | mode & keep)
            found.tightened.append(name)
        except OSError:  # another user's, or on a disk that is read-only
            found.still_open.append(name)


def _open_to(group_id: int, group: str, folder: Path) -> None:
    (folder / "published").mkdir(exist_ok=True)  # what is put into it later takes after it
    for path in _entries(folder):
        bits = _group_bits(path, folder)
        if bits and (path.stat().st_gid != group_id or path.stat().st_mode & OTHERS != bits):
            try:
                os.chown(path, -1, group_id)
                path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS | bits)
            except OSError as error:
                raise StoreTrouble(
                    f"{path} can't be opened to the group {group} ({error.strerror}). Add the user who runs Two-Way to "
                    "that group, or take group out of settings.toml.",
                    code="group-not-given",
                ) from error


def _group_id(group: str) -> int:
    import grp  # not on Windows

    try:
        return grp.getgrnam(group).gr_gid
    except (KeyError, ValueError):
        raise StoreTrouble(
            f"settings.toml: no group is called {group!r} on this machine. Name one that is, or take group out.",
            code="no-such-group",
        ) from None


def _group_bits(path: Path, folder: Path) -> int:
    """Return what a group may do with an entry: nothing, unless it is for reading."""
    if path == folder:
        return GROUP_FOLDER
    inside = path.relative_to(folder).parts
    if len(inside) == 1 and path.name in FOR_READING:
        return GROUP_FOLDER if path.is_dir() else 0
    if len(inside) == 1:
        return GROUP_FILE if path.suffix == ".toml" and path.is_file() else 0
    if inside[0] not in FOR_READING or not _is_for_reading(path):
        return 0
    return GROUP_FOLDER if path.is_dir() else GROUP_FILE


def _is_for_reading(path: Path) -> bool:
    """Say whether a file, by its name, is for whoever may read its folder."""
    return not path.stem.endswith(OWN)

"""A backup: one zip of a data folder's files, with a list of them that comes first and by which all is checked.

It is written beside its place, read back, and renamed into it: no half file bears its name. The key is never in it.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from store.backup_manifest import FORMAT, File, Manifest, as_json, understood
from store.trouble import StoreTrouble
from store.writing import settle

MANIFEST, READ_ME = "manifest.json", "README.txt"
LARGEST_MANIFEST = 50_000_000  # bytes; a folder of a hundred thousand files needs a tenth of it
MOST_FILES = 100_000
CHUNK_BYTES = 1 << 20
NOT_OURS = 0x61  # of an entry's flags: encrypted, or patched
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FAST = 1  # of zlib: three quarters of what the slowest saves, in a tenth of its time
EPOCH = (1980, 1, 1, 0, 0, 0)  # no time stands in a zip but in the list


class BadBackup(StoreTrouble):
    """A file can't be put back: it is no backup, cut, changed, or of a newer Two-Way."""

    code = "bad-backup"


def write(path: Path, stray: Path, manifest: Manifest, source: Path, read_me: str) -> None:
    """Write a backup of the files below `source`, read it back, and put it in its place. Raise OSError or BadBackup.

    `stray` is the name beside its place that it has until it is whole.
    """
    try:
        with stray.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as into:
                into.writestr(_entry(MANIFEST), as_json(manifest))
                into.writestr(_entry(READ_ME), read_me)
                for one in manifest.files:
                    with (source / one.name).open("rb") as read, _writing(into, one) as to:
                        _copy(read, to)
            _settle(file)
        check(stray)
        stray.replace(path)
    except BaseException as error:
        stray.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)  # of which disk is full
        raise
    settle(path.parent)


def files_below(source: Path) -> tuple[File, ...]:
    """Return every file below a folder as a backup lists it, by name. Raise BadBackup where a name isn't text."""
    found = sorted(path for path in source.rglob("*") if path.is_file())
    for path in found:
        try:
            path.name.encode()
        except UnicodeEncodeError as error:
            told = f"A file is called {path.name!a}, which isn't text. Rename it, and run this again."
            raise BadBackup(told) from error
    return tuple(_listed(path, path.relative_to(source).as_posix()) for path in found)


def manifest_of(path: Path) -> Manifest:
    """Return what a backup says of itself. Raise BadBackup or OSError."""
    with _opened(path) as backup:
        return _manifest(backup, path)


def check(path: Path) -> Manifest:
    """Read a whole backup, and return what it says of itself. Raise BadBackup or OSError."""
    with _opened(path) as backup:
        manifest = _manifest(backup, path)
        for one in manifest.files:
            for _ in _read(backup, one, path):
                pass
    return manifest


def unpack(path: Path, into: Path) -> Manifest:
    """Put the files of a backup below a folder, each checked as it comes. Raise BadBackup or OSError."""
    with _opened(path) as backup:
        manifest = _manifest(backup, path)
        for one in manifest.files:
            place = into / one.name
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                for chunk in _read(backup, one, path):
                    file.write(chunk)
                _settle(file)
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a backup; whatever a zip can be broken by is said in one line."""
    if not path.is_file():  # a pipe would be waited for without end
        raise BadBackup(f"There is no file {path}." if not path.exists() else f"{path} is no file.")
    try:
        with zipfile.ZipFile(path) as backup:
            if any(one.flag_bits & NOT_OURS or one.compress_type not in PACKED for one in backup.infolist()):
                raise zipfile.BadZipFile("encrypted, or packed in a way that we never use")
            yield backup
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BadBackup(f"{path} is no backup of Two-Way, or only a part of one. Take another.") from error


def _manifest(backup: zipfile.ZipFile, path: Path) -> Manifest:
    entries = {one.filename: one for one in backup.infolist()}
    listed = entries.get(MANIFEST)
    if listed is None or listed.file_size > LARGEST_MANIFEST or len(entries) > MOST_FILES:
        raise BadBackup(f"{path} is no backup of Two-Way. Take another.")
    try:
        told = json.loads(backup.read(listed))
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict) and type(told.get("format")) is int and told["format"] > FORMAT:
        raise BadBackup(
            f"{path} was made by a newer Two-Way. Use that one to put it back.", code="store-newer"
        )
    manifest = understood(told)
    if manifest is None:
        raise BadBackup(f"{path} is no backup of Two-Way, or was changed. Take another.")
    lengths = {name: one.file_size for name, one in entries.items() if name not in (MANIFEST, READ_ME)}
    if lengths != {one.name: one.length_bytes for one in manifest.files} or len(entries) != len(
        backup.infolist()
    ):
        raise _changed(path)
    return manifest


def _read(backup: zipfile.ZipFile, one: File, path: Path) -> Iterator[bytes]:
    """Yield a file's bytes. Raise BadBackup where they aren't what was written."""
    seen, length = hashlib.sha256(), 0
    with backup.open(one.name) as file:
        while chunk := file.read(CHUNK_BYTES):
            length += len(chunk)
            if length > one.length_bytes:
                break
            seen.update(chunk)
            yield chunk
    if length != one.length_bytes or seen.hexdigest() != one.sha256:
        raise _changed(path)


def _changed(path: Path) -> BadBackup:
    return BadBackup(f"{path} was changed since it was written, or is damaged. Take another.")


def _listed(path: Path, name: str) -> File:
    with path.open("rb") as file:
        hash_ = hashlib.file_digest(file, "sha256").hexdigest()
    return File(name=name, length_bytes=path.stat().st_size, sha256=hash_)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry


def _writing(into: zipfile.ZipFile, one: File) -> IO[bytes]:
    entry = _entry(one.name)
    entry.file_size = one.length_bytes  # or a file over 2 GB is refused
    return into.open(entry, "w")


def _copy(read: IO[bytes], to: IO[bytes]) -> None:
    while chunk := read.read(CHUNK_BYTES):
        to.write(chunk)


def _settle(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())

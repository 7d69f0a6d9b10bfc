"""Opens zips that people hand in, without trusting them: nothing is unpacked, sizes are capped, names only compared."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from re import Match, Pattern
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import msgspec

MOST_FILES = 500_000  # an active account's archive has tens of thousands of pictures
LARGEST_BYTES = 300_000_000  # of one file, unpacked: some 200,000 posts
MOST_BYTES = 600_000_000  # of all files read
CHUNK = 1_000_000
LOCKED = 0x1  # the flag of a file under a password
BROKEN = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError, struct.error)

Shape = TypeVar("Shape")


class NotAnArchive(ValueError):
    """A zip that can't be imported; the message says why in one line, in none of its words."""


class Zipped:
    """An open zip: the names in it, and the files we ask for."""

    def __init__(self, inside: ZipFile) -> None:
        self._inside = inside
        self._left = MOST_BYTES
        self.names = [info.filename for info in inside.infolist()]
        if len(self.names) > MOST_FILES:
            raise NotAnArchive(f"it holds more than {MOST_FILES:,} files.")

    def matching(self, pattern: Pattern[str]) -> dict[str, Match[str]]:
        """Return the files whose whole name fits, in order."""
        return {name: found for name in sorted(self.names) if (found := pattern.fullmatch(name))}

    def read(self, name: str) -> bytes:
        """Return one file, unpacked. Raise NotAnArchive."""
        short = name.rsplit("/", 1)[-1]
        try:
            info = self._inside.getinfo(name)
            if info.flag_bits & LOCKED:
                raise NotAnArchive("it is locked with a password. Unlock it and zip it again.")
            if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise NotAnArchive(f"{short} in it is packed in a way we don't read. Zip it again.")
            return self._unpacked(name, short)
        except NotAnArchive:
            raise
        except BROKEN as error:
            raise NotAnArchive(f"{short} in it is broken. Download the archive again.") from error

    def decoded(self, name: str, start: bytes, shape: type[Shape]) -> Shape:
        """Return the JSON of a file from its first `start` on (X writes JavaScript). Raise NotAnArchive."""
        short, body = name.rsplit("/", 1)[-1], self.read(name)
        begins = body.find(start, 0, 200)
        if begins < 0:
            raise NotAnArchive(f"{short} in it isn't what we know. Download the archive again, as JSON.")
        try:
            return msgspec.json.decode(body[begins:].rstrip(b"; \r\n\t"), type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise NotAnArchive(f"{short} in it isn't readable JSON. Download the archive again.") from error

    def _unpacked(self, name: str, short: str) -> bytes:
        # The size a zip claims may be a lie, so what comes out is counted.
        body = bytearray()
        with self._inside.open(name) as file:
            while chunk := file.read(CHUNK):
                body += chunk
                self._left -= len(chunk)
                if len(body) > LARGEST_BYTES or self._left < 0:
                    raise NotAnArchive(f"{short} in it is too large to be what it says.")
        return bytes(body)


@contextmanager
def opened(path: Path) -> Iterator[Zipped]:
    """Open a zip. Raise NotAnArchive or OSError."""
    try:
        inside = ZipFile(path)
    except BROKEN as error:
        raise NotAnArchive("it is a broken zip. Copy or download it again.") from error
    with inside:
        yield Zipped(inside)

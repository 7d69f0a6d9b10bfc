"""The zip: a CSV of each kind, all of them as one JSON document, and the page that says what is in it.

Rows are written as they are found, some at a time. The JSON of each kind waits in a file without a name beside the
zip, since a zip takes one file after the other.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipelines.keep.export.kind import Batches, Kind, teller
from store.writing import settle, stray_of, take_place
from summaries.csvs import for_people_in_parts

POSIX, PRIVATE = 3, 0o100600  # as zips say of a file that its owner alone may read it
AT_ONCE_BYTES = 1 << 20
_ONE_ROW = json.JSONEncoder(ensure_ascii=False)  # made once: there may be a million rows


class Package:
    """A zip that is being written. The same rows and the same moment give the same bytes."""

    def __init__(self, file: IO[bytes], beside: Path, made_at: datetime) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self._json = tempfile.TemporaryFile(dir=beside)  # noqa: SIM115  (closed by `close`)
        self._parts: dict[str, tuple[int, int]] = {}  # of each kind, where its JSON begins and ends
        self._made_at = made_at
        self.rows: dict[str, int] = {}

    def close(self) -> None:
        """Finish the zip, and let go of what waited."""
        self._json.close()
        self._zip.close()

    def add(self, kind: Kind, batches: Batches) -> None:
        """Write all rows of a kind."""
        begins, self.rows[kind.id] = self._json.tell(), 0
        with self._entry(kind.file) as entry:
            for part in for_people_in_parts(kind.heads, self._both(kind, batches)):
                entry.write(part)
        self._parts[kind.id] = (begins, self._json.tell())

    def add_text(self, name: str, text: str) -> None:
        """Write a text."""
        with self._entry(name) as entry:
            entry.write(text.encode("utf-8", errors="replace"))

    def add_json(self, name: str, facts: Mapping[str, Any], kinds: Sequence[Kind]) -> None:
        """Write one document of some facts and, under `holds`, of all rows of these kinds."""
        with self._entry(name) as entry:
            entry.write(json.dumps(facts, ensure_ascii=False, indent=1).encode().removesuffix(b"\n}"))
            entry.write(b',\n "holds": {')
            for at, kind in enumerate(kinds):
                entry.write(f"{',' if at else ''}\n  {json.dumps(kind.id)}: [".encode())
                for part in self._kept(kind.id):
                    entry.write(part)
                entry.write(b"]")
            entry.write(b"\n }\n}\n")

    def _both(self, kind: Kind, batches: Batches) -> Iterator[list[list[Any]]]:
        """Yield rows as they are told, and keep each as JSON."""
        heads, tellers = kind.heads, [teller(one) for one in kind.columns]
        for rows in batches:
            some = [
                [
                    value if tell is None or value is None else tell(value)
                    for tell, value in zip(tellers, row, strict=True)
                ]
                for row in rows
            ]
            for row in some:
                sign = ",\n   " if self.rows[kind.id] else "\n   "
                one = _ONE_ROW.encode(dict(zip(heads, row, strict=True)))
                self._json.write(f"{sign}{one}".encode("utf-8", errors="replace"))
                self.rows[kind.id] += 1
            yield some

    def _kept(self, kind: str) -> Iterator[bytes]:
        begins, ends = self._parts[kind]
        self._json.seek(begins)
        while begins < ends:
            part = self._json.read(min(AT_ONCE_BYTES, ends - begins))
            begins += len(part)
            yield part

    def _entry(self, name: str) -> IO[bytes]:
        entry = ZipInfo(name, self._made_at.timetuple()[:6])
        entry.compress_type, entry.create_system = ZIP_DEFLATED, POSIX
        entry.external_attr = PRIVATE << 16
        return self._zip.open(entry, "w", force_zip64=True)


@contextmanager
def new_package(path: Path, made_at: datetime) -> Iterator[Package]:
    """Lend a zip to write; at the end it takes its place, whole, unless something stands there by then.

    Raise FileExistsError or OSError.
    """
    stray = stray_of(path)
    handle = os.open(stray, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            package = Package(file, path.parent, made_at)
            try:
                yield package
            except BaseException:
                with suppress(OSError, ValueError):  # what went wrong before is what is to be said
                    package.close()
                raise
            package.close()
            file.flush()
            os.fsync(file.fileno())
        take_place(stray, path)
        settle(path.parent)
    finally:
        stray.unlink(missing_ok=True)

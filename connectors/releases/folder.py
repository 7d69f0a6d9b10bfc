"""Reads a folder of releases: text files in UTF-8, one release each, also in folders within it.

    2026-03-31
    New crossing for Mill Lane
    Work begins on Monday ...

The first line is the day, or the day and a time, in the council's time; without one the file's own time counts.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from connectors.file_kinds import odd_kind
from connectors.releases import NoWords, ReadRelease, read_release
from facts import to_us

ENDINGS = frozenset({".txt", ".md"})
LARGEST_BYTES = 1_000_000  # a release is a page or two
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
HEADING = re.compile(r"#{1,6}\s+")  # of Markdown


class Unfit(ValueError):
    """A file that is no release. Says why, in none of its words."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that wasn't read, and why."""

    named: str
    why: str


def read_release_folder(folder: Path, zone: ZoneInfo, *, now_us: int) -> Iterator[ReadRelease | SetAside]:
    """Yield each file as a release, or why it is none, in the order of their names."""
    for path in _files(folder):
        if isinstance(path, SetAside):
            yield path
            continue
        named = _named(path, folder)
        try:
            yield _read(path, folder, named, zone, now_us)
        except (Unfit, NoWords) as why:
            yield SetAside(named, str(why))
        except OSError as error:
            yield SetAside(named, f"it can't be read ({error.strerror or error})")
        except RuntimeError:  # before Python 3.13, of links that lead to each other
            yield SetAside(named, "it is a link that leads nowhere")


def _files(folder: Path) -> Iterator[Path | SetAside]:
    """Yield the text files of a folder. Links to folders aren't followed: they may lead out, or round and round."""
    shut: list[SetAside] = []

    def note(error: OSError) -> None:
        shut.append(SetAside(_named(Path(os.fsdecode(error.filename)), folder), "it can't be opened"))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (Path(place) / name).is_symlink():
                yield SetAside(_named(Path(place) / name, folder), "it is a link to a folder")
        for name in sorted(names):
            if Path(name).suffix.lower() in ENDINGS and not name.startswith("."):
                yield Path(place) / name
    yield from shut


def _named(path: Path, folder: Path) -> str:
    """Return a file's place in the folder, spelt in the same way on every machine."""
    return unicodedata.normalize("NFC", path.relative_to(folder).as_posix())


def _read(path: Path, folder: Path, named: str, zone: ZoneInfo, now_us: int) -> ReadRelease:
    """Return a file as a release. Raise Unfit, NoWords or OSError."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Unfit("it is a link that leads out of the folder")
    if odd := odd_kind(path):
        raise Unfit(odd.removesuffix("."))
    with path.open("rb") as file:
        body = file.read(LARGEST_BYTES + 1)
        changed_us = os.fstat(file.fileno()).st_mtime_ns // 1_000
    if len(body) > LARGEST_BYTES:
        raise Unfit(f"it is larger than {LARGEST_BYTES:,} bytes")
    try:
        words = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit("it is no text in UTF-8. Save it as UTF-8") from error
    first, rest = _parted(words.replace("\r\n", "\n").replace("\r", "\n"))
    dated = DATED.fullmatch(first)
    title, text = _parted(rest) if dated else (first, rest)
    return read_release(
        named,
        _moment_us(dated, zone) if dated else min(max(changed_us, 0), now_us),
        HEADING.sub("", title, count=1),
        text,
        is_dated_by_hand=bool(dated),
    )


def _parted(words: str) -> tuple[str, str]:
    """Return the first line that isn't empty, and the rest."""
    first, _, rest = words.lstrip().partition("\n")
    return first.strip(), rest


def _moment_us(dated: re.Match[str], zone: ZoneInfo) -> int:
    """Return the moment a first line names: local midnight where it names no time. Raise Unfit."""
    day, time, offset = dated.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00'}{offset or ''}")
        return to_us((moment if offset else moment.replace(tzinfo=zone)).astimezone(UTC))
    except (ValueError, OverflowError) as error:
        raise Unfit("there is no such day or time as its first line names") from error

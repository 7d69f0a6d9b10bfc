"""What a backup says of itself: of which folder it is, of which moment, and every file with its length and hash."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

FORMAT = 1
MOST = 2**62  # of a number in it


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file in a backup: its name within the data folder, its length, and its hash (SHA-256)."""

    name: str
    length_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    made_us: int  # the moment it holds
    council: str
    folder: str  # the name of the data folder it was made of
    key: str  # the mark of that folder's key; nothing where it had none yet
    acts: int  # logged at the desk by that moment
    holds: Mapping[str, int]  # what people ask for -> how many
    files: tuple[File, ...]
    format: int = FORMAT

    @property
    def length_bytes(self) -> int:
        """Return how much room its files take."""
        return sum(one.length_bytes for one in self.files)

    @property
    def mark(self) -> str:
        """Return what tells it from every other backup."""
        return hashlib.sha256(as_json(self)).hexdigest()


def as_json(manifest: Manifest) -> bytes:
    """Return it as it stands in a backup."""
    return f"{json.dumps(asdict(manifest), ensure_ascii=False, indent=1)}\n".encode()


def understood(told: Any) -> Manifest | None:
    """Return a list as it was read, if all of it is what we write."""
    try:
        files = tuple(File(**one) for one in told["files"])
        manifest = Manifest(**{**told, "files": files})
    except (TypeError, KeyError):
        return None
    texts = (
        manifest.council,
        manifest.folder,
        manifest.key,
        *(text for one in files for text in (one.name, one.sha256)),
    )
    if not isinstance(manifest.holds, dict):
        return None
    numbers = (
        manifest.made_us,
        manifest.acts,
        *(one.length_bytes for one in files),
        *manifest.holds.values(),
    )
    is_typed = (
        type(manifest.format) is int
        and manifest.format == FORMAT
        and all(isinstance(one, str) and _is_utf8(one) for one in (*texts, *manifest.holds))
        and all(type(one) is int and 0 <= one < MOST for one in numbers)
    )
    return manifest if is_typed and manifest.folder and all(_is_inside(one.name) for one in files) else None


def _is_utf8(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_inside(name: str) -> bool:
    """Say whether a name leads to a place within a folder on this system: a press release may be called `9:30.txt`."""
    parts = PurePosixPath(name).parts
    is_plain = os.name == "posix" or not {"\\", ":"} & set(name)
    is_whole = name == "/".join(parts) and "\0" not in name  # `./x` and `x//y` are no names that we write
    return bool(parts) and is_plain and is_whole and all(one not in ("..", "/") for one in parts)

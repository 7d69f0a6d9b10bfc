"""What a data folder knows of itself, in a small file beside its key: who it is, and what belongs to it.

The desk, the archive and each published run carry the folder's name too (store/belonging.py compares them). The file
also remembers which consents were ended, by a mark and not by name, so that a desk that is lost, or put back from an
older copy, can't bring them to life again.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_hex

from store.writing import write_whole

FILE = "identity"
EVERYBODY = "*"  # stands for all, where nobody knows whose consents were ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A data folder, as it knows itself."""

    folder: str = field(default_factory=lambda: token_hex(16))
    key: str = ""  # a mark of its key, once there is one
    has_archive: bool = False
    acts: int = 0  # logged at the desk when it was last looked at
    ended: dict[str, int] = field(default_factory=dict)  # mark of an account, member or platform -> when, us

    def ended_us(self, account: str, member: str) -> int | None:
        """Return when consent for an account, or for all of its member's or platform's, was last known to end."""
        of = (("account", account), ("member", member), ("platform", account.partition(":")[0]))
        marks = (EVERYBODY, *(mark(self.folder, *one) for one in of))
        return max((self.ended[one] for one in marks if one in self.ended), default=None)


class Unreadable(ValueError):
    """The file is there, but it can't be read: nobody knows whose consents were ended."""


def read(folder: Path) -> Identity | None:
    """Return what a data folder knows of itself; None where there is no such file. Raise Unreadable or OSError."""
    path = folder / FILE
    if not os.path.lexists(path):
        return None
    if not path.is_file():  # a pipe would be waited for without end
        raise Unreadable
    try:
        known = Identity(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable from error
    if not _is_whole(known):
        raise Unreadable
    return known


def _is_whole(known: Identity) -> bool:
    fresh = asdict(Identity())
    ended = [*known.ended.values()] if isinstance(known.ended, dict) else []
    is_of_its_kinds = all(type(value) is type(fresh[name]) for name, value in asdict(known).items())
    return is_of_its_kinds and bool(known.folder) and all(type(when_us) is int for when_us in ended)


def write(folder: Path, known: Identity) -> None:
    """Keep it. Only while holding the folder's lock. Raise OSError."""
    write_whole(folder / FILE, json.dumps(asdict(known), indent=1) + "\n")


def mark(folder: str, kind: str, name: str) -> str:
    """Return a mark that stands for an account, a member or a platform in this folder alone."""
    return hashlib.blake2b(f"{kind} {name}".encode(), key=folder.encode()[:64], digest_size=12).hexdigest()

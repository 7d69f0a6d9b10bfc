r"""A path as an engine takes it. DuckDB reads some characters of a path as its own language; these it never sees.

Behind a `?` it expects options (and puts its log before it), `\` is a `/` to it, and what isn't UTF-8 it can't take.
A folder with such a name is handed to it under another: a link in a folder of this process's own, gone at its end.
"""

import atexit
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

MISREAD = frozenset("?\\")


def duckdb_path(path: Path) -> str:
    """Return how to name a file to DuckDB."""
    path = path.absolute()  # or `md:ours`, `~ours` and the like would mean something else
    return str(path) if _is_plain(str(path)) else str(_linked(path.parent) / path.name)


def quoted(path: Path) -> str:
    """Return a file's name as it stands in DuckDB's SQL."""
    return "'" + duckdb_path(path).replace("'", "''") + "'"


def _is_plain(name: str) -> bool:
    return os.name != "posix" or not (
        MISREAD & set(name) or any("\ud800" <= sign <= "\udfff" for sign in name)
    )


@lru_cache
def _linked(folder: Path) -> Path:
    link = _own_folder() / token_hex(8)
    link.symlink_to(folder, target_is_directory=True)
    return link


@lru_cache
def _own_folder() -> Path:
    made = tempfile.mkdtemp(prefix="two-way-")  # only its owner may enter it
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)

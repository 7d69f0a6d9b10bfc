r"""A path as an engine takes it. DuckDB reads some characters of a path as its own language.

It puts its log before a `?`, as if options of an address began there, and so beside the folder: there it works without
a log and settles each commit in the file itself. What isn't UTF-8 it can't be told: such a folder is handed to it as a
link in a folder of this process's own, gone at its end. A `\` it takes for `/`, and nothing helps but another name.
"""

import atexit
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any

from store.trouble import StoreTrouble

WITHOUT_LOG = {"wal_autocheckpoint": "1B", "auto_checkpoint_skip_wal_threshold": 0}


def duckdb_path(path: Path) -> str:
    """Return how to name a file to DuckDB. Raise StoreTrouble where it can't be."""
    path = path.absolute()  # or `md:ours`, `~ours` and the like would mean something else
    if os.name == "posix" and "\\" in str(path):
        raise StoreTrouble(
            f"{path.parent}: nothing can be kept where a name holds a backslash. Give it another name.",
            code="folder-name",
        )
    is_utf8 = not any("\ud800" <= sign <= "\udfff" for sign in str(path))
    return str(path if is_utf8 else _linked(path.parent) / path.name)


def quoted(path: Path) -> str:
    """Return a file's name as it stands in DuckDB's SQL."""
    return "'" + duckdb_path(path).replace("'", "''") + "'"


def settings_for(path: Path) -> dict[str, Any]:
    """Return what DuckDB has to be told to keep everything it writes of a file beside it."""
    return WITHOUT_LOG if "?" in str(path.absolute()) else {}


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

"""The last catch: what no other line of the house foresaw is our fault, and is said so, in one line.

Where it happened is written down for whoever mends it: places in the code and the sorts of errors, never a value or
a message, since those may hold a stranger's words or a secret.
"""

import os
import platform
import secrets
import sys
import tempfile
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

MOST_PLACES = 60  # of one error: a loop that calls itself has a thousand
NAME = "fault"


def own_up(error: BaseException, verb: str, folder: Path) -> str:
    """Write down where it broke. Return the one line that says so."""
    told = "\n".join(story_of(error, verb)) + "\n"
    path = _write(told, folder)
    where = f"Details, without anybody's words, are in {path}: send" if path else "Send"
    return (
        f"This is our fault, not yours: {verb} broke off ({type(error).__name__}). Nothing half-done was kept. "
        f"{where} {'them' if path else 'this line'} to whoever looks after Two-Way for you."
    )


def story_of(error: BaseException, verb: str) -> Iterator[str]:
    """Yield where an error came from, and what led to it, without a value or a word of what was worked on."""
    yield f"Two-Way, {verb}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    yield f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    met: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in met:
        met.add(id(one))
        yield f"\n{type(one).__module__}.{type(one).__qualname__}"
        yield from _places(one)
        one = one.__cause__ or one.__context__


def _places(error: BaseException) -> Iterator[str]:
    places = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    left_out = len(places) - MOST_PLACES
    for at, (code, line) in enumerate(places):
        if left_out <= 0 or at < MOST_PLACES // 2 or at >= len(places) - MOST_PLACES // 2:
            yield f"  {_short(code.co_filename)}:{line} in {code.co_name}"
        elif at == MOST_PLACES // 2:
            yield f"  ... and {left_out} more"


def _short(file: str) -> str:
    """Return a file's place in the house or in a package: the way there may name whoever's machine it is."""
    for start in sorted((place for place in sys.path if place), key=len, reverse=True):
        if file.startswith(start):
            return Path(file).relative_to(start).as_posix()
    return Path(file).name


def _write(told: str, folder: Path) -> Path | None:
    """Write it where only this user reads it: in the data folder, or where there is none, among temporary files."""
    name = f"{NAME}-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}.txt"
    for place in (folder, Path(tempfile.gettempdir())):
        try:
            handle = os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
                file.write(told)
        except (OSError, ValueError):
            continue
        return place / name
    return None

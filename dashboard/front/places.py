"""Where a page broke, on standard error: places in the code and the sorts of errors, never a value or a message.

Messages of errors can hold a stranger's words, or a member's. It holds for whatever the server writes down.
"""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent.parent


def only() -> None:
    """Let every line that is logged from here on tell of an error where it happened, and no more."""
    logging.setLogRecordFactory(_record)


def _record(*args: Any, **more: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **more)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = "\n".join([record.getMessage(), *_of(error)]), ()
        record.exc_info = None
    return record


def _of(error: BaseException) -> Iterator[str]:
    """Yield where an error came from, and what led to it."""
    met: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in met:
        met.append(one)
        yield f"{type(one).__module__}.{type(one).__qualname__}"
        for frame, line in traceback.walk_tb(one.__traceback__):
            yield f"  {_short(Path(frame.f_code.co_filename))}:{line} in {frame.f_code.co_name}"
        one = one.__cause__ or one.__context__


def _short(file: Path) -> str:
    """Return a file's place in the house; of a package its name: the way there may name whoever's machine it is."""
    is_ours = file.is_relative_to(HOUSE) and "site-packages" not in file.parts
    return file.relative_to(HOUSE).as_posix() if is_ours else "/".join(file.parts[-2:])

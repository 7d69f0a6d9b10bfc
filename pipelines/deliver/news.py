"""Whether it is news which messages can't go, and why: a scheduler's hourly run says a thing once, not hour by hour.

What is kept for it is one hash, from which nobody can be told.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pipelines.deliver.queue import Key
from store.writing import write_whole

NAME = ".not-sent"


def is_news(folder: Path, unsent: Mapping[Key, str]) -> bool:
    """Say whether other messages can't go, or for other reasons, than when this was asked last, and note it.

    Where nothing can be noted it stays news: said too often is better than never.
    """
    path, now = folder / NAME, ""
    if unsent:
        told = sorted([*key, why] for key, why in unsent.items())
        now = sha256(json.dumps(told).encode()).hexdigest()
    try:
        before = path.read_text("ascii").strip()
    except (OSError, ValueError):
        before = ""
    if now != before:
        with suppress(OSError):
            write_whole(path, f"{now}\n")
    return bool(now) and now != before

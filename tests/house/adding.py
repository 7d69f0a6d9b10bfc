"""Adds a file to a room as if it lay in its folder, so that a test can say what one file brings along."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

import connectors
import labels
import metrics
from dashboard import sources
from labels import registry

ROOMS: dict[str, ModuleType] = {"connectors": connectors, "labels": labels, "metrics": metrics}
FOUND = (connectors.by_id, registry.by_id, metrics.by_id, sources.measures)


@contextmanager
def one_file(path: Path, source: str) -> Iterator[None]:
    """Let `.../ROOM/NAME.py`, or `.../ROOM/NAME/__init__.py`, be one of that room's files meanwhile."""
    folder = path.parent.parent if path.name == "__init__.py" else path.parent
    room = ROOMS[folder.name]
    name = f"{folder.name}.{path.relative_to(folder).parts[0].removesuffix('.py')}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)  # a file written anew within a second looks as it did
        patch.setattr(room, "__path__", [*room.__path__, str(folder)])
        _look_again()
        try:
            yield
        finally:
            sys.modules.pop(name, None)
            vars(room).pop(name.partition(".")[2], None)
    _look_again()


def _look_again() -> None:
    importlib.invalidate_caches()
    for found in FOUND:
        found.cache_clear()

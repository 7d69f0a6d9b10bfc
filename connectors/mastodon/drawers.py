"""What is remembered from one visit to the next, in drawers by month: a page writes only those it opened.

An account with twenty thousand messages has a megabyte to remember. Written whole with every page, its first visit
wrote gigabytes.
"""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

import msgspec

from connectors.connector import Cursors
from facts import DAY_US

Thing = TypeVar("Thing")

MONTH_US = 30 * DAY_US


class Drawers(Generic[Thing]):
    """Things by key. Each lies in the drawer of its month, and each drawer is a stream of the cursors."""

    def __init__(self, name: str, shape: Any, cursors: Cursors) -> None:
        """Take what an earlier visit left. `shape` is that of one drawer: a dictionary."""
        self._name = name
        self._drawers: dict[str, dict[str, Thing]] = {
            stream: msgspec.json.decode(text or "{}", type=shape)
            for stream, text in cursors.items()
            if stream.partition(" ")[0] == name
        }
        self._lies_in = {key: stream for stream, drawer in self._drawers.items() for key in drawer}
        self._opened: set[str] = set()

    def __len__(self) -> int:
        return len(self._lies_in)

    def __contains__(self, key: object) -> bool:
        return key in self._lies_in

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._lies_in))

    def __getitem__(self, key: str) -> Thing:
        return self._drawers[self._lies_in[key]][key]

    def get(self, key: str) -> Thing | None:
        """Return what is remembered under a key, None if nothing is."""
        return self[key] if key in self._lies_in else None

    def put(self, key: str, thing: Thing, us: int) -> None:
        """Remember a thing of a moment; what was under its key before goes."""
        stream = self._lies_in.setdefault(key, f"{self._name} {us // MONTH_US}")
        drawer = self._drawers.setdefault(stream, {})
        if drawer.get(key) != thing:
            drawer[key] = thing
            self._opened.add(stream)

    def drop(self, key: str) -> None:
        """Forget what is under a key, if anything is."""
        stream = self._lies_in.pop(key, None)
        if stream is not None:
            del self._drawers[stream][key]
            self._opened.add(stream)

    def opened(self) -> dict[str, str]:
        """Return the drawers that changed since this was asked last, as cursors."""
        texts = {stream: msgspec.json.encode(self._drawers[stream]).decode() for stream in self._opened}
        self._opened.clear()
        return texts

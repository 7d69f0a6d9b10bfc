"""Takes one item out of a page, apart from its neighbours, so that an odd one is set aside alone."""

from typing import Any, TypeVar

import msgspec

Shape = TypeVar("Shape")


class Unreadable(Exception):
    """An item isn't what its platform says it is. Says why without a word of what the item says."""


def take(raw: msgspec.Raw, shape: type[Shape]) -> Shape:
    """Return one item in its shape; numbers may come as text. Raise Unreadable."""
    try:
        return msgspec.json.decode(raw, type=shape, strict=False)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Unreadable(f"it isn't a {shape.__name__.lower()}: {error}") from error


def inside(value: Any, *names: str) -> Any:
    """Return what lies at a path of names, None where the path ends early."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def listed(value: Any) -> list[Any]:
    """Return a list, an empty one for anything else."""
    return value if isinstance(value, list) else []

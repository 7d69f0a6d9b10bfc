"""Takes one item out of a page, apart from its neighbours, so that an odd one is set aside alone."""

import re
from typing import Any, TypeVar

import msgspec

Shape = TypeVar("Shape")


# Half of a character, as a server may write it in an escape: a pair of them and every other escape are passed over.
ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
NO_SIGN = rb"\ufffd"


class Unreadable(Exception):
    """An item isn't what its platform says it is. Says why without a word of what the item says."""


def decode(body: bytes | msgspec.Raw, shape: type[Shape]) -> Shape:
    """Return JSON in a shape; numbers may come as text. Raise msgspec.DecodeError and what else it raises.

    Half of a character, which one message may hold, is no reason to lose the whole page: it reads as no sign.
    """
    try:
        return msgspec.json.decode(body, type=shape, strict=False)
    except msgspec.DecodeError:
        mended = ESCAPES.sub(lambda found: NO_SIGN if found[1] else found[0], bytes(body))
        if mended == bytes(body):
            raise
        return msgspec.json.decode(mended, type=shape, strict=False)


def take(raw: msgspec.Raw, shape: type[Shape]) -> Shape:
    """Return one item in its shape; numbers may come as text. Raise Unreadable."""
    try:
        return decode(raw, shape)
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

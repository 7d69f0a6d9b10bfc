"""An answer of Graph's, as facebook-sdk may see it: JSON, whatever else it was."""

from typing import Any

import msgspec

from connectors.items import decode


class Told:
    """An answer as facebook-sdk reads it."""

    headers = {"content-type": "application/json"}  # noqa: RUF012 - read only, by facebook-sdk

    def __init__(self, body: bytes) -> None:
        self.value: Any
        try:
            self.value = decode(body, object)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self.value = None

    @property
    def is_error(self) -> bool:
        """Say whether Facebook said no."""
        return isinstance(self.value, dict) and bool(self.value.get("error"))

    def json(self) -> Any:
        """Return what was said."""
        return self.value

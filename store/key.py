"""The council's key, and the pseudonyms made with it. The key is made once and never leaves `data/key`."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from facts import plain_handle

PSEUDONYM_BYTES = 12  # 96 bits: no two of a billion residents meet by chance


def read_or_make(path: Path) -> bytes:
    """Return the key, making it (mode 0600) if there is none. Raise OSError."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


class Pseudonyms:
    """Keyed names for people. Without the key nobody can go back from one to a handle."""

    def __init__(
        self, key: bytes, *, is_registered: Callable[[str], bool], is_shown: Callable[[str], bool]
    ) -> None:
        """Take the key, and two questions about an author's pseudonym: ever on the register, and named today."""
        self._is_registered, self._is_shown = is_registered, is_shown
        # One import names the same few people again and again, and a keyed hash costs microseconds.
        self._named = lru_cache(maxsize=100_000)(lambda text: _keyed(key, text))

    def author(self, platform: str, name: str) -> str:
        """Return the pseudonym of one person on one platform: by handle, or by the platform's own id.

        A written-out `platform:` is understood for those on the register (3b, 9); a resident's name is kept
        as it stands but for case and a leading @ (3b, 10).
        """
        exact = self._named(f"author:{platform}:{plain_handle(name)}")
        registered = self._named(f"author:{platform}:{plain_handle(name, platform)}")
        return registered if self._is_registered(registered) else exact

    def source(self, handle: str) -> str:
        """Return the pseudonym of a handle whose words were passed on, whatever the platform."""
        return self._named(f"source:{plain_handle(handle)}")

    def is_known(self, platform: str, handle: str) -> bool:
        """Say whether this is a registered member's or the council's, and so need not be masked."""
        return self._is_shown(self.author(platform, handle))


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[: 2 * PSEUDONYM_BYTES]

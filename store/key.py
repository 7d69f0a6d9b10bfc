"""The council's key, and the pseudonyms made with it. The key is made once and never leaves `data/key`."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from handles import plain_handle
from store.trouble import StoreTrouble
from store.writing import settle, stray_of, write_new

KEY_BYTES = 32
Met = Callable[[str, str, str], None]  # the handle's pseudonym, platform, the platform's own id
PSEUDONYM_BYTES = 12  # 96 bits: no two of a billion residents meet by chance


def make(path: Path) -> None:
    """Make the key (mode 0600), unless there is one. It appears whole, or not at all. Raise OSError."""
    if path.exists():
        return
    fresh = stray_of(path)
    try:
        write_new(fresh, f"{secrets.token_hex(KEY_BYTES)}\n".encode())
        os.link(fresh, path)  # fails if another process made one meanwhile: that one is the key
    except FileExistsError:
        pass
    finally:
        fresh.unlink(missing_ok=True)
    settle(path.parent)


def read(path: Path) -> bytes:
    """Return the key. Raise StoreTrouble where there is none that can be used; never say what it holds."""
    put_back = f"Put {path.name} back from a backup: with another key no resident would be known again."
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise IsADirectoryError
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise StoreTrouble(f"The key of this data folder is lost. {put_back}", code="key-unusable") from None
    except IsADirectoryError:
        key = b""
    except ValueError:  # neither text nor hexadecimal
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreTrouble(f"The key of this data folder is broken. {put_back}", code="key-unusable")
    return key


def mark(key: bytes) -> str:
    """Return a mark by which a key is known again, and from which nobody can go back to it."""
    return hmac.new(key, b"two-way: which key this is", hashlib.sha256).hexdigest()[: 2 * PSEUDONYM_BYTES]


def _nobody_asks(known_as: str, platform: str, lasting: str) -> None:
    """Let it pass that somebody on the register was met."""


class Pseudonyms:
    """Keyed names for people. Without the key nobody can go back from one to a handle."""

    def __init__(
        self,
        key: bytes,
        *,
        is_registered: Callable[[str], bool],
        is_shown: Callable[[str], bool],
        met: Met = _nobody_asks,
    ) -> None:
        """Take the key, and two questions about an author's pseudonym: ever on the register, and named today.

        `met` hears of each lasting id that stands beside the handle of somebody who is on the register by it alone.
        """
        self._is_registered, self._is_shown = is_registered, is_shown
        self._met = lru_cache(maxsize=None)(met)  # once each: they write much
        # One import names the same few people again and again, and a keyed hash costs microseconds.
        self._named = lru_cache(maxsize=100_000)(lambda text: _keyed(key, text))

    def author(self, platform: str, name: str, handle: str = "") -> str:
        """Return the pseudonym of one person on one platform: by handle, or by the platform's own id.

        A written-out `platform:` is understood for those on the register (definition 9); a resident's name is kept
        as it stands but for case and a leading @ (definition 10). `handle` is what the platform shows beside its id.
        """
        exact = self._named(f"author:{platform}:{plain_handle(name)}")
        registered = self._named(f"author:{platform}:{plain_handle(name, platform)}")
        if self._is_registered(registered):
            return registered
        if handle:
            known_as = self._named(f"author:{platform}:{plain_handle(handle, platform)}")
            if self._is_registered(known_as):
                self._met(known_as, platform, name)
        return exact

    def spellings(self, platform: str, handle: str) -> list[str]:
        """Return every pseudonym that messages of a handle may be kept under from before it was registered.

        Whoever wrote it out with its `platform:` was a resident of that name until then (definitions 9 and 66).
        """
        plain = plain_handle(handle, platform)
        written = (plain, f"{platform}:{plain}", f"{platform}:@{plain}")
        return [self._named(f"author:{platform}:{name}") for name in written]

    def source(self, handle: str) -> str:
        """Return the pseudonym of a handle whose words were passed on, whatever the platform."""
        return self._named(f"source:{plain_handle(handle)}")

    def is_known(self, platform: str, handle: str) -> bool:
        """Say whether this is a registered member's or the council's, and so need not be masked."""
        return self._is_shown(self.author(platform, handle))


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[: 2 * PSEUDONYM_BYTES]

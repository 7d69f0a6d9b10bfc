"""Seals members' platform tokens with the council's key, so that the desk's file alone opens no account."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.trouble import StoreTrouble

PURPOSE = (
    b"two-way: members' platform tokens"  # the same key makes pseudonyms; neither use may tell of the other
)


def seal(key: bytes, token: str) -> str:
    """Return a token as it may lie on disk."""
    return _box(key).encrypt(token.encode()).decode("ascii")


def unseal(key: bytes, sealed: str) -> str:
    """Return the token. Raise StoreTrouble where it was sealed with another key."""
    try:
        return _box(key).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as error:
        raise StoreTrouble(
            "A member's token was sealed with another key than the one in this data folder. Put the right key back "
            "from a backup, or ask the member to grant a new token.",
            code="token-sealed-elsewhere",
        ) from error


def _box(key: bytes) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))

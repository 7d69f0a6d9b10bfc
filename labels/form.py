"""The form of a member's reply: what is left of it without names and numbers.

A reply sent to ten people with only the name changed is one form reply (definition 40). It is kept as a short hash,
so that no words need be kept.
"""

import unicodedata
from hashlib import blake2b

from facts import Kind
from labels.rule import Authors, Rule
from labels.words import Found, without_names


class _Dropped(dict[int, int | None]):
    """Drops digits and punctuation, learning each character as it meets it."""

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        is_dropped = sign in "$+<=>^`|~" or unicodedata.category(sign)[0] == "P" or sign.isdigit()
        self[code] = None if is_dropped else code
        return self[code]


_DROPPED = _Dropped()


def form(text: str) -> str:
    """Return a message's form: lower case, without links, @handles, digits and punctuation, spaces joined."""
    return " ".join(without_names(text).lower().translate(_DROPPED).split())


def form_hash(text: str) -> str:
    """Return the hash of a message's form, 16 signs, the same everywhere; empty when the form is empty."""
    words = form(text)
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest() if words else ""


RULE = Rule(
    id="form",
    order=30,
    version=1,
    reads=Authors.MEMBERS,
    kinds=frozenset({Kind.REPLY}),
    tells_words=True,
    says=lambda text: Found(form_hash(text), "form"),
)

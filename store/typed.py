"""What people type for others to read: refused where it holds a sign that nobody sees."""

import re

# Controls (escapes among them), marks that turn the reading direction, line separators, halves of characters.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class HoldsUnseen(ValueError):
    """What was typed holds a sign that nobody sees. The message says where, and in none of its words."""

    code = "unseen-sign"

    def __init__(self, what: str, sign: str) -> None:
        self.sign = f"U+{ord(sign):04X}"
        super().__init__(f"{what} holds a sign that nobody sees ({self.sign}). Type it anew.")


def check(told: str, what: str) -> None:
    """Raise HoldsUnseen where `told` would be read as something else than it is; `what` it is, as people say."""
    unseen = UNSEEN.search(told)
    if unseen:
        raise HoldsUnseen(what, unseen[0])

"""What a way out of this machine has to offer, and what it says of a message."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from store.outbox import Message, State
from summaries.email import Email

MOST_KEPT = 200  # signs of what a server says
Begin = Callable[[], bool]  # notes that a message leaves now; False where it must not any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it goes to somebody. `documents` are files by their names."""

    recipient: str
    message_id: str
    email: Email
    documents: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message, and what the server said. `QUEUED`: nothing left this machine, so it may go again."""

    state: State
    said: str = ""


class ChannelTrouble(Exception):
    """Nothing can leave by this channel for now. The message says why and what to do; nothing left by it."""

    def __init__(self, told: str, *, code: str) -> None:
        super().__init__(told)
        self.code = code


class Channel(Protocol):
    """A way out. It calls `begin` before a message can leave, and never sends one of which it can't tell again."""

    def send(self, letter: Letter, begin: Begin) -> Outcome | None:
        """Send a message. Return what became of it; None where it was not to begin. Raise ChannelTrouble."""
        ...

    def look_up(self, message: Message) -> Outcome | None:
        """Return what became of a message that nobody could tell of, if this channel can; else None."""
        ...

    def close(self) -> None:
        """Be done."""
        ...


def said(told: object, *, hide: Sequence[str] = ()) -> str:
    """Return what a server said, short and in one line, without a secret and without signs that nobody sees."""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    for secret in filter(None, hide):
        text = text.replace(secret, "[…]")
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text[: 4 * MOST_KEPT])
    return " ".join(seen.split())[:MOST_KEPT]

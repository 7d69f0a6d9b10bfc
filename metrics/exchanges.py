"""Cuts what one person and one member said in one conversation into episodes, finds the asks (definitions 14 to 21).

One pure function over one exchange, because windows can't say it plainly: where an episode begins depends on
whether the ask before it has been answered.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from facts import DAY_US

EPISODE_ENDS_AFTER_US = DAY_US  # of silence on both sides
REMINDERS_BELONG_FOR_US = 14 * DAY_US  # while the ask is unanswered


class Turn(NamedTuple):
    """One message of an exchange, in order."""

    place: int  # where it stands in the order of all messages
    posted_us: int
    by_member: bool
    is_answer: bool  # a reply to something the other said in this very conversation
    is_ask: bool
    is_removed: bool


class Placed(NamedTuple):
    """Where a turn stands: which episode (its first turn's place), and the how-manieth reply of the member in it."""

    place: int
    episode: int
    reply: int | None


class Ask(NamedTuple):
    """The ask of an episode and its answer, by place. Removal changes neither episode nor ask (definition 24)."""

    place: int
    episode: int
    answer: int | None


def cut(turns: Sequence[Turn]) -> tuple[list[Placed], list[Ask]]:
    """Return where each turn stands, and each episode's ask with the first reply at or after it."""
    placed: list[Placed] = []
    asks: list[tuple[Turn, int]] = []
    ask: Turn | None = None
    last_us = last_reply_us = None
    episode = replies = 0
    for turn in turns:
        if last_us is None or (
            turn.posted_us - last_us >= EPISODE_ENDS_AFTER_US and not _is_reminder(turn, ask, last_reply_us)
        ):
            episode, replies, ask = turn.place, 0, None
        last_us = turn.posted_us
        if turn.by_member:
            replies += 1
            last_reply_us = turn.posted_us if turn.is_answer else last_reply_us
        elif turn.is_ask and ask is None:
            ask = turn
            asks.append((turn, episode))
        placed.append(Placed(turn.place, episode, replies if turn.by_member else None))
    return placed, _answered(asks, turns)


def _is_reminder(turn: Turn, ask: Turn | None, last_reply_us: int | None) -> bool:
    """Say whether an unanswered ask, no more than 14 days old, keeps the episode open (definition 15)."""
    if ask is None or (last_reply_us is not None and last_reply_us >= ask.posted_us):
        return False
    return turn.posted_us - ask.posted_us <= REMINDERS_BELONG_FOR_US


def _answered(asks: Sequence[tuple[Turn, int]], turns: Sequence[Turn]) -> list[Ask]:
    replies = [turn for turn in turns if turn.is_answer and not turn.is_removed]
    times = [reply.posted_us for reply in replies]
    found = []
    for ask, episode in asks:
        first = bisect_left(times, ask.posted_us)
        found.append(Ask(ask.place, episode, replies[first].place if first < len(replies) else None))
    return found

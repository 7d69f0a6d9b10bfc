"""Exchanges, episodes, asks and answers of one member, and the one-voice rule."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from tests.measures.twin.clock import DAY, FORTNIGHT, Window, moment
from tests.measures.twin.history import History, is_plainly_an_ask
from tests.measures.twin.reading import Message, Person, conversation, is_to
from tests.measures.twin.reading import messages as all_messages
from tests.measures.twin.sight import followed_to

Exchange = list[Message]
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)  # 45
_HANDLE = re.compile(r"(?<!\w)@[\w.-]+")


@dataclass(eq=False, kw_only=True)
class Ask:
    """An episode's ask, its answer, and what people said of the episode."""

    message: Message
    answer: Message | None  # 25: a removed reply answers nothing
    moment: int  # 65: age, censoring and whether it is open are judged at this moment
    is_set_aside: bool
    is_answered_elsewhere: bool
    episode: list[Message] = field(default_factory=list)

    @property
    def age(self) -> int:
        """Return how old the ask is at its moment."""
        return self.moment - self.message.at

    @property
    def is_removed(self) -> bool:
        """Say whether the ask was removed."""
        return self.message.removed_at is not None

    @property
    def is_backdated(self) -> bool:
        """22: say whether the ask or its answer is backdated."""
        return self.message.is_backdated or (self.answer is not None and self.answer.is_backdated)

    @property
    def wait(self) -> int | None:
        """Return the time to the answer that was seen by the moment, if one was."""
        if self.answer is None or self.answer.at > self.moment:
            return None
        return self.answer.at - self.message.at


def exchanges(messages: list[Message], member: str) -> dict[tuple[Person, str], Exchange]:
    """13, 17: per other person and conversation, their messages to M and M's replies to them, in order."""
    found: dict[tuple[Person, str], Exchange] = {}
    for message in messages:
        other = _other(message, member)
        if other:
            found.setdefault((other, conversation(message)), []).append(message)
    return found


def _other(message: Message, member: str) -> Person | None:
    me = ("member", member)
    if message.writer != me:
        return message.writer if is_to(message) == member else None
    if message.kind == "reply" and message.parent and message.parent.writer != me:
        return message.parent.writer
    return None


def episodes(exchange: Exchange, history: History) -> list[list[Message]]:
    """15, 16: a new one begins after at least 24 h, unless its ask is open and no more than 14 days old."""
    cut: list[list[Message]] = []
    for place, message in enumerate(exchange):
        is_silent = place == 0 or message.at - exchange[place - 1].at >= DAY
        if is_silent and not (cut and _is_still_open(cut[-1], exchange[:place], message.at, history)):
            cut.append([])
        cut[-1].append(message)
    return cut


def _is_still_open(episode: list[Message], so_far: Exchange, now: int, history: History) -> bool:
    ask = ask_of(episode, history)
    if ask is None or any(is_answer(message, ask) for message in so_far):
        return False  # 24: a removed reply still cuts as it did; removal changes no episode
    return now - ask.at <= FORTNIGHT


def ask_of(episode: list[Message], history: History) -> Message | None:
    """Return the first message of an episode that asks."""
    return next((message for message in episode if is_ask(message, history)), None)


def is_ask(message: Message, history: History) -> bool:
    """20, 26: a resident's post, reply or quote that asks, or is marked as asking; a share can not."""
    if message.writer[0] != "resident" or message.kind == "share":
        return False
    if message.kind == "quote" and not has_own_words(message.text):
        return False  # 41: treated as a share, in every measure
    asks = is_plainly_an_ask(message.text)
    for mark in history.marks:
        if mark.get("post") == message.id and mark["kind"] in ("is-an-ask", "not-an-ask"):
            asks = mark["kind"] == "is-an-ask"
    return asks


def is_answer(message: Message, ask: Message) -> bool:
    """14, 18, 19: a reply, at or after the ask, that answers any message of R in that conversation."""
    return (
        message.kind == "reply"
        and message.writer[0] == "member"
        and message.at >= ask.at
        and message.parent is not None
        and message.parent.writer == ask.writer
        and conversation(message.parent) == conversation(ask)
    )


def has_own_words(text: str) -> bool:
    """41: the text, links and @handles removed, holds a letter or a digit."""
    return any(letter.isalnum() for letter in without_links_and_handles(text))


def without_links_and_handles(text: str) -> str:
    """Return the words that are left when links and @handles are taken out."""
    return _HANDLE.sub(" ", LINK.sub(" ", text))


@lru_cache(maxsize=64)
def asks(history: History, member: str) -> list[Ask]:
    """Return all asks to a member, in order of their own time (21: not their episode's)."""
    messages = all_messages(history)
    found = []
    for (person, _), exchange in exchanges(messages, member).items():
        for episode in episodes(exchange, history):
            ask = ask_of(episode, history)
            if person[0] == "resident" and ask:
                found.append(_ask(ask, episode, exchange, member, history))
    return sorted(found, key=lambda ask: messages.index(ask.message))


def _ask(ask: Message, episode: list[Message], exchange: Exchange, member: str, history: History) -> Ask:
    answers = [m for m in exchange if is_answer(m, ask) and m.removed_at is None]  # 14, 25
    ids = {message.id for message in episode}
    kinds = {mark["kind"] for mark in history.marks if mark.get("post") in ids}
    return Ask(
        message=ask,
        answer=answers[0] if answers else None,
        moment=followed_to(history, member, ask.platform, ask.at),
        is_set_aside="set-aside" in kinds,  # 27
        is_answered_elsewhere="answered-elsewhere" in kinds,
        episode=episode,
    )


def asks_in(all_asks: list[Ask], window: Window, history: History) -> list[Ask]:
    """21, 27: the asks of a window, by the ask's own time, without those set aside."""
    as_of = moment(history.as_of)
    return [ask for ask in all_asks if window.holds(ask.message.at, as_of) and not ask.is_set_aside]


def one_voice(some: list[Ask]) -> list[Ask]:
    """29: of T asks, each resident's first max(1, floor(T/3)) by time."""
    cap = max(1, len(some) // 3)
    kept: list[Ask] = []
    for ask in some:
        earlier = [other for other in kept if other.message.writer == ask.message.writer]
        if len(earlier) < cap:
            kept.append(ask)
    return kept

"""Whom members spoke with: people-spoken-with and long-exchanges."""

from tests.measures.twin.asks import episodes, exchanges
from tests.measures.twin.clock import DAY, Window, moment
from tests.measures.twin.figure import Figure, Occasion
from tests.measures.twin.history import History
from tests.measures.twin.reading import Message, Person, messages

SIX = 6  # 55


def people_spoken_with(history: History, member: str, window: Window) -> Figure:
    """52: return the distinct residents whose message M answered by a reply in the window."""
    as_of = moment(history.as_of)
    first: dict[Person, Message] = {}
    for message in messages(history):
        is_reply = message.writer == ("member", member) and message.kind == "reply"
        if is_reply and message.removed_at is None and window.holds(message.at, as_of):  # 93
            parent = message.parent  # 23: one that is missing names no person
            if parent is not None and parent.writer[0] == "resident":
                first.setdefault(parent.writer, message)
    occasions = [
        Occasion(happened=reply.at, post=reply.parent.id if reply.parent else None, answer=reply.id)
        for reply in first.values()
    ]
    begun = [episode for episode in _with_residents(history, member) if window.holds(episode[0].at, as_of)]
    both = [
        episode for episode in begun if min(len(_mine(episode, member)), len(_theirs(episode, member))) > 1
    ]
    n = len(occasions)
    return Figure(unit="count", value=n, n=n, counts={"exchanges": len(both)}, occasions=occasions)


def long_exchanges(history: History, member: str, window: Window) -> Figure:
    """55: return the episodes in which some six consecutive replies lie within 24 h."""
    as_of = moment(history.as_of)
    occasions = []
    for episode in _with_residents(history, member):
        mine = _mine(episode, member)  # 93: a removed one stays a turn
        sixths = [
            sixth for first, sixth in zip(mine, mine[SIX - 1 :], strict=False) if sixth.at - first.at <= DAY
        ]
        if sixths and window.holds(sixths[0].at, as_of):
            occasions.append(Occasion(happened=sixths[0].at, post=episode[0].id, answer=sixths[0].id))
    n = len(occasions)
    return Figure(unit="count", value=n, n=n, occasions=occasions)


def _with_residents(history: History, member: str) -> list[list[Message]]:
    return [
        episode
        for (person, _), exchange in exchanges(messages(history), member).items()
        if person[0] == "resident"
        for episode in episodes(exchange, history)
    ]


def _mine(episode: list[Message], member: str) -> list[Message]:
    return [message for message in episode if message.writer == ("member", member)]


def _theirs(episode: list[Message], member: str) -> list[Message]:
    return [message for message in episode if message.writer != ("member", member)]

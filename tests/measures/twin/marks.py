"""What people said of a message: their last word beats the rule."""

from tests.measures.twin.history import History
from tests.measures.twin.reading import Message


def last_word(history: History, message: Message, kinds: tuple[str, str], by_rule: bool) -> bool:
    """82: return whether it is so by the last mark of these kinds (yes, no), else by the rule."""
    for mark in history.marks:
        if mark.get("post") == message.id and mark["kind"] in kinds:
            by_rule = mark["kind"] == kinds[0]
    return by_rule


def is_confirmed(history: History, message: Message, kinds: tuple[str, str]) -> bool:
    """Say whether a person's last word on it was yes."""
    return last_word(history, message, kinds, by_rule=False)


def pairs(history: History) -> dict[tuple[str, str], str]:
    """78: return (invitation, report) -> the last word on it, `pair` or `not-a-pair`."""
    return {
        (mark["post"], mark["with"]): mark["kind"]
        for mark in history.marks
        if mark["kind"] in ("pair", "not-a-pair")
    }

"""Whether a member's own message asks something. A request without a question mark invites no answers."""

from facts import Kind
from labels.rule import Authors, Rule
from labels.rules.ask import by_rule
from labels.words import NO, Found

MARK = "?"


def question(text: str) -> Found:
    """Return whether a member's own message asks something."""
    return Found("yes", "question") if MARK in text and by_rule(text).value == "ask" else NO


RULE = Rule(
    id="question",
    order=40,
    version=1,
    reads=Authors.MEMBERS,
    kinds=frozenset({Kind.POST, Kind.REPLY, Kind.QUOTE}),
    sign=MARK,
    says=question,
)

"""Whether a member's message openly corrects itself or owns up. First person only; absence means nothing."""

from facts import Kind
from labels.decided import of_member
from labels.rule import Authors, Rule
from labels.words import Found


def corrects(text: str) -> Found:
    """Return whether a member's message corrects itself or owns up, and the words that do."""
    return of_member(text)["corrects"]


RULE = Rule(
    id="corrects",
    order=80,
    version=2,
    reads=Authors.MEMBERS,
    kinds=frozenset({Kind.POST, Kind.REPLY, Kind.QUOTE}),
    says=corrects,
    tried_as="corrects",
)

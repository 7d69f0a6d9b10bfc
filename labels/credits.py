"""Whether a member's post names the people whose words, work or help it passes on."""

from facts import Kind
from labels.decided import of_member
from labels.rule import Authors, Rule
from labels.words import Found


def credits(text: str) -> Found:
    """Return whether a member's post credits somebody, and the words that do."""
    return of_member(text)["credits"]


RULE = Rule(
    id="credits",
    order=70,
    version=2,
    reads=Authors.MEMBERS,
    kinds=frozenset({Kind.POST, Kind.REPLY, Kind.QUOTE}),
    says=credits,
    tried_as="credits",
)

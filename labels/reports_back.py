"""Whether a member's message tells residents what they said when they were asked, or what came of it."""

from facts import Kind
from labels.decided import of_member
from labels.rule import Authors, Rule
from labels.words import Found


def reports_back(text: str) -> Found:
    """Return whether a member's message reports back, and the words that do."""
    return of_member(text)["reports_back"]


RULE = Rule(
    id="reports-back",
    order=60,
    version=1,
    reads=Authors.MEMBERS,
    kinds=frozenset({Kind.POST, Kind.REPLY, Kind.QUOTE}),
    says=reports_back,
    tried_as="reports_back",
)

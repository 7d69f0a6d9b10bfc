"""Whether a member's post invites residents to respond. A bare question mark is not enough."""

from facts import Kind
from labels.decided import of_member
from labels.rule import Authors, Rule
from labels.words import Found


def invites(text: str) -> Found:
    """Return whether a member's post invites residents to respond, and the words that do."""
    return of_member(text)["invites"]


RULE = Rule(
    id="invites",
    order=50,
    version=2,
    reads=Authors.MEMBERS,
    kinds=frozenset({Kind.POST, Kind.QUOTE}),
    says=invites,
    tried_as="invites",
)

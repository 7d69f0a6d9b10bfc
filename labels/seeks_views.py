"""Whether an invitation seeks views; a quiz, a contest or a request for reports seeks none (definition 82)."""

from facts import Kind
from labels.decided import of_member
from labels.rule import Authors, Rule
from labels.words import Found


def seeks_views(text: str) -> Found:
    """Return `yes` where a post asks residents for their views; `quiz`, `contest` or `reports` where for those."""
    return of_member(text)["seeks_views"]


RULE = Rule(
    id="seeks-views",
    order=55,
    version=1,
    reads=Authors.MEMBERS,
    kinds=frozenset({Kind.POST, Kind.QUOTE}),
    says=seeks_views,
    tried_as="seeks_views",
)

"""What a text rule declares: all that the rest of the program must know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from facts import Kind
from labels.words import Found


class Authors(StrEnum):
    """Whose messages a rule reads. A member is whoever is or was on the register, the council too."""

    RESIDENTS = "residents"
    MEMBERS = "members"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that says something of one text, whatever came before it."""

    id: str  # stored with each label, and so is the version
    order: int  # rules are asked in this order
    version: int  # raised whenever the rule may say something else of the same text
    reads: Authors
    says: Callable[[str], Found]
    kinds: frozenset[Kind] = frozenset(Kind)  # a post that answers a message is a reply here
    only_answers: bool = False  # it reads nothing but what answers a message
    after: tuple[str, str] | None = None  # it reads only what an earlier rule, by its id, said this value of
    sign: str = ""  # a text without it needs no label: a missing one says as much
    outdated: str = ""  # a reason of labels that are to be made anew, although their version is today's
    tells_words: bool = (
        False  # by its value a guess at the words can be tested, so it goes where words may not be
    )
    is_stored: bool = True  # False: so far no measure rests on it
    tried_as: str = ""  # its key where people try the rules, as yes or no; none without one

    def applies_to(self, kind: Kind, *, is_answer: bool, by_member: bool) -> bool:
        """Say whether the rule reads such messages at all."""
        is_reply = kind is Kind.POST and is_answer
        return (
            self.reads is not (Authors.RESIDENTS if by_member else Authors.MEMBERS)
            and (Kind.REPLY if is_reply else kind) in self.kinds
            and (is_answer or not self.only_answers)
        )

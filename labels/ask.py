"""What a resident's message to a member is: an ask, a report of trouble, thanks, or nothing to answer."""

from labels.decided import of_resident
from labels.rule import Authors, Rule
from labels.rules.ask import ANSWERS
from labels.words import Found

VERSION = 3  # also of the rules that stand on this one


def ask(text: str, *, answers_question: bool = False) -> Found:
    """Return what a resident's message is: ask, report, thanks or nothing; and the words that say so.

    `answers_question`: it answers a question of the member's own.
    """
    return of_resident(text, answers_question=answers_question)


RULE = Rule(
    id="ask",
    order=10,
    version=VERSION,
    reads=Authors.RESIDENTS,
    outdated=ANSWERS,  # once labels were made beside the message answered, and some were called an answer
    says=ask,
)

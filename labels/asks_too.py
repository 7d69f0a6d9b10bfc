"""Whether a resident's ask would still be one as an answer to the member's own question.

It is stored beside each ask that answers something. Whether what it answers is a question of the member's is for the
relations to say.
"""

from labels.ask import VERSION, ask
from labels.rule import Authors, Rule
from labels.words import Found


def asks_too(text: str) -> Found:
    """Return whether a message asks something even where it answers a question, and the words that do."""
    found = ask(text, answers_question=True)
    return Found("yes" if found.value == "ask" else "no", found.rule, found.why, found.words)


RULE = Rule(
    id="asks-too",
    order=20,
    version=VERSION,
    reads=Authors.RESIDENTS,
    only_answers=True,
    after=("ask", "ask"),
    says=asks_too,
)

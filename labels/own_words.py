"""Whether a quote says anything of its own: without a word of its own it is a share (definition 41)."""

from facts import Kind
from labels.rule import Authors, Rule
from labels.words import NO, Found, without_names


def has_own_words(text: str) -> bool:
    """Say whether a letter or a digit is left when links and @handles are gone."""
    return any(sign.isalnum() for sign in without_names(text))


def own_words(text: str) -> Found:
    """Return whether a quote has words of its own."""
    return Found("yes", "own_words") if has_own_words(text) else NO


RULE = Rule(
    id="own-words",
    order=60,
    version=1,
    reads=Authors.BOTH,
    kinds=frozenset({Kind.QUOTE}),
    says=own_words,
)

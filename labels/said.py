"""What the rules say of a message, as features that a model reads beside its words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from labels.language import leans_welsh
from labels.rules import corrects, credits, invites, reports_back, seeks_views
from labels.rules.ask_cues import cues
from labels.words import Found, Words

OF_MEMBERS: Mapping[str, Callable[[str], Found]] = {
    "invites": invites.by_rule,
    "seeks_views": seeks_views.by_rule,
    "reports_back": reports_back.by_rule,
    "credits": credits.by_rule,
    "corrects": corrects.by_rule,
}
CONTEXT_WORDS = 3  # of an answer, which say by themselves what it is


class Said(NamedTuple):
    """What the rules say of a message: as features, and which labels they say that it has."""

    features: Sequence[str]
    labels: frozenset[str]


NOTHING = Said((), frozenset())


def by_rules(text: str) -> dict[str, Found]:
    """Return what each rule says of a member's message."""
    return {label: rule(text) for label, rule in OF_MEMBERS.items()}


def of_member(words: Words, found: Mapping[str, Found]) -> Said:
    """Return what the rules say of a member's message."""
    some = [f"{label} {one.rule}" for label, one in found.items()]
    return Said(
        [*some, *_marks(words.plain)], frozenset(label for label, one in found.items() if one.value == "yes")
    )


def of_resident(words: Words, found: Found, *, answers_question: bool) -> Said:
    """Return what the rules say of a resident's message, once more for one that answers the member's question."""
    some = [f"is {found.rule}", *_marks(words.plain)]
    some += sorted({f"cue {cue.name}" for cue in cues(words.plain, in_welsh=leans_welsh(words.plain))})
    if answers_question:
        some += [f"answer {one}" for one in ("", *some, *words.plain.split()[:CONTEXT_WORDS])]
    return Said(some, frozenset({found.value}))


def _marks(plain: str) -> Iterator[str]:
    if "?" in plain:
        yield "?"
    if plain.endswith("?"):
        yield "?$"
    if leans_welsh(plain):
        yield "cy"

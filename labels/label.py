"""Everything the rules say of one message, as a person who tries them sees it."""

from collections.abc import Mapping, Sequence
from typing import Any

from labels.ask import ask
from labels.copies import copies
from labels.language import is_bilingual, language
from labels.registry import all_rules
from labels.rule import Authors

AUTHORS = ("resident", "member")
CONTEXTS = ("", "reply-to-question")


def label(text: str, author: str, context: str = "", against: Sequence[str] = ()) -> dict[str, Any]:
    """Return the labels of one message and the reason of each: the keys that apply to its author.

    `context` is `reply-to-question` where a resident's message answers the member's own question; `against`
    holds texts a member's post may have been copied from.
    """
    spoken = language(text)
    if author == "resident":
        found = ask(text, answers_question=context == "reply-to-question")
        said, reasons = _tried(text, Authors.RESIDENTS)
        reasons = {"label": found.reason} | reasons | _both(text)
        return {"label": found.value, **said, "language": spoken, "reasons": reasons}
    said, reasons = _tried(text, Authors.MEMBERS)
    copied = [{"against": copy.against, "passage": copy.passage} for copy in copies(text, against)]
    if copied:
        reasons["copies"] = f"shares the words '{copied[0]['passage']}'"
    return {**said, "language": spoken, "copies": copied, "reasons": reasons | _both(text)}


def label_item(item: object) -> dict[str, Any]:
    """Return the labels of one line of the `label` command. Raise ValueError with one clear line."""
    if not isinstance(item, Mapping):
        raise ValueError(
            'a line must be a JSON object such as {"text": "When is bin day?", "author": "resident"}'
        )
    text, author, context = item.get("text"), item.get("author"), item.get("context") or ""
    against = item.get("against") or []
    if not isinstance(text, str):
        raise ValueError("`text` must be there, and be text")
    if author not in AUTHORS:
        raise ValueError("`author` must be resident or member")
    if context not in CONTEXTS:
        raise ValueError("`context` must be empty or reply-to-question")
    if not isinstance(against, list) or not all(isinstance(other, str) for other in against):
        raise ValueError("`against` must be a list of texts")
    return label(text, author, context, against)


def _tried(text: str, authors: Authors) -> tuple[dict[str, bool], dict[str, str]]:
    """Return what every rule that people can try says of such an author's message, and the reasons of each yes."""
    found = {
        rule.tried_as: rule.says(text)
        for rule in all_rules()
        if rule.tried_as and rule.reads in (authors, Authors.BOTH)
    }
    said = {key: one.value == "yes" for key, one in found.items()}
    return said, {key: found[key].reason for key, is_so in said.items() if is_so}


def _both(text: str) -> dict[str, str]:
    """Return a note where a message is in two languages."""
    return {"language": "in Welsh and in English"} if is_bilingual(text) else {}

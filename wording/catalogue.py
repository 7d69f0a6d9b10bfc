"""Keeps the catalogues up to date with the code: `python -m wording.catalogue`.

Finds every message of the house, `_("...")` and `ngettext("...", "...", n)` in wording/, and the words of each measure,
and writes each language's .po. A translation whose English changed is marked fuzzy, and isn't used until somebody has
looked at it. English is complete by itself.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from metrics import all_measures
from metrics.measure import Measure
from wording.language import CATALOGUES, DEFAULT, languages

WORDING = Path(__file__).parent
TAKEN_UP = {
    "_": 1,
    "gettext": 1,
    "template": 1,
    "ngettext": 2,
    "ntemplate": 2,
}  # the functions that say a message -> how many texts it is
HEAD = "# PROJECT: every sentence that members, officers and leaders read, in this language."
SINCE = datetime(
    2026, 11, 27, tzinfo=UTC
)  # a catalogue's head names a day, which must not differ from run to run
WIDTH = 116

Message = str | tuple[str, ...]


def messages() -> dict[Message, list[str]]:
    """Return every message of the house, in English, with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path in sorted(WORDING.glob("*.py")):
        for message in said_in(path.read_text(encoding="utf-8")):
            found.setdefault(message, []).append(f"wording/{path.name}")
    for measure in all_measures():
        for message in words_of(measure):
            found.setdefault(message, []).append(f"metrics/{measure.id}")
    return found


def said_in(source: str) -> Iterator[Message]:
    """Yield the messages that a file says."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TAKEN_UP:
            texts = [
                one.value for one in node.args[: TAKEN_UP[node.func.id]] if isinstance(one, ast.Constant)
            ]
            if len(texts) == TAKEN_UP[node.func.id]:
                yield str(texts[0]) if len(texts) == 1 else tuple(map(str, texts))


def words_of(measure: Measure) -> Iterator[Message]:
    """Yield the words of one measure that people read."""
    one, many = measure.nouns.one, measure.nouns.many
    yield from (measure.title, measure.explains, measure.cant_see)
    yield from (
        (one, many),
        (f"{{n}} {one}", f"{{n}} {many}"),
    )  # many languages change a noun after its number
    yield from filter(None, [measure.nouns.did, measure.column])
    if measure.suggestion:
        yield from (measure.suggestion.do, measure.suggestion.because)
    yield from measure.reasons.values()
    yield from (words for fact in measure.facts.values() for words in (fact.yes, fact.no))
    yield from filter(None, [*(also.words for also in measure.also.values()), measure.if_none])
    yield from (story.title for story in measure.stories)


def catalogue_of(chosen: str) -> Catalog:
    """Return a language's catalogue with today's messages: known translations kept, those of messages gone left out."""
    template = Catalog(fuzzy=False)
    for message, places in messages().items():
        flags = ["python-brace-format"] if "{" in str(message) else []
        template.add(message, locations=[(place, 0) for place in dict.fromkeys(places)], flags=flags)
    made = Catalog(
        chosen, project="Two-Way", version="1", header_comment=HEAD, fuzzy=False,
        creation_date=SINCE, revision_date=SINCE, last_translator="Two-Way", language_team=chosen,
        msgid_bugs_address="",
    )  # fmt: skip
    path = CATALOGUES / f"{chosen}.po"
    if path.exists():
        with path.open("rb") as file:
            for known in read_po(file, locale=chosen):
                if known.id:
                    made[known.id] = known
    made.update(template, no_fuzzy_matching=chosen == DEFAULT)
    made.creation_date = SINCE
    made.obsolete.clear()
    for said in made if chosen == DEFAULT else ():
        said.string = said.id or said.string
    return made


def main() -> None:
    """Write every language's catalogue."""
    for chosen in {DEFAULT, *languages()}:
        catalogue = catalogue_of(chosen)
        with (CATALOGUES / f"{chosen}.po").open("wb") as file:
            write_po(file, catalogue, width=WIDTH, include_lineno=False)


if __name__ == "__main__":
    main()

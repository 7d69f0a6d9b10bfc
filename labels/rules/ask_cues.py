"""Finds the cues of asking in plain text: where each begins and ends, and in which sentence.

An opening is tried where a sentence or a part of one begins, after greetings; the other cues where any word
begins. A message that leans to Welsh is read with the Welsh cues only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from labels.rules import ask_english, ask_welsh
from labels.rules import ask_english_openings as openings
from labels.words import one_of

SENTENCE = re.compile(r"(?:[^.!?;:]|[.:](?=\d))+")
PART = re.compile(r", | - |(?<=\w) ?[\U0001f300-\U0001faff]+ ?")
QUOTED = re.compile(r'"[^"]{1,200}"')
BEFORE = 40  # characters before a cue in which a "no" or "I know" turns it round


class Cue(NamedTuple):
    """One cue of asking."""

    name: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's cues, compiled."""

    opening: re.Pattern[str]
    anywhere: re.Pattern[str]
    each: dict[str, re.Pattern[str]]  # the same as `anywhere`, by name: named groups in one pattern are slow
    unless_before: dict[str, re.Pattern[str]]
    unless_after: dict[str, re.Pattern[str]]
    not_after_comma: re.Pattern[str]


def _lexicon(
    greetings: str,
    starts: dict[str, str],
    anywhere: dict[str, str],
    before: dict[str, str],
    after: dict[str, str],
) -> Lexicon:
    named = one_of(*(f"(?P<{name}>{pattern})" for name, pattern in starts.items()))
    return Lexicon(
        re.compile(rf" *(?:{greetings}[ ,!-]+){{0,4}}{named}"),
        re.compile(rf"(?<![\w'-]){one_of(*anywhere.values())}"),
        {name: re.compile(one_of(pattern)) for name, pattern in anywhere.items()},
        {name: re.compile(pattern) for name, pattern in before.items()},
        {name: re.compile(pattern) for name, pattern in after.items()},
        re.compile(openings.RELATIVE),
    )


ENGLISH = _lexicon(openings.GREETINGS, openings.OPENINGS, ask_english.ANYWHERE, ask_english.UNLESS_BEFORE, {})
WELSH = _lexicon(
    ask_welsh.GREETINGS, ask_welsh.OPENINGS, ask_welsh.ANYWHERE, {}, {"welsh_verb_first": ask_welsh.NOT}
)


def cues(plain: str, *, in_welsh: bool) -> Iterator[Cue]:
    """Yield every cue of asking, sentence by sentence: openings, then the others, then the question mark."""
    lexicon = WELSH if in_welsh else ENGLISH
    bare = QUOTED.sub(lambda m: "_" * len(m[0]), plain) if '"' in plain else plain
    for match in SENTENCE.finditer(plain):
        start, end = match.span()
        sentence = plain[start:end].strip()
        for name, first, last in _opening(lexicon, plain, start, end):
            yield Cue(name, first, last, sentence)
        for name, first, last in _inside(lexicon, plain, start, end):
            yield Cue(name, first, last, sentence)
        if _is_questioned(bare, start, end):
            shown = max(start, plain.rfind(" ", 0, max(end - 30, 0)) + 1)  # its last few words will do
            yield Cue("question_mark", shown, end + 1, sentence)


def _opening(lexicon: Lexicon, plain: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for place in (start, *(part.end() for part in PART.finditer(plain, start, end))):
        if plain[place - 2 : place] == ", " and lexicon.not_after_comma.match(plain, place, end):
            continue
        found = lexicon.opening.match(plain, place, end)
        name = found.lastgroup if found else None
        if not found or not name or (place > start and name == "urging"):
            continue
        unless = lexicon.unless_after.get(name)
        if not unless or not unless.search(plain, found.end(), end):
            yield name, found.start(name), found.end()


def _inside(lexicon: Lexicon, plain: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for found in lexicon.anywhere.finditer(plain, start, end):
        name = next(name for name, cue in lexicon.each.items() if cue.match(plain, found.start(), end))
        unless = lexicon.unless_before.get(name)
        if not unless or not unless.search(plain, max(start, found.start() - BEFORE), found.start()):
            yield name, found.start(), found.end()


def _is_questioned(bare: str, start: int, end: int) -> bool:
    """Say whether a sentence with letters ends in a question mark, outside quotation marks."""
    mark = end
    while bare[mark : mark + 1] in ("!", "."):
        mark += 1
    if bare[mark : mark + 1] != "?" or re.match(r"\w", bare[mark + 1 : mark + 2]):
        return False
    return any(sign.isalpha() for sign in bare[start:end])

"""Every definition can be cited by its number, what is cited stands, and the glossary has one name for one thing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics import all_measures
from tests.lanes import ROOT
from wording.measures import PAGE, document

DOCS = ROOT / "docs"
DEFINITIONS, DECISIONS, GLOSSARY = (
    (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("definitions", "decisions", "glossary")
)
NUMBERS = range(1, 99)
NOT_OURS = {".git", ".venv", "build", "data", "node_modules"}

ENTRY = re.compile(r'^<a id="(\d+)"></a>\*\*(\d+)\.\*\* (.+)', re.MULTILINE)
NOT_IN_USE = re.compile(r"^\*\*Agreed, not in use\.\*\* \*`([\w-]+)`")
DECISION = re.compile(r"^## (\d+)\. ", re.MULTILINE)
LINK = re.compile(r"\]\((?:definitions\.md)?#([^)]*)\)")
CITED = re.compile(r"\b(definition|decision)s? (\d+(?:(?:, | and | to )\d+)*)", re.IGNORECASE)
NEXT_LINE = re.compile(r"\s*\n[ \t]*(?:--|#)?\s*")  # a comment may break between the word and its number


def cited(text: str) -> Iterator[tuple[str, int]]:
    """Yield what a text cites: ("definition", 58), or both ends and all between of "definitions 32 to 35"."""
    for word, numbers in CITED.findall(NEXT_LINE.sub(" ", text)):
        for part in re.split(r", | and ", numbers):
            first, _, last = part.partition(" to ")
            yield from ((word.lower(), number) for number in range(int(first), int(last or first) + 1))


def files() -> Iterator[Path]:
    """Yield the files of the repository that may cite."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.suffix in {".py", ".sql", ".md"} and not NOT_OURS.intersection(parts) and path.is_file():
            yield path


def rows() -> list[list[str]]:
    """Return the rows of the glossary: term, what it means, what it is not called."""
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_number_stands_once_and_in_order() -> None:
    assert [int(number) for _, number, _ in ENTRY.findall(DEFINITIONS)] == list(NUMBERS)


def test_every_number_can_be_linked_to() -> None:
    assert [anchor for anchor, number, _ in ENTRY.findall(DEFINITIONS) if anchor != number] == []
    assert set(LINK.findall(DEFINITIONS + GLOSSARY)) <= {str(number) for number in NUMBERS}


def test_a_figure_that_is_worked_out_is_not_said_to_be_only_agreed() -> None:
    waits = {match[1] for _, _, text in ENTRY.findall(DEFINITIONS) if (match := NOT_IN_USE.match(text))}

    assert waits & {measure.id for measure in all_measures()} == set()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(definitions 59)", [59]),
        ("by definition 12", [12]),
        ("definitions 9 and 66", [9, 66]),
        ("definitions 32 to 35", [32, 33, 34, 35]),
        ("Definitions 15, 17 and 20 to 22", [15, 17, 20, 21, 22]),
        ("-- the rule (definitions\n-- 11 and\n-- 91)", [11, 91]),
        ("a definition of 3 words", []),
    ],
)
def test_a_citation_is_read_as_people_write_it(text: str, numbers: list[int]) -> None:
    assert list(cited(text)) == [("definition", number) for number in numbers]


def test_what_is_cited_stands() -> None:
    standing = {("definition", number) for number in NUMBERS}
    standing |= {("decision", int(number)) for number in DECISION.findall(DECISIONS)}

    found = {
        path.relative_to(ROOT).as_posix(): set(cited(path.read_text(encoding="utf-8"))) for path in files()
    }

    assert found["docs/definitions.md"], "the definitions cite decisions, so nothing found means nothing read"
    assert {path: wrong for path, cites in found.items() if (wrong := cites - standing)} == {}


def test_every_decision_stands_once_and_in_order() -> None:
    numbers = [int(number) for number in DECISION.findall(DECISIONS)]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_glossary_is_alphabetic_and_no_term_stands_twice() -> None:
    terms = [term.casefold() for term, *_ in rows()]

    assert terms == sorted(set(terms))


def test_what_one_thing_is_not_called_is_not_the_name_of_another() -> None:
    terms = {term.casefold() for term, *_ in rows()}
    unwanted = {word.casefold() for row in rows() for word in row[2].split(", ")}

    assert terms & unwanted == set()


def test_the_page_of_measures_is_todays() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "Run: python -m wording.measures"

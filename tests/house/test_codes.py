"""What an administrator is told carries a code, and docs/commands.md says what each of them means."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.connector import PlatformTrouble
from facts import Unseen
from store.trouble import StoreTrouble

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("connectors", "demo", "guidance", "labels", "people", "pipelines", "store")
CODED = {"code", "kind"}  # what carries one where it is made
PLACES = {"complain": 1, "end": 2, "_end": 2, "Step": 0}  # where it stands among what is handed over
CODE = re.compile(r"[a-z]+([- ][a-z]+)*")


def codes_in(tree: ast.Module) -> Iterator[str]:
    """Yield every code that a file gives to what it tells."""
    named = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        given: list[ast.expr] = []
        if isinstance(node, ast.ClassDef) and node.name != "Unreadable":
            given = [
                part.value
                for part in node.body
                if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "code"
            ]
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name.endswith("Trouble"):
                given = [word.value for word in node.keywords if word.arg in CODED]
            elif name in PLACES and len(node.args) > PLACES[name]:
                given = [node.args[PLACES[name]]]
        for value in given:
            if isinstance(value, ast.Constant):
                yield value.value
            elif isinstance(value, ast.Name) and value.id in named:
                yield named[value.id]


def all_codes() -> set[str]:
    """Return every code there is: of what is told, and of what stays unseen."""
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    found = {code for path in files for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))}
    return found | {why.value for why in Unseen} | {"set-aside"}


def documented() -> list[str]:
    told = (
        (ROOT / "docs" / "commands.md")
        .read_text(encoding="utf-8")
        .partition("## Codes")[2]
        .partition("\n## ")[0]
    )
    return re.findall(r"^\| `([^`]+)` \|", told, re.MULTILINE)


def test_every_code_is_documented_once_and_no_other():
    assert sorted(documented()) == sorted(all_codes())


def test_a_code_is_made_of_small_words():
    assert [code for code in all_codes() if not CODE.fullmatch(code)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('class Bad(Exception):\n    code = "bad-thing"', {"bad-thing"}),
        ('raise StoreTrouble("x", code="gone")', {"gone"}),
        ('A = "of-a-name"\nTrouble(what="x", where="y", kind=A)', {"of-a-name"}),
        ('report.complain("x", "told")\nend(1, "x", "ended")', {"told", "ended"}),
        ('Step("to-do", "x")', {"to-do"}),
    ],
)
def test_the_scan_finds_a_code_wherever_one_is_given(source, found):
    assert set(codes_in(ast.parse(source))) == found


def classes_below(top: type[Exception]) -> Iterator[type[Exception]]:
    for one in top.__subclasses__():
        yield one
        yield from classes_below(one)


def test_what_a_store_or_a_platform_says_always_has_one():
    assert all(one.code for one in [StoreTrouble, *classes_below(StoreTrouble)])
    assert PlatformTrouble("x", "y", "z").why is Unseen.FAULT

"""SQL is written in store/ and metrics/. What pipelines/ still holds of it can only become less."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pipelines

# How many texts of SQL each file of pipelines/ holds. A new query belongs in store/, where one engine can be told
# apart from another, or in metrics/, if it is a rule. By the file's name, which stays when a file moves to another
# folder; two files of one name count together. Take a number down with the texts.
STILL_HERE = {
    "counts.py": 2,
    "measure.py": 3,
    "relate.py": 4,
    "states.py": 6,
    "unlabelled.py": 1,
}

SQL = re.compile(
    r"^\s*(?:select|with \w+ as|attach|copy|pragma)\s|\bselect\s[\s\S]*\bfrom\s|\b(?:group|order) by\s"
    r"|\b(?:insert|replace|merge) into\s|\bdelete from\s|\bupdate \w+ set\s"
    r"|\b(?:create|drop|alter)\s(?:or replace |temp |temporary |unique )*(?:table|view|index|schema|sequence|macro)\s"
)


def texts(code: str) -> Iterator[str]:
    """Yield every text of some Python that is SQL or a piece of it. A text with values put in is one text."""
    tree = ast.parse(code)
    put_together = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    pieces = {id(piece) for node in put_together for piece in ast.walk(node) if piece is not node}
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) not in pieces | documents and SQL.search(text := _text(node).lower()):
            yield text


def _text(node: ast.AST) -> str:
    match node:
        case ast.JoinedStr():
            return "".join(_text(value) or "x" for value in node.values)
        case ast.Constant(value=str(text)):
            return text
    return ""


def test_pipelines_hold_no_more_sql_than_they_did_and_the_list_tells_when_they_hold_less() -> None:
    held: Counter[str] = Counter()
    for path in Path(pipelines.__path__[0]).rglob("*.py"):
        held[path.name] += sum(1 for _ in texts(path.read_text(encoding="utf-8")))

    assert {name: number for name, number in held.items() if number} == STILL_HERE


def test_pipelines_hold_no_files_of_sql() -> None:
    assert list(Path(pipelines.__path__[0]).rglob("*.sql")) == []


def test_sql_is_known_however_it_is_written_and_prose_is_not_taken_for_it() -> None:
    code = '''
"""Select what is wanted from the list."""
ONE = "select a from b"
TWO = f"insert into {ONE} values (?)"
THREE = f"{ONE} group by a"
FOUR = "SELECT a FROM b"
FIVE = """
    delete from a
    """
SIX = "create or replace temp table a as "
SEVEN = "update a set b = ?"
EIGHT = "select 1 " "as a"
PROSE = ("set aside", "with it", "from the member", "Update it.", "order", "Choose one and set it right.")
'''

    assert [text.split()[0] for text in texts(code)] == [
        "select", "insert", "x", "select", "delete", "create", "update", "select",
    ]  # fmt: skip

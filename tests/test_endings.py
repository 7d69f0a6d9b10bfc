"""What stays after words or an account were to go: nothing that names them, and no sentence that claims more."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.small_council import Council, write_posts, write_register
from tests.test_command_line import AS_OF, COVERS, exchanges, member

NAME = "grimsditch"  # the handle of the account that goes, and of no other


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), member(NAME)])))
    bring(council, tmp_path / "posts.jsonl", [*exchanges("ann", [1, 2, None]), *exchanges(NAME, [1, 26])])
    council.must("measure", "--as-of", AS_OF)
    return council


def bring(council: Council, path: Path, rows: Iterable[dict[str, Any]]) -> Any:
    return council.run("import", str(write_posts(path, rows)), "--covers", COVERS)


# Notes of what a message said


def test_a_note_about_words_that_went_goes_with_them_and_the_mark_stays(council: Council) -> None:
    for post, word in (("ann-q0", "ritaword"), ("ann-q1", "tomword"), ("ann-q2", "staysword")):
        council.must("mark", "set-aside", "--post", post, "--by", "Jo", "--why", f"It says {word}")
    council.must("mark", "undo", "1")
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:  # as a platform's answer has it
        db.execute("update posts set text = '', url = '', item = '', removed_us = 1 where id = 'ann-q0'")
        db.execute("update posts set text = '', url = '', item = '', is_hidden = true where id = 'ann-q1'")

    council.must("measure", "--as-of", AS_OF)

    assert council.bytes_of("ritaword", "tomword") == {}
    marks = {one["post"]: one["why"] for one in council.json("mark", "list")}
    assert marks == {"ann-q1": "", "ann-q2": "It says staysword"}

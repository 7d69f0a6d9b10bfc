"""What a message means beside the one it answers never depends on which of the two came first (definition 8)."""

from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from labels.rules.ask import ANSWERS as WAS_AN_ANSWER
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

NAMES = ("ann", "ann2")
AS_OF = "2026-11-20T12:00:00Z"
ANSWERS = ("Please plant some trees there", "Keep it open, please", "A park?")
ASKS_TOO = "What did the last survey say?"


def the_question(account: str = "x:ann") -> list[dict[str, Any]]:
    text = "What should we do with the old library site?"
    return [
        {"id": "q", "account": account, "author": "member", "posted_at": "2026-11-02T09:00:00Z", "text": text}
    ]


def what_people_said() -> list[dict[str, Any]]:
    return [
        {"id": f"r{number}", "account": "x:ann", "author": f"resident{number}", "answers": "q",
         "posted_at": f"2026-11-02T1{number}:00:00Z", "text": text}
        for number, text in enumerate([*ANSWERS, ASKS_TOO])
    ]  # fmt: skip


def asks(path: Path, *files: list[dict[str, Any]]) -> list[str]:
    """Return the asks that wait once these files were imported one by one."""
    council = Council(path / "data")
    consent = {"consented_on": "2026-01-01", "consented_by": "Ann Lee", "scope": "public posts"}
    register = [
        {"member": "ann", "name": "Ann Lee", "platform": "x", "handle": name, **consent} for name in NAMES
    ]
    council.must("register", str(write_register(path / "register.csv", register)))
    for number, rows in enumerate(files):
        council.must(
            "import", str(write_posts(path / f"{number}.jsonl", rows)), "--covers", "2026-10-01..2026-11-19"
        )
    return waiting(council)


def waiting(council: Council) -> list[str]:
    council.must("measure", "--as-of", AS_OF)
    found = council.json("evidence", "ann", "still-waiting")
    return sorted(one["post"] for one in found["occasions"])


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_an_answer_to_the_members_own_question_is_no_ask_whichever_came_first(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    said = what_people_said()
    files = [the_question(), said[:2], said[2:]]
    assert asks(tmp_path, *(files[one] for one in order)) == ["r3"]


def test_the_question_may_come_from_the_members_other_account(tmp_path: Path) -> None:
    assert asks(tmp_path, the_question("x:ann2") + what_people_said()) == ["r3"]


def test_what_was_labelled_beside_its_question_is_labelled_anew_by_itself(tmp_path: Path) -> None:
    elsewhere = {
        "id": "e",
        "account": "x:ann",
        "author": "jo",
        "posted_at": "2026-11-03T09:00:00Z",
        "text": ANSWERS[0],
    }
    assert asks(tmp_path, the_question() + what_people_said() + [elsewhere]) == ["e", "r3"]
    council = Council(tmp_path / "data")
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute("delete from labels where rule in ('asks-too', 'question')")
        db.execute(
            "update labels set value = 'nothing', reason = ? where post in ('e', 'r0', 'r1')", [WAS_AN_ANSWER]
        )

    assert waiting(council) == ["e", "r3"]

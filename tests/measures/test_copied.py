"""Which originals copy, from whom, and where in the post the passage stands: told to the product, read as published."""

import json
from pathlib import Path

import duckdb
import pytest

from labels import copies
from tests.measures.twin.history import History, Import, Row
from tests.measures.twin.product import take_in

RELEASE = "The fish market reopens in April with thirty stalls, a new roof and a café on the quay."
ELSE = "Four hundred lamps along the river path will be changed before the clocks go back in autumn."
MINE = f"At last! {RELEASE} I bought my first crab there."
TITLE = "Fish market"


def row(id_: str, day: int, text: str, account: str = "x:jo", **more: str) -> Row:
    author = more.pop("author", "member")
    at = f"2026-10-{day:02}T09:00:00Z"
    return {"id": id_, "account": account, "author": author, "posted_at": at, "text": text} | more


def member(name: str) -> Row:
    return {
        "member": name, "name": name, "ward": "", "email": "", "platform": "x", "handle": name,
        "consented_on": "2025-05-01", "consented_by": "form", "scope": "public posts",
    }  # fmt: skip


def history(rows: list[Row], releases: list[Row] | None = None, **more: list[Row]) -> History:
    return History(
        as_of="2026-11-06T09:00:00+00:00",
        register=[member("jo"), member("al")],
        imports=[Import(rows=rows, covers="2026-05-01..2026-11-06")],
        council_accounts=["x:anytown"],
        releases=releases or [],
        **more,
    )


def released(day: int, text: str = RELEASE) -> Row:
    return {"published_at": f"2026-10-{day:02}T08:00:00Z", "title": TITLE, "text": text}


Found = dict[str, tuple[bool, str, dict[str, object]]]


def published(told: History, folder: Path, measure: str = "own-words-share") -> Found:
    """Return of each post whether it is met, and the reason with its parameters."""
    take_in(told, folder)
    rows = asked(
        folder, f"select post, met, reason, reason_parameters from occasions where measure = '{measure}'"
    )
    return {post: (met, reason, json.loads(told)) for post, met, reason, told in rows}


def asked(folder: Path, sql: str) -> list[tuple[object, ...]]:
    version = (folder / "published" / "current").read_text(encoding="utf-8").strip()
    with duckdb.connect(folder / "published" / f"{version}.duckdb", read_only=True) as file:
        return file.execute(sql).fetchall()


def test_the_evidence_names_the_source_and_the_place_of_the_passage_and_never_its_words(
    tmp_path: Path,
) -> None:
    found = published(history([row("a", 5, MINE)], [released(2)]), tmp_path)

    met, reason, told = found["a"]
    assert (met, reason, told["title"]) == (False, "copies-release", TITLE)
    assert MINE[told["from_at"] : told["to_at"]] == copies(MINE, [RELEASE])[0].passage
    assert set(told) == {"source", "title", "from_at", "to_at"}


def test_the_earliest_source_is_named_and_only_an_earlier_text_is_one(tmp_path: Path) -> None:
    rows = [
        row("council", 1, RELEASE, author="anytown"),
        row("other", 2, RELEASE, "x:al"),
        row("a", 5, MINE),
        row("first", 6, f"{ELSE} I asked for it."),
    ]

    found = published(history(rows, [released(3), released(7, ELSE)]), tmp_path)

    assert found["other"][:2] == found["a"][:2] == (False, "copies-council")
    assert found["a"][2]["source"] == "council"
    assert found["first"][:2] == (True, "own")


def test_what_a_member_said_before_the_source_is_their_own(tmp_path: Path) -> None:
    rows = [row("reply", 1, RELEASE, answers="nowhere"), row("a", 5, MINE), row("b", 6, MINE, "x:al")]

    found = published(history(rows, [released(3)]), tmp_path)

    assert found["a"][:2] == (True, "own")
    assert found["b"][:2] == (False, "copies-release")


def test_a_mark_beats_the_rule_and_only_posts_of_twelve_words_are_judged(tmp_path: Path) -> None:
    short = "The fish market reopens in April with thirty stalls, hurray."
    rows = [row("a", 5, MINE), row("b", 6, f"{ELSE} I asked."), row("short", 7, short)]
    marks = [
        {"kind": "not-a-copy", "post": "a", "by": "jo"},
        {"kind": "copy", "post": "b", "by": "jo"},
        {"kind": "copy", "post": "short", "by": "jo"},
    ]
    told = history(rows, [released(2)], marks=marks)

    found = published(told, tmp_path)
    passed_on = asked(tmp_path, "select distinct post from occasions where measure = 'credit-share'")

    assert {post: one[:2] for post, one in found.items()} == {
        "a": (True, "marked-own"),
        "b": (False, "marked-copy"),
    }
    assert passed_on == [("b",)]


@pytest.mark.parametrize(
    ("beside", "releases", "is_visible"),
    [
        ([], [], False),
        ([row("c", 1, "Library news.", author="anytown")], [], True),
        ([row("c", 1, "Hello.", "x:al")], [], True),
        ([], [{"published_at": "2026-12-24T08:00:00Z", "title": TITLE, "text": RELEASE}], True),
    ],
)
def test_without_anything_to_compare_with_it_is_not_visible(
    tmp_path: Path, beside: list[Row], releases: list[Row], is_visible: bool
) -> None:
    take_in(history([row("a", 5, MINE), *beside], releases), tmp_path)

    [(outcome, reason, counts)] = asked(
        tmp_path,
        "select outcome, reason, counts from results"
        " where measure = 'own-words-share' and member = 'jo' and label = '2026-10'",
    )

    expected = ("too few", "too-few") if is_visible else ("not visible", "nothing-to-compare")
    assert (outcome, reason) == expected
    assert json.loads(counts) == ({"releases_known": 0} if is_visible else {})

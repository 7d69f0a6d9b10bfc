"""`import --releases`: good lines are kept once, each bad one is said with its number and reason."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from facts import iso
from store.archive import Archive
from store.releases import Release, releases
from tests.small_council import Council

pytestmark = pytest.mark.commands

GOOD = {"published_at": "2026-07-01T09:00:00+01:00", "title": "New crossing", "text": "Work begins."}


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return Council(tmp_path / "data")


def kept(council: Council) -> list[Release]:
    with Archive(council.path / "archive.duckdb") as archive:
        return releases(archive, 2**62)


def in_lines(path: Path, rows: Iterable[Any]) -> str:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), "utf-8")
    return str(path)


def test_csv_and_json_lines_say_the_same(council: Council, tmp_path: Path) -> None:
    rows = [
        {**GOOD, "url": "https://anytown.example/1"},
        {"published_at": "2026-07-02", "title": "", "text": "No title.\nTwo lines.", "url": ""},
    ]
    with (tmp_path / "releases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["title", "Published_at", "url", "text", "editor"], restval="")
        writer.writeheader()
        writer.writerows({**{k: v for k, v in row.items() if k != "published_at"}, "Published_at": row["published_at"]}
                         for row in rows)  # fmt: skip

    first = council.must("import", "--releases", str(tmp_path / "releases.csv"))
    again = council.must("import", "--releases", in_lines(tmp_path / "releases.jsonl", rows))

    assert "releases.csv: 2 releases kept, 0 kept before." in first
    assert "releases.jsonl: 0 releases kept, 2 kept before." in again
    assert [(iso(one.published_us), one.title, one.text, one.url, one.source) for one in kept(council)] == [
        ("2026-07-01T08:00:00Z", "New crossing", "Work begins.", "https://anytown.example/1", "file"),
        ("2026-07-01T23:00:00Z", "", "No title.\nTwo lines.", "", "file"),
    ]


BAD = {
    "no moment": ({"title": "A"}, "published_at is missing"),
    "an empty moment": ({**GOOD, "published_at": " "}, "published_at is missing"),
    "a naive time": ({**GOOD, "published_at": "2026-07-01T09:00:00"}, "published_at must be a day"),
    "no such day": ({**GOOD, "published_at": "2026-02-30"}, "published_at must be a day"),
    "too long ago": ({**GOOD, "published_at": "0001-01-01"}, "published_at must be a day"),
    "words": ({**GOOD, "published_at": "last Friday"}, "published_at must be a day"),
    "a number": ({**GOOD, "published_at": 1}, "published_at must be text"),
    "a list": ({**GOOD, "text": ["a"]}, "text must be text"),
    "no words": ({**GOOD, "title": " ", "text": ""}, "title and text are both missing"),
    "signs alone": ({**GOOD, "title": "\u202e", "text": "..."}, "it holds no words"),
    "no JSON": ("{", "it isn't JSON in UTF-8"),
    "no object": ("[1]", "it isn't a JSON object"),
    "named twice": ('{"title": "A", "title": "B"}', "it names title twice"),
}


@pytest.mark.parametrize(("row", "why"), BAD.values(), ids=BAD)
def test_a_bad_line_is_said_with_its_number_and_stops_no_other(
    council: Council, tmp_path: Path, row: Any, why: str
) -> None:
    file = in_lines(tmp_path / "releases.jsonl", [GOOD, row, {**GOOD, "title": "Other"}])

    done = council.run("import", "--releases", file)

    assert done.exit_code == 4
    assert f"line 2: {why}" in done.stderr
    assert "mend it and import the file again." in done.stderr
    assert sorted(one.title for one in kept(council)) == ["New crossing", "Other"]
    [report] = (council.path / "imports").glob("*.json")
    assert json.loads(report.read_text("utf-8"))["set_aside"][0]["where"] == "line 2"


def test_hostile_cells_lose_their_marks_and_addresses_no_browser_should_open(
    council: Council, tmp_path: Path
) -> None:
    rows = [
        {**GOOD, "title": f"T{number}\u2066 \x07x", "url": url}
        for number, url in enumerate(
            [
                "javascript:alert(1)",
                "https://council@evil.example/",
                "https://[",
                "https://a b.example",
                "ftp://a.example",
            ]
        )
    ]

    council.must("import", "--releases", in_lines(tmp_path / "releases.jsonl", rows))

    assert {one.url for one in kept(council)} == {""}
    assert sorted(one.title for one in kept(council)) == [f"T{number} x" for number in range(5)]


FILES = {
    "no column": (b"title,text\nA,B\n", "it has no column published_at; a file of releases needs them"),
    "a column twice": (b"published_at,text,text\n", "it has the column text twice"),
    "one list": (b'[{"title": "A"}]', "it is one JSON list"),
    "a page": (b"<html>", "it is a web page or XML"),
    "a zip": (b"PK\x03\x04aaaa", "it is a zip"),
}


@pytest.mark.parametrize(("body", "why"), FILES.values(), ids=FILES)
def test_another_file_is_said_to_be_none(council: Council, tmp_path: Path, body: bytes, why: str) -> None:
    (tmp_path / "file.csv").write_bytes(body)

    done = council.run("import", "--releases", str(tmp_path / "file.csv"))

    assert done.exit_code == 1
    assert f"file.csv: {why}" in done.stderr


@pytest.mark.parametrize("also", [("--account", "x:ann"), ("--covers", "..2026-01-01")])
def test_releases_are_of_no_account(council: Council, tmp_path: Path, also: tuple[str, str]) -> None:
    done = council.run("import", "--releases", *also, in_lines(tmp_path / "releases.jsonl", [GOOD]))

    assert done.exit_code == 2
    assert "Say --releases by itself" in done.stderr


def test_a_posts_file_is_read_as_before(council: Council, tmp_path: Path) -> None:
    done = council.run("import", in_lines(tmp_path / "releases.jsonl", [GOOD]))

    assert done.exit_code == 4
    assert "line 1: id is missing" in done.stderr
    assert kept(council) == []

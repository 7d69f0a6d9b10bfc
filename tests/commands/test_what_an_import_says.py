"""What an import says of the stretches that count as seen by it: on the screen, and in its report beside the data."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_command_line import member
from tests.platforms.made_archives import registered, status, tweet, x_files, zipped
from tests.small_council import Council, write_posts, write_register

ROW = {"account": "x:ann", "author": "member", "text": "Good morning."}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    council = Council(tmp_path_factory.mktemp("made") / "data")
    rows = write_register(council.path.parent / "register.csv", [member("ann"), member("bob")])
    council.must("register", str(rows))
    return council.path


@pytest.fixture
def council(made: Path, tmp_path: Path) -> Council:
    return Council(shutil.copytree(made, tmp_path / "data"))


def says(council: Council, *rows: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()) -> list[str]:
    """Import a row for each of these moments, and return what is said of it beside how many there were."""
    told = [{"id": str(n), **ROW, "posted_at": moment, **parts} for n, (moment, parts) in enumerate(rows)]
    file = write_posts(council.path.parent / "posts.jsonl", told)
    return council.must("import", str(file), *options).splitlines()[1:]


def reports(council: Council) -> list[dict[str, Any]]:
    return [json.loads(one.read_text("utf-8")) for one in sorted((council.path / "imports").glob("*.json"))]


def test_each_account_is_named_with_its_stretch_and_what_was_seen_of_it(council: Council) -> None:
    said = says(
        council,
        ("2026-10-02T09:00:00Z", {}),
        ("2026-10-05T09:30:00Z", {"author": "jo"}),
        ("2026-11-02T09:00:00Z", {"account": "x:bob"}),
    )

    assert said == [
        "x:ann counts as seen from 2026-10-02 00:00 to 2026-10-05 10:30: posts, replies, mentions.",
        "x:bob counts as seen from 2026-11-02 00:00 to 2026-11-02 09:00: posts.",
    ]
    [report] = reports(council)
    assert report["seen"] == [
        {"account": "x:ann", "from": "2026-10-01T23:00:00Z", "to": "2026-10-05T09:30:00Z",
         "sights": ["posts", "replies", "mentions"]},
        {"account": "x:bob", "from": "2026-11-02T00:00:00Z", "to": "2026-11-02T09:00:00Z", "sights": ["posts"]},
    ]  # fmt: skip


def test_of_an_archive_it_is_said_too(tmp_path: Path) -> None:
    council = registered(tmp_path, "x")
    path = zipped(tmp_path / "x.zip", x_files(tweet(status("2026-10-01T09:00:00+00:00"))))

    said = council.must("import", str(path), "--account", "x:ann").splitlines()

    assert said[1:] == ["x:ann counts as seen from 2026-10-01 00:00 to 2026-10-20 13:00: posts."]


FAR = "x:ann: its first row is of 2023-10-02, 1098 days before the next, and all of that time counts as seen."


@pytest.mark.parametrize(
    ("moments", "options", "is_told"),
    [
        (("2026-10-05", "2023-10-02", "2026-10-04"), (), True),
        (("2023-10-02", "2026-10-04"), ("--covers", "..2026-10-31"), True),
        (("2023-10-02", "2026-10-04"), ("--covers", "2026-10-01..2026-10-31"), False),
        (("2026-08-05", "2026-10-04"), (), False),
        (("2023-10-02", "2023-10-02"), (), False),
    ],
)
def test_one_old_row_that_claims_years_is_pointed_out(
    council: Council, moments: tuple[str, ...], options: tuple[str, ...], is_told: bool
) -> None:
    said = says(council, *((f"{day}T09:00:00Z", {}) for day in moments), options=options)

    assert [line.startswith(FAR) for line in said[1:]] == ([True] if is_told else [])
    assert reports(council)[0]["notes"] == said[1:]


def test_of_an_empty_export_it_is_said_that_nothing_counts_as_seen(council: Council) -> None:
    covers = ("--covers", "2026-10-01..2026-10-31")

    empty = says(council, options=("--account", "x:ann", *covers))
    anothers = says(
        council, ("2026-10-02T09:00:00Z", {"account": "x:bob"}), options=("--account", "x:ann", *covers)
    )

    what = "It holds no row of x:ann that shows anything, so by it nothing counts as seen, whatever --covers says."
    assert (empty, anothers) == ([what], [what])
    assert says(council) == ["It holds no row that shows anything, so by it nothing counts as seen."]


def test_a_report_that_names_who_is_erased_as_seen_goes_with_them(council: Council) -> None:
    says(council, ("2026-10-02T09:00:00Z", {}))
    says(council, ("2026-10-02T09:00:00Z", {"account": "x:bob", "id": "b"}))

    council.must("erase", "--account", "x:ann")

    assert [one["seen"][0]["account"] for one in reports(council)] == ["x:bob"]

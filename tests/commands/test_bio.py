"""What profiles say, from files of readings to what is published for the member's own eyes (definition 80)."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from facts import Page, Seen, Sight, iso
from pipelines.keep.folder import Folder
from store.visits import note_visit
from tests.commands.test_command_line import AS_OF, exchanges, member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

ANN, BSKY = "x:ann", "bluesky:ann"
JUNE, SEPTEMBER, OCTOBER = "2026-06-05T09:00:00Z", "2026-09-05T09:00:00Z", "2026-10-05T09:00:00Z"
FULL = "Cllr for Mill Lane. Ring 01248 712345, Mon-Fri only. Own views."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made")
    rows = [member("ann"), member("ann", "bluesky"), member("bob", "blog")]
    council = Council(path / "data")
    rows = [{**row, "ward": "Mill Lane"} for row in rows]
    council.must("register", str(write_register(path / "register.csv", rows)))
    return council.path


@pytest.fixture
def council(made: Path, tmp_path: Path) -> Council:
    return Council(shutil.copytree(made, tmp_path / "data"))


def read(council: Council, *readings: tuple[str, str, str]) -> None:
    rows = [{"account": account, "read_at": at, "text": text} for account, at, text in readings]
    council.must("import", str(write_posts(council.path.parent / "read.jsonl", rows)), "--profiles")


def bio(council: Council, *month: str, who: str = "ann") -> dict[str, Any]:
    [found] = [one for one in council.json("show", who, *month)["results"] if one["measure"] == "bio"]
    return dict(found)


def listed(council: Council, *month: str) -> list[dict[str, Any]]:
    return list(council.json("evidence", "ann", "bio", *month)["occasions"])


def test_the_latest_text_of_each_account_counts_with_the_words_that_show_each_fact(council: Council) -> None:
    read(council, (ANN, SEPTEMBER, "Gardener."), (ANN, OCTOBER, FULL), (BSKY, JUNE, "Councillor"))
    council.must("measure", "--as-of", AS_OF)

    found = bio(council)

    assert (found["outcome"], found["value"], found["n"], found["why"]) == ("measured", 2, 2, None)
    assert found["counts"] == {"councillor": 2, "ward": 1, "contact": 1, "hours": 1, "views_own": 1}
    first, second = listed(council)
    assert (first["happened_at"], first["post"], first["url"], first["met"]) == (JUNE, None, None, None)
    assert first["reason"] == {"code": "read", "account": BSKY, "councillor": "Councillor"}
    assert first["why"] == (
        "bluesky:ann: says councillor (“Councillor”), doesn't name the ward, no way to get in touch, no hours, "
        "no “views my own” line"
    )
    assert (second["happened_at"], second["reason"]["ward"]) == (OCTOBER, "Mill Lane")
    assert "has a “views my own” line, which changes nothing (“Own views”)" in second["why"]


def test_a_month_tells_what_was_read_by_its_end_and_no_later(council: Council) -> None:
    read(council, (ANN, SEPTEMBER, "Cllr"), (ANN, OCTOBER, "Gardener."))
    council.must("measure", "--as-of", AS_OF)

    september, october, june = (bio(council, "--month", f"2026-{month}") for month in ("09", "10", "06"))

    assert (september["value"], september["counts"]["councillor"]) == (1, 1)
    assert (october["value"], october["counts"]["councillor"]) == (1, 0)
    assert (june["outcome"], june["reason"]["code"]) == ("unknown", "not-read")
    assert june["why"] == "no profile was read by then: bluesky:ann, x:ann"


def test_an_account_that_was_not_read_is_left_out_and_named(council: Council) -> None:
    read(council, (ANN, SEPTEMBER, "Cllr"))
    council.must("measure", "--as-of", AS_OF)

    found = bio(council)

    assert (found["outcome"], found["value"]) == ("measured", 1)
    assert found["reason"] == {"code": "left-out", "accounts": [BSKY], "sights": ["profile"]}


def test_posts_files_alone_show_no_profile(council: Council) -> None:
    rows = [
        {**row, "id": f"{account}{row['id']}", "account": account}
        for account in (ANN, BSKY)
        for row in exchanges("ann", [1])
    ]
    council.must("import", str(write_posts(council.path.parent / "posts.jsonl", rows)))
    council.must("measure", "--as-of", AS_OF)

    found = bio(council)

    assert (found["outcome"], found["reason"]["code"]) == ("not visible", "not-shown")
    assert found["why"] == "a posts file of Bluesky and X doesn't show profile texts to us"


def test_an_account_that_was_visited_could_have_been_read(council: Council) -> None:
    rows = [{**row, "account": ANN} for row in exchanges("ann", [1])]
    council.must("import", str(write_posts(council.path.parent / "posts.jsonl", rows)))
    with Folder(council.path).archive() as archive:
        note_visit(archive, ANN, None, now_us=1)
    council.must("measure", "--as-of", AS_OF)

    assert bio(council)["outcome"] == "unknown"


def test_a_platform_without_profile_texts_shows_none(council: Council) -> None:
    council.must("measure", "--as-of", AS_OF)

    found = bio(council, who="bob")

    assert found["outcome"] == "not visible"
    assert "doesn't show profile texts to us" in found["why"]


def test_words_that_may_be_read_on_their_platform_only_are_in_no_published_file(council: Council) -> None:
    with Folder(council.path).archive() as archive:
        page = Page(account=ANN, about="Cllr Grimsditch for Mill Lane", about_is_link_only=True)
        archive.keep(page, [], owner="", now_us=1_760_000_000_000_000)
    council.must("measure", "--as-of", AS_OF)

    [row] = listed(council)
    assert row["reason"] == {"code": "link-only", "account": ANN, "councillor": "", "ward": ""}
    assert row["why"].startswith("x:ann: says councillor, names the ward, no way")
    assert bio(council)["counts"]["councillor"] == 1
    published = council.path / "published"
    assert not [name for name in council.bytes_of("Grimsditch", "Mill Lane (") if published.name in name]


def test_it_is_in_the_members_own_file_alone(council: Council) -> None:
    read(council, (ANN, SEPTEMBER, FULL))
    council.must("measure", "--as-of", AS_OF)

    held = {
        name
        for name, rows in council.published().items()
        if any("bio" in row or "712345" in repr(row) for row in rows)
    }

    assert held == {
        "main.definitions", "own.main.definitions", "own.main.results", "own.main.occasions", "own.main.series",
        "own.main.council",
    }  # fmt: skip


def test_reading_a_profile_claims_no_sight_of_posts(council: Council) -> None:
    read(council, (ANN, SEPTEMBER, FULL))
    with Folder(council.path).archive() as archive:
        seen = Seen(
            account=ANN, sight=Sight.POSTS, from_us=1_756_000_000_000_000, to_us=1_757_000_000_000_000
        )
        archive.keep(Page(account=ANN, seen=[seen]), [], owner="", now_us=seen.to_us)
    council.must("measure", "--as-of", iso(seen.to_us))

    assert not [row for row in council.published()["main.coverage"] if row[2] == "profile"]

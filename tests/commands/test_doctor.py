"""`doctor` says of each account what is known, and the one next step."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    rows = [member("ann"), member("bob", consented_on=""), member("cat", platform="facebook"),
            member("dee", platform="bluesky"), member("eve", platform="instagram"),
            member("fay", platform="facebook", consented_on=""),
            {**member("guy", platform="facebook", consented_on=""), "handle": "12345"}]  # fmt: skip
    council.must("register", str(write_register(tmp_path / "register.csv", rows)))
    return council


def checked(council: Council) -> dict[str, dict[str, Any]]:
    import json

    done = council.run("doctor", "--json")
    assert done.exit_code == 4, done.output
    return {one["account"]: one for one in json.loads(done.stdout)["accounts"]}


@pytest.mark.parametrize(
    ("account", "step"),
    [
        ("x:ann", "Not set up (no plan"),
        ("x:bob", "No consent is live"),
        ("facebook:fay", "Its Page's number isn't known, so nobody can tell its words"),
        ("facebook:12345", "No consent is live"),
        ("facebook:cat", "Ask the member to grant a token"),
        ("bluesky:dee", "Never seen: run `run`."),
        ("instagram:eve", "Never seen: import an archive or a posts file."),
    ],
)
def test_each_account_has_its_next_step(council: Council, account: str, step: str) -> None:
    assert checked(council)[account]["next_step"].startswith(step)


def test_a_token_that_was_noted_is_asked_for_no_more(council: Council) -> None:
    council.run("token", "--account", "facebook:cat", typed="EAAG-planted")

    found = checked(council)["facebook:cat"]

    assert found["token"] is True
    assert found["next_step"].startswith("Never seen")
    assert "EAAG-planted" not in council.run("doctor").output


def test_what_was_seen_and_until_when_is_told(council: Council, tmp_path: Path) -> None:
    posts = [{"id": str(day), "account": "instagram:eve", "author": author, "posted_at": f"2026-{day}T09:00:00Z"}
             for day, author in (("08-01", "member"), ("10-31", "jo"))]  # fmt: skip
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", posts)))
    council.must("measure", "--as-of", "2026-11-01T00:00:00Z")

    found = checked(council)["instagram:eve"]

    assert found["last_seen_at"] == "2026-10-31T09:00:00Z"
    assert found["seen"]["posts"] > 0.98
    assert found["next_step"] == "Not seen since 2026-10-31: import a newer file."


@pytest.mark.skipif(os.name != "posix", reason="rights are inherited on Windows")
def test_a_key_that_others_could_read_is_closed_and_that_is_said_once(council: Council) -> None:
    (council.path / "key").chmod(0o644)

    told = council.run("doctor").output

    assert "Others on this machine could read these until now; they are closed (0700, 0600): key." in told
    assert stat.S_IMODE((council.path / "key").stat().st_mode) == 0o600
    assert "Others on this machine" not in council.run("doctor").output


def test_it_reads_as_a_table_too_and_names_no_one_twice(council: Council) -> None:
    told = council.run("doctor").output

    assert told.count("facebook:cat: Ask the member") == 1
    assert "Nothing has been published yet" in told

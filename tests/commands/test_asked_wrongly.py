"""What is asked or handed in wrongly is refused in one line, and never done by halves without a word."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.test_command_line import POSTS, member
from tests.platforms.local_bluesky import running
from tests.small_council import ROOT, Council, write_posts, write_register

pytestmark = pytest.mark.commands


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    people = [member("ann"), member("bob", consented_on=""), member("kim", "mastodon")]
    council.must("register", str(write_register(tmp_path / "register.csv", people)))
    return council


# Files that can be read only once


@pytest.mark.skipif(os.name != "posix", reason="no such pipes here")
@pytest.mark.parametrize("verb", ["register", "import", "label"])
def test_what_can_be_read_only_once_is_refused_and_never_waited_for(
    council: Council, tmp_path: Path, verb: str
) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    code, answer, aside = council.apart(verb, str(tmp_path / "pipe.csv"))

    assert (code, answer) == (1, "")
    assert "can be read only once. Save it to a file first." in aside
    assert len(aside.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="no such pipes here")
@pytest.mark.parametrize("verb", ["register", "import"])
def test_standard_input_is_no_file(council: Council, tmp_path: Path, verb: str) -> None:
    told = b"id,account,author,posted_at\nq1,x:ann,jo,2026-10-01T09:00:00Z\n"
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "--data", str(council.path), verb, "/dev/stdin"],
        cwd=ROOT, input=told, capture_output=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"can be read only once" in done.stderr


def test_messages_to_label_may_still_come_through_standard_input_also_with_a_mark_of_utf8(
    council: Council,
) -> None:
    done = council.run(
        "label", typed=b"\xef\xbb\xbf" + b'{"author": "resident", "text": "When will the bins be emptied?"}\n'
    )

    assert (done.exit_code, done.stderr) == (0, "")
    assert "error" not in done.stdout


# Accounts and platforms that aren't there


@pytest.mark.parametrize("account", ["x:anne", "x:bob"])
def test_an_account_nobody_consented_for_is_refused_by_an_import(
    council: Council, tmp_path: Path, account: str
) -> None:
    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", POSTS)), "--account", account)

    assert (done.exit_code, council.keeps_nothing()) == (4, True)
    assert f"{account}: The file was refused: no recorded consent is live." in done.stderr


def test_an_import_of_one_account_says_how_many_rows_of_others_it_left_aside(
    council: Council, tmp_path: Path
) -> None:
    rows = [POSTS[0], *(row for row in POSTS if row["account"] == "x:bob")]

    done = council.run("import", str(write_posts(tmp_path / "p.jsonl", rows)), "--account", "x:ann")

    assert done.stdout.splitlines()[0] == (
        "p.jsonl: 1 message kept, 0 kept before. 5 rows of other accounts left aside."
    )


def test_a_platform_there_is_not_is_refused_with_those_there_are(council: Council) -> None:
    done = council.run("collect", "--platform", "blusky")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "bluesky, mastodon, facebook, x, blog, not 'blusky'" in done.stderr


@pytest.mark.parametrize("only", [["--platform", "x"], ["--account", "x:ann"]])
def test_with_one_platform_named_no_other_is_asked_anything(council: Council, only: list[str]) -> None:
    with running() as network:
        told = f'council_accounts = ["bluesky:anytown.example"]\n[hosts]\nbluesky_appview = "{network.address}"\n'
        told += f'bluesky_directory = "{network.address}"\n'
        (council.path / "settings.toml").write_text(told, encoding="utf-8")

        council.run("collect", *only)
        asked = list(network.asked)
        council.run("collect")

        assert asked == []
        assert network.asked


# Columns and names that stand twice

TWICE = "it names author twice. Set aside"


@pytest.mark.parametrize("column", ["author", "Author ", "text", "account"])
def test_a_posts_file_with_a_column_twice_is_refused(council: Council, tmp_path: Path, column: str) -> None:
    file = tmp_path / "posts.csv"
    file.write_text(
        f"id,account,author,posted_at,text,{column}\nq1,x:ann,jo,2026-10-01T09:00:00Z,Bins?,member\n"
    )

    done = council.run("import", str(file))

    assert (done.exit_code, done.stdout) == (1, "")
    assert f"it has the column {column.strip().lower()} twice" in done.stderr
    assert council.keeps_nothing()


@pytest.mark.parametrize(
    "again", ['"author": "member"', '"\\u0061uthor": "member"', '"author": {"author": 1}']
)
def test_a_message_that_names_something_twice_is_set_aside_alone(
    council: Council, tmp_path: Path, again: str
) -> None:
    good = '{"id": "q%s", "account": "x:ann", "author": "jo", "posted_at": "2026-10-01T09:00:00Z", "text": "\\u00a3?"'
    file = tmp_path / "posts.jsonl"
    file.write_text("\n".join([good % 1 + ", " + again + "}", good % 2 + "}"]))

    done = council.run("import", str(file))

    assert done.exit_code == 4
    assert f"line 1: {TWICE}" in done.stderr
    assert {row[0] for row in council.archive()["main.posts"]} == {"q2"}


def test_a_message_whose_id_nobody_could_type_is_set_aside(council: Council, tmp_path: Path) -> None:
    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", [{**POSTS[0], "id": "q\0"}])))

    assert done.exit_code == 4
    assert "id holds a sign that nobody sees (U+0000)" in done.stderr
    assert council.keeps_nothing()


# Files of the data folder that are none


def link_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


KINDS: dict[str, Callable[[Path], None]] = {
    "a folder": Path.mkdir,
    "a link": link_nowhere,
    "a pipe": os.mkfifo,
}


@pytest.mark.skipif(os.name != "posix", reason="no such pipes here")
@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_settings_that_are_no_file_are_never_taken_for_none(
    council: Council, make: Callable[[Path], None]
) -> None:
    make(council.path / "settings.toml")

    for arguments in (["collect"], ["show", "--all"], ["doctor"]):
        done = council.run(*arguments)
        assert (done.exit_code, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("settings.toml is no file")


@pytest.mark.skipif(os.name != "posix", reason="no such pipes here")
@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
def test_a_key_that_is_no_file_is_one_line(
    council: Council, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (council.path / "key").unlink()
    make(council.path / "key")

    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", POSTS)))

    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "--accept-loss key" in done.stderr


@pytest.mark.parametrize("place", ["published", "published/current"])
def test_what_stands_where_a_run_publishes_is_named_by_doctor_beside_all_the_rest(
    council: Council, place: str
) -> None:
    if place == "published":
        (council.path / place).write_text("a file")
    else:
        (council.path / place).mkdir(parents=True)

    done = council.run("doctor")

    assert done.exit_code == 4
    assert "x:ann" in done.stdout
    assert f"{place} is in the way: move it elsewhere, then run: python -m pipelines measure" in done.stdout
    assert len(council.run("measure").stderr.splitlines()) >= 1


BAD_SETTINGS = {
    "an account of nobody": 'council_accounts = [":"]', "an account without a name": 'council_accounts = ["x:"]',
    "an account of a sign": 'council_accounts = ["x:@"]', "no platform": 'council_accounts = [":anytown"]',
    "an account of two lines": 'council_accounts = ["x:any\\ntown"]', "half a site": 'own_sites = ["anytown"]',
    "a site of a sign": 'own_sites = ["-..-"]', "a site of two words": 'own_sites = ["any town.example"]',
    "a port too far": '[hosts]\nbluesky_appview = "https://example.org:65536"',
    "a host of two lines": '[hosts]\nbluesky_appview = "https://example\\n.org"',
}  # fmt: skip


@pytest.mark.parametrize("told", BAD_SETTINGS.values(), ids=BAD_SETTINGS)
def test_settings_that_can_mean_nothing_are_one_line(council: Council, told: str) -> None:
    (council.path / "settings.toml").write_text(told, encoding="utf-8")

    done = council.run("doctor")

    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("settings.toml: ")

"""What stays after words or an account were to go: nothing that names them, and no sentence that claims more."""

import shutil
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from facts import Kind, Label, Page, Post
from pipelines.keep import erasure as consent
from store.archive import Archive
from store.erased_messages import erase_authors
from tests.commands.test_command_line import AS_OF, COVERS, exchanges, member
from tests.platforms.made_archives import status, tweet, x_files, zipped
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

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


# Reports of imports


def test_an_old_file_brought_again_after_a_withdrawal_leaves_no_name_behind(
    council: Council, tmp_path: Path
) -> None:
    council.must("withdraw", "--account", f"x:{NAME}")
    rows = [*exchanges("ann", [3]), *exchanges(NAME, [1, 26])]

    done = bring(council, tmp_path / f"export-{NAME}.jsonl", rows)

    assert (done.exit_code, f"x:{NAME}: 4 messages refused" in done.stderr) == (4, True)
    assert council.bytes_of(NAME) == {"desk.sqlite": 1}  # the audit's line of the withdrawal
    report = max((council.path / "imports").glob("*.json"))
    assert '"lines 3, 4, 5, 6"' in report.read_text("utf-8")


def test_an_archive_that_nobody_on_the_register_owns_is_refused_and_leaves_no_name_behind(
    council: Council, tmp_path: Path
) -> None:
    path = zipped(
        tmp_path / "twitter-quillfeather.zip", x_files(tweet(status("2026-10-01T09:00:00+00:00"), "Bins."))
    )

    assert council.run("import", str(path), "--account", "x:quillfeather").exit_code == 4

    assert council.bytes_of("quillfeather") == {}


@pytest.mark.parametrize("wanted", [("--account", f"x:{NAME}x"), ("--platform", "facebook")])
def test_erasing_by_a_name_that_only_reports_still_have_takes_it_out_of_them(
    council: Council, wanted: tuple[str, str]
) -> None:
    """As an older Two-Way wrote them."""
    (council.path / "imports").mkdir(exist_ok=True)
    for account in (f"x:{NAME}x", f"facebook:{NAME}x"):
        told = f'{{"file": "a.csv", "set_aside": [{{"where": "{account}", "what": "4 messages refused"}}]}}'
        (council.path / "imports" / f"{account.partition(':')[0]}.json").write_text(told)

    done = council.run("erase", *wanted)

    left = {path.stem for path in (council.path / "imports").glob("*.json") if path.stem.isalpha()}
    assert left == {"x", "facebook"} - {wanted[1].partition(":")[0]}
    assert done.exit_code == 0
    assert done.stdout == f"Removed: 1 report of imports that may have named {wanted[1]}.\n"


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


# Bytes of the desk


def reading(council: Council) -> sqlite3.Connection:
    """Return a connection that has begun to read the desk, as a page or a backup does."""
    other = sqlite3.connect(council.path / "desk.sqlite", isolation_level=None)
    other.execute("begin")
    other.execute("select * from members").fetchall()
    return other


@pytest.mark.parametrize("order", [("erase", "--member", NAME), ("withdraw", "--account", f"x:{NAME}")])
def test_while_somebody_reads_the_desk_an_ending_doesnt_claim_that_all_is_gone(
    council: Council, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...]
) -> None:
    monkeypatch.setattr(consent, "READERS_TIMEOUT_S", 0.2)
    other = reading(council)

    done = council.run(*order)

    assert done.exit_code == 4
    assert [line.partition(" ")[2] for line in done.stderr.splitlines()][-1] == consent.LOG_IS_READ
    assert f"Erased: x:{NAME}, but for what was just said." in done.stdout
    assert f"Erased: x:{NAME}.\n" not in done.stdout
    other.close()
    council.must("measure", "--as-of", AS_OF)
    said = 0 if order[0] == "erase" else 1  # the audit's line
    assert sum(council.bytes_of(f"x:{NAME}").values()) == said
    assert council.bytes_of(f"{NAME}@") == {}


def test_a_reader_who_is_done_in_a_moment_is_waited_for(council: Council) -> None:
    other = reading(council)
    done: list[Any] = []
    at_work = threading.Thread(target=lambda: done.append(council.run("erase", "--member", NAME)))

    at_work.start()
    at_work.join(timeout=1)
    assert done == []
    other.close()
    at_work.join()

    assert (done[0].exit_code, done[0].stdout) == (0, f"Erased: x:{NAME}.\n")
    assert council.bytes_of(f"{NAME}@") == {}


def test_what_was_set_aside_is_named_as_not_erased(council: Council) -> None:
    shutil.copy(council.path / "desk.sqlite", council.path / "desk.sqlite.set-aside-1a2b")

    done = council.run("erase", "--member", NAME)

    assert (done.exit_code, "remove desk.sqlite.set-aside-1a2b" in done.stderr) == (4, True)
    assert f"Erased: x:{NAME}.\n" not in done.stdout


# Settings that can't be followed


BAD_SETTINGS = {
    "an unknown group": 'group = "nobody-knows-it"',
    "an unknown time zone": 'time_zone = "Mars/X"',
    "a plan that is no text": "[x]\nplan = 7",
    "no TOML": "= =",
    "no UTF-8": "council = '\udcff'",
}


@pytest.mark.parametrize("told", BAD_SETTINGS.values(), ids=BAD_SETTINGS)
@pytest.mark.parametrize("order", [("withdraw", "--account", f"x:{NAME}"), ("erase", "--member", NAME)])
def test_whatever_the_settings_say_an_ending_is_taken_in_first(
    council: Council, order: tuple[str, ...], told: str
) -> None:
    settings = council.path / "settings.toml"
    settings.write_bytes(told.encode("utf-8", "surrogateescape"))
    before = council.json("show", "ann") if "group" in told else None

    done = council.run(*order)

    assert done.exit_code == 4, done.output
    [line] = done.stderr.splitlines()
    assert line.startswith("It isn't erased yet: settings.toml")
    assert council.run("measure").exit_code == 1  # by such settings no figure is made
    settings.write_text("")
    assert council.run("show", NAME, "--json").exit_code == 1  # hidden, though it is there still
    assert before in (None, council.json("show", "ann"))
    council.must("measure", "--as-of", AS_OF)
    assert set(council.bytes_of(NAME)) <= {"desk.sqlite"}
    assert council.keeps_nothing() is False


def test_an_ending_taken_in_beside_bad_settings_is_known_to_the_folder(
    council: Council, tmp_path: Path
) -> None:
    """So that a desk put back from before it revives nothing (decision 42)."""
    earlier = sqlite3.connect(tmp_path / "earlier.sqlite")
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.backup(earlier)
    (council.path / "settings.toml").write_text('time_zone = "Mars/X"')
    council.run("withdraw", "--account", f"x:{NAME}")
    (council.path / "settings.toml").unlink()
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        earlier.backup(desk)
    earlier.close()

    done = council.run("measure")

    assert (done.exit_code, "older copy" in done.stderr) == (1, True)


# A resident who asks


def test_a_resident_who_asks_is_erased_from_every_file_and_no_figure_moves(
    council: Council, tmp_path: Path
) -> None:
    rows = [
        {"id": f"rita{n}", "account": "x:ann", "author": "@RitaVane", "posted_at": f"2026-10-0{n}T09:00:00Z",
         "text": f"When is ritaword{n} mended?", "url": f"https://shop.example/ritaword{n}"}
        for n in range(1, 7)
    ]  # fmt: skip
    bring(council, tmp_path / "ritavane.jsonl", rows)
    council.must("mark", "set-aside", "--post", "rita2", "--by", "Jo", "--why", "RitaVane says ritaword2")
    for _ in range(2):
        council.must("measure", "--as-of", AS_OF)
    assert len(council.bytes_of("ritaword")) >= 3
    figures = council.json("show", "ann")["results"]
    author = {row[0]: row[3] for row in council.archive()["main.posts"]}["rita1"]

    answer = council.must("erase", "--account", "X:@ritavane")

    assert "the words and links of 6 messages" in answer
    assert council.bytes_of("ritaword", "ritavane", author) == {}
    assert council.json("show", "ann")["results"] == figures
    council.must("measure", "--as-of", AS_OF)
    assert council.json("show", "ann")["results"] == figures
    assert council.json("mark", "list")[0]["why"] == ""
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        assert ("erase resident", "6 messages on x") in desk.execute("select did, what from audit").fetchall()

    again = [{**row, "text": "When is ritaword at last mended?"} for row in rows]
    bring(council, tmp_path / "again.jsonl", again)
    council.must("withdraw", "--account", "x:ann")
    new = {**member("ann"), "consented_on": "2126-01-01"}
    assert council.run("register", str(write_register(tmp_path / "new.csv", [new]))).exit_code == 0
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("update consents set given_on = '2026-01-01'")
    bring(council, tmp_path / "once-more.jsonl", again)
    assert {f"rita{n}" for n in range(1, 7)} <= {row[0] for row in council.archive()["main.posts"]}
    assert council.bytes_of("ritaword", author) == {}


def test_the_platform_that_hands_erased_words_over_again_brings_none_of_them_back(tmp_path: Path) -> None:
    """Not even where its own answer differs, or the message was removed meanwhile."""
    post = Post(id="1", platform="x", account="x:ann", author="rita", kind=Kind.POST, posted_us=1,
                text="When is ritaword?", url="https://a.example", sites=("a.example",), item="ritaword")  # fmt: skip
    label = Label(post="1", rule="ask", version=1, value="ask", reason="ritaword")
    edited = replace(post, text="ritaword!", heard="named")
    with Archive() as archive:
        archive.keep(Page(account="x:ann", posts=[post]), [label], owner="", now_us=1)
        erase_authors(archive, ["rita", "tom"], 2)
        before = (
            archive.rows("select * exclude (removed_us) from posts"),
            archive.rows("select * from labels"),
        )
        pages = [Page(account="x:ann", posts=[edited]), Page(account="x:ann", gone=["1"], gone_us=3)]
        for page in [*pages, pages[0]]:
            archive.keep(page, [replace(label, value="nothing")] if page.posts else [], owner="", now_us=4)

        after = archive.rows("select * exclude (removed_us) from posts"), archive.rows("select * from labels")
        assert after == before
        assert "rita" not in repr(after)


@pytest.mark.parametrize(
    ("person", "told"),
    [("bluesky:rita.example", "did:plc:..."), ("mastodon:rita", "name@server"), ("x:nobody", "number of their")],
)  # fmt: skip
def test_where_nothing_has_the_name_a_resident_hears_by_what_they_are_known(
    council: Council, person: str, told: str
) -> None:
    done = council.run("erase", "--account", person)

    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr


def test_of_whom_was_a_member_once_no_resident_is_made(council: Council, tmp_path: Path) -> None:
    council.must("withdraw", "--account", f"x:{NAME}")
    theirs = {
        "id": "late",
        "account": "x:ann",
        "author": NAME,
        "posted_at": "2026-10-09T09:00:00Z",
        "text": "Why?",
    }
    bring(council, tmp_path / "late.jsonl", [theirs])
    before = council.archive()["main.posts"]

    done = council.run("erase", "--account", f"x:{NAME}")

    assert (done.exit_code, "was a member's once" in done.stderr) == (1, True)
    assert council.archive()["main.posts"] == before


def test_while_another_run_holds_the_archive_a_resident_isnt_told_that_they_are_erased(
    council: Council,
) -> None:
    with duckdb.connect(str(council.path / "archive.duckdb")):
        code, answer, aside = council.apart("erase", "--account", "x:ritavane")

    assert (code, answer, len(aside.splitlines())) == (3, "", 1)

"""Who is on the register and who no longer is: files as people write them; hidden at once, then gone to the byte."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from people import consent
from pipelines.keep.folder import now_us
from tests.commands.test_command_line import AS_OF, COVERS, exchanges, member
from tests.small_council import COLUMNS, Council, write_posts, write_register

pytestmark = pytest.mark.commands

WORD = "Grimsditch"  # in the handle of the account that goes, in its texts, and in what residents wrote to it


def line(*cells: str) -> str:
    return ",".join(cells)


def register(council: Council, path: Path, *lines: str) -> Any:
    file = path / "register.csv"
    file.write_bytes("\r\n".join([line(*COLUMNS), *lines, ""]).encode("utf-8-sig"))
    return council.run("register", str(file))


@pytest.fixture
def empty(tmp_path: Path) -> Council:
    return Council(tmp_path / "data")


def desk(council: Council) -> Any:
    from pipelines.keep.folder import Folder

    return Folder(council.path)


def live(council: Council) -> set[str]:
    return set(desk(council).live_accounts())


# Registering


def test_a_member_and_an_account_in_several_rows_are_one(empty: Council, tmp_path: Path) -> None:
    ann = "ann,Ann Ŵyn,North,ann@council.example,x,@Ann,2026-01-05,,"
    done = register(
        empty, tmp_path, ann, ann, "ann,Ann Ŵyn,North,,bluesky,ann.example,2026-01-05,Ann,public posts"
    )

    assert (done.exit_code, done.stdout) == (0, "Registered 1 member, 2 accounts, 3 consents.\n")
    assert live(empty) == {"x:ann", "bluesky:ann.example"}
    [one] = desk(empty).desk.members()
    assert (one.id, one.name, one.email) == ("ann", "Ann Ŵyn", "ann@council.example")


BAD_ROWS = {
    "no member": (",Nobody,,,x,nobody,2026-01-05,,", "member missing"),
    "no name": ("zed,,,,x,zed,2026-01-05,,", "name missing"),
    "a handle without platform": ("zed,Zed,,,,zed,2026-01-05,,", "platform and handle go together"),
    "a platform without handle": ("zed,Zed,,,x,,2026-01-05,,", "platform and handle go together"),
    "no such day": ("zed,Zed,,,x,zed,2026-02-30,,", "consented_on must be a day"),
    "a British day": ("zed,Zed,,,x,zed,05/01/2026,,", "consented_on must be a day"),
    "a day and a tail": ("zed,Zed,,,x,zed,2026-01-05xyz,,", "consented_on must be a day"),
    "another member's account": ("zed,Zed,,,x,ANN,2026-01-05,,", "x:ann is registered for ann already"),
}


def test_bad_rows_are_explained_and_good_ones_registered(empty: Council, tmp_path: Path) -> None:
    bad = list(BAD_ROWS.values())
    ann, bob = line(*member("ann").values()), line(*member("bob").values())
    done = register(empty, tmp_path, ann, *(row for row, _ in bad), bob)

    assert done.exit_code == 4
    assert live(empty) == {"x:ann", "x:bob"}
    said = done.stderr.splitlines()
    assert len(said) == len(bad)
    for number, (told, (_, why)) in enumerate(zip(said, bad, strict=True), start=3):
        assert told.startswith(f"line {number}: {why}")


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"member,age\nann,7\n", "has no column name"), (b"", "it is empty"), (b"PK\x03\x04\x00\xff", "it is a zip")],
)  # fmt: skip
def test_what_is_no_register_fails_with_one_line(
    empty: Council, tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(content)

    done = empty.run("register", str(file))

    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert why in done.stderr


def test_a_consent_still_to_come_isnt_live(empty: Council, tmp_path: Path) -> None:
    done = register(empty, tmp_path, line(*member("eve", consented_on="2126-01-01").values()))

    assert done.exit_code == 0
    assert live(empty) == set()


@pytest.mark.parametrize(
    "going", [("withdraw", "--account", "x:ann"), ("erase", "--account", "x:ann"), ("erase", "--member", "ann"),
              ("erase", "--platform", "x")]
)  # fmt: skip
def test_an_old_register_file_revives_no_consent(
    empty: Council, tmp_path: Path, going: tuple[str, ...]
) -> None:
    ann = line(*member("ann").values())
    register(empty, tmp_path, ann)
    empty.must(*going)

    old = register(empty, tmp_path, ann)
    assert (old.exit_code, live(empty)) == (4, set())
    assert "was withdrawn on" in old.stderr
    new = register(empty, tmp_path, line(*member("ann", consented_on="2126-01-01").values()))
    assert new.exit_code == 0


# Going


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two other members, and one whose every word is planted; measured twice, so that older versions lie about."""
    path = tmp_path_factory.mktemp("planted")
    council = Council(path / "data")
    rows = [
        member("ann"),
        member("cat"),
        {**member("bob"), "handle": f"Bob{WORD}", "consented_by": WORD, "email": f"{WORD}@council.example"},
    ]
    rows.append({**rows[-1], "platform": "bluesky", "handle": f"bob.{WORD}.example"})
    council.must("register", str(write_register(path / "register.csv", rows)))
    goes = f"bob{WORD}".lower()
    posts = [
        *exchanges("ann", [1, 2, 3, 4, 5, 6, 7, 8, 24, 25, None]),
        *exchanges("cat", [2, 50]),
        *({**row, "text": f"{WORD}: {row['text']}"} for row in exchanges(goes, [1, 26, None])),
        # A resident's words to the one who goes, and words of theirs at others.
        {"id": f"{WORD}-1", "account": f"x:{goes}", "author": f"fan-of-{WORD}", "text": f"Dear {WORD}, why?",
         "posted_at": "2026-10-09T09:00:00Z"},
        {"id": "visit", "account": "x:ann", "author": f"@Bob{WORD}", "text": f"As {WORD} I say: why?",
         "posted_at": "2026-10-09T10:00:00Z"},
        {"id": f"{WORD}-b", "account": f"bluesky:bob.{WORD}.example", "author": "member", "text": WORD,
         "posted_at": "2026-10-09T10:00:00Z"},
    ]  # fmt: skip
    file = write_posts(path / f"bob{WORD}.jsonl", posts)
    council.must("import", str(file), "--covers", COVERS)
    # Two reports, of which one names who goes.
    for odd in ({**posts[0], "id": "n1", "account": f"x:not{WORD}"}, {**posts[0], "account": f"x:{goes}"}):
        council.run("import", str(write_posts(path / "odd.jsonl", [odd])))
    council.must("mark", "not-an-ask", "--post", f"{goes}-q0", "--by", "Ann", "--why", f"{WORD} was joking")
    council.must("mark", "not-an-ask", "--post", f"{goes}-q1", "--by", "Ann", "--why", f"{WORD} too")
    council.must("mark", "undo", "2")
    council.must("mark", "set-aside", "--post", "cat-q0", "--by", "Ann", "--why", "kept")
    council.must("measure", "--as-of", "2026-10-20T00:00:00Z")
    council.must("measure", "--as-of", AS_OF)
    return council.path


@pytest.fixture
def council(planted: Path, tmp_path: Path) -> Council:
    shutil.copytree(planted, tmp_path / "data")
    return Council(tmp_path / "data")


def others(council: Council) -> list[Any]:
    return [council.uncompared(name) for name in ("ann", "cat")]


def test_erasing_a_member_leaves_no_byte_and_moves_no_other_figure(council: Council) -> None:
    assert len(council.bytes_of(WORD)) >= 5  # desk, archive, published files and an import report
    before = others(council)

    council.must("erase", "--member", "bob")

    assert council.bytes_of(WORD) == {}
    [report] = (council.path / "imports").glob("*.json")
    assert json.loads(report.read_text("utf-8"))["set_aside"][0]["where"] == "line 1"  # nobody of ours
    assert others(council) == before
    assert council.run("show", "bob").exit_code == 1
    assert {row.id for row in desk(council).desk.members()} == {"ann", "cat"}
    assert [mark["post"] for mark in council.json("mark", "list")] == ["cat-q0"]


def test_withdrawing_one_of_two_accounts_leaves_the_other_and_one_audit_line(council: Council) -> None:
    account = f"x:bob{WORD}".lower()

    council.must("withdraw", "--account", f"X:@Bob{WORD}")

    assert live(council) == {"x:ann", "x:cat", f"bluesky:bob.{WORD}.example".lower()}
    held = council.archive()
    assert {row[0] for row in held["main.coverage"]} == {
        "x:ann",
        "x:cat",
        f"bluesky:bob.{WORD}.example".lower(),
    }
    assert "visit" not in {row[0] for row in held["main.posts"]}
    assert f"{WORD}-b" in {row[0] for row in held["main.posts"]}
    assert council.bytes_of(account) == {"desk.sqlite": 1}
    assert council.json("show", "bob")["member"] == "bob"


def test_while_the_archive_is_busy_a_withdrawal_hides_and_the_next_run_erases(council: Council) -> None:
    hold = "import sys, duckdb; db = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(council.path / "archive.duckdb")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with other:
        assert other.stdout
        other.stdout.readline()
        one = council.run("withdraw", "--account", f"bluesky:bob.{WORD}.example")
        hidden = council.run("show", "bob", "--json")
        evidence = council.run("evidence", "bob", "typical-wait", "--json")
        erased = council.run("erase", "--member", "bob")
        listed = [document["member"] for document in council.json("show", "--all")]
        other.communicate()
    before = others(council)
    council.must("collect", "--platform", "mastodon")

    assert [done.exit_code for done in (one, erased)] == [3, 3]
    results = json.loads(hidden.stdout)[
        "results"
    ]  # as on the page: a figure that may rest on it is no figure
    assert {(one["outcome"], one["value"], one["n"], one["reason"]["code"]) for one in results} == {
        ("unknown", None, None, "consent-ended")
    }
    assert f"bob.{WORD}" not in (hidden.stdout + evidence.stdout).casefold()
    assert listed == ["ann", "cat"]
    assert council.bytes_of(f"bob{WORD}") == {}
    assert council.bytes_of(f"bob.{WORD}") == {"desk.sqlite": 1}  # withdrawn by its name, so the audit has it
    assert others(council) == before


def test_an_answer_given_from_a_withdrawn_account_is_hidden_although_its_question_is_not(
    empty: Council, tmp_path: Path
) -> None:
    row = "jo,Jo,North,,bluesky,{}.example,2026-01-05,,"
    register(empty, tmp_path, row.format("jo"), row.format("jo-too"))
    asked = {
        "platform": "bluesky",
        "account": "bluesky:jo.example",
        "kind": "post",
        "text": "When is bin day?",
    }
    posts = []
    for number, account in enumerate(("bluesky:jo.example", "bluesky:jo-too.example")):
        day = f"2026-10-{10 + number}"
        question = {"id": f"q{number}", "author": f"resident {number}", "posted_at": f"{day}T09:00:00Z"}
        reply = {"id": f"a{number}", "author": "member", "posted_at": f"{day}T10:00:00Z", "text": "Thursday."}
        posts += [{**asked, **question}, {**asked, **reply, "account": account, "kind": "reply"}]
        posts[-1]["answers"] = f"q{number}"
    empty.must("import", str(write_posts(tmp_path / "posts.jsonl", posts)), "--covers", COVERS)
    empty.must("measure", "--as-of", AS_OF)
    before = empty.json("evidence", "jo", "answered-within-a-day")["occasions"]
    consent.withdraw(desk(empty).desk, "bluesky:jo-too.example", now_us=now_us(), by="test")  # not erased yet

    after = empty.json("evidence", "jo", "answered-within-a-day")["occasions"]

    assert [(one["post"], one["answer"]) for one in before] == [("q0", "a0"), ("q1", "a1")]
    assert [(one["post"], one["answer"]) for one in after] == [("q0", "a0")]


def test_a_platform_is_erased_and_so_is_a_member_without_any_account(
    council: Council, tmp_path: Path
) -> None:
    register(council, tmp_path, f"eve,Eve {WORD}y,North,eve@council.example,,,,,")
    council.must("erase", "--platform", "x")
    assert live(council) == {f"bluesky:bob.{WORD}.example".lower()}

    council.must("erase", "--member", "eve")

    assert {row.id for row in desk(council).desk.members()} == {"bob"}
    assert council.bytes_of(f"{WORD}y", "eve@") == {}
    assert council.run("erase", "--member", "eve").exit_code == 1


def test_collecting_and_importing_go_on_in_the_archive_written_anew(council: Council, tmp_path: Path) -> None:
    council.must("erase", "--member", "bob")

    more = {
        "id": "n1",
        "account": "x:ann",
        "author": "jo",
        "posted_at": "2026-10-30T09:00:00Z",
        "text": "Why?",
    }
    council.must("import", str(write_posts(tmp_path / "more.jsonl", [more])))
    refused = council.run(
        "import", str(write_posts(tmp_path / "old.jsonl", [{**more, "account": f"x:bob{WORD}"}]))
    )
    council.must("measure", "--as-of", AS_OF)

    assert refused.exit_code == 4
    assert "n1" in {row[0] for row in council.archive()["main.posts"]}

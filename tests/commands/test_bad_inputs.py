"""Whatever people hand in or type: one line that says what is wrong, the right exit code, nothing lost."""

import gzip
import io
import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipelines import report
from pipelines.cli import faults
from pipelines.cli.app import app
from pipelines.signs import UNSEEN
from tests.commands.test_command_line import AS_OF, POSTS, member
from tests.small_council import COLUMNS, ROOT, Council, write_posts, write_register

pytestmark = pytest.mark.commands

HUGE = "9" * 5_000
FAR = 2**64 + 1
ESCAPE = "\x1b[31mred\x07\u202eback\x9b"


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as inside:
        for name, content in files.items():
            inside.writestr(name.replace("_", "/"), content)
    return held.getvalue()


# What a file may be that isn't what was wanted, and what is said of it.
FILES = {
    "spaces": (b" \n\r\n\t", "it is empty"),
    "gzip": (gzip.compress(b"id,account"), "a gzip file"),
    "tar": (b"a" * 257 + b"ustar\0" + b"\0" * 500, "a tar archive"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)"),
    "jpeg": (b"\xff\xd8\xff\xe0\0", "a picture (JPEG)"),
    "pdf": (b"%PDF-1.7\n", "a PDF"),
    "utf-16": ("member,name\n".encode("utf-16"), "text in UTF-16"),
    "utf-16 without a mark": ("member,name\n".encode("utf-16-le"), "no text in UTF-8"),
    "excel": (zipped(xl_workbook=b"<x/>"), "an Excel workbook"),
    "word": (zipped(word_document=b"<x/>"), "a Word document"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Office document"),
    "web page": (b"\n<!DOCTYPE html><html><body>no", "a web page"),
    "feed": (b'<?xml version="1.0"?><rss/>', "a web page or XML"),
    "sqlite": (b"SQLite format 3\0", "an SQLite database"),
    "parquet": (b"PAR1\0\0", "a Parquet file"),
    "noughts": (b"\0" * 5_000, "no text"),
}
ONLY_TEXT = {
    "zip": (zipped(a=b"x"), "it is a zip"),
    "broken zip": (b"PK\x03\x04\x00\xff", "it is a zip"),
}
NO_POSTS = {
    "a json list": (b'[{"id": "1"}]', "one JSON list"),
    "columns of something else": (b"name,age\nAnn,3\n", "it has no column id"),
    "prose": (b"Dear colleagues,\nsee you on Monday.\n", "it has no column id"),
    "broken zip": (b"PK\x03\x04\x00\xff", "broken zip"),
    "a zip of something": (zipped(a=b"x"), "neither an X archive nor a Facebook archive"),
}
NO_REGISTER = {
    "empty": (b"", "it is empty"),
    "a json list": (b'[{"member": "1"}]', "has no column member, name"),
    "one column twice": (b"member,name,name\nann,Ann,Bob\n", "the column name twice"),
}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    path = tmp_path_factory.mktemp("bad")
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", map(member, ("ann", "bob")))))
    council.must("import", str(write_posts(path / "posts.jsonl", POSTS)))
    council.must("measure", "--as-of", AS_OF)
    return council


def held(council: Council) -> str:
    """Return all that must not be lost."""
    return repr(
        (council.archive()["main.posts"], council.json("show", "--all"), council.json("mark", "list"))
    )


def insist(done: Any, code: int, *, most_lines: int = 1) -> str:
    """Hold a command's end against what was promised of it. Return what it said."""
    said = str(done.stderr)
    assert done.exit_code == code, done.output
    assert 1 <= len(said.splitlines()) <= most_lines
    assert "Traceback" not in said
    assert "our fault" not in said
    assert not UNSEEN.search(said.replace("\n", ""))
    return said


@pytest.mark.parametrize("kind", [*FILES, *ONLY_TEXT, *NO_REGISTER])
def test_a_file_that_is_no_register_is_named_for_what_it_is(
    council: Council, tmp_path: Path, kind: str
) -> None:
    content, what = {**FILES, **ONLY_TEXT, **NO_REGISTER}[kind]
    file = tmp_path / "members.csv"
    file.write_bytes(content)
    before = held(council)

    said = insist(council.run("register", str(file)), 1)

    assert what in said
    assert held(council) == before


@pytest.mark.parametrize("kind", [*FILES, *NO_POSTS])
def test_a_file_that_is_no_posts_file_is_named_for_what_it_is(
    council: Council, tmp_path: Path, kind: str
) -> None:
    content, what = {**FILES, **NO_POSTS}[kind]
    file = tmp_path / "posts.jsonl"
    file.write_bytes(content)
    before = held(council)

    said = insist(council.run("import", str(file), "--account", "x:ann"), 1)

    assert what in said
    assert held(council) == before


def test_an_export_of_a_week_in_which_nobody_wrote_is_no_mistake(council: Council, tmp_path: Path) -> None:
    (tmp_path / "nothing.jsonl").write_bytes(b"")
    before = held(council)

    imported = council.run("import", str(tmp_path / "nothing.jsonl"))
    labelled = council.run("label", str(tmp_path / "nothing.jsonl"))

    assert (imported.exit_code, labelled.exit_code, labelled.stdout) == (0, 0, "")
    assert held(council) == before


@pytest.mark.parametrize("kind", [*FILES, *ONLY_TEXT])
def test_a_file_that_is_no_list_of_messages_is_named_for_what_it_is(tmp_path: Path, kind: str) -> None:
    content, what = {**FILES, **ONLY_TEXT}[kind]
    file = tmp_path / "messages.jsonl"
    file.write_bytes(content)

    said = insist(Council(tmp_path / "data").run("label", str(file)), 1)

    assert what.removeprefix("it is") in said


@pytest.mark.parametrize("verb", ["register", "import", "label"])
def test_a_folder_in_place_of_a_file_is_refused(council: Council, tmp_path: Path, verb: str) -> None:
    assert "is a directory" in insist(council.run(verb, str(tmp_path)), 2)


# The register, column by column

BAD_CELLS = {
    "no member": ({"member": ""}, "member missing"),
    "a member of signs": ({"member": "--"}, "member missing"),
    "a member of escapes": ({"member": f"zed{ESCAPE}"}, "member holds a sign that nobody sees (U+001B)"),
    "a member turned round": ({"member": "z\u202eed"}, "member holds a sign that nobody sees (U+202E)"),
    "a member on two lines": ({"member": "z\u2028ed"}, "member holds a sign that nobody sees (U+2028)"),
    "no name": ({"name": " "}, "name missing"),
    "a name of nothing": ({"name": "."}, "name missing"),
    "a name with a bell": ({"name": "Zed\x07"}, "name holds a sign"),
    "a ward with a nought": ({"ward": "N\0"}, "ward holds a sign"),
    "an e-mail with an escape": ({"email": "\x9bz@x.org"}, "email holds a sign"),
    "a name without end": ({"name": "Z" * 2_001}, "name is longer than"),
    "a handle of an @": ({"handle": "@"}, "handle names nobody"),
    "a handle of a prefix": ({"handle": "x:"}, "handle names nobody"),
    "a handle of @@": ({"handle": "@@"}, "handle names nobody"),
    "a handle with a tab": ({"handle": "z\ted"}, "handle holds a sign"),
    "no handle": ({"handle": ""}, "platform and handle go together"),
    "a platform of two words": ({"platform": "face book"}, "platform must be one word"),
    "a platform with a colon": ({"platform": "x:y"}, "platform must be one word"),
    "no such day": ({"consented_on": "2026-02-30"}, "consented_on must be a day"),
    "the year 10000": ({"consented_on": "10000-01-01"}, "consented_on must be a day"),
    "a number without end": ({"consented_on": HUGE}, "consented_on is longer than"),
    "a giver with an escape": ({"consented_by": ESCAPE}, "consented_by holds a sign"),
    "a scope with an escape": ({"scope": ESCAPE}, "scope holds a sign"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD_CELLS)
def test_a_bad_cell_is_refused_with_its_line_and_the_good_rows_are_kept(tmp_path: Path, kind: str) -> None:
    cells, why = BAD_CELLS[kind]
    council = Council(tmp_path / "data")
    file = write_register(tmp_path / "r.csv", [member("ann"), {**member("zed"), **cells}, member("bob")])

    said = insist(council.run("register", str(file)), 4)

    assert said.startswith(f"line 3: {why}")
    assert [document["member"] for document in registered(council)] == ["ann", "bob"]


def registered(council: Council) -> list[dict[str, Any]]:
    return list(json.loads(council.run("doctor", "--json").stdout)["accounts"])


@pytest.mark.parametrize(
    "bad",
    [
        'zed,"Zed,North,,x,zed,2026-01-05,,',
        '"zed,Zed,North,,x,zed,2026-01-05,,',
        'zed,Zed,North,,x,zed,2026-01-05,,"',
        'zed,"Zed"y,North,,x,zed,2026-01-05,,',
        "zed,Zed,North,South,,x,zed,2026-01-05,,",
        'zed,"Zed',
    ],
)
@pytest.mark.parametrize(
    "after", ["bob,Bob,North,,x,bob,2026-01-05,,", '"bob","Bob","","","x","bob","2026-01-05",,""']
)
def test_a_quote_that_is_not_closed_takes_no_other_row_along(tmp_path: Path, bad: str, after: str) -> None:
    file = tmp_path / "r.csv"
    rows = [
        ",".join(COLUMNS),
        "ann,Ann,North,,x,ann,2026-01-05,,",
        bad,
        after,
        'cat,"Cat",,,x,cat,2026-01-05,,',
    ]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    council = Council(tmp_path / "data")

    said = insist(council.run("register", str(file)), 4)

    assert said.startswith("line 3: ")
    assert [one["member"] for one in registered(council)] == ["ann", "bob", "cat"]


def test_a_row_that_is_not_utf_8_is_refused_alone(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(b"member,name\nann,Ann\nbob,B\xf6b\ncat,Cat\n")

    done = Council(tmp_path / "data").run("register", str(file))

    assert insist(done, 4) == "line 3: name isn't UTF-8. Mend it and register again. [set-aside]\n"
    assert done.stdout == "Registered 2 members, 0 accounts, 0 consents.\n"


# Numbers and nesting


def message(**told: str) -> str:
    """Return a message in JSON, its values as they are written."""
    whole = {
        "id": '"q"',
        "account": '"x:ann"',
        "author": '"jo"',
        "posted_at": '"2026-01-01T00:00:00Z"',
        **told,
    }
    return "{" + ", ".join(f'"{name}": {value}' for name, value in whole.items()) + "}"


POSTS_GONE_WRONG = {
    "an id without end": message(id=HUGE),
    "an author without end": message(author=HUGE),
    "a moment beyond 64 bits": message(posted_at=str(FAR)),
    "the year 9999": message(posted_at='"9999-12-31T23:59:59Z"'),
    "the year 1": message(posted_at='"0001-01-01T00:00:00+14:00"'),
    "nesting": message(id="[" * 5_000 + "]" * 5_000),
    "a truth for an id": message(id="true"),
    "half a character": message(id='"\\ud83d"'),
    "an escape for an account": message(account='"x:\\u001b[31m"'),
}


@pytest.mark.parametrize("kind", POSTS_GONE_WRONG)
def test_a_bad_message_is_refused_with_its_line(council: Council, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(POSTS_GONE_WRONG[kind] + "\n", encoding="utf-8")
    before = held(council)

    said = insist(council.run("import", str(file)), 4)

    assert said.startswith("line 1: ")
    assert held(council) == before


SETTINGS = {
    "nesting": b"own_sites = " + b"[" * 3_000 + b"]" * 3_000,
    "tables in tables": b"x = " + b"{a = " * 3_000 + b"1" + b"}" * 3_000,
    "a number without end": b"x = { reads_a_month = " + HUGE.encode() + b" }",
    "a number beyond 64 bits": b"[x]\nreads_a_month = 99999999999999999999999999",
    "utf-16": 'council = "Anytown"'.encode("utf-16"),
    "a picture": b"\x89PNG\r\n\x1a\n",
    "not toml": b"council: Anytown",
    "ten megabytes": b"#" * 10_000_000,
    "a zone of escapes": b'time_zone = "\\u001b[31m"',
    "a pack that isn't there": b'pack = "\\u202eours.toml"',
    "a list of numbers": b"own_sites = [1]",
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_settings_that_can_not_be_read_are_one_line(tmp_path: Path, kind: str) -> None:
    council = Council(tmp_path / "data")
    council.path.mkdir()
    (council.path / "settings.toml").write_bytes(SETTINGS[kind])

    for command in (["lines"], ["doctor"]):
        assert "settings.toml" in insist(council.run(*command), 1) or kind == "a pack that isn't there"


PACKS = {
    "nesting": b"line = " + b"[" * 3_000 + b"]" * 3_000,
    "a number without end": b"title = " + HUGE.encode(),
    "words of numbers": b'title = "x"\n[[line]]\nid = "a"\ndo = true\nwords = {en = 1, cy = "x"}',
    "measures of tables": b'title = "x"\n[[line]]\nid = "a"\ndo = true\nwords = {en = "x"}\nmeasures = [{a = 1}]',
    "an escape for an id": b'title = "x"\n[[line]]\nid = "\\u001b[31m"\ndo = true\nwords = {en = "x"}',
}


@pytest.mark.parametrize("kind", PACKS)
def test_a_pack_that_can_not_be_read_is_one_line(tmp_path: Path, kind: str) -> None:
    council = Council(tmp_path / "data")
    council.path.mkdir()
    (council.path / "settings.toml").write_text('pack = "ours.toml"', encoding="utf-8")
    (council.path / "ours.toml").write_bytes(PACKS[kind])

    assert "ours.toml" in insist(council.run("lines"), 1, most_lines=2)  # a line for each thing


ARGUMENTS = {
    "a mark beyond 64 bits": (["mark", "undo", str(FAR)], 2),
    "a mark without end": (["mark", "undo", HUGE], 2),
    "a mark below nought": (["mark", "undo", "-1"], 2),
    "a seed without end": (["demo", "--seed", HUGE], 2),
    "members beyond 64 bits": (["demo", "--members", str(FAR)], 2),
    "months without end": (["demo", "--months", "9999999"], 2),
    "a calendar that ends in 9999": (["demo", "--until", "9999-12-31"], 1),
    "a moment without end": (["measure", "--as-of", HUGE], 2),
    "a moment in 9999": (["measure", "--as-of", "9999-12-31T00:00:00Z"], 2),
    "a month of digits of elsewhere": (["show", "ann", "--month", "２０２６-０１"], 2),
    "covers until 9999": (["import", "FILE", "--covers", "..9999-12-31"], 2),
    "covers of nothing": (["import", "FILE", "--covers", ".."], 2),
    "away until 9999": (
        ["mark", "away", "--member", "ann", "--from", "2026-01-01", "--to", "9999-12-31", "--by", "A"],
        2,
    ),
    "an account of escapes": (["withdraw", "--account", f"x:{ESCAPE}"], 1),
    "an account of nothing": (["withdraw", "--account", "x:@"], 2),
    "a member of escapes": (["show", ESCAPE], 1),
    "a measure of escapes": (["evidence", "ann", ESCAPE], 1),
    "a platform of escapes": (["erase", "--platform", ESCAPE], 1),
    "a verb of escapes": ([ESCAPE], 2),
    "an option of escapes": (["show", f"--{ESCAPE}"], 2),
    "a file of escapes": (["import", ESCAPE], 2),
    "half a character": (["show", "\udcff"], 2),
    "half a character for an account": (["withdraw", "--account", "x:\udcff"], 2),
    "half a character for who": (["mark", "set-aside", "--post", "q", "--by", "\udcff"], 2),
    "a nought": (["show", "a\0b"], 2),
    "an id without end": (["show", "a" * 100_000], 1),
}


@pytest.mark.parametrize("kind", ARGUMENTS)
def test_a_bad_argument_is_one_line(council: Council, tmp_path: Path, kind: str) -> None:
    arguments, code = ARGUMENTS[kind]
    file = write_posts(tmp_path / "p.jsonl", POSTS[:1])
    before = held(council)

    insist(council.run(*(str(file) if word == "FILE" else word for word in arguments)), code)

    assert held(council) == before


def test_arguments_of_chance_never_end_in_a_traceback(council: Council) -> None:
    dice = random.Random(5)
    words = [
        "show",
        "evidence",
        "mark",
        "undo",
        "list",
        "erase",
        "withdraw",
        "collect",
        "import",
        "register",
        "label",
        "lines",
        "--member",
        "--account",
        "--all",
        "--json",
        "--month",
        "--as-of",
        "--covers",
        "--by",
        "--platform",
        "--post",
        "--help",
        "ann",
        "x:ann?",
        ":",
        "",
        "-",
        "--",
        "2026-10",
        "2026-10-01",
        "99999999999999999999",
        ESCAPE,
        "\udc80",
        "..",
        "../..",
        "%s",
    ]
    before = held(council)

    for _ in range(150):
        done = council.run(*dice.choices(words, k=dice.randint(1, 6)))
        assert done.exit_code in (0, 1, 2, 4)
        assert "our fault" not in done.stderr
        assert not UNSEEN.search(done.output.replace("\n", ""))

    assert held(council) == before


def test_an_argument_that_is_not_utf_8_is_one_line(council: Council) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"pipelines", b"--data", os.fsencode(council.path), b"show", b"\xff\xfe"],
        cwd=ROOT, capture_output=True, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().startswith("Invalid value: Argument 4 isn't text in UTF-8.")
    assert done.stderr.count(b"\n") == 1


# What a newer version wrote


def test_a_mark_of_a_newer_version_is_one_line_and_is_not_left_out(council: Council, tmp_path: Path) -> None:
    shutil.copytree(council.path, tmp_path / "data")
    copy = Council(tmp_path / "data")
    copy.must("mark", "set-aside", "--post", "ann-q0", "--by", "Ann")
    with sqlite3.connect(copy.path / "desk.sqlite") as db:
        db.execute("update marks set kind = 'won\x1bder'")
    db.close()

    for command in (["mark", "list"], ["measure", "--as-of", AS_OF]):
        assert "Mark 1 in desk.sqlite is of a kind that this version doesn't know" in insist(
            copy.run(*command), 1, most_lines=3
        )


# What is printed


def test_ids_are_never_printed_raw_and_json_stays_json(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    post = {
        "id": f"q{ESCAPE}",
        "account": "x:ann",
        "author": "jo",
        "posted_at": "2026-10-01T09:00:00Z",
        "text": "When?",
    }
    file = write_posts(
        tmp_path / f"posts{ESCAPE}.jsonl", [post, {**post, "id": f"w{ESCAPE}", "posted_at": "soon"}]
    )
    council.must("register", str(write_register(tmp_path / "r.csv", [member("ann")])))

    outputs = [council.run("import", str(file))]
    outputs.append(council.run("mark", "set-aside", "--post", f"q{ESCAPE}", "--by", "Jo", "--why", "ŵ"))
    outputs += [council.run("mark", "list"), council.run("mark", "list", "--json")]
    outputs += [
        council.run("measure", "--as-of", AS_OF),
        council.run("evidence", "ann", "still-waiting", "--json"),
    ]
    outputs.append(council.run("evidence", "ann", "answered-within-a-day"))
    tried = json.dumps({"text": f"When? {ESCAPE}", "author": "resident"})
    outputs.append(council.run("label", typed=tried))

    assert [done.exit_code for done in outputs] == [4, 0, 0, 0, 0, 0, 0, 0]
    for done in outputs:
        assert not UNSEEN.search(done.output.replace("\n", ""))
    [mark] = json.loads(outputs[3].stdout)
    assert (mark["post"], mark["by"], mark["why"]) == (f"q{ESCAPE}", "Jo", "ŵ")
    json.loads(outputs[5].stdout)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x1b", "\n"])
def test_who_marks_something_and_why_hold_no_sign_that_nobody_sees(council: Council, sign: str) -> None:
    council.must("mark", "set-aside", "--post", "q", "--by", "Jo", "--why", "She rang: נועה")
    before = held(council)

    away = ("away", "--member", "ann", "--from", "2026-01-01", "--to", "2026-01-02")
    for words in (
        ("set-aside", "--post", "q", "--by", f"J{sign}o"),
        ("set-aside", "--post", "q", "--by", "Jo", "--why", f"rang{sign}"),
        (*away, "--by", "Jo", "--why", sign),
        ("undo", "1", "--by", f"{sign}Jo"),
    ):
        assert f"holds a sign that nobody sees (U+{ord(sign):04X})" in insist(
            council.run("mark", *words), 2, most_lines=2
        )
    assert held(council) == before


def test_tables_and_progress_write_out_what_moves_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    report.table([ESCAPE], [[ESCAPE]])
    report.tell(ESCAPE)
    report.complain(ESCAPE)
    report.answer(ESCAPE)
    with report.progress({ESCAPE: 1}) as passed:
        passed(ESCAPE, ESCAPE)
    told = capsys.readouterr()

    assert told.out.count("\\u001b[31mred\\u0007\\u202eback\\u009b") == 3
    assert not UNSEEN.search((told.out + told.err).replace("\n", ""))


def test_only_our_own_bar_is_drawn(tmp_path: Path) -> None:
    from store.archive import Archive

    with Archive(tmp_path / "archive.duckdb") as archive:
        assert archive.rows("select current_setting('enable_progress_bar')") == [(False,)]


# The last catch


def test_what_nobody_foresaw_is_our_fault_and_tells_nobodys_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "jqdoe said: my token is 5c5c5c"

    def broken(*_: Any, **__: Any) -> None:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise RuntimeError(f"{secret} {error}") from error

    monkeypatch.setattr("pipelines.cli.messages.step", broken)
    (tmp_path / "data").mkdir()
    done = CliRunner().invoke(app, ["--data", str(tmp_path / "data"), "measure"])

    assert done.exit_code == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("This is our fault, not yours: measure broke off (RuntimeError).")
    [written] = (tmp_path / "data").glob("fault-*.txt")
    assert str(written) in line
    told = written.read_text(encoding="utf-8")
    assert "pipelines/cli/messages.py:" in told
    assert "builtins.RuntimeError" in told
    assert "builtins.KeyError" in told
    assert secret[:5] not in told + line
    assert str(ROOT) not in told
    if os.name == "posix":
        assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_without_a_data_folder_the_details_are_written_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    line = faults.own_up(ValueError("words"), "show", tmp_path / "nowhere")

    [written] = tmp_path.glob("fault-*.txt")
    assert str(written) in line
    assert "words" not in written.read_text(encoding="utf-8").replace("without anybody's words", "")


def test_a_fault_of_a_thousand_calls_is_told_briefly(tmp_path: Path) -> None:
    def deeper(left: int) -> None:
        if left == 0:
            raise ValueError
        deeper(left - 1)

    with pytest.raises(ValueError) as caught:  # noqa: PT011
        deeper(500)
    told = "\n".join(faults.story_of(caught.value, "show"))

    assert len(told.splitlines()) < 80
    assert "and 442 more" in told


# Names that are also something else


@pytest.mark.parametrize("named", ["bluesky", "x:ann", "x"])
def test_erasing_a_member_called_like_something_else_blocks_nobody_else(tmp_path: Path, named: str) -> None:
    council = Council(tmp_path / "data")
    odd = {**member("zed", "bluesky"), "member": named, "handle": "zed.test"}
    others = [member("ann"), {**member("bob", "bluesky"), "handle": "bob.test"}]
    file = write_register(tmp_path / "r.csv", [*others, odd])
    council.must("register", str(file))

    council.must("erase", "--member", named)

    again = write_register(tmp_path / "again.csv", others)
    assert council.run("register", str(again)).exit_code == 0
    assert "withdrawn on" in insist(council.run("register", str(file)), 4)


def test_erasing_a_platform_still_ends_its_consents(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    file = write_register(tmp_path / "r.csv", [member("ann"), {**member("x", "bluesky"), "handle": "x.test"}])
    council.must("register", str(file))

    council.must("erase", "--platform", "x")

    assert "line 2: consent for x:ann was withdrawn" in insist(council.run("register", str(file)), 4)

"""Every command as people type it: what it answers, the exact JSON, and how it ends."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from metrics import all_measures
from pipelines.cli.app import VERBS, app
from tests.small_council import ROOT, Council, write_posts, write_register

pytestmark = pytest.mark.commands

AS_OF = "2026-11-01T00:00:00Z"
COVERS = "2026-07-01..2026-10-31"
# The first measures there were: others script against these ids, so they stay, whatever is added.
FIRST = (
    "answered-within-a-day", "typical-wait", "still-waiting", "conversation-share", "sharing-share",
    "longest-silence",
)  # fmt: skip
ASK_COUNTS = {
    "asks", "distinct_askers", "same_person", "answered_elsewhere", "set_aside", "removed", "backdated",
    "younger_than_a_day", "first_day_unseen", "mentions", "within_2_days", "within_5_days",
}  # fmt: skip
RESULT = {
    "measure",
    "version",
    "outcome",
    "value",
    "low",
    "high",
    "n",
    "met",
    "unit",
    "why",
    "reason",
    "counts",
}
OCCASION = {"happened_at", "url", "met", "value", "post", "answer", "why", "reason"}


def member(name: str, platform: str = "x", consented_on: str = "2026-01-05") -> dict[str, str]:
    return {"member": name, "name": name.title(), "ward": "North", "email": f"{name}@council.example",
            "platform": platform, "handle": name, "consented_on": consented_on}  # fmt: skip


def exchanges(name: str, waits_h: list[float | None]) -> Iterator[dict[str, Any]]:
    """Yield one ask a day from 1 October 2026, each of its own resident, answered after so many hours."""
    for number, wait in enumerate(waits_h):
        asked = datetime.fromisoformat("2026-10-01T09:00:00+01:00") + timedelta(days=number)
        of = {"account": f"x:{name}", "url": f"https://x.example/{name}/{number}"}
        yield {**of, "id": f"{name}-q{number}", "author": f"resident{number}", "posted_at": asked.isoformat(),
               "text": "When will the bins be emptied?"}  # fmt: skip
        if wait is not None:
            answered = asked + timedelta(hours=wait)
            yield {**of, "id": f"{name}-a{number}", "author": "member", "posted_at": answered.isoformat(),
                   "text": f"On day {number}.", "answers": f"{name}-q{number}"}  # fmt: skip


POSTS = [
    *exchanges("ann", [1, 2, 3, 4, 5, 6, 7, 8, 24, 25, 100, None]),
    *exchanges("bob", [1, 30, None]),
]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files")
    write_register(path / "register.csv", map(member, ("ann", "bob", "cat")))
    write_posts(path / "posts.jsonl", POSTS)
    return path


@pytest.fixture(scope="module")
def measured(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    council = Council(tmp_path_factory.mktemp("council") / "data")
    council.must("register", str(files / "register.csv"))
    council.must("import", str(files / "posts.jsonl"), "--covers", COVERS)
    council.must("measure", "--as-of", AS_OF)
    return council.path


@pytest.fixture
def read_only(measured: Path) -> Council:
    """The measured council, for commands that change nothing."""
    return Council(measured)


@pytest.fixture
def council(measured: Path, tmp_path: Path) -> Council:
    shutil.copytree(measured, tmp_path / "data")
    return Council(tmp_path / "data")


def by_measure(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {result["measure"]: result for result in shown["results"]}


# show


def test_show_is_one_document_with_these_keys(read_only: Council) -> None:
    shown = read_only.json("show", "ann")

    assert set(shown) == {"member", "as_of", "window", "published", "results"}
    assert (shown["member"], shown["as_of"]) == ("ann", "2026-11-01T00:00:00Z")
    assert shown["window"] == {
        "from": "2026-08-03T00:00:00Z",
        "to": "2026-11-01T00:00:00Z",
        "label": "90 days",
    }
    assert [result["measure"] for result in shown["results"] if result["measure"] in FIRST] == list(FIRST)
    assert all(set(result) == RESULT for result in shown["results"])
    assert all(set(by_measure(shown)[name]["counts"]) == ASK_COUNTS for name in FIRST[:2])
    assert set(by_measure(shown)["still-waiting"]["counts"]) == ASK_COUNTS | {"new", "waiting", "closed"}


def test_show_gives_the_figures(read_only: Council) -> None:
    answered, wait, waiting = (by_measure(read_only.json("show", "ann"))[name] for name in FIRST[:3])

    assert (answered["outcome"], answered["n"], answered["met"], answered["unit"]) == (
        "measured",
        12,
        9,
        "share",
    )
    assert answered["value"] == 0.75
    assert answered["low"] < 0.75 < answered["high"]
    assert answered["counts"]["within_2_days"] == [10, 12]
    assert answered["counts"]["within_5_days"] == [11, 12]
    assert (wait["value"], wait["unit"], wait["met"]) == (6.0, "hours", None)
    assert (waiting["value"], waiting["unit"], waiting["met"]) == (1.0, "count", None)


def test_nine_or_fewer_asks_are_too_few(read_only: Council) -> None:
    answered = by_measure(read_only.json("show", "bob"))["answered-within-a-day"]

    assert (answered["outcome"], answered["n"], answered["met"]) == ("too few", 3, 1)
    assert (answered["value"], answered["low"], answered["high"]) == (None, None, None)


def test_show_all_is_a_list_of_the_same_documents(read_only: Council) -> None:
    everybody = read_only.json("show", "--all")

    assert everybody == [read_only.json("show", name) for name in ("ann", "bob", "cat")]


def assert_is_unknown(result: dict[str, Any]) -> None:
    # files of posts show no profile; and where nothing was seen, there is no text to compare one's own with
    can_hide = result["measure"] in ("bio", "own-words-share")
    assert result["outcome"] == "unknown" or (can_hide and result["outcome"] == "not visible")
    assert (result["value"], result["n"], result["met"]) == (None, None, None)
    assert result["why"]


def test_a_member_never_seen_is_unknown(read_only: Council) -> None:
    for result in read_only.json("show", "cat")["results"]:
        assert_is_unknown(result)


@pytest.mark.parametrize("month", ["2026-02", "2019-05", "2027-03"])
def test_a_month_with_nothing_in_it_is_unknown_and_never_zero(read_only: Council, month: str) -> None:
    shown = read_only.json("show", "ann", "--month", month)

    assert shown["window"]["label"] == month
    for result in shown["results"]:
        assert_is_unknown(result)


def test_a_month_has_the_councils_own_midnights(read_only: Council) -> None:
    shown = read_only.json("show", "ann", "--month", "2026-10")

    assert shown["window"] == {
        "from": "2026-09-30T23:00:00Z",
        "to": "2026-11-01T00:00:00Z",
        "label": "2026-10",
    }
    assert by_measure(shown)["answered-within-a-day"]["met"] == 9


def test_show_reads_as_text_too(read_only: Council) -> None:
    text = read_only.must("show", "ann")

    assert text.startswith("ann, 90 days, as of 2026-11-01T00:00:00Z\n")
    assert "75% (n 12, 95% range 47% to 91%)" in text  # rounded as on the page (definition 64)


# evidence


@pytest.mark.parametrize("name", [measure.id for measure in all_measures()])
@pytest.mark.parametrize("month", [(), ("--month", "2026-10")])
def test_the_evidence_is_the_figure(read_only: Council, name: str, month: tuple[str, ...]) -> None:
    for who in ("ann", "bob"):
        result = by_measure(read_only.json("show", who, *month))[name]
        document = read_only.json("evidence", who, name, *month)

        assert set(document) == {"occasions", "left_out"}
        assert all(set(one) == OCCASION for one in document["occasions"] + document["left_out"])
        assert len(document["occasions"]) == (result["n"] or 0)
        if result["met"] is not None:
            assert sum(one["met"] for one in document["occasions"]) == result["met"]


def test_evidence_names_messages_times_and_links(read_only: Council) -> None:
    first = read_only.json("evidence", "ann", "answered-within-a-day")["occasions"][0]

    assert first == {
        "happened_at": "2026-10-01T08:00:00Z", "url": "https://x.example/ann/0", "met": True, "value": 1.0,
        "post": "ann-q0", "answer": "ann-a0", "why": "answered within a day",
        "reason": {"code": "answered-within-a-day"},
    }  # fmt: skip


def test_evidence_of_a_month_with_nothing_in_it_is_empty(read_only: Council) -> None:
    document = read_only.json("evidence", "ann", "answered-within-a-day", "--month", "2019-05")

    assert document == {"occasions": [], "left_out": []}


# lines, label


def test_lines_are_a_list_with_these_keys(read_only: Council) -> None:
    lines = read_only.json("lines")

    assert len(lines) == 25
    assert all(
        set(line) == {"id", "words", "do", "measures", "not_seen_because", "self_check"} for line in lines
    )
    assert all(line["measures"] or line["not_seen_because"] for line in lines)
    assert set(FIRST) <= {measure for line in lines for measure in line["measures"]}


def test_label_answers_each_line(read_only: Council, tmp_path: Path) -> None:
    asked = [
        {"text": "When will the bins be emptied?", "author": "resident"},
        {"text": "Tell me what you think.", "author": "member"},
    ]
    file = write_posts(tmp_path / "texts.jsonl", asked)

    from_file = read_only.must("label", str(file), "--json")
    typed = read_only.run("label", typed=file.read_text("utf-8"))
    resident, own = map(json.loads, from_file.splitlines())

    assert typed.stdout == from_file
    assert set(resident) == {"label", "language", "reasons"}
    assert set(own) == {
        "invites", "seeks_views", "reports_back", "credits", "corrects", "language", "copies", "reasons",
    }  # fmt: skip
    assert resident["label"] == "ask"


def test_label_answers_a_bad_line_with_its_reason_and_goes_on(read_only: Council) -> None:
    typed = (
        b'nonsense\n{"text": "Hello", "author": "nobody"}\n\xff\xfe\n\n{"text": "Hi", "author": "resident"}\n'
    )

    done = read_only.run("label", typed=typed)
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.exit_code == 4
    assert ["error" in answer for answer in answers] == [True, True, True, False]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 1", "line 2", "line 3"]


# mark


def answered(council: Council) -> dict[str, Any]:
    council.must("measure", "--as-of", AS_OF)
    return by_measure(council.json("show", "ann"))["answered-within-a-day"]


def test_marks_take_effect_and_are_undone(council: Council) -> None:
    before = by_measure(council.json("show", "ann"))["answered-within-a-day"]
    council.must("mark", "not-an-ask", "--post", "ann-q0", "--by", "Ann", "--why", "a joke")
    council.must("mark", "answered-elsewhere", "--post", "ann-q11", "--by", "Ann")
    council.must("mark", "set-aside", "--post", "ann-q10", "--by", "Ann", "--why", "a troll")
    marked = answered(council)

    listed = council.json("mark", "list")
    for number in (1, 2, 3):
        council.must("mark", "undo", str(number), "--by", "Ann")
    undone = answered(council)

    assert (before["n"], before["met"]) == (12, 9)
    assert (marked["n"], marked["met"]) == (9, 8)
    assert (marked["counts"]["answered_elsewhere"], marked["counts"]["set_aside"]) == (1, 1)
    assert {k: v for k, v in undone.items() if k != "version"} == {
        k: v for k, v in before.items() if k != "version"
    }
    assert [set(one) for one in listed] == [
        {"mark", "kind", "post", "with", "member", "from", "to", "by", "why", "made_at"}
    ] * 3
    assert council.json("mark", "list") == []


def test_what_is_no_ask_can_be_marked_as_one_and_time_away_is_kept(council: Council, tmp_path: Path) -> None:
    remark = {
        "id": "r1",
        "account": "x:ann",
        "author": "jo",
        "posted_at": "2026-10-20T09:00:00Z",
        "text": "Lovely day.",
    }
    council.must("import", str(write_posts(tmp_path / "more.jsonl", [remark])))
    council.must("mark", "is-an-ask", "--post", "r1", "--by", "Bea")
    council.must(
        "mark", "away", "--member", "bob", "--from", "2026-10-25", "--to", "2026-11-02", "--by", "Bob"
    )
    now = answered(council)

    [_, away] = council.json("mark", "list")

    assert (now["n"], now["met"]) == (13, 9)
    assert (away["member"], away["from"], away["to"]) == (
        "bob",
        "2026-10-24T23:00:00Z",
        "2026-11-03T00:00:00Z",
    )
    assert _states(council)["bob"] == "declared away"


def _states(council: Council) -> dict[str, str]:
    return {row[1]: row[4] for row in council.published()["main.accounts"]}


# Exit codes


WRONG = {
    "no such command": ["improve"],
    "nobody named": ["show"],
    "a member and --all": ["show", "ann", "--all"],
    "no month": ["show", "ann", "--month", "October"],
    "month 13": ["show", "ann", "--month", "2026-13"],
    "a month at the end of time": ["show", "ann", "--month", "9999-12"],
    "evidence of no month": ["evidence", "ann", "typical-wait", "--month", "2026"],
    "a file that isn't there": ["import", "nowhere.jsonl"],
    "a moment without offset": ["measure", "--as-of", "2026-10-01T09:00:00"],
    "no moment": ["measure", "--as-of", "yesterday"],
    "an account without platform": ["withdraw", "--account", "ann"],
    "nothing to erase": ["erase"],
    "two things to erase": ["erase", "--member", "ann", "--platform", "x"],
    "a mark of nobody": ["mark", "not-an-ask", "--post", "ann-q0"],
    "no such mark": ["mark", "wonderful", "--post", "ann-q0", "--by", "Ann"],
    "away backwards": [
        "mark",
        "away",
        "--member",
        "ann",
        "--from",
        "2026-10-05",
        "--to",
        "2026-10-01",
        "--by",
        "A",
    ],
}
FAILED = {
    "no such member": ["show", "zoe", "--json"],
    "no such measure": ["evidence", "ann", "popularity", "--json"],
    "evidence of nobody": ["evidence", "zoe", "typical-wait", "--json"],
    "no such account": ["withdraw", "--account", "x:zoe"],
    "erase nobody": ["erase", "--member", "zoe"],
    "collect nobody": ["collect", "--account", "bluesky:zoe.test"],
    "undo no mark": ["mark", "undo", "7"],
    "away nobody": ["mark", "away", "--member", "zoe", "--from", "2026-10-01", "--to", "2026-10-05", "--by", "A"],
}  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_arguments_end_with_2(read_only: Council, arguments: list[str]) -> None:
    done = read_only.run(*arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", FAILED.values(), ids=FAILED)
def test_what_cannot_be_done_ends_with_1_and_one_line(read_only: Council, arguments: list[str]) -> None:
    done = read_only.run(*arguments)

    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["show", "--all"], ["show", "ann"], ["evidence", "ann", "typical-wait"]]
)
def test_before_anything_is_published_we_say_so(tmp_path: Path, arguments: list[str]) -> None:
    done = Council(tmp_path / "data").run(*arguments)

    assert (done.exit_code, done.stdout) == (1, "")
    assert (
        done.stderr
        == "Nothing has been published yet. Run: python -m pipelines measure [nothing-published]\n"
    )


def test_while_another_process_holds_the_archive_runs_end_with_3_and_reading_goes_on(
    council: Council, files: Path
) -> None:
    hold = "import sys, duckdb; db = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(council.path / "archive.duckdb")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        runs = [
            council.run(*arguments)
            for arguments in (["import", str(files / "posts.jsonl")], ["collect"], ["measure"], ["run"])
        ]
        read = [council.run(*arguments) for arguments in (["show", "--all"], ["mark", "list"], ["lines"])]
        withdrawn = council.run("withdraw", "--account", "x:bob")
        hidden = council.run("show", "bob")
        other.communicate()
    after = council.run("collect")

    assert [done.exit_code for done in runs] == [3, 3, 3, 3]
    assert {done.stderr for done in runs} == {
        "Another run holds the archive. Wait until it has finished. [archive-busy]\n"
    }
    assert [done.exit_code for done in read] == [0, 0, 0]
    assert (withdrawn.exit_code, hidden.exit_code) == (3, 1)
    assert withdrawn.stdout == "x:bob is hidden.\n"
    assert after.exit_code == 0
    assert "x:bob" not in {row[2] for row in council.archive()["main.posts"]}


# Where, and how it is called


def test_the_folder_may_be_named_before_or_after_the_command_or_by_the_environment(
    read_only: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of(*arguments: str) -> str:
        return CliRunner().invoke(app, arguments).stdout

    before = of("--data", str(read_only.path), "show", "ann")
    after = of("show", "ann", "--data", str(read_only.path))
    monkeypatch.setenv("TWOWAY_DATA", str(read_only.path))
    told = of("show", "ann")

    assert before == after == told
    assert before.startswith("ann, ")


def test_every_command_has_help() -> None:
    for arguments in [[], *([verb] for verb in VERBS), ["mark"], ["mark", "away"], ["mark", "undo"]]:
        done = CliRunner().invoke(app, [*arguments, "--help"])

        assert done.exit_code == 0
        assert "Usage:" in done.stdout


def test_a_real_process_prints_utf8_json_alone_and_nothing_else(council: Council, tmp_path: Path) -> None:
    rows = [{**member("ann"), "name": "Áine Ŵyn ✓"}]
    council.must("register", str(write_register(tmp_path / "again.csv", rows)))
    council.must(
        "mark", "away", "--member", "ann", "--from", "2026-10-01", "--to", "2026-10-02", "--by", "Áine ✓"
    )

    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "mark", "list", "--json"],
        cwd=ROOT,
        env={**os.environ, "TWOWAY_DATA": str(council.path), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))[0]["by"] == "Áine ✓"


def test_progress_goes_to_standard_error(council: Council, files: Path) -> None:
    imported = council.run("import", str(files / "posts.jsonl"))
    measured = council.run("measure", "--as-of", AS_OF)

    assert imported.stdout.splitlines()[0] == f"posts.jsonl: 0 messages kept, {len(POSTS)} kept before."
    assert measured.stdout.startswith("Published ")
    assert len(measured.stdout.splitlines()) == 1
    assert "measuring" in measured.stderr


def test_a_moment_still_to_come_is_measured_with_a_word_of_warning(council: Council) -> None:
    done = council.run("measure", "--as-of", "2126-01-01T00:00:00Z")

    assert done.exit_code == 0
    assert "is still to come" in done.stderr


def test_the_same_moment_gives_the_same_figures(council: Council) -> None:
    before = council.published()
    council.must("measure", "--as-of", AS_OF)

    assert council.published() == before


def test_demo_fills_an_empty_folder_once(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")

    made = council.run("demo", "--members", "3", "--months", "2", "--seed", "5", "--until", "2026-11-01")
    again = council.run("demo", "--members", "3", "--months", "2")

    assert made.exit_code == 0
    assert again.exit_code == 1
    assert "isn't empty" in again.stderr
    assert "invented" in (council.path / "settings.toml").read_text("utf-8")
    assert council.run("collect").stdout == "This council is invented: there is nothing to collect.\n"
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        assert db.execute("select count(*) > 50 from posts").fetchall() == [(True,)]

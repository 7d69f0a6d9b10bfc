"""Posts files as other tools write them: good rows are kept whatever stands around them, bad ones are explained."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

REFUSED = "refused: no recorded consent is live. Register the account with a consent first. [no-consent]"
ROW = {"account": "x:ann", "author": "jo", "posted_at": "2026-10-01T09:00:00Z", "text": "Is the pool open?"}
COLUMNS = (
    "id",
    "platform",
    "account",
    "author",
    "kind",
    "posted_at",
    "text",
    "url",
    "answers",
    "source",
    "format",
)
GOOD = [{**ROW, "id": f"good{number}"} for number in range(2)]


def row(id_: Any, **parts: Any) -> dict[str, Any]:
    return {**ROW, "id": id_, **parts}


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("registered")
    rows = [
        member("ann"),
        member("bob"),
        member("dee", consented_on=""),
        member("eve", consented_on="2126-01-01"),
    ]
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", rows)))
    return council.path


@pytest.fixture
def council(registered: Path, tmp_path: Path) -> Council:
    """A council with a register and no messages."""
    return Council(shutil.copytree(registered, tmp_path / "data"))


def kept(council: Council) -> dict[str, tuple[Any, ...]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        rows = db.execute("select id, kind, text, posted_us, answers, format, url from posts").fetchall()
        return {row[0]: row[1:] for row in rows}


def backdated(council: Council) -> dict[str, bool]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        return dict(db.execute("select id, is_ahead or written_us is not null from posts").fetchall())


def coverage(council: Council) -> set[tuple[Any, ...]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        moment = "strftime(make_timestamp({}), '%Y-%m-%dT%H:%M')"
        parts = f"account, sight, {moment.format('from_us')}, {moment.format('to_us')}"
        return set(db.execute(f"select {parts} from coverage").fetchall())


# Bad rows

BAD: dict[str, tuple[bytes | dict[str, Any], str]] = {
    "not JSON": (b'{"id": "b", ', "it isn't JSON in UTF-8"),
    "not an object": (b"[1, 2]", "it isn't a JSON object"),
    "not UTF-8": (b'{"id": "b\xff"}', "it isn't JSON in UTF-8"),
    "endless": (b"[" * 100_000, "it isn't JSON in UTF-8"),
    "no id": (row(None), "id is missing"),
    "empty id": (row("  "), "id is missing"),
    "a list for an id": (row(["b"]), "id must be a text"),
    "no account": (row("b", account=None), "account is missing"),
    "a bare account": (row("b", account="ann"), "account must be written platform:handle"),
    "an account in two lines": (row("b", account="x:an\nn"), "account must be written platform:handle"),
    "a colourful account": (row("b", account="x:\x1b[31mann"), "account must be written platform:handle"),
    "no author": (row("b", author=None), "author is missing"),
    "empty author": (row("b", author=" "), "author is missing"),
    "no time": (row("b", posted_at=None), "posted_at is missing"),
    "naive time": (row("b", posted_at="2026-10-01T09:00:00"), "posted_at must be ISO 8601 with its offset"),
    "no such day": (row("b", posted_at="2026-02-30T09:00:00Z"), "posted_at must be ISO 8601 with its offset"),
    "seconds since 1970": (row("b", posted_at=1_790_000_000), "posted_at must be text"),
    "before all time": (row("b", posted_at="0001-01-01T00:00:00+14:00"), "posted_at must be"),
    "the first second": (row("b", posted_at="0001-01-01T00:00:00Z"), "posted_at must be"),
    "after all time": (row("b", posted_at="9999-12-31T23:59:59-14:00"), "posted_at must be"),
    "unknown kind": (row("b", kind="shout"), "kind must be one of post, quote, reply, share"),
    "unknown format": (row("b", format="smell"), "format must be one of"),
    "a number for a text": (row("b", text=7), "text must be text"),
    "another platform": (row("b", platform="bluesky"), "platform must be that of the account, x"),
    "another platform, the member's own": (
        row("b", platform="mastodon", author="member"),
        "platform must be that of the account, x",
    ),
    "answers itself": (row("b", answers="b"), "it answers itself, directly or through others"),
}


@pytest.mark.parametrize(("bad", "why"), BAD.values(), ids=BAD)
def test_a_bad_row_is_explained_and_the_good_ones_around_it_are_kept(
    council: Council, tmp_path: Path, bad: bytes | dict[str, Any], why: str
) -> None:
    lines = [json.dumps(GOOD[0]).encode(), bad if isinstance(bad, bytes) else json.dumps(bad).encode(),
             json.dumps(GOOD[1]).encode()]  # fmt: skip
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"\n".join(lines))

    done = council.run("import", str(file))
    [report] = (council.path / "imports").glob("*.json")
    set_aside = json.loads(report.read_text("utf-8"))["set_aside"]
    report.unlink()

    assert done.exit_code == 4, done.exception
    assert set(kept(council)) == {"good0", "good1"}
    assert done.stderr.splitlines()[-1].startswith(f"line 2: {why}")
    assert len(done.stderr.splitlines()) == 2
    assert [one["where"] for one in set_aside] == ["line 2"]


def test_loops_of_two_and_three_are_set_aside_whole_and_cover_nothing(
    council: Council, tmp_path: Path
) -> None:
    rows = [
        row("a", answers="b", posted_at="2026-01-01T09:00:00Z"),
        row("b", answers="a"),
        row("c", answers="d"),
        row("d", answers="e"),
        row("e", answers="c"),
        row("f", answers="a"),
        *GOOD,
    ]

    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", rows)))

    assert done.exit_code == 4
    assert set(kept(council)) == {"f", "good0", "good1"}
    assert [line.split(":")[0] for line in done.stderr.splitlines()[1:]] == [f"line {n}" for n in range(1, 6)]
    assert {one[2] for one in coverage(council)} == {"2026-09-30T23:00"}


def test_a_loop_closed_by_a_second_file_is_refused(council: Council, tmp_path: Path) -> None:
    first = [row("a", answers="b"), row("b", answers="c")]
    council.must("import", str(write_posts(tmp_path / "first.jsonl", first)))

    second = [row("c", answers="a"), *GOOD]
    done = council.run("import", str(write_posts(tmp_path / "second.jsonl", second)))

    assert done.exit_code == 4
    assert set(kept(council)) == {"a", "b", "good0", "good1"}
    assert "line 1: it answers itself" in done.stderr
    council.must("measure")


def test_a_loop_that_only_a_refused_second_row_would_close_is_none(council: Council, tmp_path: Path) -> None:
    first = write_posts(tmp_path / "first.jsonl", [row("a"), row("b", answers="a")])
    council.must("import", str(first))
    second = write_posts(tmp_path / "second.jsonl", [row("c", answers="b"), row("b", answers="c")])

    council.run("import", str(second))

    assert set(kept(council)) == {"a", "b", "c"}
    assert kept(council)["b"][3] == "a"


def test_a_second_row_with_a_known_id_never_replaces_the_first(council: Council, tmp_path: Path) -> None:
    other = row("good0", text="Another text.")
    same_file = council.run("import", str(write_posts(tmp_path / "one.jsonl", [*GOOD, GOOD[0], other])))
    later = council.run("import", str(write_posts(tmp_path / "two.jsonl", [GOOD[1], other])))

    assert (same_file.exit_code, later.exit_code) == (4, 4)
    assert [line for line in same_file.stderr.splitlines() if line.startswith("line")] == [
        "line 4: a different row with this id came earlier; that one stays. [set-aside]"
    ]
    assert [line for line in later.stderr.splitlines() if line.startswith("line")] == [
        "line 2: a different message with this id is kept already; that one stays. [set-aside]"
    ]
    assert kept(council)["good0"][1] == "Is the pool open?"


def test_accounts_without_live_consent_are_refused(council: Council, tmp_path: Path) -> None:
    rows = [
        GOOD[0],
        row("d1", account="x:dee"),
        row("d2", account="x:dee"),
        row("e1", account="x:eve"),
        row("z1", account="x:zoe"),
    ]

    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", rows)))

    assert done.exit_code == 4
    assert set(kept(council)) == {"good0"}
    assert done.stderr.splitlines()[1:] == [
        f"x:dee: 2 messages {REFUSED}",
        f"x:eve: 1 message {REFUSED}",
        f"x:zoe: 1 message {REFUSED}",
    ]


def test_a_message_still_to_come_is_kept_and_pointed_out(council: Council, tmp_path: Path) -> None:
    rows = [row("late", posted_at="2126-01-01T09:00:00Z")]

    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", rows)))

    assert done.exit_code == 4
    assert set(kept(council)) == {"late"}
    assert "line 1: it is dated 2126-01-01T09:00:00Z, which is still to come." in done.stderr


SPELLINGS = {
    "platform": [{"platform": "X"}, {"platform": " x "}, {"platform": ""}],
    "account": [{"account": spelled} for spelled in ("X:Ann", " x : @ANN ", "x:x:@ann", "x:@ann")],
    "author": [{"author": spelled} for spelled in ("ann", "@Ann", " x:ANN ", "X:@ann", "@x:ann")],
}


@pytest.mark.parametrize("parts", [one for some in SPELLINGS.values() for one in some], ids=str)
def test_a_members_own_answer_is_theirs_however_the_row_spells_it(
    council: Council, tmp_path: Path, parts: dict[str, str]
) -> None:
    answer = row(
        "answer", posted_at="2026-10-01T10:00:00Z", text="Until eight.", answers="ask", author="member"
    )
    rows = [row("ask"), {**answer, **parts}]
    file = str(write_posts(tmp_path / "posts.jsonl", rows))

    council.must("import", file, "--covers", "2026-09-01..2026-10-31")
    council.must("measure", "--as-of", "2026-11-01T00:00:00Z")

    [met] = [one for one in council.json("show", "ann", "--month", "2026-10")["results"]
             if one["measure"] == "answered-within-a-day"]  # fmt: skip
    assert (met["met"], met["n"], met["counts"]["distinct_askers"]) == (1, 1, 1)


@pytest.mark.parametrize("source", ["ann", "@Ann", "x:ann", "X:@ANN", "@x:ann", " x:ann "])
def test_a_share_of_the_members_own_is_so_however_its_source_is_spelled(
    council: Council, tmp_path: Path, source: str
) -> None:
    rows = [row("share", author="member", kind="share", source=source)]

    council.must(
        "import", str(write_posts(tmp_path / "posts.jsonl", rows)), "--covers", "2026-09-01..2026-10-31"
    )
    council.must("measure", "--as-of", "2026-11-01T00:00:00Z")

    [shared] = [one for one in council.json("show", "ann", "--month", "2026-10")["results"]
                if one["measure"] == "sharing-share"]  # fmt: skip
    assert (shared["met"], shared["n"]) == (0, 1)


@pytest.mark.parametrize("covers", [None, "..2026-11-15", "2026-09-01..2026-11-15"])
@pytest.mark.parametrize("who", ["jo", "member"])
def test_rows_of_files_keep_a_time_ahead_are_never_backdated_and_claim_no_sight(
    council: Council, tmp_path: Path, covers: str | None, who: str
) -> None:
    rows = [row("early", author="member"), row("late", author=who, posted_at="2126-01-01T09:00:00Z")]

    council.run(
        "import", str(write_posts(tmp_path / "posts.jsonl", rows)), *(["--covers", covers] if covers else [])
    )

    assert kept(council)["late"][2] == 4_922_931_600_000_000
    assert backdated(council) == {"early": False, "late": False}
    assert {sight for _, sight, *_ in coverage(council)} == {
        "posts"
    }  # whoever wrote ahead shows no replies either
    assert all(to_ < "2126" for *_, to_ in coverage(council))


@pytest.mark.parametrize("covers", ["..2126-02-01", "2026-09-01..2126-02-01"])
def test_nobody_can_state_sight_of_what_is_to_come(council: Council, tmp_path: Path, covers: str) -> None:
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", GOOD)), "--covers", covers)

    assert all(to_ < "2126" for *_, to_ in coverage(council))


def test_a_row_that_lay_ahead_shows_nothing_when_its_file_comes_again_after_its_time(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(
        write_posts(tmp_path / "posts.jsonl", [row("early"), row("late", posted_at="2126-01-01T09:00:00Z")])
    )
    council.run("import", file)
    before = coverage(council)

    monkeypatch.setattr("pipelines.import_.import_file.now_us", lambda: 5_000_000_000_000_000)
    again = council.run("import", file)

    assert again.exit_code == 0
    assert coverage(council) == before


def test_a_file_of_which_all_lies_ahead_shows_nothing(council: Council, tmp_path: Path) -> None:
    rows = [row("late", posted_at="2126-01-01T09:00:00Z")]

    council.run(
        "import", str(write_posts(tmp_path / "posts.jsonl", rows)), "--covers", "2026-09-01..2026-10-31"
    )

    assert coverage(council) == set()


# Ways of writing


def written(path: Path, rows: list[dict[str, Any]], newline: str = "\n", *, bom: bool = False) -> Path:
    """Write a CSV file, every cell quoted."""
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator=newline, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


WAYS = [
    row(17, text="A number\nfor an id, and two lines, and a comma."),
    row("18", kind="reply", answers=17, author="member", text='She said "no".', format="photo"),
    row("w", author=99, text=r"It is in C:\Photos\bins\new.jpg ✓", url=r"C:\Photos\new.jpg"),
]
SAME = {
    "17": ("post", "A number\nfor an id, and two lines, and a comma.", 1790845200000000, None, "text", ""),
    "18": ("reply", 'She said "no".', 1790845200000000, "17", "photo", ""),
    "w": ("post", r"It is in C:\Photos\bins\new.jpg ✓", 1790845200000000, None, "text", ""),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [False, True])
def test_csv_and_json_lines_say_the_same(council: Council, tmp_path: Path, newline: str, bom: bool) -> None:
    mark = "\ufeff" if bom else ""
    lines = newline.join(["", *(json.dumps(one) for one in WAYS), "", "   ", ""])
    json_lines = tmp_path / "posts.jsonl"
    json_lines.write_bytes((mark + lines).encode())
    in_csv = written(tmp_path / "posts.csv", WAYS, newline, bom=bom)

    first = council.must("import", str(json_lines))
    brought = kept(council)
    second = council.run("import", str(in_csv))

    assert first.splitlines()[0] == "posts.jsonl: 3 messages kept, 0 kept before."
    assert brought == SAME
    assert second.exit_code == 0
    assert second.stdout.splitlines()[0] == "posts.csv: 0 messages kept, 3 kept before."


def test_a_csv_names_its_lines_as_an_editor_does(council: Council, tmp_path: Path) -> None:
    rows = [row("two", text="first\nsecond"), row("bad", kind="shout"), row("last")]

    done = council.run("import", str(written(tmp_path / "posts.csv", rows)))

    assert set(kept(council)) == {"two", "last"}
    assert "line 4: kind must be one of" in done.stderr


def test_a_csv_cell_too_many_or_not_utf8_is_set_aside(council: Council, tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    start = b"id,account,author,posted_at,text\n"
    good = b"x:ann,jo,2026-10-01T09:00:00Z,Hello\n"
    bad = b"b1,x:ann,jo,2026-10-01T09:00:00Z,a,b\nb2,x:ann,\xe9,2026-10-01T09:00:00Z,\n"
    file.write_bytes(start + b"g1," + good + bad + b"g2," + good)

    done = council.run("import", str(file))

    assert done.exit_code == 4
    assert set(kept(council)) == {"g1", "g2"}
    assert [line.split(".")[0] for line in done.stderr.splitlines()[1:]] == [
        "line 3: it has more cells than the first line has names",
        "line 4: it isn't UTF-8",
    ]


NO_POSTS_FILES = {
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "another table": b"name,age\nJo,7\n",
    "one JSON list": b'[{"id": "a"}]',
    "a zip": b"PK\x03\x04 and so on",
    "UTF-16": "id,account,author,posted_at\n".encode("utf-16"),
}


@pytest.mark.parametrize("content", NO_POSTS_FILES.values(), ids=NO_POSTS_FILES)
def test_what_is_no_posts_file_fails_with_one_line(council: Council, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(content)

    done = council.run("import", str(file))

    assert (done.exit_code, done.stdout) == (1, ""), done.exception
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("odd.csv: ")


def test_one_odd_file_does_not_stop_the_others(council: Council, tmp_path: Path) -> None:
    odd, good = tmp_path / "odd.csv", write_posts(tmp_path / "good.jsonl", GOOD)
    odd.write_bytes(b"name,age\n")

    done = council.run("import", str(odd), str(good))

    assert done.exit_code == 4
    assert done.stdout.splitlines()[0] == "good.jsonl: 2 messages kept, 0 kept before."


# What a file covers

LONDON_DAY = "2026-09-30T23:00"  # the local midnight before the earliest row
COVERS = {
    "unsaid": ((), (LONDON_DAY, "2026-10-03T10:00")),
    "days": (("--covers", "2026-09-01..2026-10-31"), ("2026-08-31T23:00", "2026-11-01T00:00")),
    "to a day": (("--covers", "..2026-10-31"), (LONDON_DAY, "2026-11-01T00:00")),
    "to a moment": (("--covers", "..2026-10-31T12:30:00Z"), (LONDON_DAY, "2026-10-31T12:30")),
    "moments": (
        ("--covers", "2026-09-01T00:00:00+01:00..2026-10-31T12:30:00Z"),
        ("2026-08-31T23:00", "2026-10-31T12:30"),
    ),
}


@pytest.mark.parametrize(("arguments", "stretch"), COVERS.values(), ids=COVERS)
def test_what_a_file_covers(
    council: Council, tmp_path: Path, arguments: tuple[str, ...], stretch: tuple[str, str]
) -> None:
    rows = [row("a"), row("b", author="member", posted_at="2026-10-03T10:00:00Z"),
            row("c", account="x:bob", author="member", posted_at="2026-10-02T10:00:00Z")]  # fmt: skip
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", rows)), *arguments)

    found = coverage(council)

    assert {one for one in found if one[0] == "x:ann"} == {
        ("x:ann", sight, *stretch) for sight in ("posts", "replies", "mentions")
    }
    assert {one[1] for one in found if one[0] == "x:bob"} == {
        "posts"
    }  # nobody else's row: replies aren't shown


WRONG_COVERS = ["", "..", "2026-10-01", "2026-10-01..", "2026-10-31..2026-10-01", "2026-13-01..2026-12-31",
                "..2026-10-31T09:00:00", "..soon", "..9999-12-31"]  # fmt: skip


@pytest.mark.parametrize("told", WRONG_COVERS)
def test_a_wrong_covers_ends_with_2_and_keeps_nothing(council: Council, tmp_path: Path, told: str) -> None:
    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", GOOD)), "--covers", told)

    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert council.keeps_nothing()


def test_only_one_account_of_a_file_may_be_taken(council: Council, tmp_path: Path) -> None:
    rows = [*GOOD, row("b1", account="x:bob"), row("z1", account="x:zoe")]

    done = council.run("import", str(write_posts(tmp_path / "posts.jsonl", rows)), "--account", "X:@Bob")

    assert (done.exit_code, done.stderr.count("refused")) == (0, 0)
    assert set(kept(council)) == {"b1"}
    assert {one[0] for one in coverage(council)} == {"x:bob"}


def test_importing_in_two_halves_or_twice_is_importing_once(
    registered: Path, council: Council, tmp_path: Path
) -> None:
    rows = [row(f"m{n}", posted_at=f"2026-10-{n + 1:02}T09:00:00Z") for n in range(20)]
    whole = write_posts(tmp_path / "whole.jsonl", rows)
    council.must("import", str(whole))
    once = council.archive()
    council.must("import", str(whole))
    twice = council.archive()
    halves = Council(shutil.copytree(registered, tmp_path / "halves"))
    halves.must("import", str(write_posts(tmp_path / "second.jsonl", rows[9:])))
    halves.must("import", str(write_posts(tmp_path / "first.jsonl", rows[:10])))

    assert once == twice == halves.archive()

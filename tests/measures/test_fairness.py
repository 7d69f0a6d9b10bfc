"""Cases in which a figure would have been unfair, or a file would have told on somebody: each was true once."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

COVERS = "2026-08-01..2026-10-31"
AS_OF = "2026-11-01T00:00:00Z"
ASK = "When will the bins be collected on Elm Road?"


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    register(council, member("ann"), member("bob"))
    return council


def register(council: Council, *rows: dict[str, str]) -> None:
    council.must("register", str(write_register(council.path.parent / "register.csv", list(rows))))


def bring(council: Council, *rows: dict[str, Any], covers: str | None = COVERS) -> int:
    file = write_posts(council.path.parent / "posts.jsonl", list(rows))
    return council.run("import", str(file), *(["--covers", covers] if covers else [])).exit_code


def row(id_: str, author: str, on: str, text: str = ASK, **more: str) -> dict[str, Any]:
    return {"id": id_, "account": "x:ann", "author": author, "posted_at": f"{on}:00Z", "text": text, **more}


def figure(council: Council, measure: str, who: str = "ann") -> dict[str, Any]:
    [found] = [one for one in council.json("show", who)["results"] if one["measure"] == measure]
    return found


def measure(council: Council) -> None:
    council.must("measure", "--as-of", AS_OF)


def accounts(council: Council) -> dict[str, tuple[str, float]]:
    version = (council.path / "published" / "current").read_text("ascii").strip()
    with duckdb.connect(str(council.path / "published" / f"{version}.duckdb"), read_only=True) as db:
        rows = db.execute("select account, state, quiet_bar_days from accounts").fetchall()
    return {account: (state, bar) for account, state, bar in rows}


def test_a_row_from_a_clock_gone_wrong_is_no_sight_of_the_time_until_then(council: Council) -> None:
    rows = [row("1", "member", "2026-08-10T09:00", "News."), row("2", "jo", "2026-08-10T10:00")]
    bring(council, *rows, row("3", "jo", "2126-01-01T09:00"), covers=None)
    measure(council)

    assert figure(council, "longest-silence")["outcome"] == "unknown"
    assert figure(council, "still-waiting")["outcome"] == "unknown"


@pytest.mark.parametrize("spelling", ["x:Bobby", "@x:bobby", "X:@Bobby", "@Bobby ", "bobby"])
@pytest.mark.parametrize("how", ["member", "council"])
def test_a_handle_imported_before_it_was_registered_is_no_resident(
    council: Council, spelling: str, how: str
) -> None:
    bring(council, row("1", spelling, "2026-10-03T10:00"), row("2", "joe", "2026-10-03T10:00"))
    if how == "member":
        register(council, {**member("cat"), "handle": "bobby"})
    else:
        (council.path / "settings.toml").write_text('council_accounts = ["x:bobby"]', encoding="utf-8")
    measure(council)

    assert figure(council, "still-waiting")["n"] == 1


def test_silences_of_an_account_never_seen_are_none(council: Council) -> None:
    register(council, {**member("ann"), "handle": "anntwo"})
    rows = [row("0", "member", "2026-10-01T00:00", "a"), row("1", "anntwo", "2026-10-02T10:00", "b", account="x:bob"),
            row("2", "anntwo", "2026-10-02T10:30", "c", account="x:bob")]  # fmt: skip
    bring(council, *rows)
    measure(council)

    assert figure(council, "longest-silence")["n"] == 2
    assert "x:anntwo" in figure(council, "longest-silence")["why"]


def test_an_account_left_out_is_named_also_where_there_are_too_few(council: Council) -> None:
    register(council, member("ann", platform="bluesky"))
    bring(council, row("1", "joe", "2026-10-03T10:00"))
    measure(council)

    found = figure(council, "answered-within-a-day")

    assert found["outcome"] == "too few"
    assert (
        found["why"]
        == "0 of 1 so far; a share needs 10; posts and replies not seen and left out: bluesky:ann"
    )


def test_days_away_make_no_account_quiet_and_no_gap_ordinary(council: Council) -> None:
    acts = [row(f"a{day}", "member", f"2026-08-{day:02d}T00:00", "a") for day in range(1, 12)]
    bring(council, *acts, row("last", "member", "2026-10-13T00:00", "b"))
    away = ("--member", "ann", "--by", "Ann")
    council.must("mark", "away", *away, "--from", "2026-08-12", "--to", "2026-10-12")
    council.must("mark", "away", *away, "--from", "2026-10-14", "--to", "2026-10-20")
    measure(council)

    assert accounts(council)["x:ann"] == ("active", 14.0)


def test_words_of_a_member_who_withdrew_do_not_come_back_with_another_file(council: Council) -> None:
    rows = [
        row("1", "member", "2026-10-01T09:00", "News."),
        row("2", "bob", "2026-10-01T10:00", "Grimsditch says hello.", url="https://x.com/bob/status/2"),
    ]
    bring(council, *rows)
    council.must("withdraw", "--account", "x:bob")
    bring(council, *rows)
    measure(council)

    assert council.bytes_of("Grimsditch") == {}
    assert figure(council, "conversation-share")["n"] == 1


def test_no_file_holds_a_residents_handle_that_stood_in_a_link(council: Council) -> None:
    told = f"{ASK} https://x.com/jane_resident/status/99 and https://bsky.app/profile/jane_resident.example"
    bring(council, row("1", "jo", "2026-10-03T10:00", told, url="https://x.com/Jane_Resident/status/2"))
    measure(council)

    assert council.bytes_of("jane_resident") == {}
    assert (
        council.json("evidence", "ann", "still-waiting")["occasions"][0]["url"] == "https://x.com/i/status/2"
    )


@pytest.mark.parametrize("closed", ["", '\nu4,x:ann,joe,2026-10-03T11:00:00Z,"quoted, and closed"'])
def test_an_unclosed_quote_takes_no_other_row_along(council: Council, closed: str) -> None:
    head, when = "id,account,author,posted_at,text\n", "x:ann,joe,2026-10-03T11:00:00Z"
    file = council.path.parent / "posts.csv"
    file.write_text(
        f'{head}u0,{when},fine\nu1,{when},"never closed\nu2,{when},fine\nu3,{when},"two\nlines"{closed}\n'
    )

    done = council.run("import", str(file))

    assert done.exit_code == 4
    assert f"posts.csv: {4 if closed else 3} messages kept" in done.stdout
    assert "line 3: it isn't CSV" in done.stderr


def test_a_site_of_ones_own_counts_however_it_is_written(council: Council) -> None:
    (council.path / "settings.toml").write_text(
        'own_sites = ["http://annsite.example", "https://www.council2.example/news"]', encoding="utf-8"
    )
    bring(
        council,
        row("1", "member", "2026-10-01T09:00", "Read https://annsite.example/a"),
        row("2", "member", "2026-10-02T09:00", "Read https://council2.example/b"),
        row("3", "member", "2026-10-03T09:00", "Read https://annsite.example/?to=https://elsewhere.example"),
    )
    measure(council)

    assert (figure(council, "sharing-share")["met"], figure(council, "sharing-share")["n"]) == (0, 3)


def test_a_question_set_aside_stays_in_the_list_with_its_reason(council: Council) -> None:
    bring(council, row("1", "jo", "2026-10-03T10:00"), row("2", "sam", "2026-10-04T10:00"))
    council.must("mark", "set-aside", "--post", "1", "--by", "Ann", "--why", "A test of the bin app.")
    measure(council)

    for name in ("answered-within-a-day", "typical-wait", "still-waiting"):
        found = council.json("evidence", "ann", name)
        assert [one["post"] for one in found["occasions"]] == ["2"]
        assert [(one["post"], one["why"]) for one in found["left_out"]] == [("1", "set aside")]
    assert figure(council, "answered-within-a-day")["counts"]["asks"] == 1


def test_nobody_is_said_to_wait_longer_than_we_looked(council: Council) -> None:
    bring(council, row("1", "jo", "2026-10-28T10:00"), covers="2026-08-01..2026-10-28T14:00:00Z")
    measure(council)
    version = (council.path / "published" / "current").read_text("ascii").strip()

    with duckdb.connect(str(council.path / "published" / f"{version}.duckdb"), read_only=True) as db:
        [(waited_us,)] = db.execute("select waited_us from waiting").fetchall()

    assert waited_us == 4 * 3_600_000_000
    assert council.json("evidence", "ann", "still-waiting")["occasions"][0]["value"] == 4


def test_the_council_is_made_of_members_with_an_occasion_only(council: Council) -> None:
    bring(council, row("1", "jo", "2026-10-03T10:00"), row("2", "jo", "2026-10-04T10:00", account="x:bob"),
          row("3", "member", "2026-10-05T10:00", "News.", account="x:bob"))  # fmt: skip
    measure(council)
    version = (council.path / "published" / "current").read_text("ascii").strip()

    with duckdb.connect(str(council.path / "published" / f"{version}.duckdb"), read_only=True) as db:
        made = dict(db.execute("select measure, members from council where label = '90 days'").fetchall())

    assert made["answered-within-a-day"] == 2
    assert made["conversation-share"] == 1  # ann said nothing


def test_a_mark_about_nothing_is_pointed_out_and_waits_for_its_message(council: Council) -> None:
    done = council.run("mark", "not-an-ask", "--post", "1", "--by", "Ann")
    bring(council, row("1", "jo", "2026-10-03T10:00"))
    measure(council)

    assert done.exit_code == 0
    assert done.stderr.startswith("No message is kept under the id 1 so far")
    assert figure(council, "still-waiting")["n"] == 0


def test_a_mark_by_nobody_is_refused(council: Council) -> None:
    bring(council, row("1", "jo", "2026-10-03T10:00"))

    assert council.run("mark", "not-an-ask", "--post", "1", "--by", " ").exit_code == 2
    assert council.json("mark", "list") == []


def test_a_mistyped_setting_is_pointed_out(council: Council) -> None:
    (council.path / "settings.toml").write_text('council_acounts = ["x:anytown"]', encoding="utf-8")

    assert "council_acounts means nothing here" in council.run("measure").stderr

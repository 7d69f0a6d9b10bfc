"""Files of profile texts: good rows are kept whatever stands around them, and each is a version at its own moment."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.commands.test_command_line import AS_OF, member
from tests.platforms.made_archives import ANN_ID, MADE_AT, registered, status, tweet, x_files, ytd, zipped
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

REFUSED = "refused: no recorded consent is live. Register the account with a consent first. [no-consent]"
MARCH, APRIL = "2026-03-01T09:00:00Z", "2026-04-01T09:00:00Z"
MARCH_US, APRIL_US = 1772355600000000, 1775034000000000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made")
    rows = [member("ann"), member("bob"), member("ann", "bluesky"), member("dee", consented_on="")]
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", rows)))
    return council.path


@pytest.fixture
def council(made: Path, tmp_path: Path) -> Council:
    return Council(shutil.copytree(made, tmp_path / "data"))


def row(text: Any = "Cllr Ann.", read_at: Any = MARCH, account: Any = "x:ann") -> dict[str, Any]:
    return {"account": account, "read_at": read_at, "text": text}


def bring(council: Council, *rows: dict[str, Any], options: tuple[str, ...] = ()) -> Any:
    file = write_posts(council.path.parent / "profiles.jsonl", rows)
    return council.run("import", str(file), "--profiles", *options)


def kept(council: Council) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        sql = "select account, read_us, last_read_us, text from profiles order by account, read_us"
        return db.execute(sql).fetchall()


def test_texts_are_kept_with_their_moments_and_said_to_be(council: Council) -> None:
    done = bring(council, row(), row("", APRIL), row("Bob", account="X:@Bob"))

    assert (done.exit_code, done.stdout) == (0, "profiles.jsonl: 3 profile texts kept, 0 kept before.\n")
    assert kept(council) == [
        ("x:ann", MARCH_US, MARCH_US, "Cllr Ann."),
        ("x:ann", APRIL_US, APRIL_US, ""),
        ("x:bob", MARCH_US, MARCH_US, "Bob"),
    ]
    [report] = [json.loads(one.read_text("utf-8")) for one in (council.path / "imports").glob("*.json")]
    assert (report["kept"], report["seen"], report["set_aside"]) == (3, [], [])
    assert "Cllr Ann" not in json.dumps(report)


def test_importing_twice_changes_nothing(council: Council) -> None:
    rows = [row("b", APRIL), row("a"), row("b", "2026-05-01T00:00:00+01:00")]
    bring(council, *rows)
    before = council.archive(), kept(council)

    done = bring(council, *rows)

    assert (done.exit_code, done.stdout) == (0, "profiles.jsonl: 0 profile texts kept, 3 kept before.\n")
    assert (council.archive(), kept(council)) == before


def test_two_texts_are_two_versions_in_the_order_of_their_moments(council: Council) -> None:
    bring(council, row("later", APRIL), row("earlier", MARCH))

    assert [text for *_, text in kept(council)] == ["earlier", "later"]


def test_csv_and_json_lines_say_the_same(council: Council) -> None:
    file = council.path.parent / "profiles.csv"
    told = f'\ufeffaccount,read_at,text,more\r\nx:ann,{MARCH},"Cllr, and\nmum",x\r\nx:bob,{MARCH}\r\n'
    file.write_bytes(told.encode())

    council.must("import", "--profiles", str(file))

    assert [text for *_, text in kept(council)] == ["Cllr, and\nmum", ""]


BAD = {
    "account is missing": row(account=""),
    "account must be written platform:handle": row(account="ann"),
    "read_at is missing": row(read_at=None),
    "read_at must be ISO 8601 with its offset, such as 2026-05-01T09:00:00+01:00": row(
        read_at="2026-03-01T09:00:00"
    ),
    "read_at must be text": row(read_at=7),
    "text must be text": row(["Cllr"]),
    "read_at is 2126-01-01T00:00:00Z, which is still to come": row(read_at="2126-01-01T00:00:00Z"),
    "another text of this account is kept for the same moment; that one stays": row("Mayor Ann."),
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_row_is_named_by_its_line_and_stops_no_good_one(council: Council, why: str) -> None:
    done = bring(council, row(), BAD[why], row("Bob", account="x:bob"))

    assert done.exit_code == 4
    assert f"line 2: {why}. Set aside; mend it and import the file again. [set-aside]" in done.stderr
    assert [text for *_, text in kept(council)] == ["Cllr Ann.", "Bob"]


def test_only_accounts_with_a_live_consent_are_kept(council: Council) -> None:
    done = bring(council, row(account="x:dee"), row("b", APRIL, account="x:dee"), row(account="x:eve"), row())

    assert done.exit_code == 4
    assert f"x:dee: 2 profile texts {REFUSED}" in done.stderr
    assert f"x:eve: 1 profile text {REFUSED}" in done.stderr
    assert [account for account, *_ in kept(council)] == ["x:ann"]
    assert council.bytes_of("x:eve") == {}


def test_account_keeps_only_its_rows(council: Council) -> None:
    done = bring(council, row(), row(account="x:bob"), options=("--account", "x:ann"))

    assert (
        done.stdout
        == "profiles.jsonl: 1 profile text kept, 0 kept before. 1 row of other accounts left aside.\n"
    )
    assert [account for account, *_ in kept(council)] == ["x:ann"]


def test_account_without_a_consent_refuses_the_file(council: Council) -> None:
    done = bring(council, row(), options=("--account", "x:dee"))

    assert (done.exit_code, "x:dee: The file was refused" in done.stderr) == (4, True)
    assert kept(council) == []


def test_covers_says_nothing_of_profiles(council: Council) -> None:
    done = bring(council, row(), options=("--covers", "2026-01-01..2026-03-31"))

    assert (done.exit_code, "--covers is about messages" in done.stderr) == (2, True)


def test_a_file_holds_profiles_or_releases(council: Council) -> None:
    done = bring(council, row(), options=("--releases",))

    assert (done.exit_code, "--releases or --profiles" in done.stderr) == (2, True)


def test_it_claims_no_stretch_as_seen(council: Council) -> None:
    bring(council, row())
    council.must("measure", "--as-of", AS_OF)

    assert council.archive()["main.coverage"] == []
    assert {sight for _, _, sight, *_ in council.published()["main.coverage"]} <= {"posts", "replies"}


def test_without_the_flag_such_a_file_is_no_posts_file(council: Council) -> None:
    file = council.path.parent / "profiles.csv"
    file.write_text(f"account,read_at,text\nx:ann,{MARCH},Cllr\n", encoding="utf-8")

    done = council.run("import", str(file))

    assert (done.exit_code, "it has no column id, author, posted_at" in done.stderr) == (1, True)
    assert kept(council) == []


HOSTILE = {
    "a zip": (
        b"PK\x03\x04" + b"x" * 99,
        "it is a zip. Unpack it and hand in what is inside. A profiles file is CSV",
    ),
    "a posts file": (
        b"id,account,author,posted_at\n",
        "it has no column read_at, text; a profiles file needs them",
    ),
    "a picture": (b"\x89PNG\r\n", "it is a picture (PNG)."),
    "UTF-16": ("account,read_at,text\n".encode("utf-16"), "it is text in UTF-16. Save it as UTF-8."),
    "a list": (b'[{"account": "x:ann"}]', "it is one JSON list."),
    "a web page": (b"<!doctype html>", "it is a web page or XML."),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_profiles_file_is_refused_in_one_line(council: Council, kind: str) -> None:
    body, said = HOSTILE[kind]
    file = council.path.parent / "profiles.csv"
    file.write_bytes(body)

    done = council.run("import", str(file), "--profiles")

    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert said in done.stderr


def test_hostile_lines_stop_no_good_ones(council: Council) -> None:
    lines = [
        json.dumps(row()).encode(),
        b'{"account": "x:bob", "read_at": "\xff"}',
        b"{" * 10_000,
        json.dumps(row("a" * 5_000_000, APRIL)).encode(),
        b'{"account": "x:bob", "read_at": "2026-03-01T09:00:00Z", "text": "a", "text": "b"}',
        json.dumps(row("Cllr\x00 \u202eBob", account="x:bob")).encode(),
    ]
    file = council.path.parent / "profiles.jsonl"
    file.write_bytes(b"\n".join(lines))

    done = council.run("import", str(file), "--profiles")

    assert done.exit_code == 4
    assert [f"line {number}: " in done.stderr for number in range(1, 7)] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    assert [text for *_, text in kept(council)] == ["Cllr Ann.", "a" * 10_000, "Cllr Bob"]


def test_other_peoples_handles_are_masked_and_ways_to_reach_the_member_stay(council: Council) -> None:
    bring(
        council, row("With @zebedee_quux and @bob. Ring 01248 712345, jo@anytown.gov.uk, x.com/zebedee_quux")
    )

    [(*_, text)] = kept(council)
    assert text == "With @someone and @bob. Ring 01248 712345, jo@anytown.gov.uk, x.com/anon"
    assert council.bytes_of("zebedee_quux") == {}


@pytest.mark.parametrize("order", [("withdraw", "--account", "x:ann"), ("erase", "--member", "ann")])
def test_what_was_imported_goes_with_the_account(council: Council, order: tuple[str, ...]) -> None:
    bring(council, row("Grimsditch here."), row("Bob", account="x:bob"))
    council.must("measure", "--as-of", AS_OF)

    council.must(*order)

    assert council.bytes_of("Grimsditch") == {}
    assert [account for account, *_ in kept(council)] == ["x:bob"]


# The archive a member downloaded


def an_archive(council: Council, *profile: Any, **more: str) -> Path:
    files = x_files(tweet(status("2026-10-01T09:00:00+00:00"), "Bins."), **more)
    if profile:
        files["data/profile.js"] = ytd("profile", list(profile))
    return zipped(council.path.parent / "x.zip", files)


def says(bio: Any, **more: Any) -> dict[str, Any]:
    return {"profile": {"description": {"bio": bio, "website": "", "location": "Nowhereville", **more},
                        "avatarMediaUrl": "https://pbs.twimg.com/x.jpg"}}  # fmt: skip


def test_an_archive_of_x_says_what_the_profile_said_when_it_was_made(tmp_path: Path) -> None:
    council = registered(tmp_path, "x")
    path = an_archive(council, says("Cllr Ann &amp; mum. With @zebedee_quux", website="https://t.co/abc"))

    for _ in range(2):
        council.must("import", str(path), "--account", "x:ann")

    [(account, read_us, last_us, text)] = kept(council)
    assert (account, text) == ("x:ann", "Cllr Ann & mum. With @someone\nhttps://t.co/abc")
    assert read_us == last_us == 1792497600000000, MADE_AT
    assert council.bytes_of("Nowhereville", "zebedee_quux") == {}


@pytest.mark.parametrize(
    "profile",
    [(), (says(7),), (says("a"), says("b")), ({"profile": []},), ("odd",)],
    ids=["none", "a number", "two", "a list", "a text"],
)
def test_an_archive_whose_profile_is_odd_brings_its_posts_all_the_same(tmp_path: Path, profile: Any) -> None:
    council = registered(tmp_path, "x")

    council.must("import", str(an_archive(council, *profile)), "--account", "x:ann")

    assert kept(council) == []
    assert len(council.archive()["main.posts"]) == 1


def test_an_archive_that_does_not_say_when_it_was_made_shows_no_profile(tmp_path: Path) -> None:
    council = registered(tmp_path, "x")
    told = f'window.__THAR_CONFIG = {{"userInfo": {{"accountId": "{ANN_ID}"}}}}'
    path = an_archive(council, says("Cllr Ann"), **{"data/manifest.js": told})

    council.must("import", str(path), "--account", "x:ann")

    assert kept(council) == []

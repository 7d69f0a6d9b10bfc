"""A message whose id is kept already: what it shows, what is said of it, and when its own author renews it."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.commands.test_command_line import member
from tests.platforms.made_archives import account_js, status, tweet, x_files, zipped
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

AS_OF = "2026-11-20T09:00:00Z"
COVERS = ("--covers", "2026-08-01..2026-11-19")
STAYS = "a different message with this id is kept already"
SETTINGS = 'own_sites = ["jo.museum.example"]\n'


def registered(path: Path, **consents: str) -> Council:
    council = Council(path / "data")
    council.path.mkdir(parents=True)
    (council.path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    register(council, **consents)
    return council


def register(council: Council, **consents: str) -> None:
    rows = [{**member(name), "consented_on": day} for name, day in consents.items()]
    council.must("register", str(write_register(council.path.parent / "register.csv", rows)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return registered(tmp_path_factory.mktemp("made"), ann="2026-01-05", bob="2026-01-05", cat="").path


@pytest.fixture
def council(made: Path, tmp_path: Path) -> Council:
    """A council of two members, and a third who hasn't said yes."""
    return Council(shutil.copytree(made, tmp_path / "data"))


def row(id_: str, account: str = "x:ann", author: str = "member", **parts: Any) -> dict[str, Any]:
    return {"id": id_, "account": account, "author": author, "posted_at": "2026-10-02T09:00:00Z",
            "text": "Good morning.", **parts}  # fmt: skip


def brings(council: Council, *rows: dict[str, Any], options: tuple[str, ...] = ()) -> list[str]:
    """Import a file, and return what was said of its lines."""
    done = council.run("import", str(write_posts(council.path.parent / "posts.jsonl", rows)), *options)
    said = [line for line in done.stderr.splitlines() if line.startswith("line ")]
    assert done.exit_code == (4 if said else 0), done.output
    return said


def asked(council: Council, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        return db.execute(sql).fetchall()


def seen(council: Council, account: str) -> list[tuple[str, str]]:
    moment = "strftime(make_timestamp({}), '%Y-%m-%dT%H:%M')"
    sql = f"select {moment.format('from_us')}, {moment.format('to_us')} from coverage where account = '{account}'"
    return asked(council, f"{sql} and sight = 'posts'")


def figures(council: Council, name: str) -> dict[str, Any]:
    council.must("measure", "--as-of", AS_OF)
    return {one["measure"]: one for one in council.json("show", name, "--month", "2026-10")["results"]}


# What it shows (definition 58)


@pytest.mark.parametrize("options", [(), COVERS])
def test_rows_whose_ids_anothers_messages_have_show_nothing_of_an_account(
    council: Council, options: tuple[str, ...]
) -> None:
    """Two exports that both number their rows from 0."""
    brings(council, *(row(str(number), text=f"Ann's {number}.") for number in range(9)), options=options)
    bobs = [row(str(number), "x:bob", text=f"Bob's {number}.") for number in range(9)]

    said = brings(council, *bobs, *bobs, row("loop", "x:bob", answers="loop"), options=options)

    assert said[1:] == [
        f"line {number}: {STAYS}, for x:ann; that one stays. [set-aside]" for number in range(1, 10)
    ]
    assert seen(council, "x:bob") == []
    assert figures(council, "bob")["longest-silence"]["outcome"] == "unknown"


def test_rows_whose_ids_other_messages_of_the_account_have_show_nothing_either(council: Council) -> None:
    brings(council, row("0", text="In October."))
    before = seen(council, "x:ann")

    said = brings(council, row("0", text="In November.", posted_at="2026-11-02T09:00:00Z"))

    assert said == [f"line 1: {STAYS}; that one stays. [set-aside]"]
    assert seen(council, "x:ann") == before


@pytest.mark.parametrize(
    "parts", [{}, {"text": "Good evening."}, {"posted_at": "2026-10-02T09:00:30Z"}], ids=str
)
def test_a_row_that_repeats_what_is_kept_for_its_account_shows_it(
    council: Council, parts: dict[str, str]
) -> None:
    brings(council, row("0"), row("1", posted_at="2026-10-03T09:00:00Z"))

    brings(
        council, row("0", **parts), row("2", posted_at="2026-10-05T09:00:00Z"), row("loop", answers="loop")
    )

    assert seen(council, "x:ann") == [("2026-10-01T23:00", "2026-10-05T09:00")]


def test_of_an_archive_whose_posts_are_kept_as_anothers_nothing_counts_as_seen(council: Council) -> None:
    ids = [status(f"2026-10-0{day}T09:00:00+00:00") for day in (1, 2, 3)]
    brings(council, *(row(f"x:{id_}", "x:bob", "jo") for id_ in ids[:2]))
    path = council.path.parent / "x.zip"

    done = council.run("import", str(zipped(path, x_files(*map(tweet, ids)))), "--account", "x:ann")
    some = seen(council, "x:ann")
    all_ = council.run("import", str(zipped(path, x_files(*map(tweet, ids[:2])))), "--account", "x:ann")

    assert (done.exit_code, all_.exit_code) == (4, 4)
    assert "x:ann: 2 posts left out" in done.stderr
    assert some == [("2026-10-02T23:00", "2026-10-20T12:00")]
    assert seen(council, "x:ann") == some


# What is said of it (definition 62)

DIFFERENT = {
    "author": {"author": "jo"}, "kind": {"kind": "quote"}, "time": {"posted_at": "2026-10-02T09:00:30Z"},
    "text": {"text": "Good evening."}, "link": {"url": "https://x.example/1"}, "answers": {"answers": "1"},
    "conversation": {"conversation": "c"}, "source": {"source": "jo"}, "format": {"format": "poll"},
}  # fmt: skip


@pytest.mark.parametrize("parts", DIFFERENT.values(), ids=DIFFERENT)
def test_whatever_a_second_row_says_differently_is_reported_and_the_first_stays(
    council: Council, parts: dict[str, str]
) -> None:
    in_one_file = brings(council, row("0"), row("0", **parts))
    kept = asked(council, "select * from posts")
    later = brings(council, row("0", **parts))

    assert in_one_file == ["line 2: a different row with this id came earlier; that one stays. [set-aside]"]
    assert later == [f"line 1: {STAYS}; that one stays. [set-aside]"]
    assert asked(council, "select * from posts") == kept


def test_a_message_that_two_accounts_bring_is_kept_for_the_first_and_the_other_is_told_so(
    council: Council,
) -> None:
    both = [row("0", account, "jo") for account in ("x:ann", "x:bob")]

    in_one_file = brings(council, *both)
    later = brings(council, both[1])

    assert in_one_file == [
        "line 2: a different row with this id came earlier, for x:ann; that one stays. [set-aside]"
    ]
    assert later == [
        "line 1: this message is kept already for x:ann, and stays there: nothing of it is kept for x:bob. [set-aside]"
    ]


def a_member_without_consent_wrote_in_it(_: Council) -> dict[str, Any]:
    return row(
        "1", author="cat", answers="0", url="https://x.com/cat/status/1", text="See https://zoo.example"
    )


def it_passes_words_on(_: Council) -> dict[str, Any]:
    return row("1", kind="share", source="cat", text="RT @cat: Good evening.", language="en")


def somebody_in_it_registers(_: Council) -> dict[str, Any]:
    return row(
        "1",
        author="x:dee",
        url="https://x.com/dee/status/1",
        text="@dee, see https://x.com/dee/p and jo@a.org",
    )


CHANGED = {
    "removed": "update posts set text = '', url = '', sites = '', source = null, removed_us = 1 where id = '1'",
    "closed": "update posts set text = '', url = '', is_hidden = true where id = '1'",
}


@pytest.mark.parametrize(
    "bring", [a_member_without_consent_wrote_in_it, it_passes_words_on, somebody_in_it_registers]
)
def test_a_file_is_silent_the_second_time_whatever_was_taken_or_masked_on_purpose(
    council: Council, bring: Any
) -> None:
    rows = [row("0"), bring(council)]
    first = brings(council, *rows)
    register(council, dee="2026-01-05")

    second = brings(council, *rows)
    register(council, cat="2026-01-05")
    third = brings(council, *rows)

    assert (first, second, third) == ([], [], [])


@pytest.mark.parametrize("sql", CHANGED.values(), ids=CHANGED)
def test_a_file_is_silent_the_second_time_where_its_author_took_the_words_back(
    council: Council, sql: str
) -> None:
    rows = [row("0"), row("1", author="jo", kind="quote", source="ann", url="https://x.example/1")]
    brings(council, *rows)
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute(sql)
    kept = asked(council, "select * from posts order by id")

    assert brings(council, *rows) == []
    assert asked(council, "select * from posts order by id") == kept


def test_a_file_is_silent_and_shows_as_much_after_a_resident_in_it_was_erased(council: Council) -> None:
    rows = [row("0"), row("1", author="jo", posted_at="2026-10-05T09:00:00Z", url="https://x.example/1")]
    brings(council, *rows)
    council.must("erase", "--account", "x:jo", "--by", "Ann")
    kept = asked(council, "select * from posts order by id")
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute("delete from coverage")

    assert brings(council, *rows) == []
    assert asked(council, "select * from posts order by id") == kept
    assert seen(council, "x:ann") == [("2026-10-01T23:00", "2026-10-05T09:00")]


# Its author's own account (consent may come later)

DAYS = range(1, 13)


def theirs(account: str, author: str) -> list[dict[str, Any]]:
    return [row(f"c{day}", account, author, posted_at=f"2026-10-{day:02d}T08:00:00Z",
                text=f"A good guide: https://jo.museum.example/{day} and https://jo.zoo.example")
            for day in DAYS]  # fmt: skip


ALONG = [*theirs("x:ann", "cat"),
         *(row(f"a{day}", posted_at=f"2026-10-{day:02d}T09:00:00Z", answers=f"c{day}") for day in DAYS)]  # fmt: skip


def told(council: Council) -> Any:
    names = "id, account, kind, text, url, sites, heard"
    kept = asked(council, f"select {names} from posts order by id")
    labels = asked(council, "select * from labels where rule <> 'ask' order by all")
    return kept, labels, figures(council, "cat"), figures(council, "ann")


def consent_came(path: Path, before: str, *, together: bool = False, own_first: bool = False) -> Any:
    """Return what is kept and measured; before the consent, the third member was on the register, or wasn't."""
    consents = {"first": {"cat": "2026-01-05"}, "later": {"cat": ""}, "later, as did the registration": {}}
    council = registered(path / before / str((together, own_first)), ann="2026-01-05", **consents[before])
    own = theirs("x:cat", "member")
    if together:
        files = [[*own, *ALONG] if own_first else [*ALONG, *own]]
    else:
        files = [own, ALONG] if own_first else [ALONG, own]
    for number, rows in enumerate(files):
        if number:
            register(council, cat="2026-01-05")
        brings(council, *rows, options=COVERS)
    return told(council)


def test_what_came_along_with_a_colleague_is_as_it_would_be_had_the_consent_come_first(
    tmp_path: Path,
) -> None:
    first = consent_came(tmp_path, "first")

    assert first[2]["sharing-share"]["n"] == 12
    assert first[2]["sharing-share"]["value"] == 1.0
    assert consent_came(tmp_path, "later") == first
    assert consent_came(tmp_path, "later, as did the registration") == first
    assert consent_came(tmp_path, "first", own_first=True) == first
    assert consent_came(tmp_path, "first", together=True) == first
    assert consent_came(tmp_path, "first", together=True, own_first=True) == first


def test_renewed_once_neither_file_changes_anything_again(council: Council) -> None:
    own = theirs("x:cat", "member")
    brings(council, *ALONG)
    register(council, cat="2026-01-05")
    brings(council, *own)
    once = council.archive()

    assert (brings(council, *ALONG), brings(council, *own)) == ([], [])
    assert council.archive() == once


def test_an_archive_renews_what_came_along_too(tmp_path: Path) -> None:
    council = registered(tmp_path, ann="", bob="2026-01-05")
    id_ = status("2026-10-01T09:00:00+00:00")
    brings(council, row(f"x:{id_}", "x:bob", "ann", posted_at="2026-10-01T09:00:00Z", text="Roads are open."))
    before = asked(council, "select account, text from posts")
    register(council, ann="2026-01-05")

    files = x_files(tweet(id_, "Roads are open."), **{"data/account.js": account_js()})
    council.must("import", str(zipped(tmp_path / "x.zip", files)), "--account", "x:ann")

    assert before == [("x:bob", "")]
    assert asked(council, "select account, text from posts") == [("x:ann", "Roads are open.")]
    assert len(seen(council, "x:ann")) == 1


@pytest.mark.parametrize("sql", [one.replace("'1'", "'c1'") for one in CHANGED.values()], ids=CHANGED)
def test_what_its_author_took_back_no_file_brings_back(council: Council, sql: str) -> None:
    brings(council, *ALONG)
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute(sql)
    taken = asked(council, "select * from posts where id = 'c1'")
    register(council, cat="2026-01-05")

    assert brings(council, *theirs("x:cat", "member")) == []
    assert asked(council, "select * from posts where id = 'c1'") == taken
    assert asked(council, "select account from posts where id = 'c2'") == [("x:cat",)]


def test_whoever_withdrew_and_says_yes_anew_brings_their_own_back(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    brings(council, row("0", "x:bob", text="Roads are open."), row("1"))
    council.must("withdraw", "--account", "x:bob")
    brings(council, row("0", "x:ann", "bob", text="Roads are open."))
    assert asked(council, "select account, text from posts where id = '0'") == [("x:ann", "")]
    monkeypatch.setattr("pipelines.keep.folder.Folder.today", lambda _: date(2126, 1, 2))
    register(council, bob="2126-01-01")

    brings(council, row("0", "x:bob", text="Roads are open."))

    assert asked(council, "select account, text from posts where id = '0'") == [("x:bob", "Roads are open.")]


@pytest.mark.parametrize(
    "parts", [{"posted_at": "2026-10-09T09:00:00Z", "text": "Another."}, {"answers": "a1"}], ids=str
)
def test_another_message_of_the_same_author_renews_nothing(council: Council, parts: dict[str, str]) -> None:
    brings(council, row("0", "x:ann", "bob"))
    kept = asked(council, "select * from posts")

    said = brings(council, row("0", "x:bob", **parts))

    assert said == [f"line 1: {STAYS}, for x:ann; that one stays. [set-aside]"]
    assert asked(council, "select * from posts") == kept


def test_a_link_to_an_own_site_stays_one_though_its_author_registers_later(council: Council) -> None:
    text = "https://www.jo.museum.example/1 https://a.jo.museum.example https://jo.zoo.example"
    brings(council, row("0", author="dee", text=text), row("1", author="bob", text=text))

    assert asked(council, "select sites from posts order by id") == [
        ("jo.museum.example zoo.example",),
        ("jo.museum.example a.jo.museum.example jo.zoo.example",),
    ]

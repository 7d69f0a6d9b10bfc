"""A consent that ends while something is on its way: nothing is kept that no consent covers, whichever way it came."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pytest

from facts import Page, Seen, Sight
from pipelines.keep.folder import Folder
from store.archive import Archive, ConsentEnded
from tests.commands.test_command_line import AS_OF, COVERS, exchanges, member
from tests.platforms.made_archives import (
    comment,
    entry,
    facebook_files,
    registered,
    status,
    tweet,
    x_files,
    zipped,
)
from tests.small_council import Council, dump, write_posts, write_register

pytestmark = pytest.mark.commands

WORD = "Grimsditch"  # in every text of the account whose consent ends
GOES = "x:ann"
PAGE = 5  # messages an import keeps at once
# Where in an import consent ends. Its first opening of the archive is for erasing, its second for keeping.
WHILE_IMPORTING = {
    # Not while it is opened: the folder's own lock is held for that moment, and whoever withdraws waits for it.
    "once the archive is held": {"query": "^begin"},
    "within the first transaction": {"query": "^begin", "after": True},
    "within the first page": {"query": "insert into posts", "after": True},
    "between two pages": {"query": "insert into posts", "nth": 2},
    "within the second page": {"query": "insert into posts", "nth": 2, "after": True},
    "before its last claim": {"query": "insert into coverage"},
    "after its last claim": {"query": "insert into coverage", "after": True},
}


def held(council: Council, account: str = GOES) -> dict[str, int]:
    """Return in which tables of the archive, finished run included, anything names an account or holds its words."""
    names = (account, WORD)
    tables = council.archive()
    found = {name: sum(any(n in repr(row) for n in names) for row in rows) for name, rows in tables.items()}
    return {name: count for name, count in found.items() if count}


# Imports


def a_posts_file(path: Path) -> tuple[Council, list[str]]:
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", [member("ann"), member("cat")])))
    rows = [{**row, "text": f"{WORD} {row['text']}"} for row in exchanges("ann", [1, 2, 3, 4, 5, 6, None])]
    file = write_posts(path / "posts.jsonl", [*rows, *exchanges("cat", [1, 2, 3])])
    return council, ["import", str(file), "--covers", COVERS]


def an_archive_of_x(path: Path) -> tuple[Council, list[str]]:
    moments = [f"2026-10-{day:02d}T09:00:00+00:00" for day in range(1, 16)]
    files = x_files(*(tweet(status(one), f"{WORD} of {one}.") for one in moments))
    return registered(path, "x"), ["import", str(zipped(path / "x.zip", files)), "--account", GOES]


def an_archive_of_facebook(path: Path) -> tuple[Council, list[str]]:
    moments = [f"2026-10-{day:02d}T09:00:00+00:00" for day in range(1, 16)]
    posts, comments = (
        [entry(one, f"{WORD} of {one}.") for one in moments],
        [comment(one, f"{WORD} to {one}.") for one in moments],
    )
    file = zipped(path / "facebook.zip", facebook_files(posts, comments))
    return registered(path, "facebook"), ["import", str(file), "--account", "facebook:ann"]


# All are kept by the same code, page by page: a posts file is tried at every moment, the archives at every other one.
WITHDRAWN_WITHIN = [
    pytest.param(bring, point, id=f"{bring.__name__}-{when}")
    for each, bring in enumerate((an_archive_of_x, an_archive_of_facebook, a_posts_file))
    for number, (when, point) in enumerate(WHILE_IMPORTING.items())
    if bring is a_posts_file or number % 2 == each
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("bring", "point"), WITHDRAWN_WITHIN)
def test_withdrawn_while_it_is_imported_nothing_of_it_stays(
    tmp_path: Path, bring: Any, point: dict[str, Any]
) -> None:
    council, order = bring(tmp_path)
    account = "facebook:ann" if bring is an_archive_of_facebook else GOES
    meanwhile = ["--data", str(council.path), "withdraw", "--account", account]

    code, answer, aside = council.apart(*order, spec={**point, "page": PAGE, "meanwhile": meanwhile})

    assert "is hidden" in aside  # it was withdrawn, and not before
    assert code in (0, 4), answer + aside
    assert held(council, account) == {}
    assert council.bytes_of(WORD) == {}
    council.must("measure", "--as-of", AS_OF)
    assert held(council, account) == {}
    if bring is a_posts_file:
        assert {row[2] for row in council.archive()["main.posts"]} == {"x:cat"}
        assert [one["member"] for one in council.json("show", "--all")] == ["cat"]


@pytest.mark.parametrize("after", [False, True])
def test_withdrawn_while_profile_texts_are_imported_none_of_its_stays(tmp_path: Path, after: bool) -> None:
    council, _ = a_posts_file(tmp_path)
    rows = [
        {"account": one, "read_at": "2026-03-01T09:00:00Z", "text": WORD * (one == GOES)}
        for one in ("x:cat", GOES)
    ]
    file = write_posts(tmp_path / "profiles.jsonl", rows)
    meanwhile = ["--data", str(council.path), "withdraw", "--account", GOES]
    point = {"query": "insert into profiles", "nth": 1, "after": after, "meanwhile": meanwhile}

    code, answer, aside = council.apart("import", str(file), "--profiles", spec=point)

    assert "is hidden" in aside
    assert code in (0, 4), answer + aside
    assert held(council) == {}
    assert council.bytes_of(WORD) == {}
    assert [row[0] for row in council.archive()["main.profiles"]] == ["x:cat"]


@pytest.mark.parametrize("nth", [2, 3, 4])
def test_an_import_killed_with_a_withdrawal_beside_it_is_cleared_up_by_the_next_command(
    tmp_path: Path, nth: int
) -> None:
    council, order = a_posts_file(tmp_path)
    folder = Folder(council.path)

    council.apart(*order, spec={"query": "insert into posts", "nth": nth, "after": True, "page": PAGE})
    folder.desk.withdraw(GOES, now_us=1, by="Ann")
    council.must("collect")

    assert held(council) == {}
    assert council.bytes_of(WORD) == {}
    council.run(*order)
    assert held(council) == {}
    assert {row[2] for row in council.archive()["main.posts"]} == {"x:cat"}


# The mechanism


def test_nothing_of_an_account_is_kept_unless_whoever_is_asked_says_yes(tmp_path: Path) -> None:
    answers = {GOES: True}
    seen = Seen(account=GOES, sight=Sight.POSTS, from_us=0, to_us=1)
    page = Page(account=GOES, seen=[seen], cursors={"posts": "1"})
    with Archive(
        tmp_path / "archive.duckdb", may_keep=lambda some: {one for one in some if answers[one]}
    ) as archive:
        archive.keep(page, [], owner="", now_us=1)
        before = archive.rows("select * from coverage"), archive.rows("select * from cursors")
        answers[GOES] = False
        with pytest.raises(ConsentEnded, match=GOES):
            archive.keep(Page(account=GOES, cursors={"posts": "2"}), [], owner="", now_us=2)

        assert (archive.rows("select * from coverage"), archive.rows("select * from cursors")) == before
        assert before[1] == [(GOES, "posts", "1")]


def test_an_archive_on_disk_that_has_nobody_to_ask_keeps_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.duckdb") as archive, pytest.raises(ConsentEnded):
        archive.keep(Page(account=GOES, cursors={"posts": "1"}), [], owner="", now_us=1)


# What no consent covers


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council measured twice, of which one member's rows lie in every table."""
    path = tmp_path_factory.mktemp("planted")
    council, order = a_posts_file(path)
    council.must(*order)
    council.run("token", "--account", GOES, typed="planted-token")
    council.must("measure", "--as-of", "2026-10-20T00:00:00Z")
    council.must("measure", "--as-of", AS_OF)
    with duckdb.connect(str(council.path / "archive.duckdb")) as db:
        db.execute("insert into cursors values (?, 'posts', '1')", [GOES])
        db.execute("insert into profiles values (?, 1, 2, ?, false)", [GOES, WORD])
        db.execute("insert into visits values (?, 1, 1, '', '', '', null)", [GOES])
        db.execute("insert into reasons values (?, '', 'fault', 1, 2)", [GOES])
    return council.path


@pytest.fixture
def council(planted: Path, tmp_path: Path) -> Council:
    shutil.copytree(planted, tmp_path / "data")
    return Council(tmp_path / "data")


def an_older_archive_is_put_back(council: Council, path: Path) -> None:
    for name in ("archive.duckdb", "published"):
        copy = shutil.copytree if (council.path / name).is_dir() else shutil.copy
        copy(council.path / name, path / name)
    council.must("withdraw", "--account", GOES)
    assert held(council) == {}
    shutil.rmtree(council.path / "published")
    shutil.copytree(path / "published", council.path / "published")
    shutil.copy(path / "archive.duckdb", council.path / "archive.duckdb")


def the_consent_is_lost(council: Council, _: Path) -> None:
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("delete from consents where account = ?", [GOES])
    desk.close()


def it_was_never_registered(council: Council, _: Path) -> None:
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("delete from consents where account = ?", [GOES])
        desk.execute("delete from tokens where account = ?", [GOES])
        desk.execute("delete from accounts where id = ?", [GOES])
        desk.execute("delete from handles where account = ?", [GOES])
    desk.close()


LEFT_BY = [an_older_archive_is_put_back, the_consent_is_lost, it_was_never_registered]
EVERY_RUN = {
    "collect": ("collect",),
    "measure": ("measure", "--as-of", AS_OF),
    "run": ("run",),
    "import": ("import", "nothing.jsonl"),
    "backup": ("backup", "backup.zip"),
    "erase by name": ("erase", "--account", GOES),
    "erase another": ("erase", "--member", "nobody"),
}
FILES = ("nothing.jsonl", "backup.zip")


@pytest.mark.parametrize("left_by", LEFT_BY)
@pytest.mark.parametrize("order", EVERY_RUN.values(), ids=EVERY_RUN)
def test_every_run_and_erase_remove_what_no_consent_covers(
    council: Council, tmp_path: Path, left_by: Any, order: tuple[str, ...]
) -> None:
    left_by(council, tmp_path)
    assert {"main.posts", "main.coverage", "main.cursors"} <= held(council).keys()
    assert {"main.visits", "main.reasons", "finished.messages"} <= held(council).keys()
    write_posts(tmp_path / "nothing.jsonl", [])

    done = council.run(*(str(tmp_path / part) if part in FILES else part for part in order))

    assert done.exit_code in (0, 1, 4), done.output
    assert held(council) == {}
    assert council.bytes_of(WORD) == {}
    assert tokens(council) == []
    assert [one["member"] for one in council.json("show", "--all")] == ["cat"]


def tokens(council: Council) -> list[Any]:
    desk = sqlite3.connect(council.path / "desk.sqlite")
    try:
        return desk.execute("select account from tokens where account = ?", [GOES]).fetchall()
    finally:
        desk.close()


@pytest.mark.parametrize("order", EVERY_RUN.values(), ids=EVERY_RUN)
def test_by_an_empty_register_no_archive_is_swept(
    council: Council, tmp_path: Path, order: tuple[str, ...]
) -> None:
    for name in ("desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"):
        (council.path / name).unlink(missing_ok=True)
    before = council.archive()["main.posts"]
    write_posts(tmp_path / "nothing.jsonl", [])

    done = council.run(*(str(tmp_path / part) if part in FILES else part for part in order))

    assert council.archive()["main.posts"] == before
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1), done.stderr

    council.must("doctor", "--accept-loss", "desk", "--by", "Jo Clerk")
    council.must("measure", "--as-of", AS_OF)

    assert council.archive()["main.posts"] == before  # until somebody is registered anew
    assert council.json("show", "--all") == []


def test_a_clock_that_was_set_back_erases_nobody(council: Council) -> None:
    with sqlite3.connect(council.path / "desk.sqlite") as desk:
        desk.execute("update consents set given_on = '2126-01-01'")  # as it looks from before it was given
    desk.close()

    council.must("collect")

    assert "main.posts" in held(council)


def test_whoever_is_registered_without_a_consent_has_no_words_in_colleagues_threads(
    council: Council, tmp_path: Path
) -> None:
    """Until then they were a resident like any other (decision 15)."""
    rows = exchanges("cat", [1])
    theirs = {**next(iter(rows)), "id": "of-dee", "author": "@dee", "text": "Deewords: why?"}
    council.must("import", str(write_posts(tmp_path / "more.jsonl", [theirs])))
    council.must("measure", "--as-of", AS_OF)
    assert len(council.bytes_of("Deewords")) >= 2

    dee = {**member("dee"), "consented_on": ""}
    council.must("register", str(write_register(tmp_path / "dee.csv", [dee])))
    council.must("collect")

    [row] = [row for row in council.archive()["main.posts"] if row[0] == "of-dee"]
    assert row[6] == ""
    for path in council.path.rglob("*.duckdb"):
        assert "Deewords" not in repr(dump(path)), path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

"""A data folder knows what belongs to it: what is lost, empty or another's stops all work until a person decides."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from pipelines.keep.folder import Folder, now_us
from store.migrating import MIGRATIONS
from tests.commands.test_command_line import AS_OF, COVERS, POSTS, member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

MORE = [
    {"id": "more1", "account": "x:ann", "author": "jo", "posted_at": "2026-10-20T09:00:00Z", "text": "Bins?"}
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council with two members, measured; a third was withdrawn since, and a mark was made."""
    path = tmp_path_factory.mktemp("whole")
    council = Council(path / "data")
    register = write_register(path / "register.csv", [member("ann"), member("bob"), member("cat")])
    council.must("register", str(register))
    council.must("import", str(write_posts(path / "posts.jsonl", POSTS)), "--covers", COVERS)
    council.must("measure", "--as-of", AS_OF)
    shutil.copytree(council.path, path / "earlier")
    council.must("withdraw", "--account", "x:bob")
    council.must("mark", "set-aside", "--post", POSTS[0]["id"], "--by", "Jo")
    return path


@pytest.fixture
def council(whole: Path, tmp_path: Path) -> Council:
    shutil.copytree(whole / "data", tmp_path / "data")
    shutil.copy(whole / "register.csv", tmp_path / "register.csv")
    return Council(tmp_path / "data")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("other")
    council = Council(path / "data")
    council.must("register", str(write_register(path / "register.csv", [member("dee")])))
    rows = [{**row, "account": "x:dee"} for row in POSTS if row["account"] == "x:ann"]
    council.must("import", str(write_posts(path / "posts.jsonl", rows)))
    council.must("measure", "--as-of", AS_OF)
    with sqlite3.connect(council.path / "desk.sqlite") as desk:  # so that the file alone is the whole desk
        desk.execute("pragma wal_checkpoint(truncate)")
    desk.close()
    return council.path


def remove(path: Path) -> None:
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()


def empty(path: Path) -> None:
    remove(path)
    path.write_bytes(b"")


def begin_anew(path: Path) -> None:
    """Put a database of today's shape, with nothing in it, in a store's place."""
    from store.archive import Archive
    from store.desk import Desk

    remove(path)
    if path.name == "desk.sqlite":
        Desk(path).close()
    else:
        Archive(path).close()


LOSSES: dict[str, Callable[[Path], None]] = {"missing": remove, "of 0 bytes": empty, "empty": begin_anew}


def everything(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, less what reading may leave beside a database."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm", ".wal"))
    }


def stopped(council: Council, store: str, *, but: tuple[str, ...] = ()) -> None:
    """Check that every command that works stops with the same one line, and changes nothing."""
    posts = write_posts(council.path.parent / "more.jsonl", MORE)
    works = {
        "measure": ["measure"], "collect": ["collect"], "run": ["run"], "import": ["import", str(posts)],
        "erase": ["erase", "--account", "x:ann"], "withdraw": ["withdraw", "--account", "x:ann"],
        "register": ["register", str(council.path.parent / "register.csv")],
        "mark": ["mark", "set-aside", "--post", "p1", "--by", "Jo"],
    }  # fmt: skip
    before = everything(council.path)
    for name, arguments in works.items():
        if name in but:
            continue
        done = council.run(*arguments)
        assert done.exit_code == 1, (name, done.output, done.exception)
        last = done.stderr.splitlines()[-1]
        assert f"--accept-loss {store} --by NAME" in last, (name, done.output)
    if not but:
        now = everything(council.path)
        assert {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)} <= {
            "archive.duckdb", "desk.sqlite"
        }, "nothing else changed"  # fmt: skip


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_without_its_desk_nothing_goes_on_and_no_empty_council_is_published(
    council: Council, lose: Callable[[Path], None]
) -> None:
    lose(council.path / "desk.sqlite")
    version = (council.path / "published" / "current").read_text()

    stopped(council, "desk")

    assert (council.path / "published" / "current").read_text() == version
    assert {row[0] for row in council.archive()["main.posts"]} >= {
        row["id"] for row in POSTS if row["account"] == "x:ann"
    }


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_without_its_archive_nothing_is_collected_or_measured_but_what_was_published_is_shown(
    council: Council, lose: Callable[[Path], None]
) -> None:
    shown = council.json("show", "ann")
    lose(council.path / "archive.duckdb")

    # What people decide is still taken in: above all, that a consent ends.
    stopped(council, "archive", but=("register", "mark", "withdraw", "erase"))

    assert council.json("show", "ann") == shown
    assert council.run("evidence", "ann", "answered-within-a-day").exit_code == 0


def test_a_consent_can_be_ended_although_the_archive_is_lost_and_is_erased_once_that_is_decided(
    council: Council,
) -> None:
    remove(council.path / "archive.duckdb")

    done = council.run("withdraw", "--account", "x:ann")

    assert "x:ann is hidden." in done.stdout
    assert "--accept-loss archive" in done.stderr
    assert council.run("show", "ann").exit_code == 1
    council.must("doctor", "--accept-loss", "archive", "--by", "Jo")
    council.must("collect")
    assert Folder(council.path).desk.pending_erasures() == []


def test_without_its_key_nothing_is_collected_or_measured(council: Council) -> None:
    shown = council.json("show", "ann")
    (council.path / "key").unlink()

    stopped(council, "key", but=("mark", "withdraw", "erase", "register"))

    assert council.run("register", str(council.path.parent / "register.csv")).exit_code == 1
    assert not (council.path / "key").exists()
    assert council.json("show", "ann") == shown


@pytest.mark.parametrize("store", ["desk", "archive", "key", "published"])
def test_what_belongs_to_another_folder_is_not_taken_for_ones_own(
    council: Council, other: Path, store: str
) -> None:
    name = {"desk": "desk.sqlite", "archive": "archive.duckdb"}.get(store, store)
    if store == "published":
        shutil.rmtree(council.path / name)
        shutil.copytree(other / name, council.path / name)
    else:
        remove(council.path / name)
        shutil.copy(other / name, council.path / name)

    done = council.run("measure")

    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "belongs to another" in done.stderr
    assert f"--accept-loss {store}" in done.stderr


def test_a_desk_put_back_from_an_older_copy_is_noticed(council: Council, whole: Path) -> None:
    put_back(council, whole / "earlier")

    stopped(council, "desk")

    told = council.run("doctor").stdout
    assert "older copy" in told


def test_all_that_is_lost_is_said_by_doctor_and_in_json(council: Council) -> None:
    remove(council.path / "desk.sqlite")
    remove(council.path / "archive.duckdb")
    (council.path / "key").unlink()

    done = council.run("doctor", "--json")
    stores = json.loads(done.stdout)["stores"]

    assert done.exit_code == 4
    assert "desk.sqlite is missing" in stores["desk"]
    assert "archive.duckdb is missing" in stores["archive"]
    assert "lost" in stores["key"]
    assert stores["published"] is None


def test_a_whole_folder_says_that_nothing_is_lost(council: Council) -> None:
    stores = json.loads(council.run("doctor", "--json").stdout)["stores"]

    assert stores == {"identity": None, "desk": None, "archive": None, "key": None, "published": None}


def test_reading_never_makes_a_desk(council: Council, tmp_path: Path) -> None:
    remove(council.path / "desk.sqlite")

    for arguments in (["show", "--all"], ["doctor"], ["mark", "list"], ["lines"]):
        council.run(*arguments)

    assert not (council.path / "desk.sqlite").exists()
    Council(tmp_path / "nowhere").run("show", "--all")
    assert not (tmp_path / "nowhere").exists()


# Deciding to go on


def put_back(council: Council, earlier: Path) -> None:
    remove(council.path / "desk.sqlite")
    for path in earlier.glob("desk.sqlite*"):
        shutil.copy(path, council.path)


def accept(council: Council, store: str) -> str:
    return council.must("doctor", "--accept-loss", store, "--by", "Jo Clerk")


def audited(council: Council) -> list[tuple[str, str, str]]:
    return [(line["did"], line["what"], line["by"]) for line in Folder(council.path).desk.audit()]


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_a_person_decides_to_go_on_without_the_desk_and_it_is_logged(
    council: Council, lose: Callable[[Path], None]
) -> None:
    lose(council.path / "desk.sqlite")

    accept(council, "desk")

    assert ("accept loss", "desk", "Jo Clerk") in audited(council)
    assert council.json("show", "--all") == []  # nobody's consent is known any more
    council.must("measure", "--as-of", AS_OF)
    assert council.json("show", "--all") == []


def test_a_consent_that_was_ended_stays_ended_although_the_desk_is_lost(council: Council) -> None:
    remove(council.path / "desk.sqlite")
    accept(council, "desk")

    done = council.run("register", str(council.path.parent / "register.csv"))

    assert done.exit_code == 4
    assert "x:bob: consent was ended" in done.stderr
    assert sorted(Folder(council.path).live_accounts()) == ["x:ann", "x:cat"]


def test_a_member_called_like_a_platform_ends_no_other_consent(council: Council) -> None:
    Folder(council.path).desk.log("erase member", "x", by="Jo", now_us=now_us())

    known = Folder(council.path).known

    assert known.ended_us("x:zoe", "x") is not None
    assert known.ended_us("x:ann", "ann") is None


def test_where_nobody_remembers_whose_consent_was_ended_all_are_asked_anew(council: Council) -> None:
    remove(council.path / "desk.sqlite")
    remove(council.path / "identity")
    assert "--accept-loss desk" in council.run("measure").stderr
    accept(council, "desk")

    council.run("register", str(council.path.parent / "register.csv"))

    assert Folder(council.path).live_accounts() == {}
    council.must("measure", "--as-of", AS_OF)  # the archive is still this folder's


def test_an_older_desk_is_gone_on_with_but_consents_ended_since_are_ended_again(
    council: Council, whole: Path
) -> None:
    put_back(council, whole / "earlier")

    told = accept(council, "desk")

    assert "1 consent" in told
    assert sorted(Folder(council.path).live_accounts()) == ["x:ann", "x:cat"]
    council.must("measure", "--as-of", AS_OF)
    assert [one["member"] for one in council.json("show", "--all")] == ["ann", "cat"]


def test_going_on_without_the_archive_leaves_figures_unknown_and_never_zero(council: Council) -> None:
    remove(council.path / "archive.duckdb")

    accept(council, "archive")
    council.must("measure", "--as-of", AS_OF)

    results = council.json("show", "ann")["results"]
    hidden = {"bio", "own-words-share"}  # files show no profile, and no text is left to compare with
    assert {one["outcome"] for one in results if one["measure"] not in hidden} == {"unknown"}
    assert {one["outcome"] for one in results} <= {"unknown", "not visible"}
    assert ("accept loss", "archive", "Jo Clerk") in audited(council)


def test_reads_that_cost_are_not_forgotten_with_the_archive(council: Council) -> None:
    (council.path / "settings.toml").write_text('[x]\nplan = "Enterprise"\nreads_a_month = 1000\n')
    remove(council.path / "archive.duckdb")

    told = accept(council, "archive")

    assert "X's reads of this month count as used up" in told
    assert json.loads(council.run("doctor", "--json").stdout)["x_reads"]["left"] == 0


def test_going_on_without_the_key_begins_a_new_archive_and_forgets_tokens(council: Council) -> None:
    council.run("token", "--account", "x:ann", typed="EAAG-planted")
    (council.path / "key").unlink()

    accept(council, "key")

    assert Folder(council.path).token("x:ann") is None
    with duckdb.connect(str(council.path / "archive.duckdb"), read_only=True) as db:
        assert db.execute("select count(*) from posts").fetchone() == (0,)
    council.must("import", str(write_posts(council.path.parent / "posts.jsonl",
                                           [row for row in POSTS if row["account"] == "x:ann"])))  # fmt: skip
    council.must("measure", "--as-of", AS_OF)
    assert ("accept loss", "key", "Jo Clerk") in audited(council)


@pytest.mark.parametrize("store", ["desk", "archive", "key", "published"])
def test_what_belongs_elsewhere_is_set_aside_and_never_thrown_away(
    council: Council, other: Path, store: str
) -> None:
    name = {"desk": "desk.sqlite", "archive": "archive.duckdb"}.get(store, store)
    if store == "published":
        shutil.rmtree(council.path / name)
        shutil.copytree(other / name, council.path / name)
    else:
        remove(council.path / name)
        shutil.copy(other / name, council.path / name)
    foreign = everything(council.path)

    accept(council, store)
    council.must("measure", "--as-of", AS_OF)

    aside = [path for path in council.path.iterdir() if ".set-aside-" in path.name]
    assert aside
    if store != "published":
        assert any(path.read_bytes() == foreign[name] for path in aside)
    assert f"{aside[0].name}" in council.run("doctor").stdout


@pytest.mark.parametrize("store", ["identity", "desk", "archive", "key", "published"])
def test_nothing_is_decided_where_nothing_is_lost(council: Council, store: str) -> None:
    before = audited(council)

    done = council.run("doctor", "--accept-loss", store, "--by", "Jo")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "isn't lost" in done.stderr
    assert audited(council) == before


@pytest.mark.parametrize("arguments", [["--accept-loss", "desk"], ["--accept-loss", "desk", "--by", " "],
                                       ["--accept-loss", "everything", "--by", "Jo"]])  # fmt: skip
def test_a_decision_needs_a_name_and_a_store_we_know(council: Council, arguments: list[str]) -> None:
    remove(council.path / "desk.sqlite")

    assert council.run("doctor", *arguments).exit_code == 2
    assert not (council.path / "desk.sqlite").exists()


@pytest.mark.parametrize("first", ["desk", "archive"])
def test_with_both_lost_each_is_decided(council: Council, first: str) -> None:
    remove(council.path / "desk.sqlite")
    remove(council.path / "archive.duckdb")

    if first == "archive":
        assert (
            council.run("doctor", "--accept-loss", "archive", "--by", "Jo").exit_code == 1
        )  # the desk comes first
    accept(council, "desk")
    assert council.run("measure").exit_code == 1
    accept(council, "archive")

    council.must("measure", "--as-of", AS_OF)


# Folders as they come


def as_of_revision(desk: Path, revision: str) -> None:
    """Make a desk as it was at an earlier revision: what its tables held then, and nothing else."""
    older = desk.with_suffix(".older")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = sa.create_engine(f"sqlite:///{older}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with closing(sqlite3.connect(older)) as made, made:
        made.execute("attach ? as now", [str(desk)])
        for (table,) in made.execute("select name from main.sqlite_master where type = 'table'").fetchall():
            if table != "alembic_version":
                names = ", ".join(row[1] for row in made.execute(f"pragma main.table_info({table})"))
                made.execute(f"insert into main.{table} ({names}) select {names} from now.{table}")
    for log in ("-wal", "-shm"):
        desk.with_name(desk.name + log).unlink(missing_ok=True)
    older.replace(desk)


def forget_identities(path: Path) -> None:
    """Make a folder as an earlier Two-Way left it."""
    (path / "identity").unlink()
    as_of_revision(path / "desk.sqlite", "0002")
    with duckdb.connect(str(path / "archive.duckdb")) as db:
        db.execute("drop table identity")
        db.execute("delete from finished.meta where name = 'folder'")
    for file in (path / "published").glob("*.duckdb"):
        with duckdb.connect(str(file)) as db:
            db.execute("delete from meta where name = 'folder'")


def test_a_folder_of_an_earlier_two_way_is_taken_as_it_is(council: Council) -> None:
    forget_identities(council.path)

    assert council.run("doctor").exit_code == 4
    council.must("measure", "--as-of", AS_OF)

    known = json.loads((council.path / "identity").read_text())
    assert known["has_archive"] is True
    remove(council.path / "desk.sqlite")
    assert "--accept-loss desk" in council.run("measure").stderr


@pytest.mark.parametrize("name", ["desk.sqlite", "archive.duckdb"])
def test_a_folder_of_an_earlier_two_way_that_lost_something_is_noticed_too(
    council: Council, name: str
) -> None:
    forget_identities(council.path)
    remove(council.path / name)

    assert "--accept-loss" in council.run("measure").stderr


def test_a_folder_of_an_earlier_two_way_with_anothers_key_is_noticed(council: Council, other: Path) -> None:
    forget_identities(council.path)
    shutil.copy(other / "key", council.path / "key")

    assert "belongs to another" in council.run("measure").stderr


def test_a_copy_of_a_whole_folder_works(council: Council, tmp_path: Path) -> None:
    shutil.copytree(council.path, tmp_path / "copy")

    Council(tmp_path / "copy").must("measure", "--as-of", AS_OF)


@pytest.mark.parametrize("name", ["desk.sqlite", "archive.duckdb", "settings.toml", "identity"])
def test_an_empty_file_in_a_fresh_folder_is_no_loss(tmp_path: Path, name: str) -> None:
    council = Council(tmp_path / "data")
    council.path.mkdir()
    (council.path / name).write_bytes(b"")

    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann")])))
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", MORE)))
    council.must("measure", "--as-of", AS_OF)


def test_a_key_brought_along_into_a_fresh_folder_is_its_key(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    council.path.mkdir()
    (council.path / "key").write_text("5c" * 32, encoding="ascii")

    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann")])))

    assert (council.path / "key").read_text(encoding="ascii") == "5c" * 32


def test_a_key_may_be_put_in_until_something_was_named_with_it(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    council.run("token", "--account", "x:ann", typed="planted")
    (council.path / "key").write_text("5c" * 32, encoding="ascii")

    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann")])))
    council.must("measure", "--as-of", AS_OF)

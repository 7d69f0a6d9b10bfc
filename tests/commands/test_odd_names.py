"""A data folder may be called what it likes: nothing of it lands elsewhere."""

import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import duckdb
import pytest

import start
from store.belonging import desk_to_read
from store.places import duckdb_path
from tests.commands.test_command_line import AS_OF, POSTS, member
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

NAMES = [
    "a?b", "a%20b", "%2e%2e", "a#b", "a b", "it's", 'say "so"', "new\nline", "ünïcødé ŵ 🙂", "a;b", "a&b=c", "file:x",
    "md:x", "sqlite:x", "a:b", "[a]*", "~x", "$HOME", "-x", "a?mode=memory", "{y}", "%(here)s", "a\tb", ".hidden",
    "half \udcff name",
]  # fmt: skip
IN_IT = {"archive.duckdb", "desk.sqlite", "identity", "imports", "key", "published"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def quoted(name: str) -> str:
    return ascii(name)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
@pytest.mark.parametrize("name", NAMES, ids=quoted)
def test_a_folder_of_any_name_holds_all_its_files_and_nothing_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")  # so that the name is all there is of the path
    if "\udcff" in name:
        Path(
            name
        ).mkdir()  # a word that is no text is taken for the name of what is there, and for nothing else
    council = Council(Path(name))
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), member("bob")])))
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", POSTS)))
    council.must("measure", "--as-of", AS_OF)
    council.must("withdraw", "--account", "x:bob")

    assert names(tmp_path / "here") == [name]
    assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in Path(name).iterdir()} == IN_IT
    assert [one["member"] for one in council.json("show", "--all")] == ["ann"]
    assert council.run("doctor").exit_code == 4
    assert [
        account.id for account in desk_to_read(Path(name).resolve()).live_accounts(date(2026, 11, 1))
    ] == ["x:ann"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_a_name_that_nothing_can_be_kept_in_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    done = Council(tmp_path / "back\\slash").run("measure")

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith(
        "nothing can be kept where a name holds a backslash. Give it another name. [folder-name]\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["a?b", "a%20b#c", "it's ŵ"])
def test_such_a_folder_is_read_too_when_nothing_can_be_written_beside_its_desk(
    tmp_path: Path, name: str
) -> None:
    from store.migrating import _as_it_lies

    desk = tmp_path / name / "desk.sqlite"
    desk.parent.mkdir()
    with sqlite3.connect(desk) as made:
        made.execute("create table t as select 7 as x")
    made.close()

    with _as_it_lies(desk) as connection:
        assert connection.exec_driver_sql("select x from t").scalar() == 7

    with sqlite3.connect(desk) as made:
        made.execute("pragma journal_mode=wal")
        made.execute("insert into t values (8)")
        made.commit()
        copy = tmp_path / "copy" / "desk.sqlite"
        shutil.copytree(desk.parent, copy.parent)
    made.close()
    with _as_it_lies(copy) as connection:
        assert connection.exec_driver_sql("select count(*) from t").scalar() == 2


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
@pytest.mark.parametrize("name", NAMES, ids=quoted)
def test_a_start_fills_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    def pipelines(verb: str, folder: Path) -> None:
        if verb == "measure":
            (folder / "published").mkdir()
            (folder / "published" / "current").write_text("v1")

    start.fill(tmp_path / name, pipelines)

    assert names(tmp_path) == [name]
    assert names(tmp_path / name) == ["published"]
    assert start.environment(tmp_path / name)["TWOWAY_DATA"] == str(tmp_path / name)


def test_an_engine_is_given_whole_paths() -> None:
    assert Path(duckdb_path(Path("md:ours") / "archive.duckdb")).is_absolute()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_the_engine_misreads_a_question_mark_and_that_is_why_it_works_without_a_log(tmp_path: Path) -> None:
    """Should this fail, DuckDB has mended it, and store/places.py needs no settings any more."""
    (tmp_path / "a?b").mkdir()

    with pytest.raises(duckdb.Error), duckdb.connect(str(tmp_path / "a?b" / "x.duckdb")) as db:
        db.execute("create table t (x int)")

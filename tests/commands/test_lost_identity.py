"""A folder that can't say what it knows of itself can't say whose consents were ended: nothing goes on by its desk."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.keep.folder import Folder
from store.belonging import Lost, known_of
from tests.commands import test_lost_stores
from tests.commands.test_command_line import AS_OF, POSTS, member
from tests.commands.test_lost_stores import (
    MORE,
    accept,
    audited,
    forget_identities,
    put_back,
    remove,
    stopped,
)
from tests.small_council import Council, write_posts, write_register

pytestmark = pytest.mark.commands

whole, council = test_lost_stores.whole, test_lost_stores.council


def write(told: bytes) -> Callable[[Path], None]:
    def lose(path: Path) -> None:
        path.write_bytes(told)

    return lose


def of(**changed: object) -> bytes:
    """Return a note that is as it should be but for this."""
    whole = {"folder": "5c" * 16, "key": "", "has_archive": True, "acts": 9, "ended": {}}
    return json.dumps({**whole, **changed}).encode()


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


LOSSES: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink, "empty": write(b""), "garbage": write(b"garbage"), "half": write(b"{"),
    "null": write(b"null"), "a list": write(b"[1]"), "another thing": write(b'{"colour": 7}'),
    "not text": write(b"\xff\xfe"), "nested": write(b"[" * 100_000), "no name": write(of(folder="")),
    "a name that is a number": write(of(folder=7)), "acts in words": write(of(acts="9")),
    "acts as yes": write(of(acts=True)), "ended as a list": write(of(ended=[])),
    "ended at no time": write(of(ended={"*": "today"})), "a folder": make_folder, "a pipe": make_pipe,
    "a link to nowhere": make_link,
}  # fmt: skip


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_without_what_a_folder_knows_of_itself_no_older_desk_revives_a_consent(
    council: Council, whole: Path, lose: Callable[[Path], None]
) -> None:
    version = (council.path / "published" / "current").read_text()
    put_back(council, whole / "earlier")
    lose(council.path / "identity")

    posts = write_posts(council.path.parent / "more.jsonl", MORE)
    for arguments in (["measure"], ["collect"], ["import", str(posts)], ["show", "--all"]):
        done = council.run(*arguments)
        assert (done.exit_code, done.stdout) == (1, ""), (arguments, done.output, done.exception)
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert "--accept-loss identity --by NAME" in done.stderr
    assert (council.path / "published" / "current").read_text() == version


def test_every_command_stops_without_it_and_doctor_says_so(council: Council) -> None:
    (council.path / "identity").write_text("garbage")

    stopped(council, "identity")

    told = council.run("doctor", "--json")
    assert told.exit_code == 4
    assert "identity can't be read" in json.loads(told.stdout)["stores"]["identity"]
    (council.path / "identity").unlink()
    assert "identity is missing" in json.loads(council.run("doctor", "--json").stdout)["stores"]["identity"]


def test_put_back_it_is_as_if_nothing_had_been(council: Council) -> None:
    told = (council.path / "identity").read_bytes()
    (council.path / "identity").write_text("garbage")
    council.run("measure")

    (council.path / "identity").write_bytes(told)

    council.must("measure", "--as-of", AS_OF)
    assert [one["member"] for one in council.json("show", "--all")] == ["ann", "cat"]


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_a_person_goes_on_without_it_and_then_every_consent_is_ended(
    council: Council, whole: Path, lose: Callable[[Path], None]
) -> None:
    put_back(council, whole / "earlier")
    lose(council.path / "identity")

    told = accept(council, "identity")

    assert "3 consents" in told
    assert ("accept loss", "identity", "Jo Clerk") in audited(council)
    assert Folder(council.path).live_accounts() == {}
    council.must("measure", "--as-of", AS_OF)
    assert council.json("show", "--all") == []
    assert council.keeps_nothing()
    assert council.run("register", str(council.path.parent / "register.csv")).exit_code == 4
    assert Folder(council.path).live_accounts() == {}


def test_a_desk_that_is_lost_too_is_decided_with_it(council: Council) -> None:
    (council.path / "identity").write_text("garbage")
    remove(council.path / "desk.sqlite")
    assert "--accept-loss desk" in council.run("doctor", "--accept-loss", "identity", "--by", "Jo").stderr

    accept(council, "desk")

    council.run("register", str(council.path.parent / "register.csv"))
    assert Folder(council.path).live_accounts() == {}
    council.must("measure", "--as-of", AS_OF)


def cut_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a folder be opened by a command that is killed between naming the folder and telling its desk."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("store.desk.Desk.adopt", stop)
        with pytest.raises(KeyboardInterrupt):
            Folder(folder)


def agree(folder: Path) -> bool:
    known = known_of(folder)
    return known is not None and Folder(folder).desk.belongs_to() == known.folder


def test_a_folder_whose_naming_was_cut_off_is_named_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = Council(tmp_path / "data")
    cut_off(council.path, monkeypatch)

    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann")])))
    council.must("import", str(write_posts(tmp_path / "posts.jsonl", POSTS[:1])))

    assert agree(council.path)


def test_so_is_one_of_an_earlier_two_way_and_it_remembers_whose_consent_was_ended(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_identities(council.path)
    cut_off(council.path, monkeypatch)

    council.must("measure", "--as-of", AS_OF)

    known = known_of(council.path)
    assert agree(council.path)
    assert known
    assert known.ended_us("x:bob", "bob") is not None


def test_a_note_that_cant_be_read_is_a_loss_also_where_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "identity").write_text("garbage")

    with pytest.raises(Lost, match="identity can't be read"):
        known_of(tmp_path)

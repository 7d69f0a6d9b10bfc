"""What was ended after a backup was made isn't brought back by it: not to readers, and not in any byte."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from facts import to_us
from pipelines.keep.folder import Folder
from store import identity
from store.belonging import desk_to_read
from store.examples import State
from store.locking import one_at_a_time
from tests.kept.conftest import BY, EXAMPLE, RESIDENT, SAID, elsewhere, figures
from tests.small_council import write_posts

pytestmark = pytest.mark.commands
APART = ("key", "identity")
OF_M1 = "of m1?"  # stands in every question to m1


@pytest.fixture
def file(council, place):
    """Make a backup, of what is ended in the tests."""
    council.must("backup", str(place / "b.zip"))
    return place / "b.zip"


def new_machine(council, tmp_path, *apart):
    Folder(council.path).desk.close()  # as the next command does: the folder learns what was decided
    return elsewhere(council, tmp_path / "new", *apart)


def test_a_withdrawn_account_is_gone_in_every_byte_once_restore_ends(council, file, tmp_path):
    assert council.bytes_of(OF_M1) != {}
    council.must("withdraw", "--account", "x:m1")
    rest = list(council.json("show", "--all"))
    new = new_machine(council, tmp_path, *APART)

    told = new.must("restore", str(file))

    assert "x:m1" in told
    assert new.bytes_of(OF_M1) == {}
    assert [row["member"] for row in new.json("show", "--all")] == [row["member"] for row in rest]
    assert "m1" not in {row["member"] for row in rest}


@pytest.mark.parametrize(("how", "name"), [("--member", "m1"), ("--account", "x:m1"), ("--platform", "x")])
def test_whatever_was_erased_is_gone_again(council, file, tmp_path, how, name):
    council.must("erase", how, name)
    new = new_machine(council, tmp_path, *APART)

    new.must("restore", str(file))

    assert new.bytes_of(OF_M1) == {}


def test_a_resident_who_was_erased_stays_erased_and_no_figure_moves(council, file, tmp_path):
    council.must("erase", "--account", f"x:{RESIDENT}")
    before = council.json("show", "--all")
    new = new_machine(council, tmp_path, *APART)

    told = new.must("restore", str(file))

    assert "Erased again: 1 resident" in told
    assert new.bytes_of(SAID) == {}
    assert [row["results"] for row in new.json("show", "--all")] == [row["results"] for row in before]


def test_a_resident_who_wrote_again_after_they_were_erased_keeps_what_is_new(council, place, tmp_path):
    council.must("erase", "--account", f"x:{RESIDENT}")
    again = {"id": "again", "account": "x:m4", "author": RESIDENT, "kind": "post", "text": "Is the zoo open?"}
    row = {**again, "posted_at": "2026-11-01T09:00:00+00:00"}
    council.must("import", str(write_posts(tmp_path / "again.jsonl", [row])))
    council.must("backup", str(place / "b.zip"))
    new = new_machine(council, tmp_path, *APART)

    assert "Erased again" not in new.must("restore", str(place / "b.zip"))

    assert new.bytes_of("Is the zoo open?") != {}


def test_an_example_whose_permission_was_taken_back_is_shown_nowhere(council, file, tmp_path):
    council.must("example", "refuse", "1", *BY)
    new = new_machine(council, tmp_path, *APART)

    told = new.must("restore", str(file))

    assert "Refused again: 1 example" in told
    [example] = new.json("example", "list")
    assert (example["post"], example["state"]) == (EXAMPLE, "refused")


def test_whoever_was_let_out_stays_out_and_everybody_signs_in_anew(council, file, tmp_path):
    council.must("person", "remove", "eve@fernshire.example", *BY)
    began_us = to_us(datetime.now(UTC))
    new = new_machine(council, tmp_path, *APART)

    new.must("restore", str(file))

    people = Folder(new.path).desk.persons()
    assert [one.email for one in people] == ["olu@fernshire.example"]
    assert people[0].added_us >= began_us  # a sign-in from before is refused


def test_whoever_was_let_out_and_in_again_before_the_backup_stays_in(council, place, tmp_path):
    council.must("person", "remove", "eve@fernshire.example", *BY)
    council.must("person", "add", "eve@fernshire.example", "--role", "administrator", *BY)
    council.must("backup", str(place / "b.zip"))
    new = new_machine(council, tmp_path, *APART)

    new.must("restore", str(place / "b.zip"))

    assert {one.email for one in Folder(new.path).desk.persons()} == {
        "eve@fernshire.example",
        "olu@fernshire.example",
    }


def test_no_mail_goes_out_twice(council, place, tmp_path):
    post = tmp_path / "post"
    post.mkdir()
    settings = council.path / "settings.toml"
    settings.write_text(f'{settings.read_text()}\n[deliver]\nfolder = "{post}"\n', encoding="utf-8")
    council.must("person", "set", "olu@fernshire.example", "--channel", "folder", *BY)
    council.must("backup", str(place / "b.zip"))
    council.run("deliver", "--due")
    sent = sorted(path.name for path in post.rglob("*"))
    assert sent != []
    new = new_machine(council, tmp_path, *APART)

    new.must("restore", str(place / "b.zip"))
    new.run("deliver", "--due")

    assert sorted(path.name for path in post.rglob("*")) == sent
    assert {one["state"] for one in new.json("deliver", "list")} == {"unknown"}  # a person says


def test_what_ended_at_a_desk_that_is_set_aside_stays_ended(council, file):
    (council.path / "archive.duckdb").write_bytes(b"not a database, not at all" * 2000)
    desk = desk_to_read(council.path)  # as a command that was killed before the folder was told
    desk.settle_example(1, State.REFUSED, by="m2", now_us=to_us(datetime.now(UTC)))
    desk.withdraw("x:m1", now_us=to_us(datetime.now(UTC)), by="Olu")
    desk.close()

    told = council.must("restore", str(file))

    assert "Refused again: 1 example" in told
    assert "x:m1" in told
    assert not [name for name in council.bytes_of(OF_M1) if ".set-aside-" not in name]


def test_acts_are_counted_on_so_that_an_older_desk_is_noticed_afterwards(council, file, tmp_path):
    for number in range(1, 8):
        council.must("mark", "set-aside", "--post", f"m0-2026-10-{number}", "--why", "spam", *BY)
    shutil.copy(council.path / "desk.sqlite", tmp_path / "later.sqlite")
    new = new_machine(council, tmp_path, *APART)
    new.must("restore", str(file))

    shutil.copy(tmp_path / "later.sqlite", new.path / "desk.sqlite")

    assert "is an older copy" in new.run("measure").stderr


# Without the key, or without what the folder remembers


def refused(council):
    """Say whether nothing that changes anything is done, and each in one line."""
    posts = write_posts(council.path.parent / "more.jsonl", [])
    commands = (("measure",), ("import", str(posts)), ("collect",), ("summary", "--due"), ("backup", "b.zip"))
    done = [council.run(*one) for one in commands]
    return all(one.exit_code == 1 and "accept-loss" in one.stderr for one in done)


@pytest.mark.parametrize("apart", [(), ("key",), ("identity",)])
def test_without_key_or_memory_it_can_be_read_and_nothing_goes_on(council, file, tmp_path, apart):
    before = figures(council)
    new = new_machine(council, tmp_path, *apart)

    told = new.must("restore", str(file))

    assert "restore this file once more" in told
    assert figures(new) == before
    assert desk_to_read(new.path).members() != []  # as the pages open it
    assert refused(new)
    assert new.run("doctor").exit_code == 4


def test_once_key_and_memory_are_there_it_is_put_back_once_more(council, file, tmp_path):
    council.must("withdraw", "--account", "x:m1")
    new = new_machine(council, tmp_path)
    new.must("restore", str(file))
    assert new.bytes_of(OF_M1) != {}
    desk_to_read(new.path).log("somebody decided", "meanwhile", by="Olu", now_us=1)
    for name in APART:
        shutil.copy(council.path / name, new.path / name)
    assert refused(new)

    new.must("restore", str(file))

    assert new.bytes_of(OF_M1) == {}
    assert [path for path in new.path.iterdir() if "set-aside" in path.name] == []
    assert "somebody decided" in [line["did"] for line in Folder(new.path).desk.audit()]
    new.must("measure", "--as-of", "2026-11-20T09:00:00Z")


def test_putting_it_back_once_more_throws_nothing_away(council, file, tmp_path):
    new = new_machine(council, tmp_path)
    (new.path / "desk.sqlite").write_bytes(b"broken, and to be set aside" * 100)
    new.must("restore", str(file))
    [aside] = [path.name for path in new.path.iterdir() if ".set-aside-" in path.name]
    (new.path / "notes.txt").write_text("what we lost")
    shutil.copy(file, new.path / "b.zip")
    for name in APART:
        shutil.copy(council.path / name, new.path / name)

    new.must("restore", str(new.path / "b.zip"))

    assert {aside, "notes.txt", "b.zip"} <= {path.name for path in new.path.iterdir()}
    assert b"set aside" in (new.path / aside / "desk.sqlite").read_bytes()


def test_what_was_withdrawn_is_hidden_although_the_key_is_lost(council, file, tmp_path):
    council.must("withdraw", "--account", "x:m1")
    new = new_machine(council, tmp_path, "identity")

    new.must("restore", str(file))

    assert "m1" not in {row["member"] for row in new.json("show", "--all")}


def test_a_person_may_decide_to_go_on_without(council, file, tmp_path):
    new = new_machine(council, tmp_path, "key")
    new.must("restore", str(file))

    told = new.must("doctor", "--accept-loss", "identity", "--by", "Olu")

    assert "Nobody knows which consents" in told
    new.must("measure", "--as-of", "2026-11-20T09:00:00Z")
    assert new.bytes_of(OF_M1) == {}  # every consent is asked for anew


def test_a_memory_as_old_as_the_backup_is_said_to_know_of_nothing_later(council, file, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    for name in APART:
        shutil.copy(council.path / name, old / name)
    known = json.loads((old / "identity").read_text())
    known["acts"] = 1
    (old / "identity").write_text(json.dumps(known))
    council.path = old
    new = elsewhere(council, tmp_path / "new", *APART)

    told = new.must("restore", str(file))

    assert "knows of nothing that was logged after this backup" in told
    assert identity.read(new.path).acts > 1


@pytest.mark.parametrize("apart", [(), ("identity",)])
def test_whoever_withdraws_from_what_can_only_be_read_is_hidden_at_once_and_gone_later(
    council, file, tmp_path, apart
):
    new = new_machine(council, tmp_path, *apart)
    new.must("restore", str(file))

    done = new.run("withdraw", "--account", "x:m2")

    assert done.exit_code == 4
    assert "is hidden" in done.stdout
    assert "isn't erased yet" in done.stderr
    assert "m2" not in {row["member"] for row in new.json("show", "--all")}
    for name in APART:
        shutil.copy(council.path / name, new.path / name)
    new.must("restore", str(file))
    assert new.bytes_of("of m2?") == {}


# What an older copy would bring back beside consents


def channels(council):
    return {one["email"]: one["channel"] for one in council.json("person", "list")}


def test_whoever_wants_no_mail_any_more_gets_none_and_a_forgotten_token_stays_forgotten(
    council, place, tmp_path
):
    council.must("person", "set", "olu@fernshire.example", "--channel", "email", *BY)
    council.must("person", "set", "eve@fernshire.example", "--channel", "email", *BY)
    assert council.run("token", "--account", "x:m1", typed="secret").exit_code == 0
    council.must("backup", str(place / "b.zip"))
    council.must("person", "set", "olu@fernshire.example", "--channel", "none", *BY)
    council.must("token", "--account", "x:m1", "--forget")
    new = new_machine(council, tmp_path, *APART)

    new.must("restore", str(place / "b.zip"))

    assert channels(new) == {"olu@fernshire.example": "none", "eve@fernshire.example": "email"}
    assert Folder(new.path).desk.with_tokens() == set()


def test_where_nobody_remembers_nobody_is_let_in_and_no_example_shown(council, file, tmp_path):
    council.must("person", "remove", "eve@fernshire.example", *BY)
    council.must("example", "refuse", "1", *BY)
    new = new_machine(council, tmp_path, "key")
    new.must("restore", str(file))
    assert "eve@fernshire.example is out" in new.run("person", "remove", "eve@fernshire.example", *BY).stdout

    new.must("doctor", "--accept-loss", "identity", "--by", "Olu")

    assert new.json("person", "list") == []
    assert [one["state"] for one in new.json("example", "list")] == ["refused"]


@pytest.mark.parametrize("apart", [APART, ("key",)])
def test_what_was_due_and_may_have_gone_out_since_waits_for_a_person(council, place, tmp_path, apart):
    """The month was frozen, and sent, after the backup was made: the desk that is put back knows nothing of it."""
    post = tmp_path / "post"
    post.mkdir()
    settings = council.path / "settings.toml"
    settings.write_text(f'{settings.read_text()}\n[deliver]\nfolder = "{post}"\n', encoding="utf-8")
    council.must("backup", str(place / "b.zip"))
    new = new_machine(council, tmp_path, *apart)
    new.must("restore", str(place / "b.zip"))
    if apart != APART:
        new.must("doctor", "--accept-loss", "identity", "--by", "Olu")
        new.must("person", "add", "olu@fernshire.example", "--role", "comms", *BY)
    new.must("person", "set", "olu@fernshire.example", "--channel", "folder", *BY)

    new.run("deliver", "--due")

    assert list(post.rglob("*")) == []
    assert {one["state"] for one in new.json("deliver", "list")} == {"unknown"}


def test_a_resident_of_whom_nothing_is_kept_any_more_may_be_in_an_older_copy(council, file, tmp_path):
    council.must("withdraw", "--account", "x:m4")  # to whom they wrote
    assert council.run("erase", "--account", f"x:{RESIDENT}").exit_code == 1  # nothing is kept under it
    known = json.loads((council.path / "identity").read_text())
    older = tmp_path / "older"
    older.mkdir()
    shutil.copy(council.path / "key", older / "key")
    known["ended"] = {mark: us for mark, us in known["ended"].items() if mark in marks_of(known, council)}
    (older / "identity").write_text(json.dumps(known))
    council.path = older
    new = elsewhere(council, tmp_path / "new", *APART)

    new.must("restore", str(file))

    assert new.bytes_of(SAID) == {}


def marks_of(known, council):
    """Return the marks of residents alone, as if no consent had ended."""
    folder = Folder(council.path)
    authors = [author for author, *_ in folder.spellings("x", RESIDENT)]
    return {identity.mark(known["folder"], "resident", author) for author in authors}


def test_a_withdrawal_while_a_backup_is_made_says_that_its_copy_holds_it(council):
    (council.path / ".backup-12345678").mkdir()
    with one_at_a_time(council.path, "backup"):
        done = council.run("withdraw", "--account", "x:m1")

    assert done.exit_code == 4
    assert "A backup is being made" in done.stderr


def test_settings_that_were_mended_meanwhile_stay_when_it_is_put_back_once_more(council, place, tmp_path):
    with (council.path / "settings.toml").open("a") as settings:
        settings.write('group = "nobody-here-has-that"\n')
    with pytest.raises(AssertionError):
        council.must("measure")
    (council.path / "settings.toml").write_text('council = "Fernshire"\n')
    council.must("backup", str(place / "b.zip"))
    new = new_machine(council, tmp_path)
    new.must("restore", str(place / "b.zip"))
    (new.path / "settings.toml").write_text('council = "Fernshire upon Dell"\n')
    for name in APART:
        shutil.copy(council.path / name, new.path / name)

    new.must("restore", str(place / "b.zip"))

    assert (new.path / "settings.toml").read_text() == 'council = "Fernshire upon Dell"\n'
